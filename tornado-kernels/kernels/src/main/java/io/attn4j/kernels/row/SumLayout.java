package io.attn4j.kernels.row;

import io.attn4j.plan.View;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * Positions in the {@code sizes} array of {@link SumKernel}: axes that the result keeps and axes that are summed over, four
 * of each, outermost first, with strides in elements; axes that are not needed have size 1.
 */
public final class SumLayout {
    /** Elements of y. */
    static final int OUTPUTS = 0;
    /** Terms of each. */
    static final int TERMS = 1;
    /** Terms of a block, whose sum is formed by itself. */
    static final int BLOCK = 2;
    /** Work-items that share the terms of one element, each with a block of its own; 1 where one takes all blocks. */
    static final int SPLITS = 3;
    /** 1 when sums of blocks are stored as {@code [SPLITS, OUTPUTS]}. */
    static final int PARTIAL = 4;

    static final int X_OFFSET = 5;
    static final int Y_OFFSET = 6;
    /** Sizes of the axes that y keeps. */
    static final int KEPT = 7;

    static final int KEPT_X = KEPT + 4;
    static final int KEPT_Y = KEPT_X + 4;
    /** Sizes of the axes that are summed over. */
    static final int SUMMED = KEPT_Y + 4;

    static final int SUMMED_X = SUMMED + 4;
    /** Entries of {@code sizes}. */
    public static final int SIZE = SUMMED_X + 4;

    private static final int LEAST_BLOCK = 32;

    private SumLayout() {}

    /** An axis with its strides in x and y. */
    private record Axis(int size, long xStride, long yStride) {}

    /**
     * Terms of a block: the power of two from the root of the number of terms on, and 32 at least, so that the rounding
     * error grows with the fourth root of that number. Depends on nothing else, and so do the bits of a sum.
     */
    static int block(long terms) {
        int block = LEAST_BLOCK;
        while ((long) block * block < terms) {
            block *= 2;
        }
        return block;
    }

    /** Blocks of a sum. */
    static long blocks(long terms) {
        return (terms + block(terms) - 1) / block(terms);
    }

    /** Writes the sum of {@code x} over the axes that {@code y} has once. */
    static void write(IntArray sizes, View x, View y, boolean partial) {
        List<Axis> kept = new ArrayList<>();
        List<Axis> summed = new ArrayList<>();
        add(x.batch(), x.batchStride(), y.batch(), y.batchStride(), kept, summed);
        add(x.heads(), x.headStride(), y.heads(), y.headStride(), kept, summed);
        add(x.rows(), x.rowStride(), y.rows(), y.rowStride(), kept, summed);
        add(x.columns(), x.columnStride(), y.columns(), y.columnStride(), kept, summed);
        // neighbouring work-items take neighbouring elements of x
        kept.sort(Comparator.comparingLong(Axis::xStride).reversed());
        long terms = count(summed);
        sizes.set(OUTPUTS, Math.toIntExact(count(kept)));
        sizes.set(TERMS, Math.toIntExact(terms));
        sizes.set(BLOCK, block(terms));
        sizes.set(SPLITS, partial ? Math.toIntExact(blocks(terms)) : 1);
        sizes.set(PARTIAL, partial ? 1 : 0);
        sizes.set(X_OFFSET, Math.toIntExact(x.offset()));
        sizes.set(Y_OFFSET, Math.toIntExact(y.offset()));
        writeAxes(sizes, merged(kept), KEPT, KEPT_X, KEPT_Y);
        writeAxes(sizes, merged(summed), SUMMED, SUMMED_X, -1);
    }

    /**
     * Writes where {@link SumKernel#forwardPartials} puts the sums of {@code splits} parts, of which each has the elements
     * of {@code y} in the order of their indices.
     */
    public static void writePartials(IntArray sizes, View y, int splits) {
        List<Axis> kept = new ArrayList<>();
        kept.add(new Axis(y.batch(), 0, y.batchStride()));
        kept.add(new Axis(y.heads(), 0, y.headStride()));
        kept.add(new Axis(y.rows(), 0, y.rowStride()));
        kept.add(new Axis(y.columns(), 0, y.columnStride()));
        sizes.set(OUTPUTS, Math.toIntExact(count(kept)));
        sizes.set(SPLITS, splits);
        sizes.set(Y_OFFSET, Math.toIntExact(y.offset()));
        writeAxes(sizes, kept, KEPT, KEPT_X, KEPT_Y);
    }

    private static void add(int size, long xStride, int results, long yStride, List<Axis> kept, List<Axis> summed) {
        if (size > 1) {
            (results == size ? kept : summed).add(new Axis(size, xStride, yStride));
        }
    }

    private static long count(List<Axis> axes) {
        return axes.stream().mapToLong(Axis::size).reduce(1, Math::multiplyExact);
    }

    /** Axes that follow one another in memory as one. */
    private static List<Axis> merged(List<Axis> axes) {
        List<Axis> merged = new ArrayList<>();
        for (Axis axis : axes) {
            Axis outer = merged.isEmpty() ? null : merged.getLast();
            if (outer != null
                    && outer.xStride() == axis.size() * axis.xStride()
                    && outer.yStride() == axis.size() * axis.yStride()) {
                merged.removeLast();
                merged.add(new Axis(outer.size() * axis.size(), axis.xStride(), axis.yStride()));
            } else {
                merged.add(axis);
            }
        }
        return merged;
    }

    private static void writeAxes(IntArray sizes, List<Axis> axes, int size, int xStride, int yStride) {
        for (int a = 0; a < 4; a++) {
            int given = a - 4 + axes.size();
            Axis axis = given < 0 ? new Axis(1, 0, 0) : axes.get(given);
            sizes.set(size + a, axis.size());
            sizes.set(xStride + a, Math.toIntExact(axis.xStride()));
            if (yStride >= 0) {
                sizes.set(yStride + a, Math.toIntExact(axis.yStride()));
            }
        }
    }
}
