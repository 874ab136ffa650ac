package io.attn4j.cpu.optimizer;

import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.cpu.tile.TileLoops;
import io.attn4j.plan.optimizer.AdamW;
import io.attn4j.plan.optimizer.ClipScale;
import io.attn4j.plan.optimizer.OptimizerStep;
import io.attn4j.plan.optimizer.Sgd;
import io.attn4j.plan.optimizer.SquaredSum;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** Norms of gradients and updates of parameters. */
public final class OptimizerLoops {
    /** Elements that a thread takes at once: small enough for its cache, and the blocks that sums are formed in. */
    static final int BLOCK = 1 << 14;

    private OptimizerLoops() {}

    /**
     * Executes {@code step} on the threads of {@code pool}, with the inner loops {@code loops}.
     *
     * @param arrays memory by name of the array, of 4-byte floats in native byte order
     */
    public static void execute(
            OptimizerStep step, Map<String, MemorySegment> arrays, TileLoops loops, WorkerPool pool) {
        switch (step) {
            case AdamW s -> AdamWLoops.execute(s, arrays, pool);
            case ClipScale s -> ClipScaleLoops.execute(s, arrays);
            case Sgd s -> SgdLoops.execute(s, arrays, pool);
            case SquaredSum s -> SquaredSumLoops.execute(s, arrays, loops, pool);
        }
    }
}
