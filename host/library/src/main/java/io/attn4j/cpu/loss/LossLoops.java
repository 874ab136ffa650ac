package io.attn4j.cpu.loss;

import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.cpu.tile.LoopChoice;
import io.attn4j.plan.loss.CrossEntropy;
import io.attn4j.plan.loss.CrossEntropyGradient;
import io.attn4j.plan.loss.GatherRows;
import io.attn4j.plan.loss.LossStep;
import io.attn4j.plan.loss.ScatterAdd;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** Embeddings, cross-entropy, and their gradients. */
public final class LossLoops {
    private LossLoops() {}

    /**
     * Executes {@code step} on the threads of {@code pool}, with the inner loops that {@code choice} has made.
     *
     * @param arrays memory by name of the array, of 4-byte floats in native byte order
     */
    public static void execute(LossStep step, Map<String, MemorySegment> arrays, LoopChoice choice, WorkerPool pool) {
        switch (step) {
            case CrossEntropy s -> CrossEntropyLoops.execute(s, arrays, choice.loops(), pool);
            case CrossEntropyGradient s -> CrossEntropyGradientLoops.execute(s, arrays, choice.loops(), pool);
            case GatherRows s -> GatherRowsLoops.execute(s, arrays, pool);
            case ScatterAdd s -> ScatterAddLoops.execute(s, arrays, pool);
        }
    }

    /** Whether {@code id} is one of {@code count} rows or classes; false for NaN. */
    static boolean isIndex(float id, int count) {
        return id >= 0 && id < count;
    }
}
