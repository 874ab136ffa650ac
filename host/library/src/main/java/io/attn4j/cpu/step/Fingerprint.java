package io.attn4j.cpu.step;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;

/**
 * A hash of 64 bits of what memory holds, at the speed of reading it. Two contents that differ in one word of 8 bytes differ in
 * it; others have the same one with a probability of about 2^-64.
 */
public final class Fingerprint {
    private static final long FACTOR = 0x9E3779B97F4A7C15L;

    /** Bytes of a task, and of the words that one round of a task takes. */
    private static final int PART = 1 << 16;

    private static final int ROUND = 8 * Long.BYTES;

    private Fingerprint() {}

    /** The fingerprint of {@code data}, read by all threads of {@code pool}. */
    public static long of(MemorySegment data, WorkerPool pool) {
        long[] parts = new long[Math.toIntExact(Math.ceilDiv(data.byteSize(), PART))];
        pool.run(parts.length, (worker, task) -> {
            long from = (long) task * PART;
            parts[task] = of(data, from, (int) Math.min(PART, data.byteSize() - from));
        });
        long all = data.byteSize();
        for (long part : parts) {
            all = mixed(all, part);
        }
        return all;
    }

    /** Every step is a bijection of the sum so far and, given that, of the word. */
    private static long mixed(long sum, long word) {
        long product = (sum + word) * FACTOR;
        return product ^ product >>> 32;
    }

    private static long of(MemorySegment data, long from, int bytes) {
        long s0 = 1;
        long s1 = 2;
        long s2 = 3;
        long s3 = 4;
        long s4 = 5;
        long s5 = 6;
        long s6 = 7;
        long s7 = 8;
        int i = 0;
        for (; i + ROUND <= bytes; i += ROUND) {
            s0 = mixed(s0, data.get(JAVA_LONG_UNALIGNED, from + i));
            s1 = mixed(s1, data.get(JAVA_LONG_UNALIGNED, from + i + 8));
            s2 = mixed(s2, data.get(JAVA_LONG_UNALIGNED, from + i + 16));
            s3 = mixed(s3, data.get(JAVA_LONG_UNALIGNED, from + i + 24));
            s4 = mixed(s4, data.get(JAVA_LONG_UNALIGNED, from + i + 32));
            s5 = mixed(s5, data.get(JAVA_LONG_UNALIGNED, from + i + 40));
            s6 = mixed(s6, data.get(JAVA_LONG_UNALIGNED, from + i + 48));
            s7 = mixed(s7, data.get(JAVA_LONG_UNALIGNED, from + i + 56));
        }
        for (; i < bytes; i++) {
            s0 = mixed(s0, data.get(JAVA_BYTE, from + i));
        }
        long low = mixed(mixed(mixed(s0, s1), s2), s3);
        return mixed(mixed(mixed(mixed(low, s4), s5), s6), s7);
    }
}
