package io.attn4j.cpu.core;

import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.cpu.tile.LoopChoice;
import io.attn4j.cpu.tile.TileLoops;
import io.attn4j.plan.core.BiasGradient;
import io.attn4j.plan.core.CoreAttention;
import io.attn4j.plan.core.CoreStep;
import io.attn4j.plan.core.FactorGradient;
import io.attn4j.plan.core.KeyGradient;
import io.attn4j.plan.core.Probabilities;
import io.attn4j.plan.core.ProbabilitiesGradient;
import io.attn4j.plan.core.QueryGradient;
import io.attn4j.plan.core.Scores;
import io.attn4j.plan.core.SoftmaxMerge;
import io.attn4j.plan.core.SoftmaxMergeGradient;
import io.attn4j.plan.core.WeightedSum;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.function.Consumer;

/** The core and its parts. Scratch belongs to a worker of the pool and is kept for the next call. */
public final class CoreLoops {
    private final WorkerPool pool;
    private final CoreAttentionLoops attention;
    private final CoreGradientLoops gradients;

    /** Loops on the threads of {@code pool}, with the inner loops that {@code choice} makes. */
    public CoreLoops(LoopChoice choice, WorkerPool pool) {
        this.pool = pool;
        attention = new CoreAttentionLoops(choice, pool);
        gradients = new CoreGradientLoops(choice, pool);
    }

    /** A small attention that {@link LoopChoice} times with either inner loops. */
    public static Consumer<TileLoops> trial() {
        return CoreAttentionLoops.trial();
    }

    /**
     * Executes {@code step}.
     *
     * @param arrays memory by name of the array, of 4-byte floats in native byte order
     */
    public void execute(CoreStep step, Map<String, MemorySegment> arrays) {
        switch (step) {
            case CoreAttention s -> attention.execute(s, null, arrays);
            case Scores s -> ScoresLoops.execute(s, arrays, pool);
            case Probabilities s -> ProbabilitiesLoops.execute(s, arrays, pool);
            case WeightedSum s -> WeightedSumLoops.execute(s, arrays, pool);
            case SoftmaxMerge s -> SoftmaxMergeLoops.execute(s, arrays, pool);
            case QueryGradient s -> gradients.execute(s, arrays);
            case KeyGradient s -> gradients.execute(s, arrays);
            case BiasGradient s -> gradients.execute(s, arrays);
            case FactorGradient s -> gradients.execute(s, arrays);
            case ProbabilitiesGradient s -> ProbabilitiesGradientLoops.execute(s, arrays, pool);
            case SoftmaxMergeGradient s -> SoftmaxMergeGradientLoops.execute(s, arrays, pool);
        }
    }

    /** Executes an attention whose weights are kept, as {@link #execute(CoreStep, Map)} does one step. */
    public void execute(KeptAttention step, Map<String, MemorySegment> arrays) {
        attention.execute(step.core(), step.weights(), arrays);
    }

    /** Executes two gradients of a {@link CoreAttention} as one, as {@link #execute(CoreStep, Map)} does one step. */
    public void execute(QueryKeyGradient pair, Map<String, MemorySegment> arrays) {
        gradients.execute(pair, arrays);
    }
}
