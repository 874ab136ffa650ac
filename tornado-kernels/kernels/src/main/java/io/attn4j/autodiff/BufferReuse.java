package io.attn4j.autodiff;

import io.attn4j.plan.Buffer;
import io.attn4j.plan.Step;
import io.attn4j.plan.StepRewriter;
import io.attn4j.plan.View;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Lets arrays between steps share memory: one that no later step reads gives its place to the next one of its kind.
 *
 * <p>Arrays are of one kind when the same result of the same type of step writes them first. Which arrays share a place
 * follows from steps alone, not from sizes, so that plans of two requests of the same kind stay alike; a place is as large
 * as the largest array that it takes.
 */
public final class BufferReuse {
    private final List<Step> steps;
    private final Map<Buffer, Integer> lastUse = new HashMap<>();
    private final Map<Buffer, String> places = new LinkedHashMap<>();
    private final Map<String, Long> sizes = new HashMap<>();

    private BufferReuse(List<Step> steps) {
        this.steps = steps;
    }

    /** The same steps over fewer arrays. */
    public static List<Step> of(List<Step> steps) {
        BufferReuse reuse = new BufferReuse(steps);
        reuse.assign();
        UnaryOperator<View> place = reuse::place;
        StepRewriter rewriter = new StepRewriter(UnaryOperator.identity(), place, place);
        return steps.stream().map(rewriter::rewrite).toList();
    }

    private View place(View view) {
        String name = places.get(view.buffer());
        return name == null ? view : view.over(new Buffer(name, Buffer.Kind.INTERMEDIATE, sizes.get(name)));
    }

    private void assign() {
        for (int i = 0; i < steps.size(); i++) {
            for (Buffer buffer : used(steps.get(i))) {
                lastUse.put(buffer, i);
            }
        }
        Map<String, Deque<String>> free = new HashMap<>();
        Map<String, Integer> counts = new HashMap<>();
        Map<Buffer, String> kinds = new HashMap<>();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            List<View> writes = step.writes();
            for (int w = 0; w < writes.size(); w++) {
                Buffer buffer = writes.get(w).buffer();
                if (buffer.kind() == Buffer.Kind.INTERMEDIATE && !places.containsKey(buffer)) {
                    String kind = step.getClass().getSimpleName() + (w == 0 ? "" : w);
                    kinds.put(buffer, kind);
                    String place = free.computeIfAbsent(kind, key -> new ArrayDeque<>())
                            .poll();
                    if (place == null) {
                        place = "between." + kind + "." + counts.merge(kind, 1, Integer::sum);
                    }
                    places.put(buffer, place);
                    sizes.merge(place, buffer.elements(), Math::max);
                }
            }
            for (Buffer buffer : used(step)) {
                if (lastUse.get(buffer) == i && places.containsKey(buffer)) {
                    free.get(kinds.get(buffer)).push(places.get(buffer));
                }
            }
        }
    }

    private static List<Buffer> used(Step step) {
        Set<Buffer> used = new HashSet<>();
        List<Buffer> inOrder = new ArrayList<>();
        List<View> views = new ArrayList<>(step.reads());
        views.addAll(step.writes());
        for (View view : views) {
            if (used.add(view.buffer())) {
                inOrder.add(view.buffer());
            }
        }
        return inOrder;
    }
}
