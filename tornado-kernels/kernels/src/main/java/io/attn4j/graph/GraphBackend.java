package io.attn4j.graph;

import io.attn4j.plan.Plan;
import java.util.List;

/** An engine that runs task graphs: TornadoVM itself, or an executor of the portable runtime. */
public interface GraphBackend extends AutoCloseable {

    /** Id of the engine that compiles kernels with TornadoVM at run time. */
    String TORNADO = "tornado";

    /** Id of the engine that runs exported kernels through an OpenCL driver. */
    String OPENCL = "opencl";

    /** Id of the engine that runs the kernels' Java with checks. */
    String SIMULATOR = "simulator";

    /** {@link #TORNADO}, {@link #OPENCL} or {@link #SIMULATOR}. */
    String engine();

    /** Devices in the order that {@code --device} counts them; empty when there is none. */
    List<GraphDevice> devices();

    /**
     * Where its driver comes from, line by line for a person; empty where it needs none.
     *
     * @see #problem
     */
    default List<String> driver() {
        return List.of();
    }

    /** Whether a driver is installed, so that to have no device is a fault rather than how this machine is. */
    default boolean installed() {
        return true;
    }

    /** Why {@link #devices} is empty, as {@code got ...; needs ...; try ...}; empty when it is not. */
    String problem();

    /**
     * Builds the task graph of {@code capacity} and its buffers, for plans up to its sizes.
     *
     * @param choices a kernel for each role that the mechanism's graph has
     * @param profile whether executions report device times (slows them)
     * @throws IllegalArgumentException when a grid does not fit the device: the message names limit and remedy
     */
    GraphSession open(GraphDevice device, Plan capacity, List<KernelChoice> choices, boolean profile);

    /**
     * Builds the task graphs of {@code capacities} over one set of states: what one execution leaves in a state, the next one
     * reads, whichever graph it runs.
     *
     * @param capacities plans with names of their own; of several plans with a state, the first execution of the first one
     *     takes it to the device, and comes before those of the others
     * @throws IllegalArgumentException when a grid does not fit the device, or a state has two sizes
     */
    GraphSession open(GraphDevice device, List<Plan> capacities, List<KernelChoice> choices, boolean profile);

    /**
     * The launches of the graph that {@link #open} would build, without a device being touched.
     *
     * @throws IllegalArgumentException when a grid does not fit the device: the message names limit and remedy
     */
    List<TaskLaunch> launches(GraphDevice device, Plan capacity, List<KernelChoice> choices);

    /**
     * What {@link GraphSession#explain} of the graph that {@link #open} would build says, without memory being taken.
     *
     * @throws IllegalArgumentException when a grid does not fit the device: the message names limit and remedy
     */
    String explain(GraphDevice device, Plan capacity, List<KernelChoice> choices);

    /**
     * Measures what a device can do at most.
     *
     * @throws IllegalStateException when the device computes wrongly, or does not compute at all
     */
    default DevicePeak peak(GraphDevice device) {
        throw new IllegalStateException(
                "peaks: got " + device.name() + ", which computes nothing; needs a device; try --engine opencl");
    }

    /**
     * Sizes, in elements, of the arrays that the tasks of {@code plan} need on {@code device} besides the plan's own: the
     * scores of a naive core, the parts of sums that are split over groups.
     *
     * @throws IllegalArgumentException when there is no kernel for it
     */
    List<Long> scratch(GraphDevice device, Plan plan, List<KernelChoice> choices);

    /** What a tuner may vary of the kernels of {@code plan}, strategy by strategy. */
    List<TuningSpace> tuningSpaces(Plan plan);

    @Override
    void close();
}
