package io.attn4j.kernels.loss;

import io.attn4j.kernels.core.FusedAttention;
import io.attn4j.kernels.step.ViewLayout;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * {@code y = lse - (1 - smoothing) x[t] - smoothing / V sum_v x[v]}, {@code lse = log sum_v exp(x[v])} of each row, as {@link
 * io.attn4j.plan.loss.CrossEntropy}.
 *
 * <p>All forms take {@code logits [B,1,N,V]}, column stride 1, in; {@code targets [B,1,N,1]}, in; {@code sizes}, positions as
 * named here, in; {@code scalars} (smoothing), in; {@code y [B,1,N,1]}, out; {@code lse [B,1,N,1]}, out.
 *
 * <p>{@code 4 B N V} FLOPs, 6 with smoothing. fp32; the loss is {@code log sum_v exp(x[v] - max) + (max - x[t]) - smoothing / V
 * sum_v (x[v] - x[t])}, sums going over lanes first and then over lanes' results.
 */
public final class CrossEntropyKernel {
    static final int BATCH = 0;
    /** N. */
    static final int ROWS = 1;
    /** V. */
    static final int COLUMNS = 2;

    static final int LOGITS = 3;
    static final int TARGETS = LOGITS + ViewLayout.SIZE;
    static final int Y = TARGETS + ViewLayout.SIZE;
    static final int LSE = Y + ViewLayout.SIZE;
    /** Entries of {@code sizes}. */
    static final int SIZE = LSE + ViewLayout.SIZE;

    /** Work-items of a group of {@link #forwardGroups}. */
    static final int GROUP = 128;

    /** Local memory of a group of {@link #forwardGroups}. */
    static final int GROUP_LOCAL_BYTES = 2 * GROUP * Float.BYTES;

    /** Below every logit that is a number. */
    private static final float LEAST = -3.4028235e38f;

    private CrossEntropyKernel() {}

    /**
     * CPU shape: a work-item runs through its row twice, 16 columns at a time.
     *
     * <p>Grid: x = work-items, one per (b, n), any local size.
     */
    public static void forwardRows(
            KernelContext ctx,
            FloatArray logits,
            FloatArray targets,
            IntArray sizes,
            FloatArray scalars,
            FloatArray y,
            FloatArray lse) {
        int rows = sizes.get(ROWS);
        int columns = sizes.get(COLUMNS);
        int item = ctx.globalIdx;
        if (item < sizes.get(BATCH) * rows) {
            int row = item % rows;
            int batch = item / rows;
            int from = ViewLayout.index(sizes, LOGITS, batch, 0, row, 0);
            float target = targets.get(ViewLayout.index(sizes, TARGETS, batch, 0, row, 0));
            int wanted = GatherRowsKernel.indexOf(target, columns);
            float wrong = wanted < 0 ? GatherRowsKernel.otherwise(target, columns) : 0.0f;
            int yAt = ViewLayout.index(sizes, Y, batch, 0, row, 0);
            int lseAt = ViewLayout.index(sizes, LSE, batch, 0, row, 0);
            if (target < 0.0f) {
                y.set(yAt, wrong);
                lse.set(lseAt, wrong);
            } else {
                float chosen = logits.get(from + (wanted < 0 ? 0 : wanted));
                float[] sums = new float[16];
                float[] shifts = new float[16];
                int all = columns / 16 * 16;
                for (int k = 0; k < 16; k++) {
                    sums[k] = LEAST;
                }
                for (int c = 0; c < all; c += 16) {
                    for (int k = 0; k < 16; k++) {
                        float x = logits.get(from + c + k);
                        sums[k] = x > sums[k] ? x : sums[k];
                    }
                }
                float max = LEAST;
                for (int c = all; c < columns; c++) {
                    max = TornadoMath.max(max, logits.get(from + c));
                }
                for (int k = 0; k < 16; k++) {
                    max = TornadoMath.max(max, sums[k]);
                }
                float total = 0.0f;
                float shift = 0.0f;
                for (int block = 0; block < columns; block += 1024) {
                    int stop = TornadoMath.min(columns, block + 1024);
                    int whole = block + (stop - block) / 16 * 16;
                    for (int k = 0; k < 16; k++) {
                        sums[k] = 0.0f;
                        shifts[k] = 0.0f;
                    }
                    for (int c = block; c < whole; c += 16) {
                        for (int k = 0; k < 16; k++) {
                            float x = logits.get(from + c + k);
                            sums[k] += FusedAttention.weight(x - max);
                            shifts[k] += x - chosen;
                        }
                    }
                    float rest = 0.0f;
                    float shiftRest = 0.0f;
                    for (int c = whole; c < stop; c++) {
                        float x = logits.get(from + c);
                        rest += FusedAttention.weight(x - max);
                        shiftRest += x - chosen;
                    }
                    for (int k = 0; k < 8; k++) {
                        sums[k] += sums[k + 8];
                        shifts[k] += shifts[k + 8];
                    }
                    for (int k = 0; k < 4; k++) {
                        sums[k] += sums[k + 4];
                        shifts[k] += shifts[k + 4];
                    }
                    total += (sums[0] + sums[1]) + (sums[2] + sums[3]) + rest;
                    shift += (shifts[0] + shifts[1]) + (shifts[2] + shifts[3]) + shiftRest;
                }
                float log = TornadoMath.log(total);
                float smoothing = scalars.get(0);
                float smoothed = smoothing > 0.0f ? smoothing * (shift / columns) : 0.0f;
                y.set(yAt, log + (max - chosen) - smoothed + wrong);
                lse.set(lseAt, max + log);
            }
        }
    }

