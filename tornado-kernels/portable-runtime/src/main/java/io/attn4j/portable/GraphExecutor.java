package io.attn4j.portable;

import java.util.Map;
import uk.ac.manchester.tornado.api.WorkerGrid;

/**
 * Runs one recorded task graph on one device; the portable {@code TornadoExecutionPlan} owns one per graph.
 *
 * <p>Used by one thread at a time. {@link #close} frees all device memory.
 */
public interface GraphExecutor extends AutoCloseable {

    /**
     * Executes the graph: transfers to the device (first execution or every execution), tasks in order, transfers to the
     * host.
     *
     * @param grids grid by {@code graph.task}
     */
    ExecutionProfile execute(Map<String, WorkerGrid> grids, boolean profile);

    /** Makes the next execution treat every first-execution transfer as not yet done. */
    void invalidate();

    /** Bytes of device memory held. */
    long deviceBytes();

    @Override
    void close();
}
