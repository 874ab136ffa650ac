package io.attn4j.kernels.loss;

import static io.attn4j.kernels.step.SampleStep.view;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelChoices;
import io.attn4j.kernels.step.SampleStep;
import io.attn4j.kernels.step.StepFamily;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.plan.View;
import io.attn4j.plan.loss.CrossEntropy;
import io.attn4j.plan.loss.CrossEntropyGradient;
import io.attn4j.plan.loss.GatherRows;
import io.attn4j.plan.loss.LossStep;
import io.attn4j.plan.loss.ScatterAdd;
import java.util.Collections;
import java.util.List;

/** Embeddings, cross-entropy, and their gradients. */
public final class LossTasks implements StepFamily<LossStep> {
    private static final int SORTED_ARRAYS = 5;

    @Override
    public StepTasks<?> tasks(LossStep step, DeviceArrays arrays, KernelChoices choices, GraphDevice device) {
        return switch (step) {
            case CrossEntropy loss -> new CrossEntropyTasks(loss, arrays, device);
            case CrossEntropyGradient gradient -> new CrossEntropyGradientTasks(gradient, arrays, device);
            case GatherRows gather -> new GatherRowsTasks(gather, arrays, device);
            case ScatterAdd scatter -> new ScatterAddTasks(scatter, arrays, device);
        };
    }

    @Override
    public List<Long> scratch(LossStep step, KernelChoices choices, GraphDevice device) {
        return step instanceof ScatterAdd scatter
                ? Collections.nCopies(SORTED_ARRAYS, (long) scatter.positions())
                : List.of();
    }

    @Override
    public List<SampleStep<LossStep>> samples() {
        View ids = view("ids", 1, 1, 2, 1);
        CrossEntropy loss = new CrossEntropy(
                "s", view("logits", 1, 1, 2, 2), ids, 0, view("y", 1, 1, 2, 1), view("lse", 1, 1, 2, 1));
        return List.of(
                SampleStep.of(loss),
                SampleStep.of(new CrossEntropyGradient(
                        "s", loss, view("dy", 1, 1, 2, 1), view("dlse", 1, 1, 2, 1), view("dlogits", 1, 1, 2, 2))),
                SampleStep.of(new GatherRows("s", view("table", 1, 1, 2, 2), ids, view("y", 1, 1, 2, 2))),
                SampleStep.of(new ScatterAdd("s", view("x", 1, 1, 2, 2), ids, view("y", 1, 1, 2, 2))));
    }
}
