package io.attn4j.kernels.linformer;

import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * Projection of keys or values along the sequence, {@code y[b,h,r,d] = sum_{n < length_b} e[h,r,n] x[b,h,n,d]}: Wang et
 * al. 2020 (Linformer), equation 7, {@code E K} and {@code F V}.
 *
 * <p>All forms take {@code x [B,H,N,D]}, in; {@code e [k,Nmax]} or {@code [H,k,Nmax]} with {@code Nmax >= N}, in; {@code
 * lengths [B]}, in: rows at or beyond a length are not read; {@code sizes} as in {@link ProjectionLayout}, in; {@code y
 * [B,H,k,D]}, out.
 *
 * <p>Cost: {@code 2 B H N k D} FLOPs. fp32, summed in two levels (blocks of 256 rows, then the blocks), so that the
 * error does not grow with the length of the sequence.
 */
public final class SequenceProjection {
    /** Ranks that one work-item of {@link #forwardLanes} computes. */
    public static final int LANE_RANKS = 8;

    /** Columns that one work-item of {@link #forwardLanes} computes. */
    public static final int LANE_COLUMNS = 16;

    private SequenceProjection() {}

    /**
     * CPU shape: 8 ranks by 16 columns per work-item in private memory, the columns as the innermost, vectorised loop.
     *
     * <p>Grid: x = work-items, one per (b, h, block of 8 ranks, block of 16 columns), any local size.
     */
    public static void forwardLanes(
            KernelContext ctx, FloatArray x, FloatArray e, IntArray lengths, IntArray sizes, FloatArray y) {
        int heads = sizes.get(ProjectionLayout.HEADS);
        int sequence = sizes.get(ProjectionLayout.SEQUENCE);
        int rank = sizes.get(ProjectionLayout.RANK);
        int dim = sizes.get(ProjectionLayout.DIM);
        int rankBlocks = (rank + 7) / 8;
        int columnBlocks = (dim + 15) / 16;
        int item = ctx.globalIdx;
        if (item < sizes.get(ProjectionLayout.BATCH) * heads * rankBlocks * columnBlocks) {
            int column = (item % columnBlocks) * 16;
            int firstRank = ((item / columnBlocks) % rankBlocks) * 8;
            int batchHead = item / columnBlocks / rankBlocks;
            int batch = batchHead / heads;
            int head = batchHead % heads;
            int length = lengths.get(batch);
            int columns = TornadoMath.min(16, dim - column);
            int ranks = TornadoMath.min(8, rank - firstRank);
            int xBase = batchHead * sequence * dim + column;
            int eRow = sizes.get(ProjectionLayout.PROJECTION_ROW);
            int eBase = head * sizes.get(ProjectionLayout.PROJECTION_HEAD) + firstRank * eRow;
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
            for (int block = 0; block < length; block += 256) {
                int stop = TornadoMath.min(length, block + 256);
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
                if (columns * ranks == 128) {
                    for (int n = block; n < stop; n++) {
                        int at = eBase + n;
                        float e0 = e.get(at);
                        float e1 = e.get(at + eRow);
                        float e2 = e.get(at + 2 * eRow);
                        float e3 = e.get(at + 3 * eRow);
                        float e4 = e.get(at + 4 * eRow);
                        float e5 = e.get(at + 5 * eRow);
                        float e6 = e.get(at + 6 * eRow);
                        float e7 = e.get(at + 7 * eRow);
                        for (int c = 0; c < 16; c++) {
                            float value = x.get(xBase + n * dim + c);
                            s0[c] += e0 * value;
                            s1[c] += e1 * value;
                            s2[c] += e2 * value;
                            s3[c] += e3 * value;
                            s4[c] += e4 * value;
                            s5[c] += e5 * value;
                            s6[c] += e6 * value;
                            s7[c] += e7 * value;
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
                    for (int r = 0; r < ranks; r++) {
                        for (int c = 0; c < columns; c++) {
                            s0[c] = 0.0f;
                        }
                        for (int n = block; n < stop; n++) {
                            float weight = e.get(eBase + r * eRow + n);
                            for (int c = 0; c < columns; c++) {
                                s0[c] += weight * x.get(xBase + n * dim + c);
                            }
                        }
                        for (int c = 0; c < columns; c++) {
                            total[16 * r + c] += s0[c];
                        }
                    }
                }
            }
            int yBase = (batchHead * rank + firstRank) * dim + column;
            for (int r = 0; r < ranks; r++) {
                for (int c = 0; c < columns; c++) {
                    y.set(yBase + r * dim + c, total[16 * r + c]);
                }
            }
        }
    }

    /**
     * GPU shape: a work-group of 64 computes 32 ranks by 32 columns from tiles of 32 rows in local memory, each
     * work-item a register tile of 4 by 4.
     *
     * <p>Grid: x = 64 work-items per group, one group per (b, h, tile of ranks, tile of columns). Local memory: 8,448
     * bytes.
     */
    public static void forwardTiled(
            KernelContext ctx, FloatArray x, FloatArray e, IntArray lengths, IntArray sizes, FloatArray y) {
        float[] tileE = ctx.allocateFloatLocalArray(32 * 33);
        float[] tileX = ctx.allocateFloatLocalArray(32 * 33);
        float[] acc = new float[16];
        float[] total = new float[16];
        int heads = sizes.get(ProjectionLayout.HEADS);
        int sequence = sizes.get(ProjectionLayout.SEQUENCE);
        int rank = sizes.get(ProjectionLayout.RANK);
        int dim = sizes.get(ProjectionLayout.DIM);
        int rankTiles = (rank + 31) / 32;
        int columnTiles = (dim + 31) / 32;
        int thread = ctx.localIdx;
        int across = thread % 8;
        int down = thread / 8;
        int group = ctx.groupIdx;
        int firstColumn = (group % columnTiles) * 32;
        int firstRank = ((group / columnTiles) % rankTiles) * 32;
        int batchHead = group / columnTiles / rankTiles;
        int batch = batchHead / heads;
        int head = batchHead % heads;
        int length = lengths.get(batch);
        int xBase = batchHead * sequence * dim;
        int eRow = sizes.get(ProjectionLayout.PROJECTION_ROW);
        int eBase = head * sizes.get(ProjectionLayout.PROJECTION_HEAD);
        for (int i = 0; i < 16; i++) {
            acc[i] = 0.0f;
            total[i] = 0.0f;
        }
        for (int n = 0; n < length; n += 32) {
            for (int i = thread; i < 1024; i += 64) {
                int r = i / 32;
                int c = i % 32;
                float weight = 0.0f;
                if (firstRank + r < rank) {
                    if (n + c < length) {
                        weight = e.get(eBase + (firstRank + r) * eRow + n + c);
                    }
                }
                tileE[r * 33 + c] = weight;
                float value = 0.0f;
                if (n + r < length) {
                    if (firstColumn + c < dim) {
                        value = x.get(xBase + (n + r) * dim + firstColumn + c);
                    }
                }
                tileX[r * 33 + c] = value;
            }
            ctx.localBarrier();
            for (int k = 0; k < 32; k++) {
                float x0 = tileX[k * 33 + across];
                float x1 = tileX[k * 33 + across + 8];
                float x2 = tileX[k * 33 + across + 16];
                float x3 = tileX[k * 33 + across + 24];
                for (int r = 0; r < 4; r++) {
                    float weight = tileE[(4 * down + r) * 33 + k];
                    acc[4 * r] += weight * x0;
                    acc[4 * r + 1] += weight * x1;
                    acc[4 * r + 2] += weight * x2;
                    acc[4 * r + 3] += weight * x3;
                }
            }
            if (n % 256 == 224) {
                for (int i = 0; i < 16; i++) {
                    total[i] += acc[i];
                    acc[i] = 0.0f;
                }
            }
            ctx.localBarrier();
        }
        for (int r = 0; r < 4; r++) {
            for (int c = 0; c < 4; c++) {
                int row = firstRank + 4 * down + r;
                int column = firstColumn + across + 8 * c;
                if (row < rank) {
                    if (column < dim) {
                        y.set((batchHead * rank + row) * dim + column, total[4 * r + c] + acc[4 * r + c]);
                    }
                }
            }
        }
    }

    /**
     * Mean over {@code k} segments instead of a learned projection: row {@code r} is the mean of rows {@code floor(r N /
     * k)} to {@code floor((r+1) N / k)}, rows at or beyond the length counting as zero.
     *
     * <p>Grid: x = work-items, one per (b, h, r, d), any local size. Cost: {@code B H N D} additions.
     */
    public static void forwardMeanPool(
            KernelContext ctx, FloatArray x, IntArray lengths, IntArray sizes, FloatArray y) {
        int heads = sizes.get(ProjectionLayout.HEADS);
        int sequence = sizes.get(ProjectionLayout.SEQUENCE);
        int rank = sizes.get(ProjectionLayout.RANK);
        int dim = sizes.get(ProjectionLayout.DIM);
        int index = ctx.globalIdx;
        if (index < sizes.get(ProjectionLayout.BATCH) * heads * rank * dim) {
            int column = index % dim;
            int row = (index / dim) % rank;
            int batchHead = index / dim / rank;
            int length = lengths.get(batchHead / heads);
            int from = (int) ((long) row * sequence / rank);
            int to = (int) ((long) (row + 1) * sequence / rank);
            int stop = TornadoMath.min(to, length);
            float total = 0.0f;
            for (int block = from; block < stop; block += 256) {
                int blockStop = TornadoMath.min(stop, block + 256);
                float sum = 0.0f;
                for (int n = block; n < blockStop; n++) {
                    sum += x.get((batchHead * sequence + n) * dim + column);
                }
                total += sum;
            }
            y.set(index, total / (to - from));
        }
    }
}
