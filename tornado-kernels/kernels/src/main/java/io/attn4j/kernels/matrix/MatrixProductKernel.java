package io.attn4j.kernels.matrix;

import io.attn4j.kernels.step.ViewLayout;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * {@code y[b,h] = residual[b,h] + alpha[h] f(x[b,h] w[b,h] + bias[b,h])}, the kernels of {@link
 * io.attn4j.plan.matrix.MatrixProduct}: projections (Vaswani et al. 2017, section 3.2.2), Linformer's {@code E K} and {@code F V}
 * (Wang et al. 2020, equation 7: x is the projection, w the sequence), and sums with shared weights.
 *
 * <p>All forms take {@code x [B,H,R,K]}, {@code w [B,H,K,C]}, {@code bias [B,H,1,C]} and {@code residual [B,H,R,C]} (one
 * unused element each where absent), in; {@code ranges [B,R,2]} (start, end) of the part of the sum that a row takes, in,
 * or one unused element: rows of w outside it do not reach y, whatever they hold; {@code sizes} as in {@link MatrixLayout};
 * {@code scalars}, alpha of each head; {@code y [B,H,R,C]}, out, which may be the residual.
 *
 * <p>Cost: {@code 2 B H R K C} FLOPs. fp32, so summed that the error does not grow with K: on CPUs in blocks of 128 terms and
 * these with compensation, on GPUs in blocks of at most 256 terms, {@link #PART} blocks at a time, and then the parts.
 */
public final class MatrixProductKernel {
    /** Rows that one work-item of {@link #forwardLanes} computes. */
    public static final int LANE_ROWS = 8;

    /** Columns that one work-item of {@link #forwardLanes} computes. */
    public static final int LANE_COLUMNS = 16;

    /** Most blocks of 8 rows that one work-item of {@link #forwardLanesTransposed} computes. */
    public static final int LANE_BLOCKS = 16;

    /** Rows and columns that a work-group of {@link #forwardTiled} computes. */
    public static final int TILE = 64;

    /** Work-items of a group of {@link #forwardTiled}. */
    public static final int TILED_GROUP = 64;

    /** Most blocks of terms that a group of {@link #forwardTiled} adds up. */
    static final int PART = 32;

    /** Local memory of a group of {@link #forwardTiled}, bytes. */
    public static final long TILED_LOCAL_BYTES = 4L * (64 * 20 + 16 * 68 + 64 * 68 + 128 + 48);

    // Positions in the local array of what a group of forwardTiled needs in its loops.
    private static final int X_BASE = 0;
    private static final int X_ROW = 1;
    private static final int W_BASE = 2;
    private static final int W_ROW = 3;
    private static final int LAST_ROW = 4;
    private static final int LAST_COLUMN = 5;
    private static final int LAST_TERM = 6;
    private static final int LAST_ROW_AGAIN = 7;
    private static final int LAST_TERM_AGAIN = 8;
    private static final int FULL_FIRST = 9;
    private static final int FULL_LAST = 10;
    private static final int END = 11;
    private static final int BLOCKS = 12;
    private static final int DEPTH = 13;
    private static final int X_COLUMN = 14;
    private static final int W_COLUMN = 15;

    private MatrixProductKernel() {}

    /**
     * CPU shape: 8 rows by 16 columns per work-item in private memory, the columns as the innermost, vectorised loop. x and w with
     * column stride 1.
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
            float[] lost = new float[128];
            for (int i = 0; i < 128; i++) {
                total[i] = 0.0f;
                lost[i] = 0.0f;
            }
            float[] s0 = new float[16];
            float[] s1 = new float[16];
            float[] s2 = new float[16];
            float[] s3 = new float[16];
            float[] s4 = new float[16];
            float[] s5 = new float[16];
            float[] s6 = new float[16];
            float[] s7 = new float[16];
            for (int block = first; block < last; block += 128) {
                int stop = TornadoMath.min(last, block + 128);
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
                    LaneSums.join(total, lost, 0, s0);
                    LaneSums.join(total, lost, 16, s1);
                    LaneSums.join(total, lost, 32, s2);
                    LaneSums.join(total, lost, 48, s3);
                    LaneSums.join(total, lost, 64, s4);
                    LaneSums.join(total, lost, 80, s5);
                    LaneSums.join(total, lost, 96, s6);
                    LaneSums.join(total, lost, 112, s7);
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
                        LaneSums.join(total, lost, 16 * r, s0);
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
     * {@link #forwardLanes} for x and w of any strides, as {@code x^T dy} and {@code dy w^T} in gradients have them: a
     * work-item copies 128 terms of 16 columns of w to private memory, where columns are neighbours, and multiplies them
     * with the rows of {@link MatrixLayout#LANE_ROWS} blocks.
     *
     * <p>Grid: x = work-items, one per (b, h, these blocks of 8 rows, block of 16 columns), any local size. Private memory: 25
     * KiB. Without ranges the bits are those of {@link #forwardLanes}.
     */
    public static void forwardLanesTransposed(
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
        int itemRows = 8 * sizes.get(MatrixLayout.LANE_ROWS);
        int rowParts = (rowCount + itemRows - 1) / itemRows;
        int columnBlocks = (columnCount + 15) / 16;
        int item = ctx.globalIdx;
        if (item < sizes.get(MatrixLayout.BATCH) * heads * rowParts * columnBlocks) {
            int column = (item % columnBlocks) * 16;
            int firstRow = ((item / columnBlocks) % rowParts) * itemRows;
            int batchHead = item / columnBlocks / rowParts;
            int batch = batchHead / heads;
            int head = batchHead % heads;
            int columns = TornadoMath.min(16, columnCount - column);
            int lastRow = TornadoMath.min(rowCount, firstRow + itemRows);
            int inner = sizes.get(MatrixLayout.INNER);
            int xRow = sizes.get(MatrixLayout.X + ViewLayout.ROW);
            int xColumn = sizes.get(MatrixLayout.X + ViewLayout.COLUMN);
            int wBase = ViewLayout.index(sizes, MatrixLayout.W, batch, head, 0, column);
            int wRow = sizes.get(MatrixLayout.W + ViewLayout.ROW);
            int wColumn = sizes.get(MatrixLayout.W + ViewLayout.COLUMN);
            int hasRanges = sizes.get(MatrixLayout.HAS_RANGES);
            float[] panel = new float[2048];
            float[] total = new float[2048];
            float[] lost = new float[2048];
            int[] start = new int[8];
            int[] end = new int[8];
            float[] s0 = new float[16];
            float[] s1 = new float[16];
            float[] s2 = new float[16];
            float[] s3 = new float[16];
            float[] s4 = new float[16];
            float[] s5 = new float[16];
            float[] s6 = new float[16];
            float[] s7 = new float[16];
            for (int i = 0; i < 16 * itemRows; i++) {
                total[i] = 0.0f;
                lost[i] = 0.0f;
            }
            for (int block = 0; block < inner; block += 128) {
                int stop = TornadoMath.min(inner, block + 128);
                // a few columns at a time: at strides of a power of two they share few lines of the cache
                for (int c = 0; c < 16; c += 4) {
                    // a column beyond the last repeats it and is not stored
                    int w0 = wBase + TornadoMath.min(c, columns - 1) * wColumn;
                    int w1 = wBase + TornadoMath.min(c + 1, columns - 1) * wColumn;
                    int w2 = wBase + TornadoMath.min(c + 2, columns - 1) * wColumn;
                    int w3 = wBase + TornadoMath.min(c + 3, columns - 1) * wColumn;
                    for (int n = block; n < stop; n++) {
                        int to = (n - block) * 16 + c;
                        panel[to] = w.get(w0 + n * wRow);
                        panel[to + 1] = w.get(w1 + n * wRow);
                        panel[to + 2] = w.get(w2 + n * wRow);
                        panel[to + 3] = w.get(w3 + n * wRow);
                    }
                }
                for (int row = firstRow; row < lastRow; row += 8) {
                    int rows = TornadoMath.min(8, lastRow - row);
                    int xBase = ViewLayout.index(sizes, MatrixLayout.X, batch, head, row, 0);
                    int sum = 16 * (row - firstRow);
                    int whole = rows / 8;
                    for (int r = 0; r < 8; r++) {
                        start[r] = block;
                        end[r] = stop;
                    }
                    if (hasRanges == 1) {
                        int taken = 0;
                        for (int r = 0; r < rows; r++) {
                            int at = 2 * (batch * rowCount + row + r);
                            start[r] = TornadoMath.max(block, ranges.get(at));
                            end[r] = TornadoMath.min(stop, ranges.get(at + 1));
                            taken += TornadoMath.max(0, end[r] - start[r]);
                        }
                        whole = taken / (8 * (stop - block));
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
                            int at = xBase + n * xColumn;
                            int from = (n - block) * 16;
                            float x0 = x.get(at);
                            float x1 = x.get(at + xRow);
                            float x2 = x.get(at + 2 * xRow);
                            float x3 = x.get(at + 3 * xRow);
                            float x4 = x.get(at + 4 * xRow);
                            float x5 = x.get(at + 5 * xRow);
                            float x6 = x.get(at + 6 * xRow);
                            float x7 = x.get(at + 7 * xRow);
                            for (int c = 0; c < 16; c++) {
                                float value = panel[from + c];
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
                        LaneSums.join(total, lost, sum, s0);
                        LaneSums.join(total, lost, sum + 16, s1);
                        LaneSums.join(total, lost, sum + 32, s2);
                        LaneSums.join(total, lost, sum + 48, s3);
                        LaneSums.join(total, lost, sum + 64, s4);
                        LaneSums.join(total, lost, sum + 80, s5);
                        LaneSums.join(total, lost, sum + 96, s6);
                        LaneSums.join(total, lost, sum + 112, s7);
                    } else {
                        for (int r = 0; r < rows; r++) {
                            for (int c = 0; c < 16; c++) {
                                s0[c] = 0.0f;
                            }
                            for (int n = start[r]; n < end[r]; n++) {
                                float weight = x.get(xBase + r * xRow + n * xColumn);
                                int from = (n - block) * 16;
                                for (int c = 0; c < 16; c++) {
                                    s0[c] += weight * panel[from + c];
                                }
                            }
                            LaneSums.join(total, lost, sum + 16 * r, s0);
                        }
                    }
                }
            }
            float alpha = scalars.get(head);
            int activation = sizes.get(MatrixLayout.ACTIVATION);
            for (int row = firstRow; row < lastRow; row += 8) {
                int rows = TornadoMath.min(8, lastRow - row);
                int at = 16 * (row - firstRow);
                int biasBase = ViewLayout.index(sizes, MatrixLayout.BIAS, batch, head, 0, column);
                int residualBase = ViewLayout.index(sizes, MatrixLayout.RESIDUAL, batch, head, row, column);
                int residualRow = sizes.get(MatrixLayout.RESIDUAL + ViewLayout.ROW);
                int yBase = ViewLayout.index(sizes, MatrixLayout.Y, batch, head, row, column);
                int yRow = sizes.get(MatrixLayout.Y + ViewLayout.ROW);
                if (sizes.get(MatrixLayout.HAS_BIAS) == 1) {
                    for (int r = 0; r < rows; r++) {
                        for (int c = 0; c < columns; c++) {
                            total[at + 16 * r + c] += bias.get(biasBase + c);
                        }
                    }
                }
                if (activation != 0) {
                    for (int i = 0; i < 128; i++) {
                        total[at + i] = activated(total[at + i], activation);
                    }
                }
                for (int i = 0; i < 128; i++) {
                    total[at + i] *= alpha;
                }
                if (sizes.get(MatrixLayout.HAS_RESIDUAL) == 1) {
                    for (int r = 0; r < rows; r++) {
                        for (int c = 0; c < columns; c++) {
                            total[at + 16 * r + c] += residual.get(residualBase + r * residualRow + c);
                        }
                    }
                }
                for (int r = 0; r < rows; r++) {
                    if (columns == 16) {
                        for (int c = 0; c < 16; c++) {
                            y.set(yBase + r * yRow + c, total[at + 16 * r + c]);
                        }
                    } else {
                        for (int c = 0; c < columns; c++) {
                            y.set(yBase + r * yRow + c, total[at + 16 * r + c]);
                        }
                    }
                }
            }
        }
    }

    /**
     * GPU shape: a work-group of 64 computes 64 rows by 64 columns from tiles of 16 terms in local memory, each work-item a
     * register tile of 8 by 8.
     *
     * <p>Grid: x = {@link #TILED_GROUP} work-items per group, one group per (b, h, tile of rows, tile of columns, split);
     * every eighth row belongs to the same 8 work-items, of which each has two times four neighbouring columns. Local memory:
     * {@link #TILED_LOCAL_BYTES}; rows of the tiles are padded by 16 bytes. The next tile is read, from clamped places
     * without a branch, into registers while this one is in use.
     *
     * <p>Sums run over one block of terms at a time, whose sums are added up in local memory. Where {@code sizes} tells so,
     * each block has a group of its own, and {@link #forwardSums} adds them up in the same order.
     *
     * <p>Neighbours read neighbours of x and w, whichever of rows and columns those are, 16 or more at a time, and store them
     * where the tile has them.
     *
     * @param y as for the other kernels, or with {@link MatrixLayout#PARTIAL} {@code [B,H,R,splits,C]} contiguous, sums alone
     * @param xTransposed template constant: 0 where columns of x are neighbours, 1 for any strides, best for neighbouring rows
     * @param wTransposed template constant, likewise for w
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
            FloatArray y,
            int xTransposed,
            int wTransposed) {
        float[] tileX = ctx.allocateFloatLocalArray(64 * 20);
        float[] tileW = ctx.allocateFloatLocalArray(16 * 68);
        float[] totals = ctx.allocateFloatLocalArray(64 * 68);
        int[] bounds = ctx.allocateIntLocalArray(128);
        int[] facts = ctx.allocateIntLocalArray(48);
        float[] acc = new float[64];
        float[] next = new float[32];
        float[] terms = new float[32];
        float[] column4 = new float[4];
        int heads = sizes.get(MatrixLayout.HEADS);
        int rowCount = sizes.get(MatrixLayout.ROWS);
        int columnCount = sizes.get(MatrixLayout.COLUMNS);
        int rowTiles = (rowCount + 63) / 64;
        int columnTiles = (columnCount + 63) / 64;
        int splits = sizes.get(MatrixLayout.SPLITS);
        int blockTerms = sizes.get(MatrixLayout.BLOCK);
        int thread = ctx.localIdx;
        // neighbours in pairs of rows: pairs that read the same address halve the cycles of a wide read
        int down = thread % 2 + thread / 16 * 2;
        int across = thread / 2 % 8;
        int split = ctx.groupIdx % splits;
        int tile = ctx.groupIdx / splits;
        int column = (tile % columnTiles) * 64;
        int row = ((tile / columnTiles) % rowTiles) * 64;
        int batchHead = tile / columnTiles / rowTiles;
        int batch = batchHead / heads;
        int head = batchHead % heads;
        for (int i = thread; i < 128; i += 64) {
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
        if (thread < 8) {
            int first = 0x7fffffff;
            int last = 0;
            int fullFirst = 0;
            int fullLast = 0x7fffffff;
            for (int r = thread * 8; r < thread * 8 + 8; r++) {
                int from = bounds[2 * r];
                int to = bounds[2 * r + 1];
                fullFirst = TornadoMath.max(fullFirst, from);
                fullLast = TornadoMath.min(fullLast, to);
                first = TornadoMath.min(first, from < to ? from : 0x7fffffff);
                last = TornadoMath.max(last, from < to ? to : 0);
            }
            facts[16 + thread * 4] = first;
            facts[16 + thread * 4 + 1] = last;
            facts[16 + thread * 4 + 2] = fullFirst;
            facts[16 + thread * 4 + 3] = fullLast;
        }
        ctx.localBarrier();
        int first = 0x7fffffff;
        int last = 0;
        int fullFirst = 0;
        int fullLast = 0x7fffffff;
        for (int g = 0; g < 8; g++) {
            first = TornadoMath.min(first, facts[16 + g * 4]);
            last = TornadoMath.max(last, facts[16 + g * 4 + 1]);
            fullFirst = TornadoMath.max(fullFirst, facts[16 + g * 4 + 2]);
            fullLast = TornadoMath.min(fullLast, facts[16 + g * 4 + 3]);
        }
        // whole tiles of terms; none where no row takes a term
        int firstTile = TornadoMath.min(first, last) / 16 * 16;
        int block = firstTile / blockTerms * blockTerms;
        int end = last;
        if (splits > 1) {
            int taken = blockTerms * sizes.get(MatrixLayout.TAKEN);
            block = split * taken;
            end = TornadoMath.min(last, block + taken);
        }
        int start = TornadoMath.max(block, firstTile);
        if (thread == 0) {
            // read where needed: kept in registers throughout, it would leave too few for the tiles
            facts[X_BASE] = ViewLayout.index(sizes, MatrixLayout.X, batch, head, row, 0);
            facts[X_ROW] = sizes.get(MatrixLayout.X + ViewLayout.ROW);
            facts[X_COLUMN] = sizes.get(MatrixLayout.X + ViewLayout.COLUMN);
            facts[W_BASE] = ViewLayout.index(sizes, MatrixLayout.W, batch, head, 0, column);
            facts[W_ROW] = sizes.get(MatrixLayout.W + ViewLayout.ROW);
            facts[W_COLUMN] = sizes.get(MatrixLayout.W + ViewLayout.COLUMN);
            facts[LAST_ROW] = TornadoMath.min(63, rowCount - 1 - row);
            facts[LAST_COLUMN] = TornadoMath.min(63, columnCount - 1 - column);
            facts[LAST_TERM] = last - 1;
            facts[FULL_FIRST] = fullFirst;
            facts[FULL_LAST] = fullLast;
            facts[END] = end;
            facts[BLOCKS] = TornadoMath.max(1, (end - block + blockTerms - 1) / blockTerms);
            facts[LAST_ROW_AGAIN] = facts[LAST_ROW];
            facts[LAST_TERM_AGAIN] = last - 1;
            // known at run time only, so that compilers do not unroll loops over them
            facts[DEPTH] = 16;
        }
        for (int c = 0; c < 8; c++) {
            for (int r = 0; r < 8; r++) {
                totals[(down + 8 * r) * 68 + 4 * across + 32 * (c / 4) + c % 4] = 0.0f;
            }
        }
        ctx.localBarrier();
        if (start < end) {
            int lastRow = facts[LAST_ROW];
            int lastTerm = facts[LAST_TERM];
            int xRow = facts[X_ROW];
            int wRow = facts[W_ROW];
            int lastColumn = facts[LAST_COLUMN];
            int xColumn = 1 + xTransposed * (facts[X_COLUMN] - 1);
            int wColumn = 1 + wTransposed * (facts[W_COLUMN] - 1);
            for (int k = 0; k < 16; k++) {
                int xTerm = TornadoMath.min(start + xTerm(thread, k, xTransposed), lastTerm);
                int xFrom = facts[X_BASE] + xTerm * xColumn;
                next[k] = x.get(xFrom + TornadoMath.min(xRow(thread, k, xTransposed), lastRow) * xRow);
                int wTerm = TornadoMath.min(start + wTerm(thread, k, wTransposed), lastTerm);
                int wFrom = facts[W_BASE] + TornadoMath.min(wColumn(thread, k, wTransposed), lastColumn) * wColumn;
                next[16 + k] = w.get(wFrom + wTerm * wRow);
            }
        }
        for (int i = 0; i < facts[BLOCKS]; i++) {
            for (int c = 0; c < 8; c++) {
                for (int r = 0; r < 8; r++) {
                    acc[8 * c + r] = 0.0f;
                }
            }
            int stop = TornadoMath.min(facts[END], block + blockTerms);
            for (int n = TornadoMath.max(block, firstTile); n < stop; n += 16) {
                ctx.localBarrier();
                for (int k = 0; k < 16; k++) {
                    tileX[xRow(thread, k, xTransposed) * 20 + xTerm(thread, k, xTransposed)] = next[k];
                    tileW[wTerm(thread, k, wTransposed) * 68 + wColumn(thread, k, wTransposed)] = next[16 + k];
                }
                int partial = 1;
                if (n >= facts[FULL_FIRST]) {
                    if (n + 16 <= facts[FULL_LAST]) {
                        partial = 0;
                    }
                }
                if (partial == 1) {
                    for (int k = 0; k < facts[DEPTH]; k++) {
                        int r = xRow(thread, k, xTransposed);
                        int term = xTerm(thread, k, xTransposed);
                        tileX[r * 20 + term] = taken(tileX[r * 20 + term], n + term, bounds[2 * r], bounds[2 * r + 1]);
                    }
                }
                ctx.localBarrier();
                if (n + 16 < facts[END]) {
                    int lastRow = facts[LAST_ROW_AGAIN];
                    int lastTerm = facts[LAST_TERM_AGAIN];
                    int xRow = facts[X_ROW];
                    int wRow = facts[W_ROW];
                    int lastColumn = facts[LAST_COLUMN];
                    int xColumn = 1 + xTransposed * (facts[X_COLUMN] - 1);
                    int wColumn = 1 + wTransposed * (facts[W_COLUMN] - 1);
                    for (int k = 0; k < 16; k++) {
                        int xTerm = TornadoMath.min(n + 16 + xTerm(thread, k, xTransposed), lastTerm);
                        int xFrom = facts[X_BASE] + xTerm * xColumn;
                        next[k] = x.get(xFrom + TornadoMath.min(xRow(thread, k, xTransposed), lastRow) * xRow);
                        int wTerm = TornadoMath.min(n + 16 + wTerm(thread, k, wTransposed), lastTerm);
                        int wFrom =
                                facts[W_BASE] + TornadoMath.min(wColumn(thread, k, wTransposed), lastColumn) * wColumn;
                        next[16 + k] = w.get(wFrom + wTerm * wRow);
                    }
                }
                if (partial == 0) {
                    for (int k = 0; k < facts[DEPTH]; k += 4) {
                        for (int r = 0; r < 8; r++) {
                            for (int u = 0; u < 4; u++) {
                                terms[4 * r + u] = tileX[(down + 8 * r) * 20 + k + u];
                            }
                        }
                        for (int c = 0; c < 8; c++) {
                            for (int u = 0; u < 4; u++) {
                                column4[u] = tileW[(k + u) * 68 + 4 * across + 32 * (c / 4) + c % 4];
                            }
                            for (int r = 0; r < 8; r++) {
                                float sum = acc[8 * c + r];
                                for (int u = 0; u < 4; u++) {
                                    sum += terms[4 * r + u] * column4[u];
                                }
                                acc[8 * c + r] = sum;
                            }
                        }
                    }
                } else {
                    for (int k = 0; k < facts[DEPTH]; k++) {
                        for (int c = 0; c < 8; c++) {
                            terms[c] = tileW[k * 68 + 4 * across + 32 * (c / 4) + c % 4];
                        }
                        // a row must not touch a row of w that it does not take: it may be NaN
                        float x0 = tileX[(down + 0) * 20 + k];
                        if (x0 != 0.0f) {
                            for (int c = 0; c < 8; c++) {
                                acc[8 * c + 0] += x0 * terms[c];
                            }
                        }
                        float x1 = tileX[(down + 8) * 20 + k];
                        if (x1 != 0.0f) {
                            for (int c = 0; c < 8; c++) {
                                acc[8 * c + 1] += x1 * terms[c];
                            }
                        }
                        float x2 = tileX[(down + 16) * 20 + k];
                        if (x2 != 0.0f) {
                            for (int c = 0; c < 8; c++) {
                                acc[8 * c + 2] += x2 * terms[c];
                            }
                        }
                        float x3 = tileX[(down + 24) * 20 + k];
                        if (x3 != 0.0f) {
                            for (int c = 0; c < 8; c++) {
                                acc[8 * c + 3] += x3 * terms[c];
                            }
                        }
                        float x4 = tileX[(down + 32) * 20 + k];
                        if (x4 != 0.0f) {
                            for (int c = 0; c < 8; c++) {
                                acc[8 * c + 4] += x4 * terms[c];
                            }
                        }
                        float x5 = tileX[(down + 40) * 20 + k];
                        if (x5 != 0.0f) {
                            for (int c = 0; c < 8; c++) {
                                acc[8 * c + 5] += x5 * terms[c];
                            }
                        }
                        float x6 = tileX[(down + 48) * 20 + k];
                        if (x6 != 0.0f) {
                            for (int c = 0; c < 8; c++) {
                                acc[8 * c + 6] += x6 * terms[c];
                            }
                        }
                        float x7 = tileX[(down + 56) * 20 + k];
                        if (x7 != 0.0f) {
                            for (int c = 0; c < 8; c++) {
                                acc[8 * c + 7] += x7 * terms[c];
                            }
                        }
                    }
                }
            }
            for (int c = 0; c < 8; c++) {
                for (int r = 0; r < 8; r++) {
                    totals[(down + 8 * r) * 68 + 4 * across + 32 * (c / 4) + c % 4] += acc[8 * c + r];
                }
            }
            block += blockTerms;
        }
        ctx.localBarrier();
        // neighbours write neighbours
        int lastRow = facts[LAST_ROW];
        if (thread <= facts[LAST_COLUMN]) {
            int yRow = sizes.get(MatrixLayout.Y + ViewLayout.ROW);
            int yAt = ViewLayout.index(sizes, MatrixLayout.Y, batch, head, row, column + thread) + split * columnCount;
            if (sizes.get(MatrixLayout.PARTIAL) == 1) {
                for (int r = 0; r <= lastRow; r++) {
                    y.set(yAt + r * yRow, totals[r * 68 + thread]);
                }
            } else {
                float alpha = scalars.get(head);
                int activation = sizes.get(MatrixLayout.ACTIVATION);
                float add = 0.0f;
                if (sizes.get(MatrixLayout.HAS_BIAS) == 1) {
                    add = bias.get(ViewLayout.index(sizes, MatrixLayout.BIAS, batch, head, 0, column + thread));
                }
                int hasResidual = sizes.get(MatrixLayout.HAS_RESIDUAL);
                int from = ViewLayout.index(sizes, MatrixLayout.RESIDUAL, batch, head, row, column + thread);
                int residualRow = sizes.get(MatrixLayout.RESIDUAL + ViewLayout.ROW);
                for (int r = 0; r <= lastRow; r += 4) {
                    float before0 = 0.0f;
                    float before1 = 0.0f;
                    float before2 = 0.0f;
                    float before3 = 0.0f;
                    if (hasResidual == 1) {
                        before0 = residual.get(from + r * residualRow);
                        before1 = residual.get(from + TornadoMath.min(r + 1, lastRow) * residualRow);
                        before2 = residual.get(from + TornadoMath.min(r + 2, lastRow) * residualRow);
                        before3 = residual.get(from + TornadoMath.min(r + 3, lastRow) * residualRow);
                    }
                    y.set(yAt + r * yRow, finished(totals[r * 68 + thread], add, activation, alpha, before0));
                    if (r + 1 <= lastRow) {
                        y.set(
                                yAt + (r + 1) * yRow,
                                finished(totals[(r + 1) * 68 + thread], add, activation, alpha, before1));
                    }
                    if (r + 2 <= lastRow) {
                        y.set(
                                yAt + (r + 2) * yRow,
                                finished(totals[(r + 2) * 68 + thread], add, activation, alpha, before2));
                    }
                    if (r + 3 <= lastRow) {
                        y.set(
                                yAt + (r + 3) * yRow,
                                finished(totals[(r + 3) * 68 + thread], add, activation, alpha, before3));
                    }
                }
            }
        }
    }

    /**
     * Adds up the sums that groups of {@link #forwardTiled} left, in ascending order of the terms: first those of {@link #PART}
     * blocks, where groups have not done so, then the parts; and finishes them.
     *
     * @param ctx one work-item per element of y, any local size
     * @param partials [B,H,R,splits,C] contiguous, in
     * @param bias as for the other kernels, in
     * @param residual as for the other kernels, in
     * @param sizes {@link MatrixLayout}, in
     * @param scalars alpha of each head, in
     * @param y [B,H,R,C], at the place {@link MatrixLayout#RESULT}, out
     */
    public static void forwardSums(
            KernelContext ctx,
            FloatArray partials,
            FloatArray bias,
            FloatArray residual,
            IntArray sizes,
            FloatArray scalars,
            FloatArray y) {
        int heads = sizes.get(MatrixLayout.HEADS);
        int rowCount = sizes.get(MatrixLayout.ROWS);
        int columnCount = sizes.get(MatrixLayout.COLUMNS);
        int splits = sizes.get(MatrixLayout.SPLITS);
        int item = ctx.globalIdx;
        if (item < sizes.get(MatrixLayout.BATCH) * heads * rowCount * columnCount) {
            int column = item % columnCount;
            int row = item / columnCount % rowCount;
            int head = item / columnCount / rowCount % heads;
            int batch = item / columnCount / rowCount / heads;
            float total = 0.0f;
            int from = item / columnCount * splits * columnCount + column;
            int together = PART / sizes.get(MatrixLayout.TAKEN);
            for (int part = 0; part < splits; part += together) {
                float sum = 0.0f;
                int stop = TornadoMath.min(splits, part + together);
                for (int s = part; s < stop; s++) {
                    sum += partials.get(from + s * columnCount);
                }
                total += sum;
            }
            float add = 0.0f;
            if (sizes.get(MatrixLayout.HAS_BIAS) == 1) {
                add = bias.get(ViewLayout.index(sizes, MatrixLayout.BIAS, batch, head, 0, column));
            }
            float before = 0.0f;
            if (sizes.get(MatrixLayout.HAS_RESIDUAL) == 1) {
                before = residual.get(ViewLayout.index(sizes, MatrixLayout.RESIDUAL, batch, head, row, column));
            }
            y.set(
                    ViewLayout.index(sizes, MatrixLayout.RESULT, batch, head, row, column),
                    finished(total, add, sizes.get(MatrixLayout.ACTIVATION), scalars.get(head), before));
        }
    }

    /** {@code before + alpha f(total + add)}. */
    private static float finished(float total, float add, int activation, float alpha, float before) {
        return alpha * activated(total + add, activation) + before;
    }

    /**
     * Row of x that a work-item of a tiled group copies as its k-th element: with neighbouring terms every fourth row, with
     * neighbouring rows every sixteenth, of every fourth term. Free of branches, so that the constant makes it one or the
     * other.
     */
    private static int xRow(int thread, int k, int transposed) {
        return (1 - transposed) * (thread / 16 + 4 * k) + transposed * (thread % 16 + k % 4 * 16);
    }

    /** The term of that element, from the tile's first. */
    private static int xTerm(int thread, int k, int transposed) {
        return (1 - transposed) * (thread % 16) + transposed * (thread / 16 + k / 4 * 4);
    }

    /** Column of w that it copies as its k-th element: its own, or with neighbouring terms every fourth. */
    private static int wColumn(int thread, int k, int transposed) {
        return (1 - transposed) * thread + transposed * (thread / 16 + 4 * k);
    }

    /** The term of that element, from the tile's first. */
    private static int wTerm(int thread, int k, int transposed) {
        return (1 - transposed) * k + transposed * (thread % 16);
    }

    /** {@code weight} where the term is one that the row takes, else 0. */
    private static float taken(float weight, int term, int start, int end) {
        float result = 0.0f;
        if (term >= start) {
            if (term < end) {
                result = weight;
            }
        }
        return result;
    }

    /** {@code f(value)} of the {@link io.attn4j.plan.matrix.Activation} with that ordinal. */
    static float activated(float value, int activation) {
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
