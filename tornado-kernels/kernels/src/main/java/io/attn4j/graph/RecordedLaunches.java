package io.attn4j.graph;

import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * What an engine would send to a device for one execution of a task graph: copies to the device, tasks in order, copies to
 * the host.
 *
 * <p>Valid as long as the session that was executed.
 *
 * @param buildOptions options that the engine compiles the tasks' sources with
 * @param arrays arrays of the device, each once
 * @param tasks launches in order
 */
public record RecordedLaunches(String buildOptions, List<Array> arrays, List<Task> tasks) {

    public RecordedLaunches {
        arrays = List.copyOf(arrays);
        tasks = List.copyOf(tasks);
    }

    /** When an array is copied to the device. */
    public enum ToDevice {
        /** Never: kernels write it before they read it. */
        NEVER,
        /** At the first execution. */
        ONCE,
        /** At every execution. */
        ALWAYS
    }

    /**
     * An array of the device.
     *
     * @param id the plan's name of it, else {@code task.parameter}
     * @param dtype {@code f32} or {@code i32}
     * @param headerBytes bytes in front of the elements, which kernels skip
     * @param elements the elements as the host holds them
     * @param toDevice when they are copied to the device
     * @param toHost whether they are copied back
     */
    public record Array(
            String id, String dtype, int headerBytes, MemorySegment elements, ToDevice toDevice, boolean toHost) {}

    /**
     * One launch.
     *
     * @param name {@code graph.task}
     * @param entry name of the kernel
     * @param file name of the export
     * @param source its text
     * @param arguments in the kernel's order: null for a reserved one, the id of an array ({@link String}), or a scalar
     *     ({@link Number}) of its own type
     * @param global work-items along x, y and z, as far as the grid has dimensions
     * @param local work-items of a group
     * @param localBytes local memory that a group declares
     */
    public record Task(
            String name,
            String entry,
            String file,
            String source,
            List<Object> arguments,
            long[] global,
            long[] local,
            long localBytes) {}
}
