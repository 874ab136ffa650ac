package io.attn4j.cpu;

import io.attn4j.core.Operand;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Sums along the sequence, with the scratch of one thread. Lanes are columns of {@code x}; a slab is what up to
 * {@code LANES} columns of one head hold.
 *
 * <p>Partial sums of {@value #BLOCK} rows are added up, so the rounding error does not grow with the sequence as one
 * running sum's would.
 */
final class SequenceSum {
    private static final int LANES = TileLoops.LANES;
    private static final int BLOCK = 256;
    private static final int MAX_RANKS = 256;
    private static final int MIN_RANKS = 32;
    private static final int MAX_SLABS = 4;
    private static final int TASKS_PER_THREAD = 4;
    private static final float[] ZEROS = new float[MAX_RANKS];

    private final float[] total = new float[MAX_SLABS * MAX_RANKS * LANES];
    private final float[] part = new float[MAX_RANKS * LANES];
    private final float[] weights = new float[(MAX_RANKS + TileLoops.GROUP) * BLOCK];
    private final float[] x = new float[BLOCK * LANES];

    /** A call of {@link CpuKernels#projectSequence}. */
    record Projection(
            Operand x,
            Operand e,
            int batch,
            int heads,
            int sequence,
            int rank,
            int dim,
            int[] lengths,
            MemorySegment y) {

        int slabs() {
            return Math.multiplyExact(Math.multiplyExact(batch, heads), slabsPerHead());
        }

        int slabsPerHead() {
            return Math.ceilDiv(dim, LANES);
        }

        int length(int b) {
            return lengths == null ? sequence : Math.min(sequence, lengths[b]);
        }
    }

    /** How a projection is cut into tasks of some ranks by some slabs. */
    record Cut(int ranks, int slabs) {
        /**
         * The largest tasks that give every thread several: a task copies its part of e once for all of its slabs, and a
         * slab once for all of its ranks.
         */
        static Cut of(Projection projection, int threads) {
            int ranks = MAX_RANKS;
            int slabs = projection.e().headStride() == 0 ? MAX_SLABS : 1;
            long wanted = (long) TASKS_PER_THREAD * threads;
            while ((ranks > MIN_RANKS || slabs > 1) && new Cut(ranks, slabs).tasks(projection) < wanted) {
                if (slabs > 1 && (slabs * LANES >= ranks || ranks == MIN_RANKS)) {
                    slabs /= 2;
                } else {
                    ranks /= 2;
                }
            }
            return new Cut(ranks, slabs);
        }

        int rankTasks(Projection projection) {
            return Math.ceilDiv(projection.rank(), ranks);
        }

        int tasks(Projection projection) {
            return Math.multiplyExact(rankTasks(projection), Math.ceilDiv(projection.slabs(), slabs));
        }
    }

    /** Computes {@code y[b,h,r,d] = sum_{n < length_b} e[h,r,n] * x[b,h,n,d]} for the ranks and slabs of one task. */
    void project(TileLoops loops, Projection p, Cut cut, int task) {
        int r0 = task % cut.rankTasks(p) * cut.ranks();
        int ranks = Math.min(cut.ranks(), p.rank() - r0);
        int slab0 = task / cut.rankTasks(p) * cut.slabs();
        int slabs = Math.min(cut.slabs(), p.slabs() - slab0);
        int longest = 0;
        for (int slab = slab0; slab < slab0 + slabs; slab++) {
            longest = Math.max(longest, p.length(slab / p.slabsPerHead() / p.heads()));
        }
        Arrays.fill(total, 0, slabs * MAX_RANKS * LANES, 0);
        Operand from = p.x();
        for (int n = 0; n < longest; n += BLOCK) {
            int read = Math.min(BLOCK, longest - n);
            long at = p.e().index(0, slab0 / p.slabsPerHead() % p.heads(), r0) + n;
            Rows.read(p.e().data(), at, p.e().rowStride(), ranks, read, weights, 0, BLOCK);
            for (int i = 0; i < slabs; i++) {
                int head = (slab0 + i) / p.slabsPerHead();
                int d0 = (slab0 + i) % p.slabsPerHead() * LANES;
                int columns = Math.min(LANES, p.dim() - d0);
                int count = Math.min(BLOCK, p.length(head / p.heads()) - n);
                if (count > 0) {
                    long row = from.index(head / p.heads(), head % p.heads(), n) + d0;
                    Rows.read(from.data(), row, from.rowStride(), count, columns, x, 0, LANES);
                    loops.products(weights, 0, BLOCK, ranks, count, x, 0, ZEROS, part, loops.width(columns));
                    loops.add(part, total, i * MAX_RANKS * LANES, ranks);
                }
            }
        }
        for (int i = 0; i < slabs; i++) {
            int head = (slab0 + i) / p.slabsPerHead();
            int d0 = (slab0 + i) % p.slabsPerHead() * LANES;
            long to = ((long) head * p.rank() + r0) * p.dim() + d0;
            int columns = Math.min(LANES, p.dim() - d0);
            Rows.write(total, i * MAX_RANKS * LANES, LANES, ranks, columns, p.y(), to, p.dim());
        }
    }

    /** Writes {@code y[d] = sum_{first <= n < last} x[n][d] / divisor}, with row n of x at {@code index + n * stride}. */
    void mean(
            TileLoops loops,
            MemorySegment from,
            long index,
            long stride,
            int first,
            int last,
            int divisor,
            int columns,
            MemorySegment y,
            long yIndex) {
        Arrays.fill(total, 0, LANES, 0);
        for (int n = first; n < last; n += BLOCK) {
            int count = Math.min(BLOCK, last - n);
            Rows.read(from, index + n * stride, stride, count, columns, x, 0, LANES);
            loops.sumRows(x, count, part);
            loops.add(part, total, 0, 1);
        }
        for (int d = 0; d < columns; d++) {
            total[d] /= divisor;
        }
        Rows.write(total, 0, LANES, 1, columns, y, yIndex, columns);
    }
}
