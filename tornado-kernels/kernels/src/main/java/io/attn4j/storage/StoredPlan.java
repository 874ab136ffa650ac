package io.attn4j.storage;

import io.attn4j.autodiff.BufferReuse;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.Plan;
import io.attn4j.plan.Step;
import io.attn4j.plan.StepRewriter;
import io.attn4j.plan.Storage;
import io.attn4j.plan.View;
import io.attn4j.plan.row.Narrow;
import io.attn4j.plan.row.Widen;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A plan whose inputs and outputs are stored in 16 bits: a {@link Widen} before the first step that reads an input, a {@link
 * Narrow} after the last step that writes an output, and the plan's own steps over fp32 arrays between them.
 *
 * <p>An fp32 array lives from its first step to its last, and then gives its place to another ({@link BufferReuse}): where
 * keys and values are projected one after the other, they share one. Steps depend on the plan's steps alone, not on sizes.
 * Weights stay fp32, as they are copied once and read in every execution.
 */
public final class StoredPlan {
    private static final String WIDE = ".f32";

    private final Plan plan;
    private final Map<String, Storage> storage;
    private final Map<Buffer, Buffer> stored = new HashMap<>();
    private final Map<Buffer, Buffer> wide = new HashMap<>();

    private StoredPlan(Plan plan, Map<String, Storage> storage) {
        this.plan = plan;
        this.storage = storage;
    }

    /**
     * {@code plan} with other storage of some of its inputs and outputs.
     *
     * @param storage by name of the array; names of weights and of no array are left out
     */
    public static Plan of(Plan plan, Map<String, Storage> storage) {
        return new StoredPlan(plan, storage).plan();
    }

    private Plan plan() {
        for (Buffer buffer : plan.buffers().values()) {
            Storage as = storage.getOrDefault(buffer.name(), Storage.F32);
            boolean copied = buffer.kind() == Buffer.Kind.INPUT || buffer.kind() == Buffer.Kind.OUTPUT;
            if (copied && as.packed()) {
                stored.put(buffer, new Buffer(buffer.name(), buffer.kind(), buffer.elements(), as));
                wide.put(buffer, new Buffer(buffer.name() + WIDE, Buffer.Kind.INTERMEDIATE, buffer.elements()));
            }
        }
        return stored.isEmpty() ? plan : assembled(BufferReuse.of(steps()));
    }

    private List<Step> steps() {
        UnaryOperator<View> widened = view -> view.over(wide.getOrDefault(view.buffer(), view.buffer()));
        StepRewriter rewriter = new StepRewriter(UnaryOperator.identity(), widened, widened);
        Map<Buffer, Integer> lastWrite = new LinkedHashMap<>();
        for (int i = 0; i < plan.steps().size(); i++) {
            for (View view : plan.steps().get(i).writes()) {
                lastWrite.put(view.buffer(), i);
            }
        }
        Map<Buffer, Buffer> given = new HashMap<>(stored);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < plan.steps().size(); i++) {
            Step step = plan.steps().get(i);
            for (View view : step.reads()) {
                if (view.buffer().kind() == Buffer.Kind.INPUT && given.remove(view.buffer()) instanceof Buffer from) {
                    steps.add(new Widen(task("widen", from), all(from), all(wide.get(view.buffer()))));
                }
            }
            steps.add(rewriter.rewrite(step));
            for (View view : step.writes()) {
                if (lastWrite.get(view.buffer()) == i && given.remove(view.buffer()) instanceof Buffer to) {
                    steps.add(new Narrow(task("narrow", to), all(wide.get(view.buffer())), all(to)));
                }
            }
        }
        return steps;
    }

    private static View all(Buffer buffer) {
        return View.contiguous(buffer, 1, 1, 1, Math.toIntExact(buffer.elements()));
    }

    /** A task's name is a word: {@code widenKeyBias} for {@code key_bias}. */
    private static String task(String verb, Buffer buffer) {
        StringBuilder name = new StringBuilder(verb);
        for (String word : buffer.name().split("[^A-Za-z0-9]+")) {
            if (!word.isEmpty()) {
                name.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
            }
        }
        return name.toString();
    }

    private Plan assembled(List<Step> steps) {
        Plan.Builder builder = Plan.builder(plan.mechanism());
        for (Buffer buffer : plan.buffers().values()) {
            if (plan.constants().containsKey(buffer.name())) {
                builder.constant(buffer.name(), plan.constants().get(buffer.name()));
            } else if (buffer.kind() != Buffer.Kind.INTERMEDIATE) {
                builder.array(stored.getOrDefault(buffer, buffer));
            }
        }
        for (Step step : steps) {
            step.reads().forEach(view -> builder.array(view.buffer()));
            step.writes().forEach(view -> builder.array(view.buffer()));
            builder.add(step);
        }
        return builder.build();
    }
}
