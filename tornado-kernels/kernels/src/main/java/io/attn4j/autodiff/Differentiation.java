package io.attn4j.autodiff;

import io.attn4j.plan.Buffer;
import io.attn4j.plan.Plan;
import io.attn4j.plan.Step;
import io.attn4j.plan.StepRewriter;
import io.attn4j.plan.View;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A plan with its gradients: the vector-Jacobian product of its outputs, by reverse accumulation.
 *
 * <p>The plan made takes {@code grad.<output>} in addition to the plan's own inputs, and gives {@code grad.<tensor>}, {@code
 * sum_k (d output_k / d tensor)^T grad.output_k}, besides its outputs. Steps depend on the plan's steps alone, not on sizes:
 * plans of two requests of the same kind have the same steps in the same order, as plans have.
 */
public final class Differentiation {
    /** Before the name of a tensor, the name of its gradient. */
    public static final String PREFIX = "grad.";

    private Differentiation() {}

    /**
     * Differentiates {@code plan}.
     *
     * @param outputs outputs whose gradients will be given, at least one
     * @param wanted inputs, weights and states whose gradients to compute
     * @param padded valid rows of inputs {@code [B,N,M]} that hold padding, by name
     * @throws IllegalArgumentException when the plan has no such output, input, weight or state
     * @throws UnsupportedOperationException when a step between them has a gradient that no step computes
     */
    public static Plan of(
            Plan plan, Collection<String> outputs, Collection<String> wanted, Map<String, PaddedRows> padded) {
        return of(plan, outputs, wanted, padded, task -> null);
    }

    /**
     * Differentiates {@code plan} with less to keep: what lies within a segment of its steps is computed again before the
     * gradients of the segment are.
     *
     * @param segments the segment of the step of a name, or null where it is in none; steps of one follow one another
     */
    public static Plan of(
            Plan plan,
            Collection<String> outputs,
            Collection<String> wanted,
            Map<String, PaddedRows> padded,
            UnaryOperator<String> segments) {
        for (String output : outputs) {
            require(plan, output, Set.of(Buffer.Kind.OUTPUT));
        }
        for (String tensor : wanted) {
            require(plan, tensor, Set.of(Buffer.Kind.INPUT, Buffer.Kind.WEIGHT, Buffer.Kind.STATE));
        }
        RecordedForward forward = new RecordedForward(plan, padded);
        Set<Buffer> depending = depending(plan, forward, wanted);
        GradientTape tape = new GradientTape(forward, depending);
        Map<Buffer, Buffer> places = new LinkedHashMap<>();
        for (String output : outputs) {
            Buffer last = forward.last(output);
            tape.seed(last, new Buffer(PREFIX + output, Buffer.Kind.INPUT, last.elements()));
        }
        List<Step> steps = forward.steps();
        List<List<Step>> backward = new ArrayList<>();
        for (int i = steps.size() - 1; i >= 0; i--) {
            Step step = steps.get(i);
            int from = tape.steps().size();
            if (step.reads().stream().anyMatch(view -> depending.contains(view.buffer()))) {
                tape.differentiate(step);
                forward.overwritten(i).forEach(tape::clear);
            }
            backward.addFirst(
                    List.copyOf(tape.steps().subList(from, tape.steps().size())));
        }
        int differentiated = tape.steps().size();
        for (String tensor : wanted) {
            Buffer buffer = plan.buffers().get(tensor);
            places.put(tape.finished(buffer), new Buffer(PREFIX + tensor, Buffer.Kind.OUTPUT, buffer.elements()));
        }
        plan.buffers().forEach((name, buffer) -> {
            if (buffer.kind() == Buffer.Kind.OUTPUT) {
                places.put(forward.last(name), buffer);
            }
        });
        List<Step> all = Recomputation.of(steps, backward, segments);
        all.addAll(tape.steps().subList(differentiated, tape.steps().size()));
        return assemble(plan, BufferReuse.of(placed(all, places)));
    }

    private static void require(Plan plan, String name, Set<Buffer.Kind> kinds) {
        Buffer buffer = plan.buffers().get(name);
        if (buffer == null || !kinds.contains(buffer.kind())) {
            throw new IllegalArgumentException("gradient of " + name + ": got no such array of a plan of "
                    + plan.mechanism() + "; needs one of "
                    + plan.buffers().values().stream()
                            .filter(each -> kinds.contains(each.kind()))
                            .map(Buffer::name)
                            .toList());
        }
    }

    /** Arrays whose content depends on a tensor that is wanted. */
    private static Set<Buffer> depending(Plan plan, RecordedForward forward, Collection<String> wanted) {
        Set<Buffer> depending = new HashSet<>();
        wanted.forEach(tensor -> depending.add(plan.buffers().get(tensor)));
        for (Step step : forward.steps()) {
            if (step.reads().stream().anyMatch(view -> depending.contains(view.buffer()))) {
                step.writes().forEach(view -> depending.add(view.buffer()));
            }
        }
        return depending;
    }

    private static List<Step> placed(List<Step> steps, Map<Buffer, Buffer> places) {
        UnaryOperator<View> place = view -> view.over(places.getOrDefault(view.buffer(), view.buffer()));
        StepRewriter rewriter = new StepRewriter(UnaryOperator.identity(), place, place);
        return steps.stream().map(rewriter::rewrite).toList();
    }

    private static Plan assemble(Plan plan, List<Step> steps) {
        Plan.Builder builder = Plan.builder(plan.mechanism() + "Gradients");
        for (Step step : steps) {
            step.reads().forEach(view -> register(builder, plan, view.buffer()));
            step.writes().forEach(view -> register(builder, plan, view.buffer()));
            builder.add(step);
        }
        return builder.build();
    }

    private static void register(Plan.Builder builder, Plan plan, Buffer buffer) {
        float[] content = plan.constants().get(buffer.name());
        switch (buffer.kind()) {
            case INPUT -> builder.input(buffer.name(), buffer.elements());
            case WEIGHT -> {
                if (content == null) {
                    builder.weight(buffer.name(), buffer.elements());
                } else {
                    builder.constant(buffer.name(), content);
                }
            }
            case STATE -> builder.state(buffer.name(), buffer.elements());
            case INTERMEDIATE -> builder.intermediate(buffer.name(), buffer.elements());
            case OUTPUT -> builder.output(buffer.name(), buffer.elements());
        }
    }
}