    /**
     * GPU shape: a work-group of 128 shares a row, which it reads once, work-item t taking columns t, t + 128, ... and eight of
     * them at a time, each sum relative to the largest logit so far.
     *
     * <p>Grid: x = 128 work-items per group, one group per (b, n). Local memory: 1,024 bytes.
     */
    public static void forwardGroups(
            KernelContext ctx,
            FloatArray logits,
            FloatArray targets,
            IntArray sizes,
            FloatArray scalars,
            FloatArray y,
            FloatArray lse) {
        float[] sums = ctx.allocateFloatLocalArray(128);
        float[] others = ctx.allocateFloatLocalArray(128);
        int rows = sizes.get(ROWS);
        int columns = sizes.get(COLUMNS);
        int thread = ctx.localIdx;
        int row = ctx.groupIdx % rows;
        int batch = ctx.groupIdx / rows;
        int from = ViewLayout.index(sizes, LOGITS, batch, 0, row, 0);
        float target = targets.get(ViewLayout.index(sizes, TARGETS, batch, 0, row, 0));
        int wanted = GatherRowsKernel.indexOf(target, columns);
        float wrong = wanted < 0 ? GatherRowsKernel.otherwise(target, columns) : 0.0f;
        float chosen = logits.get(from + (wanted < 0 ? 0 : wanted));
        int count = columns;
        if (target < 0.0f) {
            count = 0;
        }
        float[] x = new float[8];
        float max = LEAST;
        float sum = 0.0f;
        float shift = 0.0f;
        int whole = count / 1024 * 1024;
        for (int c = thread; c < whole; c += 1024) {
            for (int k = 0; k < 8; k++) {
                x[k] = logits.get(from + c + k * 128);
            }
            float now = max;
            for (int k = 0; k < 8; k++) {
                now = TornadoMath.max(now, x[k]);
            }
            float terms = 0.0f;
            float shifts = 0.0f;
            for (int k = 0; k < 8; k++) {
                terms += TornadoMath.exp(x[k] - now);
                shifts += x[k] - chosen;
            }
            sum = sum * TornadoMath.exp(max - now) + terms;
            shift += shifts;
            max = now;
        }
        for (int c = whole + thread; c < count; c += 128) {
            float last = logits.get(from + c);
            float now = TornadoMath.max(max, last);
            sum = sum * TornadoMath.exp(max - now) + TornadoMath.exp(last - now);
            shift += last - chosen;
            max = now;
        }
        sums[thread] = max;
        others[thread] = shift;
        for (int half = 64; half > 0; half /= 2) {
            ctx.localBarrier();
            if (thread < half) {
                sums[thread] = TornadoMath.max(sums[thread], sums[thread + half]);
                others[thread] = others[thread] + others[thread + half];
            }
        }
        ctx.localBarrier();
        float largest = sums[0];
        float shifted = others[0];
        ctx.localBarrier();
        sums[thread] = sum * TornadoMath.exp(max - largest);
        for (int half = 64; half > 0; half /= 2) {
            ctx.localBarrier();
            if (thread < half) {
                sums[thread] = sums[thread] + sums[thread + half];
            }
        }
        ctx.localBarrier();
        if (thread == 0) {
            int yAt = ViewLayout.index(sizes, Y, batch, 0, row, 0);
            int lseAt = ViewLayout.index(sizes, LSE, batch, 0, row, 0);
            if (target < 0.0f) {
                y.set(yAt, wrong);
                lse.set(lseAt, wrong);
            } else {
                float log = TornadoMath.log(sums[0]);
                float smoothing = scalars.get(0);
                float smoothed = smoothing > 0.0f ? smoothing * (shifted / columns) : 0.0f;
                y.set(yAt, log + (largest - chosen) - smoothed + wrong);
                lse.set(lseAt, largest + log);
            }
        }
    }
}
