package io.attn4j.cpu;

import io.attn4j.core.CoreProblem;
import io.attn4j.core.Operand;
import java.lang.foreign.MemorySegment;

/**
 * The kernels of the {@code cpu} engine, fp32, on all its threads.
 *
 * <p>Two implementations stand behind it, chosen once: vectors ({@code jdk.incubator.vector}) and plain scalar Java.
 */
public interface CpuKernels extends AutoCloseable {

    /** {@code vector (512 bit), 2 threads} or {@code scalar, 2 threads: ...} with the reason. */
    String description();

    /** Number of threads that a call uses at most. */
    int threads();

    /**
     * Fused attention, {@code O = softmax(scale * A B^T + c + bias + mask) W}, online softmax.
     *
     * @param o [B, H, N, dv] contiguous, out
     * @param lse [B, H, N] contiguous, natural logarithm, out; null when not wanted
     */
    void attention(CoreProblem problem, MemorySegment o, MemorySegment lse);

    /**
     * Projection along the sequence, {@code y[b,h,r,d] = sum_{n < length_b} e[h,r,n] * x[b,h,n,d]}.
     *
     * @param x [B, H, N, D]
     * @param e [H, R, N] (head stride 0 when shared by heads; batch stride unused)
     * @param lengths valid rows of {@code x} in each batch, or null for all; rows beyond are not read into the sum,
     *     whatever they hold
     * @param y [B, H, R, D] contiguous, out
     */
    void projectSequence(
            Operand x,
            Operand e,
            int batch,
            int heads,
            int sequence,
            int rank,
            int dim,
            int[] lengths,
            MemorySegment y);

    /**
     * Mean over {@code rank} segments of the sequence: row r is the mean of the rows n with
     * {@code floor(r*N/R) <= n < floor((r+1)*N/R)} and {@code n < length_b} counted into the divisor as the full segment size.
     */
    void meanPoolSequence(
            Operand x, int batch, int heads, int sequence, int rank, int dim, int[] lengths, MemorySegment y);

    @Override
    void close();
}
