package io.attn4j.kernels.head;

import static io.attn4j.kernels.step.SampleStep.view;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelChoices;
import io.attn4j.kernels.step.SampleStep;
import io.attn4j.kernels.step.StepFamily;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.plan.head.HeadGate;
import io.attn4j.plan.head.HeadGateGradient;
import io.attn4j.plan.head.HeadMix;
import io.attn4j.plan.head.HeadMixGradient;
import io.attn4j.plan.head.HeadStep;
import io.attn4j.plan.head.TopHeads;
import java.util.ArrayList;
import java.util.List;

/** Selection and mixing of heads. */
public final class HeadTasks implements StepFamily<HeadStep> {
    @Override
    public StepTasks<?> tasks(HeadStep step, DeviceArrays arrays, KernelChoices choices, GraphDevice device) {
        return switch (step) {
            case HeadGate gate -> new HeadGateTasks(gate, arrays, device);
            case HeadMix mix -> new HeadMixTasks(mix, arrays, device);
            case HeadGateGradient gradient -> new HeadGateGradientTasks(gradient, arrays, device);
            case HeadMixGradient gradient -> new HeadMixGradientTasks(gradient, arrays, device);
            case TopHeads top -> new TopHeadsTasks(top, arrays, device);
        };
    }

    @Override
    public List<Long> scratch(HeadStep step, KernelChoices choices, GraphDevice device) {
        return step instanceof HeadMixGradient gradient
                ? List.of(HeadMixGradientTasks.scratch(gradient, device))
                : List.of();
    }

    @Override
    public List<SampleStep<HeadStep>> samples() {
        List<SampleStep<HeadStep>> samples = new ArrayList<>();
        for (HeadGate.Kind kind : HeadGate.Kind.values()) {
            samples.add(SampleStep.of(new HeadGate("s", kind, 0, 1, view("z", 1, 1, 2, 2), view("o", 1, 2, 2, 2))));
        }
        samples.add(
                SampleStep.of(new HeadMix("s", view("x", 1, 2, 2, 2), view("m", 1, 1, 2, 2), view("y", 1, 2, 2, 2))));
        HeadGate gate = new HeadGate("s", HeadGate.Kind.SIGMOID, 0, 1, view("z", 1, 1, 2, 2), view("x", 1, 2, 2, 2));
        samples.add(SampleStep.of(new HeadGateGradient(
                "s", gate, gate.o(), view("dy", 1, 2, 2, 2), view("dx", 1, 2, 2, 2), view("dz", 1, 1, 2, 2))));
        samples.add(SampleStep.of(
                new HeadMixGradient("s", view("x", 1, 2, 2, 2), view("dy", 1, 2, 2, 2), view("dm", 1, 1, 2, 2))));
        samples.add(SampleStep.of(new TopHeads("s", view("z", 1, 1, 2, 2), 1, view("y", 1, 1, 2, 2))));
        return samples;
    }
}
