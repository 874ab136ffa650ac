package io.attn4j.kernels.row;

import io.attn4j.kernels.step.ViewLayout;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * Gradient of {@link LayerNormKernel}: with {@code n = (x - mean(x)) / sqrt(var(x) + epsilon)} and {@code g = gamma dy},
 * {@code dx = (g - mean(g) - n mean(g n)) / sqrt(var(x) + epsilon)} and {@code products = dy n}.
 *
 * <p>All forms take {@code x [B,H,N,M]} and {@code dy [B,H,N,M]}, column stride 1, in; {@code gamma [M]}, in; {@code sizes},
 * positions as named here, in; {@code scalars} (epsilon), in; {@code dx} and {@code products [B,H,N,M]}, column stride 1,
 * out, one unused element each where not wanted.
 *
 * <p>{@code 12 B H N M} FLOPs, fp32. Mean and variance as in {@link LayerNormKernel}; sums go over lanes first and then over
 * lanes' results, so that the error does not grow with M.
 */
public final class LayerNormGradientKernel {
    static final int BATCH = 0;
    static final int HEADS = 1;
    static final int ROWS = 2;
    static final int COLUMNS = 3;
    static final int HAS_DX = 4;
    static final int HAS_PRODUCTS = 5;

    static final int X = 6;
    static final int GAMMA = X + ViewLayout.SIZE;
    static final int DY = GAMMA + ViewLayout.SIZE;
    static final int DX = DY + ViewLayout.SIZE;
    static final int PRODUCTS = DX + ViewLayout.SIZE;
    /** Entries of {@code sizes}. */
    static final int SIZE = PRODUCTS + ViewLayout.SIZE;

    /** Work-items of a group of {@link #backwardGroups}. */
    static final int GROUP = 128;

    /** Local memory of a group of {@link #backwardGroups}. */
    static final int GROUP_LOCAL_BYTES = 2 * GROUP * Float.BYTES;

    private LayerNormGradientKernel() {}

