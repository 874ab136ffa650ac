package io.attn4j.kernels.step;

import io.attn4j.plan.Step;
import java.util.List;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/**
 * One step of a plan as tasks of a TornadoVM task graph.
 *
 * <p>Made for the largest step that will be executed; {@link #bind} then sets sizes, strides, masks and grids of the one to
 * execute.
 */
public interface StepTasks {

    /** Appends the tasks, in order. */
    void addTo(TaskGraph graph);

    /** The launches of the tasks, in order. */
    List<TaskGrid> launches();

    /** Small arrays of sizes, scalars and masks, copied to the device at every execution. */
    List<TornadoNativeArray> sizes();

    /** Arrays that only these tasks use; they hold device memory, and are copied neither way. */
    default List<FloatArray> intermediates() {
        return List.of();
    }

    /** Arrays of one element in place of operands that are not given; kernels take them and do not read them. */
    default List<FloatArray> placeholders() {
        return List.of();
    }

    /** Writes sizes, masks and grids for {@code step}, which has the type and options that this was made for. */
    void bind(Step step);
}
