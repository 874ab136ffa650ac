package io.attn4j.cpu.head;

import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.cpu.tile.LoopChoice;
import io.attn4j.plan.head.HeadGate;
import io.attn4j.plan.head.HeadGateGradient;
import io.attn4j.plan.head.HeadMix;
import io.attn4j.plan.head.HeadMixGradient;
import io.attn4j.plan.head.HeadStep;
import io.attn4j.plan.head.TopHeads;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** Steps that run across heads. */
public final class HeadLoops {
    private HeadLoops() {}

    /**
     * Executes {@code step} on the threads of {@code pool}.
     *
     * @param choice the inner loops of sums over pairs of heads
     * @param arrays memory by name of the array, of 4-byte floats in native byte order
     */
    public static void execute(HeadStep step, Map<String, MemorySegment> arrays, LoopChoice choice, WorkerPool pool) {
        switch (step) {
            case HeadGate s -> HeadGateLoops.execute(s, arrays, pool);
            case HeadMix s -> HeadMixLoops.execute(s, arrays, pool);
            case HeadGateGradient s -> HeadGateGradientLoops.execute(s, arrays, pool);
            case TopHeads s -> TopHeadsLoops.execute(s, arrays, pool);
            case HeadMixGradient s -> HeadMixGradientLoops.execute(s, arrays, choice, pool);
        }
    }
}
