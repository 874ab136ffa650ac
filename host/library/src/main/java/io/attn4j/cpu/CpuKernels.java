package io.attn4j.cpu;

import io.attn4j.plan.Step;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/**
 * The kernels of the {@code cpu} engine, fp32, on all its threads.
 *
 * <p>One of two implementations is chosen once: vectors ({@code jdk.incubator.vector}) or plain scalar Java.
 */
public interface CpuKernels extends AutoCloseable {

    /** {@code vector (512 bit), 2 threads} or {@code scalar, 2 threads: ...} with the reason. */
    String description();

    /** Number of threads that a call uses at most. */
    int threads();

    /**
     * Executes one step of a plan. Results are bitwise equal for any number of threads.
     *
     * @param arrays memory by name of the array, of 4-byte floats in native byte order
     */
    void execute(Step step, Map<String, MemorySegment> arrays);

    /** A hash of what {@code data} holds, of 64 bits: other contents have the same one with a probability of about 2^-64. */
    long fingerprint(MemorySegment data);

    @Override
    void close();
}
