package io.attn4j.cpu.matrix;

import io.attn4j.cpu.step.ElementBlocks;
import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.cpu.tile.TileLoops;
import io.attn4j.plan.matrix.Activate;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** Activations by themselves. */
final class ActivateLoops {
    private ActivateLoops() {}

    static void execute(Activate step, Map<String, MemorySegment> arrays, TileLoops loops, WorkerPool pool) {
        Matrices z = Matrices.of(step.z(), arrays);
        Matrices residual = Matrices.of(step.residual(), arrays);
        Matrices y = Matrices.of(step.y(), arrays);
        ElementBlocks.run(pool, step.y(), (b, h, i, c, rows, columns, values, other) -> {
            z.read(b, h, i, c, rows, columns, values, 0, columns);
            int count = rows * columns;
            loops.activate(step.activation(), values, 0, count);
            if (step.alpha() != null) {
                float factor = step.alpha()[h];
                for (int k = 0; k < count; k++) {
                    values[k] *= factor;
                }
            }
            if (residual != null) {
                residual.read(b, h, i, c, rows, columns, other, 0, columns);
                for (int k = 0; k < count; k++) {
                    values[k] += other[k];
                }
            }
            y.write(values, 0, columns, rows, columns, b, h, i, c);
        });
    }
}
