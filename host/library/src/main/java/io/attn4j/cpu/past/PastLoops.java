package io.attn4j.cpu.past;

import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.cpu.tile.LoopChoice;
import io.attn4j.plan.past.PastAttention;
import io.attn4j.plan.past.PastKeyGradient;
import io.attn4j.plan.past.PastQueryGradient;
import io.attn4j.plan.past.PastRecurrence;
import io.attn4j.plan.past.PastStates;
import io.attn4j.plan.past.PastStatesGradient;
import io.attn4j.plan.past.PastStep;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** Past-only attention over states of constant size. */
public final class PastLoops {
    private PastLoops() {}

    /**
     * Executes {@code step} on the threads of {@code pool}.
     *
     * @param arrays memory by name of the array, of 4-byte floats in native byte order
     */
    public static void execute(PastStep step, Map<String, MemorySegment> arrays, LoopChoice choice, WorkerPool pool) {
        switch (step) {
            case PastAttention s -> PastAttentionLoops.execute(s, arrays, choice, pool);
            case PastRecurrence s -> PastRecurrenceLoops.execute(s, arrays, pool);
            case PastStates s -> PastStatesLoops.execute(s, arrays, choice, pool);
            case PastQueryGradient s -> PastQueryGradientLoops.execute(s, arrays, choice, pool);
            case PastKeyGradient s -> PastKeyGradientLoops.execute(s, arrays, choice, pool);
            case PastStatesGradient s -> PastStatesGradientLoops.execute(s, arrays, choice, pool);
        }
    }
}
