package io.attn4j.engine;

import io.attn4j.error.UnsupportedRequestException;
import io.attn4j.graph.DevicePeak;
import io.attn4j.graph.DeviceType;
import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.TaskLaunch;
import io.attn4j.graph.TuningSpace;
import io.attn4j.mechanism.Request;
import io.attn4j.plan.Plan;
import java.util.List;

/**
 * A way to execute mechanisms: {@code reference}, {@code cpu}, {@code simulator}, {@code opencl}, {@code tornado}, and those
 * that a {@link java.util.ServiceLoader} finds.
 */
public interface Engine extends AutoCloseable {

    /** Engine id, the same word in code, command line, records and tests. */
    String id();

    /** Whether it can be used here, and if not what would fix that. */
    Availability availability();

    /** Where its driver comes from, line by line for a person; empty where it needs none. */
    default List<String> driver() {
        return List.of();
    }

    /** Whether what it needs is installed, so that not to be usable is a fault rather than how this machine is. */
    default boolean installed() {
        return true;
    }

    /** Its devices; one pseudo-device for {@code reference} and {@code cpu}. */
    List<GraphDevice> devices();

    /**
     * The device with that number, or for a negative one the best: the first that is not a CPU, else the first.
     *
     * @throws UnsupportedRequestException when there is no such device
     */
    default GraphDevice device(int index) {
        List<GraphDevice> devices = devices();
        for (GraphDevice device : devices) {
            if (index < 0 ? device.type() != DeviceType.CPU : device.index() == index) {
                return device;
            }
        }
        if (index < 0 && !devices.isEmpty()) {
            return devices.getFirst();
        }
        throw new UnsupportedRequestException("device: got " + (index < 0 ? "any" : index) + " of " + id()
                + "; needs one of its " + devices.size() + " devices; try attn4j devices");
    }

    /**
     * Whether it runs task graphs on a device: tensors then take device memory and are indexed by 32-bit integers, so that
     * requests may have to be split.
     */
    default boolean taskGraphs() {
        return true;
    }

    /** Whether it is an instrument: made to find faults or to compare with, so that its times are no claim about speed. */
    default boolean instrument() {
        return false;
    }

    /** Whether it runs only kernels that were exported ahead of time, so that others have to be left out. */
    default boolean exportedOnly() {
        return false;
    }

    /** The element type of its sums, as records name it. */
    default String accumulation() {
        return "f32";
    }

    /**
     * Limits executions to {@code threads} threads of this machine's processor; to be called before a session is opened.
     *
     * @throws UnsupportedRequestException when this engine has no such limit
     */
    default void useThreads(int threads) {
        throw new UnsupportedRequestException("threads: got " + threads + " for " + id()
                + "; needs an engine whose threads can be limited; try --engine cpu");
    }

    /**
     * How the tasks of the session that {@link #open} would prepare are launched, without a device being touched; none on
     * engines without task graphs.
     *
     * @throws UnsupportedRequestException when this engine or device cannot
     */
    default List<TaskLaunch> launches(Request capacity, EngineOptions options) {
        return List.of();
    }

    /**
     * What {@link EngineSession#explain} of the session that {@link #open} would prepare says, without the request's memory
     * being taken.
     *
     * @throws UnsupportedRequestException when this engine or device cannot
     */
    default String explain(Request capacity, EngineOptions options) {
        try (EngineSession session = open(capacity, options)) {
            return session.explain();
        }
    }

    /**
     * Measures what a device can do at most.
     *
     * @throws UnsupportedRequestException when this engine has no such measurement, or the device computes wrongly
     */
    default DevicePeak peak(GraphDevice device) {
        throw new UnsupportedRequestException(
                "peaks: got " + id() + "; needs an engine that runs kernels on a device; try --engine opencl");
    }

    /**
     * The plan that it executes for a request, with conversions of its own where tensors are of 16 bits and it computes on them
     * where they are.
     */
    default Plan plan(Request request) {
        return request.plan();
    }

    /**
     * Sizes, in elements, of the arrays that the kernels of {@code plan} need on the device besides the plan's own; none on
     * engines without task graphs.
     *
     * @throws UnsupportedRequestException when this engine or device cannot run it
     */
    default List<Long> scratch(Plan plan, EngineOptions options) {
        return List.of();
    }

    /** What a tuner may vary of the kernels that run a request; nothing on engines without task graphs. */
    default List<TuningSpace> tuningSpaces(Request request) {
        return List.of();
    }

    /**
     * Prepares executions of requests up to the sizes of {@code capacity}.
     *
     * @throws UnsupportedRequestException when this engine or device cannot
     */
    EngineSession open(Request capacity, EngineOptions options);

    /**
     * Prepares executions of plans that share their states.
     *
     * @param plans plans with names of their own; of several with a state, the first is executed before the others
     * @throws UnsupportedRequestException when this engine or device cannot
     */
    default EnginePlans open(List<Plan> plans, EngineOptions options) {
        throw new UnsupportedRequestException("engine: got " + id()
                + "; needs one that keeps states between executions; try --engine cpu, opencl, tornado or simulator");
    }

    @Override
    void close();
}
