package io.attn4j.engine;

import io.attn4j.graph.GraphDevice;
import io.attn4j.mechanism.Mechanism;
import io.attn4j.mechanism.Problem;
import java.util.List;

/** A way to execute mechanisms: {@code reference}, {@code cpu}, {@code simulator}, {@code opencl}, {@code tornado}. */
public interface Engine extends AutoCloseable {

    /** Engine id, the same word in code, command line, records and tests. */
    String id();

    /** Whether it can be used here, and if not what would mend that. */
    Availability availability();

    /** Its devices; one pseudo-device for {@code reference} and {@code cpu}. */
    List<GraphDevice> devices();

    /**
     * Whether it runs task graphs on a device: tensors then take device memory and are indexed by 32-bit integers, so that
     * requests may have to be split.
     */
    default boolean taskGraphs() {
        return true;
    }

    /**
     * Prepares executions of problems up to the sizes of {@code capacity}.
     *
     * @throws io.attn4j.UnsupportedRequestException when this engine or device cannot
     */
    EngineSession open(Mechanism mechanism, Problem capacity, EngineOptions options);

    @Override
    void close();
}
