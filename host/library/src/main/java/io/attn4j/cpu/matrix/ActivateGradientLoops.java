package io.attn4j.cpu.matrix;

import io.attn4j.cpu.step.ElementBlocks;
import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.cpu.tile.TileLoops;
import io.attn4j.plan.matrix.ActivateGradient;
import io.attn4j.plan.matrix.Activation;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** Gradients of activations by themselves. */
final class ActivateGradientLoops {
    private ActivateGradientLoops() {}

    static void execute(ActivateGradient step, Map<String, MemorySegment> arrays, TileLoops loops, WorkerPool pool) {
        Matrices z = Matrices.of(step.z(), arrays);
        Matrices dy = Matrices.of(step.dy(), arrays);
        Matrices dz = Matrices.of(step.dz(), arrays);
        ElementBlocks.run(pool, step.dz(), (b, h, i, c, rows, columns, values, other) -> {
            int count = rows * columns;
            dy.read(b, h, i, c, rows, columns, values, 0, columns);
            if (step.activation() != Activation.NONE) {
                z.read(b, h, i, c, rows, columns, other, 0, columns);
            }
            loops.activateGradient(step.activation(), other, values, count);
            if (step.alpha() != null) {
                float factor = step.alpha()[h];
                for (int k = 0; k < count; k++) {
                    values[k] *= factor;
                }
            }
            dz.write(values, 0, columns, rows, columns, b, h, i, c);
        });
    }
}
