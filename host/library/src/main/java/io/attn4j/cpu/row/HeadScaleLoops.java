package io.attn4j.cpu.row;

import io.attn4j.cpu.step.ElementBlocks;
import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.plan.row.HeadScale;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** Copies scaled by a number for each head. */
final class HeadScaleLoops {
    private HeadScaleLoops() {}

    static void execute(HeadScale step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        Matrices x = Matrices.of(step.x(), arrays);
        Matrices w = Matrices.of(step.w(), arrays);
        Matrices y = Matrices.of(step.y(), arrays);
        ElementBlocks.run(pool, step.y(), (b, h, i, c, rows, columns, values, other) -> {
            float weight = step.factor() * w.get(b, h, 0, 0);
            x.read(b, h, i, c, rows, columns, values, 0, columns);
            for (int k = 0; k < rows * columns; k++) {
                values[k] = values[k] == Float.NEGATIVE_INFINITY ? values[k] : weight * values[k];
            }
            y.write(values, 0, columns, rows, columns, b, h, i, c);
        });
    }
}
