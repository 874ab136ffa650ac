package io.attn4j.kernels.pool;

import io.attn4j.kernels.step.ViewLayout;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * Gradients of {@link SegmentPoolKernel} by its rows: each row gets its share of the gradients of the segments that it is in,
 * rows at or beyond the length get zeros.
 *
 * <p>All forms take {@code dy [B,H,k,D]}, any strides, in; {@code lengths [B]}, in; {@code sizes}, positions as named here,
 * in; {@code dx [B,H,N,D]}, any strides, out. {@code B H N D} FLOPs, twice that with weights; fp32.
 */
public final class SegmentPoolGradientKernel {
    static final int BATCH = 0;
    static final int HEADS = 1;
    /** N: rows of x. */
    static final int SEQUENCE = 2;
    /** k: rows of y. */
    static final int SEGMENTS = 3;

    static final int COLUMNS = 4;
    /** Rows of a segment, 0 for segments of almost equal size. */
    static final int STRIDE = 5;

    static final int X = 6;
    static final int WEIGHTS = X + ViewLayout.SIZE;
    static final int DY = WEIGHTS + ViewLayout.SIZE;
    static final int DX = DY + ViewLayout.SIZE;
    /** Entries of {@code sizes}. */
    static final int SIZE = DX + ViewLayout.SIZE;

    private SegmentPoolGradientKernel() {}

    /** First row of segment {@code segment}; of the first that does not exist, N. */
    static int start(int segment, int segments, int sequence, int stride) {
        if (stride == 0) {
            return (int) ((long) segment * sequence / segments);
        }
        return TornadoMath.min(segment * stride, sequence);
    }

    /** The last segment that begins at or before row {@code row}. */
    static int segmentOf(int row, int segments, int sequence, int stride) {
        if (stride == 0) {
            return (int) (((row + 1L) * segments - 1) / sequence);
        }
        return row / stride;
    }

    /**
     * Of means over the full size of each segment.
     *
     * <p>Grid: x = work-items, one per (b, h, n, d), any local size; work-items in a row touch neighbouring columns.
     */
    public static void backwardMean(KernelContext ctx, FloatArray dy, IntArray lengths, IntArray sizes, FloatArray dx) {
        int heads = sizes.get(HEADS);
        int sequence = sizes.get(SEQUENCE);
        int segments = sizes.get(SEGMENTS);
        int columns = sizes.get(COLUMNS);
        int stride = sizes.get(STRIDE);
        int item = ctx.globalIdx;
        if (item < sizes.get(BATCH) * heads * sequence * columns) {
            int column = item % columns;
            int row = (item / columns) % sequence;
            int batchHead = item / columns / sequence;
            int head = batchHead % heads;
            int batch = batchHead / heads;
            float share = 0.0f;
            int segment = segmentOf(row, segments, sequence, stride);
            if (segment < segments) {
                if (row < lengths.get(batch)) {
                    int size =
                            start(segment + 1, segments, sequence, stride) - start(segment, segments, sequence, stride);
                    share = dy.get(ViewLayout.index(sizes, DY, batch, head, segment, column)) / size;
                }
            }
            dx.set(ViewLayout.index(sizes, DX, batch, head, row, column), share);
        }
    }

    /**
     * Of means over the segments of the rows below the length: a row of a sequence that is shorter than k is in several.
     *
     * <p>Grid: x = work-items, one per (b, h, n, d), any local size; work-items in a row touch neighbouring columns.
     */
    public static void backwardValidMean(
            KernelContext ctx, FloatArray dy, IntArray lengths, IntArray sizes, FloatArray dx) {
        int heads = sizes.get(HEADS);
        int sequence = sizes.get(SEQUENCE);
        int segments = sizes.get(SEGMENTS);
        int columns = sizes.get(COLUMNS);
        int item = ctx.globalIdx;
        if (item < sizes.get(BATCH) * heads * sequence * columns) {
            int column = item % columns;
            int row = (item / columns) % sequence;
            int batchHead = item / columns / sequence;
            int head = batchHead % heads;
            int batch = batchHead / heads;
            int length = lengths.get(batch);
            float total = 0.0f;
            if (row < length) {
                int last = segmentOf(row, segments, length, 0);
                int first = TornadoMath.min(last, (int) (((long) row * segments + length - 1) / length));
                for (int segment = first; segment <= last; segment++) {
                    int from = start(segment, segments, length, 0);
                    int to = TornadoMath.max(from + 1, start(segment + 1, segments, length, 0));
                    total += dy.get(ViewLayout.index(sizes, DY, batch, head, segment, column)) / (to - from);
                }
            }
            dx.set(ViewLayout.index(sizes, DX, batch, head, row, column), total);
        }
    }

