package io.attn4j.kernels.row;

import io.attn4j.kernels.step.CompensatedSum;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * Sums over axes in a fixed order: {@code y[k] = sum_t x[k, t]} over kept axes k and summed axes t.
 *
 * <p>All forms take {@code x}, any strides, in; {@code sizes}, positions as {@link SumLayout} has them, in. One FLOP for each
 * element of x, fp32. Terms are taken in the order of batches, heads, rows and columns, in blocks of about the root of their
 * number, 64 at a time; what 64 give, and then what blocks give, is added up in order with compensation, so that the error
 * does not grow with the number of terms. Which work-item takes which block does not change the bits.
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
            float totalLost = 0.0f;
            for (int from = first; from < last; from += block) {
                int to = TornadoMath.min(last, from + block);
                float ofBlock = 0.0f;
                float lost = 0.0f;
                for (int part = from; part < to; part += 64) {
                    int end = TornadoMath.min(to, part + 64);
                    float sum = 0.0f;
                    int term = part;
                    int within = part % inner;
                    while (term < end) {
                        int run = TornadoMath.min(end - term, inner - within);
                        int at = xAt + termPlace(sizes, term / inner) + within * innerStride;
                        for (int k = 0; k < run; k++) {
                            sum += x.get(at + k * innerStride);
                        }
                        term += run;
                        within = 0;
                    }
                    float added = sum - lost;
                    float joined = ofBlock + added;
                    lost = CompensatedSum.lost(ofBlock, added, joined);
                    ofBlock = joined;
                }
                float addedBlock = ofBlock - totalLost;
                float joinedBlocks = total + addedBlock;
                totalLost = CompensatedSum.lost(total, addedBlock, joinedBlocks);
                total = joinedBlocks;
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
            float[] totalsLost = new float[16];
            float[] ofBlock = new float[16];
            float[] lost = new float[16];
            float[] sums = new float[16];
            for (int k = 0; k < 16; k++) {
                totals[k] = 0.0f;
                totalsLost[k] = 0.0f;
            }
            int whole = count / 16;
            if (laneStride != 1) {
                whole = 0;
            }
            for (int from = first; from < last; from += block) {
                int to = TornadoMath.min(last, from + block);
                for (int k = 0; k < 16; k++) {
                    ofBlock[k] = 0.0f;
                    lost[k] = 0.0f;
                }
                for (int part = from; part < to; part += 64) {
                    int end = TornadoMath.min(to, part + 64);
                    for (int k = 0; k < 16; k++) {
                        sums[k] = 0.0f;
                    }
                    int term = part;
                    int within = part % inner;
                    while (term < end) {
                        int run = TornadoMath.min(end - term, inner - within);
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
                    join(ofBlock, lost, sums);
                }
                join(totals, totalsLost, ofBlock);
            }
            for (int k = 0; k < count; k++) {
                result.set(target + k * targetStride, totals[k]);
            }
        }
    }

    /** Adds 16 sums to those before, with compensation. */
    private static void join(float[] total, float[] lost, float[] sums) {
        for (int k = 0; k < 16; k++) {
            float added = sums[k] - lost[k];
            float joined = total[k] + added;
            lost[k] = CompensatedSum.lost(total[k], added, joined);
            total[k] = joined;
        }
    }

    /**
     * {@code y[k] = sum_s partials[s, k]}, in order and with compensation.
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
            float lost = 0.0f;
            for (int s = 0; s < splits; s++) {
                float added = partials.get(s * outputs + output) - lost;
                float joined = total + added;
                lost = CompensatedSum.lost(total, added, joined);
                total = joined;
            }
            y.set(
                    sizes.get(SumLayout.Y_OFFSET)
                            + keptPlace(sizes, output / width, SumLayout.KEPT_Y)
                            + output % width * sizes.get(SumLayout.KEPT_Y + 3),
                    total);
        }
    }
}
