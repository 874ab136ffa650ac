package io.attn4j.kernels.step;

import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.KernelChoice;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.Step;
import io.attn4j.plan.View;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A small step, to compile and export kernels with.
 *
 * @param step the step; its sizes count only where they choose a kernel or its constants
 * @param choices kernels by role
 */
public record SampleStep<F extends Step>(F step, KernelChoices choices) {

    /** A step that {@code choices} decide the kernels of. */
    public static <F extends Step> SampleStep<F> of(F step, KernelChoice... choices) {
        return new SampleStep<>(step, new KernelChoices(List.of(choices)));
    }

    /** An operand of a sample: an array of its own, [batch,heads,rows,columns]. */
    public static View view(String name, int batch, int heads, int rows, int columns) {
        Buffer buffer = new Buffer(name, Buffer.Kind.INTERMEDIATE, (long) batch * heads * rows * columns);
        return View.contiguous(buffer, batch, heads, rows, columns);
    }

    /** The tasks that {@code family} makes of the step on {@code device}. */
    public List<KernelTask> tasks(StepFamily<F> family, GraphDevice device) {
        Set<Buffer> buffers = new LinkedHashSet<>();
        step.reads().forEach(view -> buffers.add(view.buffer()));
        step.writes().forEach(view -> buffers.add(view.buffer()));
        return family.tasks(step, new DeviceArrays(buffers), choices, device).tasks();
    }
}
