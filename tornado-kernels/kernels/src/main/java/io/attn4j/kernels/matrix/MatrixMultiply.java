package io.attn4j.kernels.matrix;

import io.attn4j.kernels.step.ViewLayout;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * {@code y[b,h] = residual[b,h] + alpha[h] f(x[b,h] w[b,h] + bias[b,h])}, the kernels of {@link
 * io.attn4j.plan.MatrixProduct}: projections (Vaswani et al. 2017, section 3.2.2), Linformer's {@code E K} and {@code F V}
 * (Wang et al. 2020, equation 7: x is the projection, w the sequence), and sums with shared weights.
 *
 * <p>All forms take {@code x [B,H,R,K]}, {@code w [B,H,K,C]}, {@code bias [B,H,1,C]} and {@code residual [B,H,R,C]} (one
 * unused element each where absent), in; {@code ranges [B,R,2]} (start, end) of the part of the sum that a row takes, in,
 * or one unused element: rows of w outside it do not reach y, whatever they hold; {@code sizes} as in {@link MatrixLayout};
 * {@code scalars}, alpha of each head; {@code y [B,H,R,C]}, out, which may be the residual.
 *
 * <p>Cost: {@code 2 B H R K C} FLOPs. fp32, summed in two levels (blocks of 256 terms, then the blocks), so that the error
 * does not grow with K.
 */
public final class MatrixMultiply {
    /** Rows that one work-item of {@link #forwardLanes} computes. */
    public static final int LANE_ROWS = 8;

    /** Columns that one work-item of {@link #forwardLanes} computes. */
    public static final int LANE_COLUMNS = 16;

    /** Rows and columns that a work-group of {@link #forwardTiled} computes. */
    public static final int TILE = 64;

    /** Work-items of a group of {@link #forwardTiled}. */
    public static final int TILED_GROUP = 256;

    /** Local memory of a group of {@link #forwardTiled}, bytes. */
    public static final long TILED_LOCAL_BYTES = 4L * (64 * 17 + 16 * 65 + 128);

    private MatrixMultiply() {}

