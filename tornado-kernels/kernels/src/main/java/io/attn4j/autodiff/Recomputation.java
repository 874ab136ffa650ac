package io.attn4j.autodiff;

import io.attn4j.plan.Buffer;
import io.attn4j.plan.Step;
import io.attn4j.plan.StepRewriter;
import io.attn4j.plan.View;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Forward and backward steps in which the forward of each segment is done again right before its backward, so that what lies
 * within a segment need not be kept (gradient checkpointing, Chen et al. 2016): only what goes from one segment into the next
 * is.
 *
 * <p>The steps done again are the same steps over other arrays: their values are the same bits.
 */
final class Recomputation {
    private final List<Step> forward;
    private final List<List<Step>> backward;
    private final UnaryOperator<String> segments;

    private Recomputation(List<Step> forward, List<List<Step>> backward, UnaryOperator<String> segments) {
        this.forward = forward;
        this.backward = backward;
        this.segments = segments;
    }

    /**
     * All steps in order.
     *
     * @param backward the backward steps of each forward step
     * @param segments the segment of the forward step of a name, or null where it is in none
     */
    static List<Step> of(List<Step> forward, List<List<Step>> backward, UnaryOperator<String> segments) {
        return new Recomputation(forward, backward, segments).steps();
    }

    private List<Step> steps() {
        List<Step> all = new ArrayList<>(forward);
        int last = forward.size() - 1;
        while (last >= 0) {
            String segment = segments.apply(forward.get(last).task());
            int first = last;
            while (first > 0
                    && Objects.equals(
                            segment, segments.apply(forward.get(first - 1).task()))) {
                first--;
            }
            Map<Buffer, Buffer> copies = segment == null ? Map.of() : again(first, last, all);
            UnaryOperator<View> read = view -> view.over(copies.getOrDefault(view.buffer(), view.buffer()));
            StepRewriter rewriter = new StepRewriter(UnaryOperator.identity(), read, UnaryOperator.identity());
            for (int i = last; i >= first; i--) {
                for (Step step : backward.get(i)) {
                    all.add(copies.isEmpty() ? step : rewriter.rewrite(step));
                }
            }
            last = first - 1;
        }
        return all;
    }

    /** Appends those of the steps again that the backward of the segment needs; returns the arrays that they write. */
    private Map<Buffer, Buffer> again(int first, int last, List<Step> into) {
        Set<Buffer> before = new HashSet<>();
        forward.subList(0, first).forEach(step -> step.writes().forEach(view -> before.add(view.buffer())));
        Set<Buffer> within = new HashSet<>();
        forward.subList(first, last + 1).forEach(step -> step.writes().forEach(view -> within.add(view.buffer())));
        boolean alone = within.stream()
                .allMatch(buffer -> buffer.kind() == Buffer.Kind.INTERMEDIATE && !before.contains(buffer));
        if (!alone) {
            return Map.of();
        }
        Set<Buffer> needed = new HashSet<>();
        backward.subList(first, last + 1)
                .forEach(steps -> steps.forEach(step -> step.reads().forEach(view -> needed.add(view.buffer()))));
        needed.retainAll(within);
        List<Step> chosen = new ArrayList<>();
        for (int i = last; i >= first; i--) {
            Step step = forward.get(i);
            if (step.writes().stream().anyMatch(view -> needed.contains(view.buffer()))) {
                chosen.addFirst(step);
                step.reads().stream().map(View::buffer).filter(within::contains).forEach(needed::add);
            }
        }
        Map<Buffer, Buffer> copies = new HashMap<>();
        for (Step step : chosen) {
            step.writes()
                    .forEach(view -> copies.computeIfAbsent(
                            view.buffer(),
                            buffer -> new Buffer(buffer.name() + "~again", buffer.kind(), buffer.elements())));
        }
        UnaryOperator<View> place = view -> view.over(copies.getOrDefault(view.buffer(), view.buffer()));
        StepRewriter rewriter = new StepRewriter(task -> task + "Again", place, place);
        chosen.forEach(step -> into.add(rewriter.rewrite(step)));
        return copies;
    }
}
