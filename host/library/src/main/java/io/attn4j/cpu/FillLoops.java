package io.attn4j.cpu;

import io.attn4j.plan.row.Fill;
import io.attn4j.plan.row.KeepRanges;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;

/** Constants in the place of elements: of all, or of those outside of a row's range. */
final class FillLoops {
    private FillLoops() {}

    static void fill(Fill step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        Matrices y = Matrices.of(step.y(), arrays);
        ElementBlocks.run(pool, step.y(), (b, h, i, c, rows, columns, values, other) -> {
            Arrays.fill(values, step.value());
            y.write(values, 0, columns, rows, columns, b, h, i, c);
        });
    }

    static void keepRanges(KeepRanges step, Map<String, MemorySegment> arrays, WorkerPool pool) {
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
