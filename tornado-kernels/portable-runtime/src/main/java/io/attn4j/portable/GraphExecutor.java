package io.attn4j.portable;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import uk.ac.manchester.tornado.api.WorkerGrid;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/**
 * Runs one recorded task graph on one device; the portable {@code TornadoExecutionPlan} owns one per graph.
 *
 * <p>Used by one thread at a time. {@link #close} frees all device memory.
 */
public interface GraphExecutor extends AutoCloseable {

    /**
     * Executes the graph: transfers to the device (first execution or every execution), tasks in order, transfers to the
     * host of every execution.
     *
     * @param grids grid by {@code graph.task}
     */
    ExecutionProfile execute(Map<String, WorkerGrid> grids, boolean profile);

    /** As {@link io.attn4j.system.DirectTransfers#sendFrom}, for an array that this graph sends. */
    default boolean sendFrom(MemorySegment array, MemorySegment from) {
        return false;
    }

    /** As {@link io.attn4j.system.DirectTransfers#bringTo}, for an array that this graph brings. */
    default boolean bringTo(MemorySegment array, MemorySegment to) {
        return false;
    }

    /** As {@link io.attn4j.system.DirectTransfers#ownTransfers}. */
    default void ownTransfers() {}

    /**
     * Copies an array as the device holds it to the host.
     *
     * @throws IllegalStateException when the graph has not been executed, or copies no such array under demand
     */
    void transferToHost(TornadoNativeArray array);

    /**
     * Makes this graph use the device memory that {@code owner} has for {@code arrays}; called before the first execution.
     *
     * @param owner an executor of the same device, which closes after this one
     */
    void share(GraphExecutor owner, List<TornadoNativeArray> arrays);

    /** Makes the next execution treat every first-execution transfer as not yet done. */
    void invalidate();

    /** Bytes of device memory held. */
    long deviceBytes();

    @Override
    void close();
}
