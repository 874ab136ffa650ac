package io.attn4j.kernels.row;

import static io.attn4j.kernels.step.SampleStep.view;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelChoices;
import io.attn4j.kernels.step.SampleStep;
import io.attn4j.kernels.step.StepFamily;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.plan.row.Addition;
import io.attn4j.plan.row.LayerNorm;
import io.attn4j.plan.row.Rearrange;
import io.attn4j.plan.row.RowStep;
import io.attn4j.plan.row.SelectRows;
import io.attn4j.plan.row.SquaredNorms;
import java.util.List;

/** Steps on rows and elements: one task each. */
public final class RowTasks implements StepFamily<RowStep> {
    @Override
    public StepTasks<?> tasks(RowStep step, DeviceArrays arrays, KernelChoices choices, GraphDevice device) {
        return switch (step) {
            case Addition addition -> new AdditionTasks(addition, arrays, device);
            case LayerNorm norm -> new LayerNormTasks(norm, arrays, device);
            case Rearrange rearrange -> new RearrangeTasks(rearrange, arrays, device);
            case SelectRows select -> new SelectRowsTasks(select, arrays, device);
            case SquaredNorms norms -> new SquaredNormsTasks(norms, arrays, device);
            default -> throw StepFamily.withoutKernels(step);
        };
    }

    @Override
    public List<SampleStep<RowStep>> samples() {
        return List.of(
                SampleStep.of(new Addition("s", view("a", 1, 1, 2, 2), view("x", 1, 1, 2, 2), view("y", 1, 1, 2, 2))),
                SampleStep.of(new LayerNorm(
                        "s",
                        view("x", 1, 1, 2, 2),
                        view("gamma", 1, 1, 1, 2),
                        view("beta", 1, 1, 1, 2),
                        1,
                        view("y", 1, 1, 2, 2))),
                SampleStep.of(new Rearrange("s", view("x", 1, 1, 2, 2), new float[] {1}, view("y", 1, 1, 2, 2))),
                SampleStep.of(new SelectRows("s", view("x", 1, 1, 2, 2), new int[] {0}, view("y", 1, 1, 1, 2))),
                SampleStep.of(new SquaredNorms("s", view("x", 1, 1, 2, 2), 1, view("y", 1, 1, 2, 1))));
    }
}