    /**
     * CPU shape: 8 rows by 16 columns per work-item in private memory, the columns as the innermost, vectorised loop.
     *
     * <p>Grid: x = work-items, one per (b, h, block of 8 rows, block of 16 columns), any local size.
     */
    public static void forwardLanes(
            KernelContext ctx,
            FloatArray x,
            FloatArray w,
            FloatArray bias,
            FloatArray residual,
            IntArray ranges,
            IntArray sizes,
            FloatArray scalars,
            FloatArray y) {
        int heads = sizes.get(MatrixLayout.HEADS);
        int rowCount = sizes.get(MatrixLayout.ROWS);
        int columnCount = sizes.get(MatrixLayout.COLUMNS);
        int rowBlocks = (rowCount + 7) / 8;
        int columnBlocks = (columnCount + 15) / 16;
        int item = ctx.globalIdx;
        if (item < sizes.get(MatrixLayout.BATCH) * heads * rowBlocks * columnBlocks) {
            int column = (item % columnBlocks) * 16;
            int row = ((item / columnBlocks) % rowBlocks) * 8;
            int batchHead = item / columnBlocks / rowBlocks;
            int batch = batchHead / heads;
            int head = batchHead % heads;
            int columns = TornadoMath.min(16, columnCount - column);
            int rows = TornadoMath.min(8, rowCount - row);
            int xBase = ViewLayout.index(sizes, MatrixLayout.X, batch, head, row, 0);
            int xRow = sizes.get(MatrixLayout.X + ViewLayout.ROW);
            int wBase = ViewLayout.index(sizes, MatrixLayout.W, batch, head, 0, column);
            int wRow = sizes.get(MatrixLayout.W + ViewLayout.ROW);
            int[] start = new int[8];
            int[] end = new int[8];
            int first = 0;
            int last = sizes.get(MatrixLayout.INNER);
            int fullFirst = first;
            int fullLast = last;
            for (int r = 0; r < 8; r++) {
                start[r] = first;
                end[r] = last;
            }
            if (sizes.get(MatrixLayout.HAS_RANGES) == 1) {
                int inner = last;
                first = inner;
                last = 0;
                for (int r = 0; r < rows; r++) {
                    int at = 2 * (batch * rowCount + row + r);
                    start[r] = ranges.get(at);
                    end[r] = ranges.get(at + 1);
                    fullFirst = TornadoMath.max(fullFirst, start[r]);
                    fullLast = TornadoMath.min(fullLast, end[r]);
                    if (start[r] < end[r]) {
                        first = TornadoMath.min(first, start[r]);
                        last = TornadoMath.max(last, end[r]);
                    }
                }
            }
            float[] total = new float[128];
            for (int i = 0; i < 128; i++) {
                total[i] = 0.0f;
            }
            float[] s0 = new float[16];
            float[] s1 = new float[16];
            float[] s2 = new float[16];
            float[] s3 = new float[16];
            float[] s4 = new float[16];
            float[] s5 = new float[16];
            float[] s6 = new float[16];
            float[] s7 = new float[16];
            for (int block = first; block < last; block += 256) {
                int stop = TornadoMath.min(last, block + 256);
                int whole = 0;
                if (columns * rows == 128) {
                    if (block >= fullFirst) {
                        if (stop <= fullLast) {
                            whole = 1;
                        }
                    }
                }
                for (int c = 0; c < 16; c++) {
                    s0[c] = 0.0f;
                    s1[c] = 0.0f;
                    s2[c] = 0.0f;
                    s3[c] = 0.0f;
                    s4[c] = 0.0f;
                    s5[c] = 0.0f;
                    s6[c] = 0.0f;
                    s7[c] = 0.0f;
                }
                if (whole == 1) {
                    for (int n = block; n < stop; n++) {
                        int at = xBase + n;
                        float x0 = x.get(at);
                        float x1 = x.get(at + xRow);
                        float x2 = x.get(at + 2 * xRow);
                        float x3 = x.get(at + 3 * xRow);
                        float x4 = x.get(at + 4 * xRow);
                        float x5 = x.get(at + 5 * xRow);
                        float x6 = x.get(at + 6 * xRow);
                        float x7 = x.get(at + 7 * xRow);
                        for (int c = 0; c < 16; c++) {
                            float value = w.get(wBase + n * wRow + c);
                            s0[c] += x0 * value;
                            s1[c] += x1 * value;
                            s2[c] += x2 * value;
                            s3[c] += x3 * value;
                            s4[c] += x4 * value;
                            s5[c] += x5 * value;
                            s6[c] += x6 * value;
                            s7[c] += x7 * value;
                        }
                    }
                    for (int c = 0; c < 16; c++) {
                        total[c] += s0[c];
                        total[16 + c] += s1[c];
                        total[32 + c] += s2[c];
                        total[48 + c] += s3[c];
                        total[64 + c] += s4[c];
                        total[80 + c] += s5[c];
                        total[96 + c] += s6[c];
                        total[112 + c] += s7[c];
                    }
                } else {
                    for (int r = 0; r < rows; r++) {
                        for (int c = 0; c < columns; c++) {
                            s0[c] = 0.0f;
                        }
                        int rowStop = TornadoMath.min(stop, end[r]);
                        for (int n = TornadoMath.max(block, start[r]); n < rowStop; n++) {
                            float weight = x.get(xBase + r * xRow + n);
                            for (int c = 0; c < columns; c++) {
                                s0[c] += weight * w.get(wBase + n * wRow + c);
                            }
                        }
                        for (int c = 0; c < columns; c++) {
                            total[16 * r + c] += s0[c];
                        }
                    }
                }
            }
            float alpha = scalars.get(head);
            int activation = sizes.get(MatrixLayout.ACTIVATION);
            int biasBase = ViewLayout.index(sizes, MatrixLayout.BIAS, batch, head, 0, column);
            int residualBase = ViewLayout.index(sizes, MatrixLayout.RESIDUAL, batch, head, row, column);
            int residualRow = sizes.get(MatrixLayout.RESIDUAL + ViewLayout.ROW);
            int yBase = ViewLayout.index(sizes, MatrixLayout.Y, batch, head, row, column);
            int yRow = sizes.get(MatrixLayout.Y + ViewLayout.ROW);
            if (sizes.get(MatrixLayout.HAS_BIAS) == 1) {
                for (int r = 0; r < rows; r++) {
                    for (int c = 0; c < columns; c++) {
                        total[16 * r + c] += bias.get(biasBase + c);
                    }
                }
            }
            if (activation != 0) {
                for (int i = 0; i < 128; i++) {
                    total[i] = activated(total[i], activation);
                }
            }
            for (int i = 0; i < 128; i++) {
                total[i] *= alpha;
            }
            if (sizes.get(MatrixLayout.HAS_RESIDUAL) == 1) {
                for (int r = 0; r < rows; r++) {
                    for (int c = 0; c < columns; c++) {
                        total[16 * r + c] += residual.get(residualBase + r * residualRow + c);
                    }
                }
            }
            for (int r = 0; r < rows; r++) {
                if (columns == 16) {
                    for (int c = 0; c < 16; c++) {
                        y.set(yBase + r * yRow + c, total[16 * r + c]);
                    }
                } else {
                    for (int c = 0; c < columns; c++) {
                        y.set(yBase + r * yRow + c, total[16 * r + c]);
                    }
                }
            }
        }
    }

