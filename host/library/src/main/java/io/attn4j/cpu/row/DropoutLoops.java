package io.attn4j.cpu.row;

import io.attn4j.cpu.step.ElementBlocks;
import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.plan.row.Dropout;
import io.attn4j.plan.row.DropoutBits;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** Dropout by the counter generator. */
final class DropoutLoops {
    private DropoutLoops() {}

    static void execute(Dropout step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        Matrices x = Matrices.of(step.x(), arrays);
        Matrices seeds = Matrices.of(step.seeds(), arrays);
        Matrices y = Matrices.of(step.y(), arrays);
        int threshold = DropoutBits.threshold(step.p());
        float factor = DropoutBits.factor(step.p());
        ElementBlocks.run(pool, step.y(), (b, h, i, c, rows, columns, values, other) -> {
            x.read(b, h, i, c, rows, columns, values, 0, columns);
            for (int r = 0; r < rows; r++) {
                int first = (int) seeds.get(b, h, i + r, 0);
                int second = (int) seeds.get(b, h, i + r, 1);
                scale(values, r * columns, columns, c, first, second, threshold, factor);
            }
            y.write(values, 0, columns, rows, columns, b, h, i, c);
        });
    }

    private static void scale(
            float[] x, int x0, int columns, int column, int first, int second, int threshold, float factor) {
        for (int k = 0; k < columns; k++) {
            x[x0 + k] *= DropoutBits.keeps(column + k, first, second, threshold) * factor;
        }
    }
}
