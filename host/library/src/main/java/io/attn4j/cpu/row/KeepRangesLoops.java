package io.attn4j.cpu.row;

import io.attn4j.cpu.step.ElementBlocks;
import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.plan.row.KeepRanges;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;

/** Rows cut down to the columns of their ranges. */
final class KeepRangesLoops {
    private KeepRangesLoops() {}

    static void execute(KeepRanges step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        Matrices x = Matrices.of(step.x(), arrays);
        Matrices y = Matrices.of(step.y(), arrays);
        ElementBlocks.run(pool, step.y(), (b, h, i, c, rows, columns, values, other) -> {
            x.read(b, h, i, c, rows, columns, values, 0, columns);
            for (int r = 0; r < rows; r++) {
                int start = Math.clamp((long) step.ranges().start(b, i + r) - c, 0, columns);
                int end = Math.clamp((long) step.ranges().end(b, i + r) - c, start, columns);
                Arrays.fill(values, r * columns, r * columns + start, 0);
                Arrays.fill(values, r * columns + end, (r + 1) * columns, 0);
            }
            y.write(values, 0, columns, rows, columns, b, h, i, c);
        });
    }
}
