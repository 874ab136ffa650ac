package io.attn4j.kernels.pool;

import static io.attn4j.kernels.step.SampleStep.view;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelChoices;
import io.attn4j.kernels.step.SampleStep;
import io.attn4j.kernels.step.StepFamily;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.plan.View;
import io.attn4j.plan.pool.PoolStep;
import io.attn4j.plan.pool.SegmentPool;
import io.attn4j.plan.pool.SegmentPoolGradient;
import io.attn4j.plan.pool.SegmentWeightGradient;
import java.util.ArrayList;
import java.util.List;

/** Summaries of segments and their gradients: one task each. */
public final class PoolTasks implements StepFamily<PoolStep> {
    @Override
    public StepTasks<?> tasks(PoolStep step, DeviceArrays arrays, KernelChoices choices, GraphDevice device) {
        return switch (step) {
            case SegmentPool pool -> new SegmentPoolTasks(pool, arrays, device);
            case SegmentPoolGradient gradient -> new SegmentPoolGradientTasks(gradient, arrays, device);
            case SegmentWeightGradient gradient -> new SegmentWeightGradientTasks(gradient, arrays, device);
        };
    }

    @Override
    public List<SampleStep<PoolStep>> samples() {
        List<SampleStep<PoolStep>> samples = new ArrayList<>();
        for (SegmentPool.Kind kind : SegmentPool.Kind.values()) {
            View weights = kind == SegmentPool.Kind.WEIGHTED ? view("weights", 1, 1, 2, 2) : null;
            SegmentPool pool = new SegmentPool(
                    "s", kind, weights == null ? 0 : 2, view("x", 1, 1, 4, 2), weights, null, view("y", 1, 1, 2, 2));
            View dy = view("dy", 1, 1, 2, 2);
            samples.add(SampleStep.of(pool));
            samples.add(SampleStep.of(new SegmentPoolGradient("s", pool, dy, view("dx", 1, 1, 4, 2))));
            if (weights != null) {
                samples.add(SampleStep.of(new SegmentWeightGradient("s", pool, dy, view("dw", 1, 1, 2, 2))));
            }
        }
        return samples;
    }
}