    /**
     * GPU shape: a work-group of 256 computes 64 rows by 64 columns from tiles of 16 terms in local memory, each work-item
     * a register tile of 4 by 4.
     *
     * <p>Grid: x = 256 work-items per group, one group per (b, h, tile of rows, tile of columns). Local memory: {@link
     * #TILED_LOCAL_BYTES}.
     */
    public static void forwardTiled(
            KernelContext ctx,
            FloatArray x,
            FloatArray w,
            FloatArray bias,
            FloatArray residual,
            IntArray ranges,
            IntArray sizes,
            FloatArray scalars,
            FloatArray y) {
        float[] tileX = ctx.allocateFloatLocalArray(64 * 17);
        float[] tileW = ctx.allocateFloatLocalArray(16 * 65);
        int[] bounds = ctx.allocateIntLocalArray(128);
        float[] acc = new float[16];
        float[] total = new float[16];
        int heads = sizes.get(MatrixLayout.HEADS);
        int rowCount = sizes.get(MatrixLayout.ROWS);
        int columnCount = sizes.get(MatrixLayout.COLUMNS);
        int rowTiles = (rowCount + 63) / 64;
        int columnTiles = (columnCount + 63) / 64;
        int thread = ctx.localIdx;
        int across = thread % 16;
        int down = thread / 16;
        int group = ctx.groupIdx;
        int column = (group % columnTiles) * 64;
        int row = ((group / columnTiles) % rowTiles) * 64;
        int batchHead = group / columnTiles / rowTiles;
        int batch = batchHead / heads;
        int head = batchHead % heads;
        int xBase = ViewLayout.index(sizes, MatrixLayout.X, batch, head, row, 0);
        int xRow = sizes.get(MatrixLayout.X + ViewLayout.ROW);
        int wBase = ViewLayout.index(sizes, MatrixLayout.W, batch, head, 0, column);
        int wRow = sizes.get(MatrixLayout.W + ViewLayout.ROW);
        for (int i = thread; i < 128; i += 256) {
            // a row beyond the last repeats it and is not stored
            int r = TornadoMath.min(row + i / 2, rowCount - 1);
            int bound = (i % 2) * sizes.get(MatrixLayout.INNER);
            if (sizes.get(MatrixLayout.HAS_RANGES) == 1) {
                bound = ranges.get(2 * (batch * rowCount + r) + i % 2);
            }
            bounds[i] = bound;
        }
        ctx.localBarrier();
        // the terms that any row of the tile takes, and those that all of them take
        int first = 0x7fffffff;
        int last = 0;
        int fullFirst = 0;
        int fullLast = 0x7fffffff;
        for (int r = 0; r < 64; r++) {
            int from = bounds[2 * r];
            int to = bounds[2 * r + 1];
            fullFirst = TornadoMath.max(fullFirst, from);
            fullLast = TornadoMath.min(fullLast, to);
            if (from < to) {
                first = TornadoMath.min(first, from);
                last = TornadoMath.max(last, to);
            }
        }
        for (int i = 0; i < 16; i++) {
            acc[i] = 0.0f;
            total[i] = 0.0f;
        }
        for (int n = first; n < last; n += 16) {
            for (int i = thread; i < 1024; i += 256) {
                int r = i / 16;
                int c = n + i % 16;
                float weight = 0.0f;
                if (row + r < rowCount) {
                    if (c >= bounds[2 * r]) {
                        if (c < bounds[2 * r + 1]) {
                            weight = x.get(xBase + r * xRow + c);
                        }
                    }
                }
                tileX[r * 17 + i % 16] = weight;
                int term = n + i / 64;
                float value = 0.0f;
                if (term < last) {
                    if (column + i % 64 < columnCount) {
                        value = w.get(wBase + term * wRow + i % 64);
                    }
                }
                tileW[(i / 64) * 65 + i % 64] = value;
            }
            ctx.localBarrier();
            // terms beyond the last are zero on both sides; those that only some rows take must not be touched by
            // others
            int shared = 1;
            if (n < fullFirst) {
                shared = 0;
            }
            if (TornadoMath.min(n + 16, last) > fullLast) {
                shared = 0;
            }
            if (shared == 1) {
                for (int k = 0; k < 16; k++) {
                    float w0 = tileW[k * 65 + across];
                    float w1 = tileW[k * 65 + across + 16];
                    float w2 = tileW[k * 65 + across + 32];
                    float w3 = tileW[k * 65 + across + 48];
                    for (int r = 0; r < 4; r++) {
                        float weight = tileX[(4 * down + r) * 17 + k];
                        acc[4 * r] += weight * w0;
                        acc[4 * r + 1] += weight * w1;
                        acc[4 * r + 2] += weight * w2;
                        acc[4 * r + 3] += weight * w3;
                    }
                }
            } else {
                for (int k = 0; k < 16; k++) {
                    for (int r = 0; r < 4; r++) {
                        float weight = tileX[(4 * down + r) * 17 + k];
                        if (weight != 0.0f) {
                            for (int c = 0; c < 4; c++) {
                                acc[4 * r + c] += weight * tileW[k * 65 + across + 16 * c];
                            }
                        }
                    }
                }
            }
            if ((n - first) % 256 == 240) {
                for (int i = 0; i < 16; i++) {
                    total[i] += acc[i];
                    acc[i] = 0.0f;
                }
            }
            ctx.localBarrier();
        }
        float alpha = scalars.get(head);
        int activation = sizes.get(MatrixLayout.ACTIVATION);
        int biasBase = ViewLayout.index(sizes, MatrixLayout.BIAS, batch, head, 0, 0);
        int residualBase = ViewLayout.index(sizes, MatrixLayout.RESIDUAL, batch, head, 0, 0);
        int residualRow = sizes.get(MatrixLayout.RESIDUAL + ViewLayout.ROW);
        int yBase = ViewLayout.index(sizes, MatrixLayout.Y, batch, head, 0, 0);
        int yRow = sizes.get(MatrixLayout.Y + ViewLayout.ROW);
        for (int r = 0; r < 4; r++) {
            for (int c = 0; c < 4; c++) {
                int i = row + 4 * down + r;
                int j = column + across + 16 * c;
                if (i < rowCount) {
                    if (j < columnCount) {
                        float value = total[4 * r + c] + acc[4 * r + c];
                        if (sizes.get(MatrixLayout.HAS_BIAS) == 1) {
                            value += bias.get(biasBase + j);
                        }
                        value = alpha * activated(value, activation);
                        if (sizes.get(MatrixLayout.HAS_RESIDUAL) == 1) {
                            value += residual.get(residualBase + i * residualRow + j);
                        }
                        y.set(yBase + i * yRow + j, value);
                    }
                }
            }
        }
    }

    /** {@code f(value)} of the {@link io.attn4j.plan.Activation} with that ordinal. */
    private static float activated(float value, int activation) {
        float result = value;
        if (activation == 1) {
            result = TornadoMath.max(value, 0.0f);
        }
        if (activation == 2) {
            // erf after Abramowitz and Stegun 7.1.26, absolute error below 1.5e-7
            float z = TornadoMath.abs(value) * 0.70710678f;
            float t = 1.0f / (1.0f + 0.3275911f * z);
            float series = t
                    * (0.254829592f
                            + t * (-0.284496736f + t * (1.421413741f + t * (-1.453152027f + t * 1.061405429f))));
            float tail = 0.5f * series * TornadoMath.exp(-z * z);
            result = value > 0.0f ? value - value * tail : value * tail;
        }
        if (activation == 3) {
            float u = 0.7978845608f * (value + 0.044715f * value * value * value);
            result = value - value / (TornadoMath.exp(2.0f * u) + 1.0f);
        }
        return result;
    }
}
