package io.attn4j.system;

import java.lang.foreign.MemorySegment;
import java.util.stream.LongStream;

/** Copies of memory by several threads: one alone is slower than a GPU's bus, and than most memory. */
public final class ParallelCopy {
    private static final long SLICE_BYTES = 1 << 20;

    private ParallelCopy() {}

    /** As {@link MemorySegment#copy(MemorySegment, long, MemorySegment, long, long)}; small copies stay on this thread. */
    public static void copy(MemorySegment from, long fromAt, MemorySegment to, long toAt, long bytes) {
        if (bytes <= SLICE_BYTES || !shared(from) || !shared(to)) {
            MemorySegment.copy(from, fromAt, to, toAt, bytes);
            return;
        }
        LongStream.range(0, Math.ceilDiv(bytes, SLICE_BYTES)).parallel().forEach(slice -> {
            long at = slice * SLICE_BYTES;
            MemorySegment.copy(from, fromAt + at, to, toAt + at, Math.min(SLICE_BYTES, bytes - at));
        });
    }

    /** Whether other threads may touch it. */
    private static boolean shared(MemorySegment segment) {
        return segment.isAccessibleBy(new Thread());
    }
}
