package io.attn4j.kernels.head;

import static io.attn4j.kernels.step.SampleStep.view;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelChoices;
import io.attn4j.kernels.step.SampleStep;
import io.attn4j.kernels.step.StepFamily;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.plan.head.HeadGate;
import io.attn4j.plan.head.HeadMix;
import io.attn4j.plan.head.HeadStep;
import java.util.ArrayList;
import java.util.List;

/** Selection and mixing of heads. */
public final class HeadTasks implements StepFamily<HeadStep> {
    @Override
    public StepTasks<?> tasks(HeadStep step, DeviceArrays arrays, KernelChoices choices, GraphDevice device) {
        return switch (step) {
            case HeadGate gate -> new HeadGateTasks(gate, arrays, device);
            case HeadMix mix -> new HeadMixTasks(mix, arrays, device);
            default -> throw StepFamily.withoutKernels(step);
        };
    }

    @Override
    public List<SampleStep<HeadStep>> samples() {
        List<SampleStep<HeadStep>> samples = new ArrayList<>();
        for (HeadGate.Kind kind : HeadGate.Kind.values()) {
            samples.add(SampleStep.of(new HeadGate("s", kind, 0, 1, view("z", 1, 1, 2, 2), view("o", 1, 2, 2, 2))));
        }
        samples.add(
                SampleStep.of(new HeadMix("s", view("x", 1, 2, 2, 2), view("m", 1, 1, 2, 2), view("y", 1, 2, 2, 2))));
        return samples;
    }
}
