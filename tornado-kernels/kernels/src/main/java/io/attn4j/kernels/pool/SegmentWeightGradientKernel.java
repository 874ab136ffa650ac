package io.attn4j.kernels.pool;

import io.attn4j.kernels.step.CompensatedSum;
import io.attn4j.kernels.step.ViewLayout;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * Gradient of {@link SegmentPoolKernel#forwardWeighted} by its weights.
 */
public final class SegmentWeightGradientKernel {
    static final int BATCH = 0;
    static final int HEADS = 1;
    /** N: rows of x. */
    static final int SEQUENCE = 2;
    /** k: rows of y. */
    static final int SEGMENTS = 3;

    static final int COLUMNS = 4;
    /** Rows of a segment. */
    static final int STRIDE = 5;

    static final int X = 6;
    static final int DY = X + ViewLayout.SIZE;
    static final int DW = DY + ViewLayout.SIZE;
    /** Entries of {@code sizes}. */
    static final int SIZE = DW + ViewLayout.SIZE;

    private SegmentWeightGradientKernel() {}

    /**
     * {@code dw[h,d,t] = sum_(b,r) dy[b,h,r,d] x[b,h,r stride + t,d]} over rows that are not left out; {@code 2 B H N D}
     * FLOPs, fp32, sums in blocks of 64 segments, which are joined with compensation.
     *
     * @param ctx one work-item per (h, t, d), any local size; work-items in a row touch neighbouring columns of x
     * @param x [B,H,N,D], any strides, in; rows at or beyond a length are not read
     * @param dy [B,H,k,D], any strides, in
     * @param lengths [B], in
     * @param sizes positions as named above, in
     * @param dw [1,H,D,stride], any strides, out
     */
    public static void backwardSums(
            KernelContext ctx, FloatArray x, FloatArray dy, IntArray lengths, IntArray sizes, FloatArray dw) {
        int heads = sizes.get(HEADS);
        int columns = sizes.get(COLUMNS);
        int stride = sizes.get(STRIDE);
        int item = ctx.globalIdx;
        if (item < heads * stride * columns) {
            int column = item % columns;
            int t = item / columns % stride;
            int head = item / columns / stride;
            int batches = sizes.get(BATCH);
            int xSegment = stride * sizes.get(X + ViewLayout.ROW);
            int dyRow = sizes.get(DY + ViewLayout.ROW);
            float total = 0.0f;
            float lost = 0.0f;
            for (int batch = 0; batch < batches; batch++) {
                int rows = TornadoMath.min(sizes.get(SEQUENCE), lengths.get(batch));
                // segments that have a row t
                int segments = TornadoMath.min(sizes.get(SEGMENTS), (rows - t + stride - 1) / stride);
                int xAt = ViewLayout.index(sizes, X, batch, head, t, column);
                int dyAt = ViewLayout.index(sizes, DY, batch, head, 0, column);
                for (int block = 0; block < segments; block += 64) {
                    int stop = TornadoMath.min(segments, block + 64);
                    float sum = 0.0f;
                    for (int r = block; r < stop; r++) {
                        sum += dy.get(dyAt + r * dyRow) * x.get(xAt + r * xSegment);
                    }
                    float added = sum - lost;
                    float joined = total + added;
                    lost = CompensatedSum.lost(total, added, joined);
                    total = joined;
                }
            }
            dw.set(ViewLayout.index(sizes, DW, 0, head, column, t), total);
        }
    }
}
