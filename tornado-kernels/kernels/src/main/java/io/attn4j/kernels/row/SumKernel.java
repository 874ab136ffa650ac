package io.attn4j.kernels.row;

import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * Sums over axes in a fixed order: {@code y[k] = sum_t x[k, t]} over kept axes k and summed axes t.
 *
 * <p>All forms take {@code x}, any strides, in; {@code sizes}, positions as {@link SumLayout} has them, in. One FLOP for each
 * element of x, fp32. Terms are taken in the order of batches, heads, rows and columns, in blocks of about the root of their
 * number; block sums are added up in order. Which work-item takes which block does not change the bits.
 *
 * <p>Splitting takes two tasks: {@link #forwardElements} or {@link #forwardLanes} store the sums of blocks, and {@link
 * #forwardPartials} adds them up.
 */
public final class SumKernel {

    private SumKernel() {}

    /** Place of the outer axes of term {@code outer} of the summed axes but the last. */
    static int termPlace(IntArray sizes, int outer) {
        int size2 = sizes.get(SumLayout.SUMMED + 2);
        int size1 = sizes.get(SumLayout.SUMMED + 1);
        return outer % size2 * sizes.get(SumLayout.SUMMED_X + 2)
                + outer / size2 % size1 * sizes.get(SumLayout.SUMMED_X + 1)
                + outer / size2 / size1 * sizes.get(SumLayout.SUMMED_X);
    }

    /** Place of element {@code outer} of the kept axes but the last, with the four strides at entry {@code strides}. */
    static int keptPlace(IntArray sizes, int outer, int strides) {
        int size2 = sizes.get(SumLayout.KEPT + 2);
        int size1 = sizes.get(SumLayout.KEPT + 1);
        return outer % size2 * sizes.get(strides + 2)
                + outer / size2 % size1 * sizes.get(strides + 1)
                + outer / size2 / size1 * sizes.get(strides);
    }

    /**
     * GPU shape: one element of y, or one block of its terms, per work-item.
     *
     * <p>Grid: x = work-items, one per (split, k), any local size; work-items in a row read neighbouring elements of x.
     *
     * @param result y, or {@code [SPLITS, OUTPUTS]} of the sums of blocks, out
     */
    public static void forwardElements(KernelContext ctx, FloatArray x, IntArray sizes, FloatArray result) {
        int outputs = sizes.get(SumLayout.OUTPUTS);
        int splits = sizes.get(SumLayout.SPLITS);
        int item = ctx.globalIdx;
        if (item < outputs * splits) {
            int block = sizes.get(SumLayout.BLOCK);
            int width = sizes.get(SumLayout.KEPT + 3);
            int inner = sizes.get(SumLayout.SUMMED + 3);
            int innerStride = sizes.get(SumLayout.SUMMED_X + 3);
            int output = item % outputs;
            int xAt = sizes.get(SumLayout.X_OFFSET)
                    + keptPlace(sizes, output / width, SumLayout.KEPT_X)
                    + output % width * sizes.get(SumLayout.KEPT_X + 3);
            int first = 0;
            int last = sizes.get(SumLayout.TERMS);
            int target = item;
            if (sizes.get(SumLayout.PARTIAL) == 1) {
                first = item / outputs * block;
                last = TornadoMath.min(last, first + block);
            }
            if (sizes.get(SumLayout.PARTIAL) == 0) {
                target = sizes.get(SumLayout.Y_OFFSET)
                        + keptPlace(sizes, output / width, SumLayout.KEPT_Y)
                        + output % width * sizes.get(SumLayout.KEPT_Y + 3);
            }
            float total = 0.0f;
            for (int from = first; from < last; from += block) {
                int to = TornadoMath.min(last, from + block);
                float sum = 0.0f;
                int term = from;
                int within = from % inner;
                while (term < to) {
                    int run = TornadoMath.min(to - term, inner - within);
                    int at = xAt + termPlace(sizes, term / inner) + within * innerStride;
                    for (int k = 0; k < run; k++) {
                        sum += x.get(at + k * innerStride);
                    }
                    term += run;
                    within = 0;
                }
                total += sum;
            }
            result.set(target, total);
        }
    }

    /**
     * CPU shape: 16 neighbouring elements of y, or a block of the terms of each, per work-item in private memory.
     *
     * <p>Grid: x = work-items, one per (split, block of 16 elements along the last kept axis), any local size.
     *
     * @param result y, or {@code [SPLITS, OUTPUTS]} of the sums of blocks, out
     */
    public static void forwardLanes(KernelContext ctx, FloatArray x, IntArray sizes, FloatArray result) {
        int outputs = sizes.get(SumLayout.OUTPUTS);
        int width = sizes.get(SumLayout.KEPT + 3);
        int perWidth = (width + 15) / 16;
        int perSplit = outputs / width * perWidth;
        int item = ctx.globalIdx;
        if (item < perSplit * sizes.get(SumLayout.SPLITS)) {
            int block = sizes.get(SumLayout.BLOCK);
            int inner = sizes.get(SumLayout.SUMMED + 3);
            int innerStride = sizes.get(SumLayout.SUMMED_X + 3);
            int split = item / perSplit;
            int outer = item % perSplit / perWidth;
            int lane0 = item % perWidth * 16;
            int count = TornadoMath.min(16, width - lane0);
            int laneStride = sizes.get(SumLayout.KEPT_X + 3);
            int xAt = sizes.get(SumLayout.X_OFFSET) + keptPlace(sizes, outer, SumLayout.KEPT_X) + lane0 * laneStride;
            int first = 0;
            int last = sizes.get(SumLayout.TERMS);
            int target = split * outputs + outer * width + lane0;
            int targetStride = 1;
            if (sizes.get(SumLayout.PARTIAL) == 1) {
                first = split * block;
                last = TornadoMath.min(last, first + block);
            }
            if (sizes.get(SumLayout.PARTIAL) == 0) {
                targetStride = sizes.get(SumLayout.KEPT_Y + 3);
                target = sizes.get(SumLayout.Y_OFFSET)
                        + keptPlace(sizes, outer, SumLayout.KEPT_Y)
                        + lane0 * targetStride;
            }
            float[] totals = new float[16];
            float[] sums = new float[16];
            for (int k = 0; k < 16; k++) {
                totals[k] = 0.0f;
            }
            int whole = count / 16;
            if (laneStride != 1) {
                whole = 0;
            }
            for (int from = first; from < last; from += block) {
                int to = TornadoMath.min(last, from + block);
                for (int k = 0; k < 16; k++) {
                    sums[k] = 0.0f;
                }
                int term = from;
                int within = from % inner;
                while (term < to) {
                    int run = TornadoMath.min(to - term, inner - within);
                    int at = xAt + termPlace(sizes, term / inner) + within * innerStride;
                    if (whole == 1) {
                        for (int n = 0; n < run; n++) {
                            for (int k = 0; k < 16; k++) {
                                sums[k] += x.get(at + n * innerStride + k);
                            }
                        }
                    } else {
                        for (int n = 0; n < run; n++) {
                            for (int k = 0; k < count; k++) {
                                sums[k] += x.get(at + n * innerStride + k * laneStride);
                            }
                        }
                    }
                    term += run;
                    within = 0;
                }
                for (int k = 0; k < 16; k++) {
                    totals[k] += sums[k];
                }
            }
            for (int k = 0; k < count; k++) {
                result.set(target + k * targetStride, totals[k]);
            }
        }
    }

    /**
     * {@code y[k] = sum_s partials[s, k]}, in blocks of 64 parts.
     *
     * <p>Grid: x = work-items, one per k, any local size.
     *
     * @param partials [SPLITS, OUTPUTS] row-major, in
     * @param y any strides, out
     */
    public static void forwardPartials(KernelContext ctx, FloatArray partials, IntArray sizes, FloatArray y) {
        int outputs = sizes.get(SumLayout.OUTPUTS);
        int splits = sizes.get(SumLayout.SPLITS);
        int width = sizes.get(SumLayout.KEPT + 3);
        int output = ctx.globalIdx;
        if (output < outputs) {
            float total = 0.0f;
            for (int from = 0; from < splits; from += 64) {
                int to = TornadoMath.min(splits, from + 64);
                float sum = 0.0f;
                for (int s = from; s < to; s++) {
                    sum += partials.get(s * outputs + output);
                }
                total += sum;
            }
            y.set(
                    sizes.get(SumLayout.Y_OFFSET)
                            + keptPlace(sizes, output / width, SumLayout.KEPT_Y)
                            + output % width * sizes.get(SumLayout.KEPT_Y + 3),
                    total);
        }
    }
}
