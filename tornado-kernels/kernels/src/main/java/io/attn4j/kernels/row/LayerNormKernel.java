package io.attn4j.kernels.row;

import io.attn4j.kernels.step.ViewLayout;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * {@code y = gamma (x - mean(x)) / sqrt(var(x) + epsilon) + beta} over the columns of each row (Ba et al. 2016, equations 3
 * and 4), the variance being the biased one.
 *
 * <p>All forms take {@code x [B,H,N,M]}, column stride 1, in; {@code gamma [M]} and {@code beta [M]}, in, beta one unused
 * element where it is not given; {@code sizes}, positions as named here, in; {@code scalars} (epsilon), in; {@code y
 * [B,H,N,M]}, column stride 1, out.
 *
 * <p>{@code 7 B H N M} FLOPs. fp32 in two passes, the second of which sums the deviations from the first pass's mean as
 * well as their squares, and corrects both results: rows whose mean is large against their spread lose nothing. Sums go over
 * lanes first and then over lanes' results, so that the error does not grow with M.
 */
public final class LayerNormKernel {
    static final int BATCH = 0;
    static final int HEADS = 1;
    static final int ROWS = 2;
    static final int COLUMNS = 3;
    /** 1 when beta is given. */
    static final int HAS_BETA = 4;

    static final int GAMMA_OFFSET = 5;
    static final int BETA_OFFSET = 6;

    static final int X = 7;
    static final int Y = X + ViewLayout.SIZE;
    /** Entries of {@code sizes}. */
    static final int SIZE = Y + ViewLayout.SIZE;

    /** Work-items of a group of {@link #forwardGroups}. */
    static final int GROUP = 128;

    /** Local memory of a group of {@link #forwardGroups}. */
    static final int GROUP_LOCAL_BYTES = 2 * GROUP * Float.BYTES;

    private LayerNormKernel() {}

    /**
     * CPU shape: a work-item runs through its row, 16 columns at a time.
     *
     * <p>Grid: x = work-items, one per (b, h, i), any local size.
     */
    public static void forwardRows(
            KernelContext ctx,
            FloatArray x,
            FloatArray gamma,
            FloatArray beta,
            IntArray sizes,
            FloatArray scalars,
            FloatArray y) {
        int heads = sizes.get(HEADS);
        int rows = sizes.get(ROWS);
        int columns = sizes.get(COLUMNS);
        int item = ctx.globalIdx;
        if (item < sizes.get(BATCH) * heads * rows) {
            int row = item % rows;
            int head = (item / rows) % heads;
            int batch = item / rows / heads;
            int from = ViewLayout.index(sizes, X, batch, head, row, 0);
            int to = ViewLayout.index(sizes, Y, batch, head, row, 0);
            float[] sums = new float[16];
            float[] squares = new float[16];
            float total = 0.0f;
            for (int block = 0; block < columns; block += 1024) {
                int stop = TornadoMath.min(columns, block + 1024);
                int whole = block + (stop - block) / 16 * 16;
                for (int k = 0; k < 16; k++) {
                    sums[k] = 0.0f;
                }
                for (int c = block; c < whole; c += 16) {
                    for (int k = 0; k < 16; k++) {
                        sums[k] += x.get(from + c + k);
                    }
                }
                float rest = 0.0f;
                for (int c = whole; c < stop; c++) {
                    rest += x.get(from + c);
                }
                for (int k = 0; k < 8; k++) {
                    sums[k] += sums[k + 8];
                }
                for (int k = 0; k < 4; k++) {
                    sums[k] += sums[k + 4];
                }
                total += (sums[0] + sums[1]) + (sums[2] + sums[3]) + rest;
            }
            float mean = total / columns;
            float deviations = 0.0f;
            float squaredDeviations = 0.0f;
            for (int block = 0; block < columns; block += 1024) {
                int stop = TornadoMath.min(columns, block + 1024);
                int whole = block + (stop - block) / 16 * 16;
                for (int k = 0; k < 16; k++) {
                    sums[k] = 0.0f;
                    squares[k] = 0.0f;
                }
                for (int c = block; c < whole; c += 16) {
                    for (int k = 0; k < 16; k++) {
                        float deviation = x.get(from + c + k) - mean;
                        sums[k] += deviation;
                        squares[k] += deviation * deviation;
                    }
                }
                float rest = 0.0f;
                float squaredRest = 0.0f;
                for (int c = whole; c < stop; c++) {
                    float deviation = x.get(from + c) - mean;
                    rest += deviation;
                    squaredRest += deviation * deviation;
                }
                for (int k = 0; k < 8; k++) {
                    sums[k] += sums[k + 8];
                    squares[k] += squares[k + 8];
                }
                for (int k = 0; k < 4; k++) {
                    sums[k] += sums[k + 4];
                    squares[k] += squares[k + 4];
                }
                deviations += (sums[0] + sums[1]) + (sums[2] + sums[3]) + rest;
                squaredDeviations += (squares[0] + squares[1]) + (squares[2] + squares[3]) + squaredRest;
            }
            float shift = deviations / columns;
            float variance = TornadoMath.max(0.0f, squaredDeviations / columns - shift * shift);
            // the maximum drops a NaN of the row; the shift carries it on
            float factor = 1.0f / TornadoMath.sqrt(variance + scalars.get(0));
            int gammaAt = sizes.get(GAMMA_OFFSET);
            if (sizes.get(HAS_BETA) == 1) {
                int betaAt = sizes.get(BETA_OFFSET);
                for (int c = 0; c < columns; c++) {
                    float normal = (x.get(from + c) - mean - shift) * factor;
                    y.set(to + c, gamma.get(gammaAt + c) * normal + beta.get(betaAt + c));
                }
            } else {
                for (int c = 0; c < columns; c++) {
                    float normal = (x.get(from + c) - mean - shift) * factor;
                    y.set(to + c, gamma.get(gammaAt + c) * normal);
                }
            }
        }
    }

