package io.attn4j.kernels.loss;

import io.attn4j.kernels.step.CompensatedSum;
import io.attn4j.kernels.step.ViewLayout;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * Sums of rows by id in a fixed order and without atomics: a stable sort of the positions by id, then each table row finds
 * its run of them.
 *
 * <p>Positions are numbered {@code p = b N + n}. Keys are ids as integers, V for those that are no row, which so come last
 * and are never read. Keys and positions are held as floats, exact below 2^24.
 *
 * <p>{@link #forwardKeys}, {@link #forwardRanks}, {@link #forwardPlaces} and {@link #forwardElements} or {@link #forwardLanes}
 * run in this order. Comparisons: {@code P (256 + 8 P / 256)} to sort, {@code 2 log2 P} for each work-item of the sums; then
 * {@code P M} FLOPs. fp32, summed in blocks of 64 positions, which are joined with compensation, so that the error of
 * frequent ids does not grow.
 */
public final class ScatterAddKernel {
    /** N. */
    static final int ROWS = 0;
    /** M. */
    static final int COLUMNS = 1;
    /** V. */
    static final int TABLE_ROWS = 2;
    /** {@code P = B N}. */
    static final int POSITIONS = 3;
    /** The largest power of two up to P. */
    static final int TOP = 4;
    /** Work-items of a row of {@link #forwardElements}. */
    static final int LANES = 5;

    static final int X = 6;
    static final int IDS = X + ViewLayout.SIZE;
    static final int Y = IDS + ViewLayout.SIZE;
    /** Entries of {@code sizes}. */
    static final int SIZE = Y + ViewLayout.SIZE;

    /** Columns of a work-item of {@link #forwardLanes}. */
    static final int WIDTH = 16;

    private ScatterAddKernel() {}

    /**
     * The keys of the positions.
     *
     * @param ctx one work-item per p, any local size
     * @param ids [B,1,N,1], in
     * @param sizes positions as named above, in
     * @param keys [P], out
     */
    public static void forwardKeys(KernelContext ctx, FloatArray ids, IntArray sizes, FloatArray keys) {
        int position = ctx.globalIdx;
        if (position < sizes.get(POSITIONS)) {
            int rows = sizes.get(ROWS);
            int tableRows = sizes.get(TABLE_ROWS);
            float id = ids.get(ViewLayout.index(sizes, IDS, position / rows, 0, position % rows, 0));
            int row = GatherRowsKernel.indexOf(id, tableRows);
            keys.set(position, row < 0 ? tableRows : row);
        }
    }

    /**
     * Sorts each chunk of 256 positions: a position's rank is the number of those in its chunk that come before it.
     *
     * @param ctx one work-item per p, any local size
     * @param keys [P], in
     * @param sizes positions as named above, in
     * @param ranks [P], out
     * @param chunkKeys [P], the keys of each chunk in ascending order, out
     */
    public static void forwardRanks(
            KernelContext ctx, FloatArray keys, IntArray sizes, FloatArray ranks, FloatArray chunkKeys) {
        int position = ctx.globalIdx;
        int positions = sizes.get(POSITIONS);
        if (position < positions) {
            int first = position / 256 * 256;
            int end = TornadoMath.min(positions, first + 256);
            float key = keys.get(position);
            int rank = 0;
            for (int p = first; p < position; p++) {
                rank += keys.get(p) <= key ? 1 : 0;
            }
            for (int p = position + 1; p < end; p++) {
                rank += keys.get(p) < key ? 1 : 0;
            }
            ranks.set(position, rank);
            chunkKeys.set(first + rank, key);
        }
    }

    /** How many of the {@code count} ascending keys from {@code first} on are below {@code bound}, count below {@code 2 top}. */
    static int below(FloatArray keys, int first, int count, int top, float bound) {
        int found = 0;
        for (int step = top; step > 0; step /= 2) {
            int next = found + step;
            if (next <= count) {
                if (keys.get(first + next - 1) < bound) {
                    found = next;
                }
            }
        }
        return found;
    }

    /**
     * Sorts all positions: to a position's rank in its chunk comes what comes before it in each other chunk.
     *
     * @param ctx one work-item per p, any local size
     * @param keys [P], in
     * @param ranks [P], in
     * @param chunkKeys [P], in
     * @param sizes positions as named above, in
     * @param sortedKeys [P], ascending, out
     * @param order [P], the positions that they belong to, out
     */
    public static void forwardPlaces(
            KernelContext ctx,
            FloatArray keys,
            FloatArray ranks,
            FloatArray chunkKeys,
            IntArray sizes,
            FloatArray sortedKeys,
            FloatArray order) {
        int position = ctx.globalIdx;
        int positions = sizes.get(POSITIONS);
        if (position < positions) {
            int own = position / 256 * 256;
            float key = keys.get(position);
            int place = (int) ranks.get(position);
            for (int first = 0; first < own; first += 256) {
                place += below(chunkKeys, first, 256, 256, key + 1.0f);
            }
            for (int first = own + 256; first < positions; first += 256) {
                place += below(chunkKeys, first, TornadoMath.min(256, positions - first), 256, key);
            }
            sortedKeys.set(place, key);
            order.set(place, position);
        }
    }

    /**
     * GPU shape: {@code y[v,c] = sum_(p: key = v) x[p,c]}.
     *
     * @param ctx one work-item per (v, lane), any local size; lane l sums columns l, l + lanes, ...
     * @param x [B,1,N,M], in
     * @param sortedKeys [P], in
     * @param order [P], in
     * @param sizes positions as named above, in
     * @param y [1,1,V,M], out
     */
    public static void forwardElements(
            KernelContext ctx, FloatArray x, FloatArray sortedKeys, FloatArray order, IntArray sizes, FloatArray y) {
        int lanes = sizes.get(LANES);
        int columns = sizes.get(COLUMNS);
        int rows = sizes.get(ROWS);
        int item = ctx.globalIdx;
        if (item < sizes.get(TABLE_ROWS) * lanes) {
            int row = item / lanes;
            int lane = item % lanes;
            int positions = sizes.get(POSITIONS);
            int top = sizes.get(TOP);
            int first = below(sortedKeys, 0, positions, top, row);
            int end = below(sortedKeys, 0, positions, top, row + 1.0f);
            for (int c = lane; c < columns; c += lanes) {
                float total = 0.0f;
                float lost = 0.0f;
                for (int block = first; block < end; block += 64) {
                    int stop = TornadoMath.min(end, block + 64);
                    float sum = 0.0f;
                    for (int k = block; k < stop; k++) {
                        int position = (int) order.get(k);
                        sum += x.get(ViewLayout.index(sizes, X, position / rows, 0, position % rows, c));
                    }
                    float added = sum - lost;
                    float joined = total + added;
                    lost = CompensatedSum.lost(total, added, joined);
                    total = joined;
                }
                y.set(ViewLayout.index(sizes, Y, 0, 0, row, c), total);
            }
        }
    }

    /**
     * CPU shape of {@link #forwardElements}: 16 neighbouring columns per work-item, in private memory; the same bits.
     *
     * <p>Grid: x = work-items, one per (v, block of 16 columns), any local size.
     */
    public static void forwardLanes(
            KernelContext ctx, FloatArray x, FloatArray sortedKeys, FloatArray order, IntArray sizes, FloatArray y) {
        int columns = sizes.get(COLUMNS);
        int blocks = (columns + 15) / 16;
        int rows = sizes.get(ROWS);
        int item = ctx.globalIdx;
        if (item < sizes.get(TABLE_ROWS) * blocks) {
            int row = item / blocks;
            int column = item % blocks * 16;
            int count = TornadoMath.min(16, columns - column);
            int positions = sizes.get(POSITIONS);
            int top = sizes.get(TOP);
            int first = below(sortedKeys, 0, positions, top, row);
            int end = below(sortedKeys, 0, positions, top, row + 1.0f);
            int stride = sizes.get(X + ViewLayout.COLUMN);
            float[] totals = new float[16];
            float[] lost = new float[16];
            float[] sums = new float[16];
            for (int k = 0; k < 16; k++) {
                totals[k] = 0.0f;
                lost[k] = 0.0f;
            }
            for (int block = first; block < end; block += 64) {
                int stop = TornadoMath.min(end, block + 64);
                for (int k = 0; k < 16; k++) {
                    sums[k] = 0.0f;
                }
                for (int at = block; at < stop; at++) {
                    int position = (int) order.get(at);
                    int from = ViewLayout.index(sizes, X, position / rows, 0, position % rows, column);
                    for (int k = 0; k < count; k++) {
                        sums[k] += x.get(from + k * stride);
                    }
                }
                for (int k = 0; k < 16; k++) {
                    float added = sums[k] - lost[k];
                    float joined = totals[k] + added;
                    lost[k] = CompensatedSum.lost(totals[k], added, joined);
                    totals[k] = joined;
                }
            }
            int to = ViewLayout.index(sizes, Y, 0, 0, row, column);
            int toStride = sizes.get(Y + ViewLayout.COLUMN);
            for (int k = 0; k < count; k++) {
                y.set(to + k * toStride, totals[k]);
            }
        }
    }
}
