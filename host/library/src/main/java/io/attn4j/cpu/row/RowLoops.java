package io.attn4j.cpu.row;

import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.cpu.tile.TileLoops;
import io.attn4j.plan.row.Addition;
import io.attn4j.plan.row.Dropout;
import io.attn4j.plan.row.Fill;
import io.attn4j.plan.row.HeadScale;
import io.attn4j.plan.row.HeadScaleGradient;
import io.attn4j.plan.row.KeepRanges;
import io.attn4j.plan.row.LayerNorm;
import io.attn4j.plan.row.LayerNormGradient;
import io.attn4j.plan.row.Narrow;
import io.attn4j.plan.row.Product;
import io.attn4j.plan.row.Rearrange;
import io.attn4j.plan.row.RowProducts;
import io.attn4j.plan.row.RowSeeds;
import io.attn4j.plan.row.RowStep;
import io.attn4j.plan.row.ScatterRows;
import io.attn4j.plan.row.SelectRows;
import io.attn4j.plan.row.SquaredNorms;
import io.attn4j.plan.row.Sum;
import io.attn4j.plan.row.Widen;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** Steps that treat rows, or elements, one by one. */
public final class RowLoops {
    private static final int ELEMENTS = 4096;

    private RowLoops() {}

    /** Rows of {@code columns} elements that are read and written at once: few enough for the cache of a thread. */
    static int rowsAtOnce(int columns) {
        return Math.max(1, ELEMENTS / Math.max(1, columns));
    }

    /**
     * Executes {@code step} on the threads of {@code pool}, with the inner loops {@code loops}.
     *
     * @param arrays memory by name of the array, of floats as they are stored, in native byte order
     */
    public static void execute(RowStep step, Map<String, MemorySegment> arrays, TileLoops loops, WorkerPool pool) {
        switch (step) {
            case Addition s -> AdditionLoops.execute(s, arrays, pool);
            case LayerNorm s -> LayerNormLoops.execute(s, arrays, loops, pool);
            case Rearrange s -> RearrangeLoops.execute(s, arrays, loops, pool);
            case SelectRows s -> SelectRowsLoops.execute(s, arrays, pool);
            case SquaredNorms s -> SquaredNormsLoops.execute(s, arrays, pool);
            case Fill s -> FillLoops.execute(s, arrays, pool);
            case HeadScale s -> HeadScaleLoops.execute(s, arrays, pool);
            case HeadScaleGradient s -> HeadScaleGradientLoops.execute(s, arrays, pool);
            case KeepRanges s -> KeepRangesLoops.execute(s, arrays, pool);
            case LayerNormGradient s -> LayerNormGradientLoops.execute(s, arrays, loops, pool);
            case Product s -> ProductLoops.execute(s, arrays, pool);
            case RowProducts s -> RowProductsLoops.execute(s, arrays, loops, pool);
            case ScatterRows s -> ScatterRowsLoops.execute(s, arrays, pool);
            case RowSeeds s -> RowSeedsLoops.execute(s, arrays, pool);
            case Dropout s -> DropoutLoops.execute(s, arrays, pool);
            case Sum s -> SumLoops.execute(s, arrays, loops, pool);
            case Widen s -> WidenLoops.execute(s, arrays, pool);
            case Narrow s -> NarrowLoops.execute(s, arrays, pool);
        }
    }
}
