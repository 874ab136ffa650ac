package io.attn4j.cpu.row;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.ParallelRows;
import io.attn4j.cpu.step.Sums;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.plan.row.HeadScaleGradient;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** Scalar products of rows with their gradients, in fp64. */
final class HeadScaleGradientLoops {
    private HeadScaleGradientLoops() {}

    static void execute(HeadScaleGradient step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        Matrices dy = Matrices.of(step.dy(), arrays);
        Matrices x = Matrices.of(step.x(), arrays);
        Matrices y = Matrices.of(step.y(), arrays);
        int columns = x.columns();
        ParallelRows.run(pool, step.x(), 2.0 * step.x().elements(), (b, h, from, to) -> {
            float[] gradients = new float[columns];
            float[] values = new float[columns];
            for (int i = from; i < to; i++) {
                dy.readRow(b, h, i, gradients);
                x.readRow(b, h, i, values);
                for (int c = 0; c < columns; c++) {
                    values[c] = gradients[c] == 0 ? 0 : values[c];
                }
                y.set(b, h, i, 0, (float) (step.factor() * Sums.ofProducts(gradients, 0, values, 0, columns)));
            }
        });
    }
}
