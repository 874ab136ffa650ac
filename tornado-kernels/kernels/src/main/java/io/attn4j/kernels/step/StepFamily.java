package io.attn4j.kernels.step;

import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.TuningSpace;
import io.attn4j.plan.Step;
import java.util.List;

/**
 * How the steps of one family run on devices: their tasks, what a tuner may vary, and their device memory. A new step of
 * the family is added to its {@link #tasks} and {@link #samples}.
 *
 * @param <F> the sealed interface of the family
 */
public interface StepFamily<F extends Step> {

    /**
     * Tasks for steps up to {@code step}.
     *
     * @throws IllegalArgumentException when a role has no kernel or the device is too small
     */
    StepTasks<?> tasks(F step, DeviceArrays arrays, KernelChoices choices, GraphDevice device);

    /** What a tuner may vary for {@code step}, strategy by strategy. */
    default List<TuningSpace> tuningSpaces(F step) {
        return List.of();
    }

    /**
     * Sizes, in elements, of the large arrays that the tasks of {@code step} need besides those of its plan.
     *
     * @throws IllegalArgumentException when a role has no kernel
     */
    default List<Long> scratch(F step, KernelChoices choices, GraphDevice device) {
        return List.of();
    }

    /** Small steps that need, on a CPU and on a GPU together, every kernel of the family with all its constants. */
    List<SampleStep<F>> samples();
}