    /**
     * CPU shape: a work-item runs through its row, 16 columns at a time.
     *
     * <p>Grid: x = work-items, one per (b, h, i), any local size.
     */
    public static void backwardRows(
            KernelContext ctx,
            FloatArray x,
            FloatArray gamma,
            FloatArray dy,
            IntArray sizes,
            FloatArray scalars,
            FloatArray dx,
            FloatArray products) {
        int heads = sizes.get(HEADS);
        int rows = sizes.get(ROWS);
        int columns = sizes.get(COLUMNS);
        int item = ctx.globalIdx;
        if (item < sizes.get(BATCH) * heads * rows) {
            int row = item % rows;
            int head = (item / rows) % heads;
            int batch = item / rows / heads;
            int from = ViewLayout.index(sizes, X, batch, head, row, 0);
            int dyAt = ViewLayout.index(sizes, DY, batch, head, row, 0);
            int dxAt = ViewLayout.index(sizes, DX, batch, head, row, 0);
            int productsAt = ViewLayout.index(sizes, PRODUCTS, batch, head, row, 0);
            int gammaAt = ViewLayout.index(sizes, GAMMA, 0, 0, 0, 0);
            int gammaColumn = sizes.get(GAMMA + ViewLayout.COLUMN);
            int hasDx = sizes.get(HAS_DX);
            int hasProducts = sizes.get(HAS_PRODUCTS);
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
                float totalRest = 0.0f;
                for (int c = whole; c < stop; c++) {
                    totalRest += x.get(from + c);
                }
                for (int k = 0; k < 8; k++) {
                    sums[k] += sums[k + 8];
                }
                for (int k = 0; k < 4; k++) {
                    sums[k] += sums[k + 4];
                }
                total += (sums[0] + sums[1]) + (sums[2] + sums[3]) + totalRest;
            }
            float mean = total / columns;
            float deviations = 0.0f;
            float squared = 0.0f;
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
                float deviationsRest = 0.0f;
                float squaredRest = 0.0f;
                for (int c = whole; c < stop; c++) {
                    float deviation = x.get(from + c) - mean;
                    deviationsRest += deviation;
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
                deviations += (sums[0] + sums[1]) + (sums[2] + sums[3]) + deviationsRest;
                squared += (squares[0] + squares[1]) + (squares[2] + squares[3]) + squaredRest;
            }
            float shift = deviations / columns;
            float variance = TornadoMath.max(0.0f, squared / columns - shift * shift);
            // the maximum drops a NaN of the row; the shift carries it on
            float factor = 1.0f / TornadoMath.sqrt(variance + scalars.get(0));
            float scaledSum = 0.0f;
            float productSum = 0.0f;
            for (int block = 0; block < columns; block += 1024) {
                int stop = TornadoMath.min(columns, block + 1024);
                int whole = block + (stop - block) / 16 * 16;
                for (int k = 0; k < 16; k++) {
                    sums[k] = 0.0f;
                    squares[k] = 0.0f;
                }
                for (int c = block; c < whole; c += 16) {
                    for (int k = 0; k < 16; k++) {
                        float normal = (x.get(from + c + k) - mean - shift) * factor;
                        float scaled = gamma.get(gammaAt + (c + k) * gammaColumn) * dy.get(dyAt + c + k);
                        sums[k] += scaled;
                        squares[k] += scaled * normal;
                    }
                }
                float scaledSumRest = 0.0f;
                float productSumRest = 0.0f;
                for (int c = whole; c < stop; c++) {
                    float normal = (x.get(from + c) - mean - shift) * factor;
                    float scaled = gamma.get(gammaAt + c * gammaColumn) * dy.get(dyAt + c);
                    scaledSumRest += scaled;
                    productSumRest += scaled * normal;
                }
                for (int k = 0; k < 8; k++) {
                    sums[k] += sums[k + 8];
                    squares[k] += squares[k + 8];
                }
                for (int k = 0; k < 4; k++) {
                    sums[k] += sums[k + 4];
                    squares[k] += squares[k + 4];
                }
                scaledSum += (sums[0] + sums[1]) + (sums[2] + sums[3]) + scaledSumRest;
                productSum += (squares[0] + squares[1]) + (squares[2] + squares[3]) + productSumRest;
            }
            float meanScaled = scaledSum / columns;
            float meanProduct = productSum / columns;
            for (int c = 0; c < columns; c += 1) {
                float normal = (x.get(from + c) - mean - shift) * factor;
                float slope = dy.get(dyAt + c);
                if (hasDx == 1) {
                    float scaled = gamma.get(gammaAt + c * gammaColumn) * slope;
                    dx.set(dxAt + c, (scaled - meanScaled - normal * meanProduct) * factor);
                }
                if (hasProducts == 1) {
                    products.set(productsAt + c, slope * normal);
                }
            }
        }
    }

    /**
     * GPU shape: a work-group of 128 shares a row, work-item t taking columns t, t + 128, ...
     *
     * <p>Grid: x = 128 work-items per group, one group per (b, h, i). Local memory: 1,024 bytes.
     */
    public static void backwardGroups(
            KernelContext ctx,
            FloatArray x,
            FloatArray gamma,
            FloatArray dy,
            IntArray sizes,
            FloatArray scalars,
            FloatArray dx,
            FloatArray products) {
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
        int dyAt = ViewLayout.index(sizes, DY, batch, head, row, 0);
        int dxAt = ViewLayout.index(sizes, DX, batch, head, row, 0);
        int productsAt = ViewLayout.index(sizes, PRODUCTS, batch, head, row, 0);
        int gammaAt = ViewLayout.index(sizes, GAMMA, 0, 0, 0, 0);
        int gammaColumn = sizes.get(GAMMA + ViewLayout.COLUMN);
        int hasDx = sizes.get(HAS_DX);
        int hasProducts = sizes.get(HAS_PRODUCTS);
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
        float squared = 0.0f;
        for (int c = thread; c < columns; c += 128) {
            float deviation = x.get(from + c) - mean;
            deviations += deviation;
            squared += deviation * deviation;
        }
        sums[thread] = deviations;
        squares[thread] = squared;
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
        ctx.localBarrier();
        float scaledSum = 0.0f;
        float productSum = 0.0f;
        for (int c = thread; c < columns; c += 128) {
            float normal = (x.get(from + c) - mean - shift) * factor;
            float scaled = gamma.get(gammaAt + c * gammaColumn) * dy.get(dyAt + c);
            scaledSum += scaled;
            productSum += scaled * normal;
        }
        sums[thread] = scaledSum;
        squares[thread] = productSum;
        for (int half = 64; half > 0; half /= 2) {
            ctx.localBarrier();
            if (thread < half) {
                sums[thread] = sums[thread] + sums[thread + half];
                squares[thread] = squares[thread] + squares[thread + half];
            }
        }
        ctx.localBarrier();
        float meanScaled = sums[0] / columns;
        float meanProduct = squares[0] / columns;
        for (int c = thread; c < columns; c += 128) {
            float normal = (x.get(from + c) - mean - shift) * factor;
            float slope = dy.get(dyAt + c);
            if (hasDx == 1) {
                float scaled = gamma.get(gammaAt + c * gammaColumn) * slope;
                dx.set(dxAt + c, (scaled - meanScaled - normal * meanProduct) * factor);
            }
            if (hasProducts == 1) {
                products.set(productsAt + c, slope * normal);
            }
        }
    }
}