    /**
     * Of weighted sums: {@code dx[b,h,r stride + t,d] = weights[h,d,t] dy[b,h,r,d]}.
     *
     * <p>Grid: x = work-items, one per (b, h, n, d), any local size; work-items in a row touch neighbouring columns.
     *
     * @param weights [1,H,D,stride], any strides, in
     */
    public static void backwardWeighted(
            KernelContext ctx, FloatArray weights, FloatArray dy, IntArray lengths, IntArray sizes, FloatArray dx) {
        int heads = sizes.get(HEADS);
        int sequence = sizes.get(SEQUENCE);
        int segments = sizes.get(SEGMENTS);
        int columns = sizes.get(COLUMNS);
        int stride = sizes.get(STRIDE);
        int item = ctx.globalIdx;
        if (item < sizes.get(BATCH) * heads * sequence * columns) {
            int column = item % columns;
            int row = (item / columns) % sequence;
            int batchHead = item / columns / sequence;
            int head = batchHead % heads;
            int batch = batchHead / heads;
            float share = 0.0f;
            int segment = row / stride;
            if (segment < segments) {
                if (row < lengths.get(batch)) {
                    share = weights.get(ViewLayout.index(sizes, WEIGHTS, 0, head, column, row % stride))
                            * dy.get(ViewLayout.index(sizes, DY, batch, head, segment, column));
                }
            }
            dx.set(ViewLayout.index(sizes, DX, batch, head, row, column), share);
        }
    }

    /**
     * Of maxima: the first row of a segment that holds the largest value gets all.
     *
     * <p>Grid: x = work-items, one per (b, h, r, d), any local size; the last segment's also fill the rows after it.
     *
     * @param x [B,H,N,D], any strides, in
     */
    public static void backwardMax(
            KernelContext ctx, FloatArray x, FloatArray dy, IntArray lengths, IntArray sizes, FloatArray dx) {
        int heads = sizes.get(HEADS);
        int sequence = sizes.get(SEQUENCE);
        int segments = sizes.get(SEGMENTS);
        int columns = sizes.get(COLUMNS);
        int stride = sizes.get(STRIDE);
        int item = ctx.globalIdx;
        if (item < sizes.get(BATCH) * heads * segments * columns) {
            int column = item % columns;
            int segment = (item / columns) % segments;
            int batchHead = item / columns / segments;
            int head = batchHead % heads;
            int batch = batchHead / heads;
            int from = start(segment, segments, sequence, stride);
            int to = start(segment + 1, segments, sequence, stride);
            int stop = TornadoMath.min(to, lengths.get(batch));
            if (segment == segments - 1) {
                to = sequence;
            }
            int at = ViewLayout.index(sizes, X, batch, head, 0, column);
            int xRow = sizes.get(X + ViewLayout.ROW);
            int dxAt = ViewLayout.index(sizes, DX, batch, head, 0, column);
            int dxRow = sizes.get(DX + ViewLayout.ROW);
            int largest = from;
            float max = 0.0f;
            if (from < stop) {
                max = x.get(at + from * xRow);
            }
            for (int n = from; n < stop; n++) {
                float value = x.get(at + n * xRow);
                if (value > max) {
                    max = value;
                    largest = n;
                }
            }
            for (int n = from; n < to; n++) {
                dx.set(dxAt + n * dxRow, 0.0f);
            }
            if (from < stop) {
                dx.set(dxAt + largest * dxRow, dy.get(ViewLayout.index(sizes, DY, batch, head, segment, column)));
            }
        }
    }
}
