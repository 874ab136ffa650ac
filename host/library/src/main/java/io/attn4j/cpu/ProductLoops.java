package io.attn4j.cpu;

import io.attn4j.plan.row.Product;
import io.attn4j.plan.row.RowProducts;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** Products of elements, and their sums over rows. */
final class ProductLoops {
    private ProductLoops() {}

    static void product(Product step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        Matrices a = Matrices.of(step.a(), arrays);
        Matrices x = Matrices.of(step.x(), arrays);
        Matrices y = Matrices.of(step.y(), arrays);
        float factor = step.factor();
        ElementBlocks.run(pool, step.y(), (b, h, i, c, rows, columns, values, other) -> {
            a.read(b, h, i, c, rows, columns, values, 0, columns);
            x.read(b, h, i, c, rows, columns, other, 0, columns);
            for (int k = 0; k < rows * columns; k++) {
                values[k] = factor * values[k] * other[k];
            }
            y.write(values, 0, columns, rows, columns, b, h, i, c);
        });
    }

    static void rowProducts(RowProducts step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        Matrices a = Matrices.of(step.a(), arrays);
        Matrices x = Matrices.of(step.x(), arrays);
        Matrices minus = Matrices.of(step.minus(), arrays);
        Matrices y = Matrices.of(step.y(), arrays);
        int columns = x.columns();
        RowLoops.run(pool, step.x(), 2.0 * step.x().elements(), (b, h, from, to) -> {
            float[] left = new float[columns];
            float[] right = new float[columns];
            for (int i = from; i < to; i++) {
                a.readRow(b, h, i, left);
                x.readRow(b, h, i, right);
                double sum = Sums.ofProducts(left, right, columns);
                y.set(b, h, i, 0, (float) (minus == null ? sum : sum - minus.get(b, h, i, 0)));
            }
        });
    }
}
