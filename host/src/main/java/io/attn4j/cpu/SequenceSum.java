package io.attn4j.cpu;

import io.attn4j.core.Operand;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Sums along the sequence, with the scratch of one thread. Lanes are columns of {@code x}.
 *
 * <p>Partial sums of {@value #BLOCK} rows are added up, so the rounding error does not grow with the sequence as one
 * running sum's would.
 */
final class SequenceSum {
    private static final int LANES = TileLoops.LANES;
    private static final int BLOCK = 256;
    private static final int MAX_RANKS = 256;
    private static final int TASKS_PER_THREAD = 8;
    private static final float[] ZEROS = new float[MAX_RANKS];

    private final float[] total = new float[MAX_RANKS * LANES];
    private final float[] part = new float[MAX_RANKS * LANES];
    private final float[] weights = new float[(MAX_RANKS + TileLoops.GROUP) * BLOCK];
    private final float[] x = new float[BLOCK * LANES];

    /** Rank rows of one projection task: as many as give every thread several tasks. */
    static int ranksPerTask(int heads, int rank, int dim, int threads) {
        long perRank = (long) heads * Math.ceilDiv(dim, LANES);
        int perTask = MAX_RANKS;
        while (perTask > 32 && perRank * Math.ceilDiv(rank, perTask) < (long) TASKS_PER_THREAD * threads) {
            perTask /= 2;
        }
        return perTask;
    }

    /** Writes {@code y[r][d] = sum_{n < length} e[r0 + r][n] * x[n][d]} for {@code ranks} by {@code columns}. */
    void project(
            TileLoops loops,
            Operand from,
            long xIndex,
            Operand e,
            long eIndex,
            int length,
            int r0,
            int ranks,
            int columns,
            MemorySegment y,
            long yIndex,
            int yStride) {
        int width = loops.width(columns);
        Arrays.fill(total, 0, ranks * LANES, 0);
        Arrays.fill(x, 0);
        for (int n = 0; n < length; n += BLOCK) {
            int count = Math.min(BLOCK, length - n);
            Rows.read(from.data(), xIndex + n * from.rowStride(), from.rowStride(), count, columns, x, 0, LANES);
            Rows.read(e.data(), eIndex + r0 * e.rowStride() + n, e.rowStride(), ranks, count, weights, 0, BLOCK);
            loops.products(weights, 0, BLOCK, ranks, count, x, 0, ZEROS, part, width);
            loops.add(part, 0, total, 0, ranks);
        }
        Rows.write(total, LANES, ranks, columns, y, yIndex + (long) r0 * yStride, yStride);
    }

    /** Writes {@code y[d] = sum_{first <= n < last} x[n][d] / divisor}. */
    void mean(
            TileLoops loops,
            Operand from,
            long xIndex,
            int first,
            int last,
            int divisor,
            int columns,
            MemorySegment y,
            long yIndex) {
        Arrays.fill(total, 0, LANES, 0);
        Arrays.fill(x, 0);
        for (int n = first; n < last; n += BLOCK) {
            int count = Math.min(BLOCK, last - n);
            Rows.read(from.data(), xIndex + n * from.rowStride(), from.rowStride(), count, columns, x, 0, LANES);
            Arrays.fill(part, 0, LANES, 0);
            for (int i = 0; i < count; i++) {
                loops.add(x, i * LANES, part, 0, 1);
            }
            loops.add(part, 0, total, 0, 1);
        }
        for (int d = 0; d < columns; d++) {
            total[d] /= divisor;
        }
        Rows.write(total, LANES, 1, columns, y, yIndex, columns);
    }
}
