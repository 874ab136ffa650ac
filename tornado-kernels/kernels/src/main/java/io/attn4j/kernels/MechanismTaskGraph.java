package io.attn4j.kernels;

import io.attn4j.graph.GraphProblem;
import java.util.List;
import java.util.Map;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** The task graph of one mechanism: its arrays, its tasks, and how a problem's sizes reach them. */
public interface MechanismTaskGraph {

    /** Name of the graph; with a task's name the key of its grid. */
    String name();

    /** Tensors copied to the device at every execution, by tensor name. */
    Map<String, FloatArray> inputs();

    /** Tensors copied to the device once, by tensor name. */
    Map<String, FloatArray> weights();

    /** Small arrays of sizes, flags and masks, copied at every execution. */
    List<TornadoNativeArray> sizes();

    /** Arrays of one element that stand for tensors which are not given; kernels take them and do not read them. */
    List<FloatArray> placeholders();

    /** Tensors copied back, by tensor name: {@code o}, and {@code lse} when wanted. */
    Map<String, FloatArray> outputs();

    /** Arrays that only tasks use; they hold device memory, and are copied neither way. */
    List<FloatArray> intermediates();

    /** Appends the tasks, in order. */
    void addTasks(TaskGraph graph);

    /** The launches of the tasks, in order. */
    List<Launch> launches();

    /** Writes sizes, masks and grids for {@code problem}, which fits the capacity that the graph was built for. */
    void bind(GraphProblem problem);
}
