package io.attn4j.cpu.optimizer;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.plan.optimizer.ClipScale;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** One number from another. */
final class ClipScaleLoops {
    private ClipScaleLoops() {}

    static void execute(ClipScale step, Map<String, MemorySegment> arrays) {
        double squares = Matrices.of(step.squares(), arrays).get(0, 0, 0, 0);
        Matrices.of(step.y(), arrays).set(0, 0, 0, 0, (float) Math.min(1, step.limit() / Math.sqrt(squares)));
    }
}
