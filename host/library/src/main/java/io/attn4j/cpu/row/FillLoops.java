package io.attn4j.cpu.row;

import io.attn4j.cpu.step.ElementBlocks;
import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.plan.row.Fill;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;

/** One value in every element. */
final class FillLoops {
    private FillLoops() {}

    static void execute(Fill step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        Matrices y = Matrices.of(step.y(), arrays);
        ElementBlocks.run(pool, step.y(), (b, h, i, c, rows, columns, values, other) -> {
            Arrays.fill(values, 0, rows * columns, step.value());
            y.write(values, 0, columns, rows, columns, b, h, i, c);
        });
    }
}
