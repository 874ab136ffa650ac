package io.attn4j.kernels.pool;

import io.attn4j.kernels.step.CompensatedSum;
import io.attn4j.kernels.step.ViewLayout;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * Pooling over segments of the sequence: row r of y summarises rows {@code floor(r N / k)} to {@code floor((r+1) N / k)} of
 * x, or {@code r stride} to {@code min((r+1) stride, N)} where a stride is given; of valid means, N is the length.
 *
 * <p>All forms take {@code x [B,H,N,D]}, column stride 1, in; {@code lengths [B]}, in: rows at or beyond a length are not
 * read; {@code sizes}, positions as named here, in; {@code y [B,H,k,D]}, column stride 1, out. Grid: x = work-items, one
 * per (b, h, r, d), any local size; work-items in a row touch neighbouring columns. {@code B H N D} FLOPs, twice that with
 * weights; fp32, sums in blocks of 64 rows, which are joined with compensation, so that the error does not grow with the
 * length of the sequence.
 */
public final class SegmentPoolKernel {
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
    static final int Y = WEIGHTS + ViewLayout.SIZE;
    /** Entries of {@code sizes}. */
    static final int SIZE = Y + ViewLayout.SIZE;

    private SegmentPoolKernel() {}

    /** First row of segment {@code segment}; of the first that does not exist, N. */
    static int start(int segment, int segments, int sequence, int stride) {
        if (stride == 0) {
            return (int) ((long) segment * sequence / segments);
        }
        return TornadoMath.min(segment * stride, sequence);
    }

    /** Means over the full size of each segment, rows at or beyond the length counting as zeros. */
    public static void forwardMean(KernelContext ctx, FloatArray x, IntArray lengths, IntArray sizes, FloatArray y) {
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
            int at = ViewLayout.index(sizes, X, batch, head, 0, column);
            int row = sizes.get(X + ViewLayout.ROW);
            float total = 0.0f;
            float lost = 0.0f;
            for (int block = from; block < stop; block += 64) {
                int blockStop = TornadoMath.min(stop, block + 64);
                float sum = 0.0f;
                for (int n = block; n < blockStop; n++) {
                    sum += x.get(at + n * row);
                }
                float added = sum - lost;
                float joined = total + added;
                lost = CompensatedSum.lost(total, added, joined);
                total = joined;
            }
            y.set(ViewLayout.index(sizes, Y, batch, head, segment, column), total / (to - from));
        }
    }

    /**
     * Means over the segments of the rows below the length n: of rows {@code floor(r n / k)} to before {@code
     * max(floor((r+1) n / k), floor(r n / k) + 1)}; 0 where n is 0.
     */
    public static void forwardValidMean(
            KernelContext ctx, FloatArray x, IntArray lengths, IntArray sizes, FloatArray y) {
        int heads = sizes.get(HEADS);
        int segments = sizes.get(SEGMENTS);
        int columns = sizes.get(COLUMNS);
        int item = ctx.globalIdx;
        if (item < sizes.get(BATCH) * heads * segments * columns) {
            int column = item % columns;
            int segment = (item / columns) % segments;
            int batchHead = item / columns / segments;
            int head = batchHead % heads;
            int batch = batchHead / heads;
            int length = lengths.get(batch);
            int from = start(segment, segments, length, 0);
            int stop = TornadoMath.min(length, TornadoMath.max(from + 1, start(segment + 1, segments, length, 0)));
            int at = ViewLayout.index(sizes, X, batch, head, 0, column);
            int row = sizes.get(X + ViewLayout.ROW);
            float total = 0.0f;
            float lost = 0.0f;
            for (int block = from; block < stop; block += 64) {
                int blockStop = TornadoMath.min(stop, block + 64);
                float sum = 0.0f;
                for (int n = block; n < blockStop; n++) {
                    sum += x.get(at + n * row);
                }
                float added = sum - lost;
                float joined = total + added;
                lost = CompensatedSum.lost(total, added, joined);
                total = joined;
            }
            y.set(ViewLayout.index(sizes, Y, batch, head, segment, column), total / TornadoMath.max(1, stop - from));
        }
    }

    /** Maxima over the rows of each segment that lie below the length, 0 where there are none; a NaN gives NaN. */
    public static void forwardMax(KernelContext ctx, FloatArray x, IntArray lengths, IntArray sizes, FloatArray y) {
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
            int stop = TornadoMath.min(start(segment + 1, segments, sequence, stride), lengths.get(batch));
            int at = ViewLayout.index(sizes, X, batch, head, 0, column);
            int row = sizes.get(X + ViewLayout.ROW);
            float max = 0.0f;
            // the maximum of a device drops NaN
            float invalid = 0.0f;
            if (from < stop) {
                max = x.get(at + from * row);
            }
            for (int n = from; n < stop; n++) {
                float value = x.get(at + n * row);
                max = TornadoMath.max(max, value);
                if (value != value) {
                    invalid = value;
                }
            }
            y.set(ViewLayout.index(sizes, Y, batch, head, segment, column), max + invalid);
        }
    }

    /**
     * {@code y[b,h,r,d] = sum_t weights[h,d,t] x[b,h,r stride + t,d]}, a depthwise convolution whose kernel is as long as
     * its stride; rows at or beyond the length count as zeros.
     *
     * @param weights [1,H,D,stride], any column stride, in
     */
    public static void forwardWeighted(
            KernelContext ctx, FloatArray x, FloatArray weights, IntArray lengths, IntArray sizes, FloatArray y) {
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
            int from = segment * stride;
            int stop = TornadoMath.min(from + stride, TornadoMath.min(sequence, lengths.get(batch)));
            int at = ViewLayout.index(sizes, X, batch, head, 0, column);
            int row = sizes.get(X + ViewLayout.ROW);
            int weightAt = ViewLayout.index(sizes, WEIGHTS, 0, head, column, 0);
            int weightColumn = sizes.get(WEIGHTS + ViewLayout.COLUMN);
            float total = 0.0f;
            float lost = 0.0f;
            for (int block = from; block < stop; block += 64) {
                int blockStop = TornadoMath.min(stop, block + 64);
                float sum = 0.0f;
                for (int n = block; n < blockStop; n++) {
                    sum += weights.get(weightAt + (n - from) * weightColumn) * x.get(at + n * row);
                }
                float added = sum - lost;
                float joined = total + added;
                lost = CompensatedSum.lost(total, added, joined);
                total = joined;
            }
            y.set(ViewLayout.index(sizes, Y, batch, head, segment, column), total);
        }
    }
}
