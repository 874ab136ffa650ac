package io.attn4j.kernels.optimizer;

import static io.attn4j.kernels.step.SampleStep.view;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelChoices;
import io.attn4j.kernels.step.SampleStep;
import io.attn4j.kernels.step.StepFamily;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.plan.optimizer.AdamW;
import io.attn4j.plan.optimizer.ClipScale;
import io.attn4j.plan.optimizer.OptimizerStep;
import io.attn4j.plan.optimizer.Sgd;
import io.attn4j.plan.optimizer.SquaredSum;
import java.util.List;

/** Norms of gradients and updates of parameters. */
public final class OptimizerTasks implements StepFamily<OptimizerStep> {
    @Override
    public StepTasks<?> tasks(OptimizerStep step, DeviceArrays arrays, KernelChoices choices, GraphDevice device) {
        return switch (step) {
            case AdamW update -> new AdamWTasks(update, arrays, device);
            case ClipScale clip -> new ClipScaleTasks(clip, arrays, device);
            case Sgd update -> new SgdTasks(update, arrays, device);
            case SquaredSum sum -> new SquaredSumTasks(sum, arrays, device);
        };
    }

    @Override
    public List<Long> scratch(OptimizerStep step, KernelChoices choices, GraphDevice device) {
        return step instanceof SquaredSum sum ? List.of((long) SquaredSumTasks.parts(sum, device)) : List.of();
    }

    @Override
    public List<SampleStep<OptimizerStep>> samples() {
        return List.of(
                SampleStep.of(new AdamW(
                        "s",
                        view("gradient", 1, 1, 1, 2),
                        view("scale", 1, 1, 1, 1),
                        view("scalars", 1, 1, 1, 3),
                        0,
                        0,
                        1,
                        0,
                        view("parameter", 1, 1, 1, 2),
                        view("first", 1, 1, 1, 2),
                        view("second", 1, 1, 1, 2))),
                SampleStep.of(new ClipScale("s", view("squares", 1, 1, 1, 1), 1, view("y", 1, 1, 1, 1))),
                SampleStep.of(new Sgd(
                        "s",
                        view("gradient", 1, 1, 1, 2),
                        view("scale", 1, 1, 1, 1),
                        view("rate", 1, 1, 1, 1),
                        0.5,
                        true,
                        0,
                        view("parameter", 1, 1, 1, 2),
                        view("velocity", 1, 1, 1, 2))),
                SampleStep.of(
                        new SquaredSum("s", view("x", 1, 1, 1, 2), view("before", 1, 1, 1, 1), view("y", 1, 1, 1, 1))));
    }
}
