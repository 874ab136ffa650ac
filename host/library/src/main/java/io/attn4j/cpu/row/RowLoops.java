package io.attn4j.cpu.row;

import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.plan.row.Addition;
import io.attn4j.plan.row.LayerNorm;
import io.attn4j.plan.row.Rearrange;
import io.attn4j.plan.row.RowStep;
import io.attn4j.plan.row.SelectRows;
import io.attn4j.plan.row.SquaredNorms;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** Steps that treat rows, or elements, one by one. */
public final class RowLoops {
    private RowLoops() {}

    /**
     * Executes {@code step} on the threads of {@code pool}.
     *
     * @param arrays memory by name of the array, of 4-byte floats in native byte order
     */
    public static void execute(RowStep step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        switch (step) {
            case Addition s -> AdditionLoops.execute(s, arrays, pool);
            case LayerNorm s -> LayerNormLoops.execute(s, arrays, pool);
            case Rearrange s -> RearrangeLoops.execute(s, arrays, pool);
            case SelectRows s -> SelectRowsLoops.execute(s, arrays, pool);
            case SquaredNorms s -> SquaredNormsLoops.execute(s, arrays, pool);
            default -> throw new UnsupportedOperationException(step.equation());
        }
    }
}
