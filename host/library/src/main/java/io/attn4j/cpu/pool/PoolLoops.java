package io.attn4j.cpu.pool;

import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.plan.pool.PoolStep;
import io.attn4j.plan.pool.SegmentPool;
import io.attn4j.plan.pool.SegmentPoolGradient;
import io.attn4j.plan.pool.SegmentWeightGradient;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** Summaries of segments of the sequence. */
public final class PoolLoops {
    private PoolLoops() {}

    /**
     * Executes {@code step} on the threads of {@code pool}.
     *
     * @param arrays memory by name of the array, of 4-byte floats in native byte order
     */
    public static void execute(PoolStep step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        switch (step) {
            case SegmentPool s -> SegmentPoolLoops.execute(s, arrays, pool);
            case SegmentPoolGradient s -> SegmentPoolGradientLoops.execute(s, arrays, pool);
            case SegmentWeightGradient s -> SegmentWeightGradientLoops.execute(s, arrays, pool);
        }
    }
}
