package io.attn4j.graph;

import io.attn4j.plan.Strategy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The constants of one kernel strategy that a tuner may vary, with the values to try.
 *
 * <p>Declared next to the kernel. The kernel is written for every combination; whether a device can hold it is up to
 * {@link GraphBackend#launches}.
 *
 * @param role role as device-configs name it
 * @param strategy strategy within the role
 * @param values values to try of each constant by name; none for a strategy without constants
 */
public record TuningSpace(KernelRole role, Strategy strategy, SequencedMap<String, List<Integer>> values) {

    public TuningSpace {
        values = new LinkedHashMap<>(values);
    }

    /** The space of a strategy without constants. */
    public TuningSpace(KernelRole role, Strategy strategy) {
        this(role, strategy, new LinkedHashMap<>());
    }

    /** This space with one more constant. */
    public TuningSpace with(String constant, Integer... tried) {
        SequencedMap<String, List<Integer>> more = new LinkedHashMap<>(values);
        more.put(constant, List.of(tried));
        return new TuningSpace(role, strategy, more);
    }

    /** Every combination of values, the last constant varying fastest. */
    public List<KernelChoice> choices() {
        List<Map<String, Integer>> combinations = List.of(Map.of());
        for (Map.Entry<String, List<Integer>> constant : values.entrySet()) {
            List<Map<String, Integer>> longer = new ArrayList<>();
            for (Map<String, Integer> shorter : combinations) {
                for (int value : constant.getValue()) {
                    Map<String, Integer> combination = new LinkedHashMap<>(shorter);
                    combination.put(constant.getKey(), value);
                    longer.add(combination);
                }
            }
            combinations = longer;
        }
        return combinations.stream()
                .map(constants -> new KernelChoice(role, strategy, constants))
                .toList();
    }
}
