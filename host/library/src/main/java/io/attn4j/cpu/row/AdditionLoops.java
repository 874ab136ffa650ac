package io.attn4j.cpu.row;

import io.attn4j.cpu.step.ElementBlocks;
import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.plan.row.Addition;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** Sums of two operands, element by element. */
final class AdditionLoops {
    private AdditionLoops() {}

    static void execute(Addition step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        Matrices a = Matrices.of(step.a(), arrays);
        Matrices x = Matrices.of(step.x(), arrays);
        Matrices y = Matrices.of(step.y(), arrays);
        ElementBlocks.run(pool, step.y(), (b, h, i, c, rows, columns, values, other) -> {
            a.read(b, h, i, c, rows, columns, values, 0, columns);
            x.read(b, h, i, c, rows, columns, other, 0, columns);
            for (int k = 0; k < rows * columns; k++) {
                values[k] += other[k];
            }
            y.write(values, 0, columns, rows, columns, b, h, i, c);
        });
    }
}