    /**
     * GPU shape: a work-group of 128 shares a row, work-item t taking columns t, t + 128, ...
     *
     * <p>Grid: x = 128 work-items per group, one group per (b, h, i). Local memory: 1,024 bytes.
     */
    public static void forwardGroups(
            KernelContext ctx,
            FloatArray x,
            FloatArray gamma,
            FloatArray beta,
            IntArray sizes,
            FloatArray scalars,
            FloatArray y) {
        float[] sums = ctx.allocateFloatLocalArray(128);
        float[] squares = ctx.allocateFloatLocalArray(128);
        int heads = sizes.get(HEADS);
        int rows = sizes.get(ROWS);
        int columns = sizes.get(COLUMNS);
        int thread = ctx.localIdx;
        int group = ctx.groupIdx;
        int row = group % rows;
        int head = (group / rows) % heads;
        int batch = group / rows / heads;
        int from = ViewLayout.index(sizes, X, batch, head, row, 0);
        int to = ViewLayout.index(sizes, Y, batch, head, row, 0);
        float sum = 0.0f;
        for (int c = thread; c < columns; c += 128) {
            sum += x.get(from + c);
        }
        sums[thread] = sum;
        for (int half = 64; half > 0; half /= 2) {
            ctx.localBarrier();
            if (thread < half) {
                sums[thread] = sums[thread] + sums[thread + half];
            }
        }
        ctx.localBarrier();
        float mean = sums[0] / columns;
        ctx.localBarrier();
        float deviations = 0.0f;
        float squaredDeviations = 0.0f;
        for (int c = thread; c < columns; c += 128) {
            float deviation = x.get(from + c) - mean;
            deviations += deviation;
            squaredDeviations += deviation * deviation;
        }
        sums[thread] = deviations;
        squares[thread] = squaredDeviations;
        for (int half = 64; half > 0; half /= 2) {
            ctx.localBarrier();
            if (thread < half) {
                sums[thread] = sums[thread] + sums[thread + half];
                squares[thread] = squares[thread] + squares[thread + half];
            }
        }
        ctx.localBarrier();
        float shift = sums[0] / columns;
        float variance = TornadoMath.max(0.0f, squares[0] / columns - shift * shift);
        // the maximum drops a NaN of the row; the shift carries it on
        float factor = 1.0f / TornadoMath.sqrt(variance + scalars.get(0));
        int gammaAt = sizes.get(GAMMA_OFFSET);
        if (sizes.get(HAS_BETA) == 1) {
            int betaAt = sizes.get(BETA_OFFSET);
            for (int c = thread; c < columns; c += 128) {
                float normal = (x.get(from + c) - mean - shift) * factor;
                y.set(to + c, gamma.get(gammaAt + c) * normal + beta.get(betaAt + c));
            }
        } else {
            for (int c = thread; c < columns; c += 128) {
                float normal = (x.get(from + c) - mean - shift) * factor;
                y.set(to + c, gamma.get(gammaAt + c) * normal);
            }
        }
    }
}
