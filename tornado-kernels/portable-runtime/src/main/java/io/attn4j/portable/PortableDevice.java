package io.attn4j.portable;

import uk.ac.manchester.tornado.api.common.TornadoDevice;

/** A device of the portable runtime, given to {@code TornadoExecutionPlan.withDevice}. */
public interface PortableDevice extends TornadoDevice {

    /** {@code opencl} or {@code simulator}. */
    String engine();

    /** Prepares a graph for this device. */
    GraphExecutor open(RecordedGraph graph);
}
