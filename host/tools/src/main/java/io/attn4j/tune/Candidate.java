package io.attn4j.tune;

import io.attn4j.graph.KernelChoice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A kernel for each role.
 *
 * @param choices one for a role at most
 */
public record Candidate(List<KernelChoice> choices) {

    public Candidate {
        choices = List.copyOf(choices);
    }

    /**
     * This candidate with another kernel for one role; constants that {@code choice} leaves open keep their values where the
     * strategy stays.
     */
    public Candidate with(KernelChoice choice) {
        List<KernelChoice> others = new ArrayList<>();
        boolean replaced = false;
        for (KernelChoice known : choices) {
            boolean same = known.role() == choice.role();
            others.add(same ? merged(known, choice) : known);
            replaced |= same;
        }
        if (!replaced) {
            others.add(choice);
        }
        return new Candidate(others);
    }

    private static KernelChoice merged(KernelChoice known, KernelChoice choice) {
        if (known.strategy() != choice.strategy()) {
            return choice;
        }
        Map<String, Integer> constants = new HashMap<>(known.constants());
        constants.putAll(choice.constants());
        return new KernelChoice(choice.role(), choice.strategy(), constants);
    }

    /** All choices in one line, such as {@code core.forward=tiled(keys=32,rows=64) matrix.product=lanes()}. */
    @Override
    public String toString() {
        return choices.stream().map(Candidate::text).collect(Collectors.joining(" "));
    }

    /** One choice, such as {@code core.forward=tiled(keys=32,rows=64)}. */
    static String text(KernelChoice choice) {
        return choice.role() + "=" + choice.strategy()
                + new TreeMap<>(choice.constants())
                        .entrySet().stream().map(Object::toString).collect(Collectors.joining(",", "(", ")"));
    }
}
