package io.attn4j.portable.simulator;

import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** Twins of {@link FaultyKernels} without their faults, and kernels to count. */
final class CleanKernels {
    private CleanKernels() {}

    static void localRaceReadAfterWrite(KernelContext ctx, FloatArray in, FloatArray out) {
        float[] tile = ctx.allocateFloatLocalArray(8);
        int i = ctx.localIdx;
        tile[i] = in.get(ctx.globalIdx);
        ctx.localBarrier();
        out.set(ctx.globalIdx, tile[i / 2]);
    }

    static void localReadBeforeWrite(KernelContext ctx, FloatArray in, FloatArray out) {
        float[] tile = ctx.allocateFloatLocalArray(8);
        int i = ctx.localIdx;
        tile[i] = in.get(ctx.globalIdx);
        ctx.localBarrier();
        out.set(ctx.globalIdx, tile[7 - i]);
    }

    static void localRaceWriteAfterRead(KernelContext ctx, FloatArray in, FloatArray out) {
        float[] tile = ctx.allocateFloatLocalArray(8);
        int i = ctx.localIdx;
        tile[i] = in.get(ctx.globalIdx);
        ctx.localBarrier();
        float other = tile[(i + 7) % 8];
        ctx.localBarrier();
        tile[i] = other;
        out.set(ctx.globalIdx, other);
    }

    static void localRaceWriteAfterWrite(KernelContext ctx, FloatArray in, FloatArray out) {
        float[] total = ctx.allocateFloatLocalArray(1);
        if (ctx.localIdx == 0) {
            total[0] = in.get(ctx.globalIdx);
        }
        ctx.localBarrier();
        out.set(ctx.globalIdx, total[0]);
    }

    static void globalRaceInGroup(KernelContext ctx, FloatArray in, FloatArray out) {
        int i = ctx.globalIdx;
        int first = i - ctx.localIdx;
        out.set(i, in.get(i));
        ctx.globalBarrier();
        float mirrored = out.get(first + 7 - ctx.localIdx);
        ctx.globalBarrier();
        out.set(i, mirrored);
    }

    static void globalOrderedByLocalBarrier(KernelContext ctx, FloatArray in, FloatArray scratch, FloatArray out) {
        int i = ctx.globalIdx;
        int first = i - ctx.localIdx;
        scratch.set(i, in.get(i));
        ctx.globalBarrier();
        out.set(i, scratch.get(first + 7 - ctx.localIdx));
    }

    static void globalRaceAcrossGroups(KernelContext ctx, FloatArray in, FloatArray scratch, FloatArray out) {
        int i = ctx.globalIdx;
        scratch.set(i, in.get(i));
        ctx.globalBarrier();
        out.set(i, in.get(ctx.globalGroupSizeX - 1 - i));
    }

    static void globalWriteOfReadAcrossGroups(KernelContext ctx, FloatArray values) {
        int i = ctx.globalIdx;
        int first = i - ctx.localIdx;
        float next = values.get(first + (ctx.localIdx + 1) % 8);
        ctx.globalBarrier();
        values.set(i, next);
    }

    static void atomicAndPlain(KernelContext ctx, IntArray counter, IntArray out) {
        ctx.atomicAdd(counter, ctx.groupIdx, 1);
        ctx.globalBarrier();
        out.set(ctx.globalIdx, counter.get(ctx.groupIdx));
    }

    static void barrierInBranch(KernelContext ctx, FloatArray in, FloatArray out) {
        if (ctx.groupIdx < 1) {
            ctx.localBarrier();
        }
        out.set(ctx.globalIdx, in.get(ctx.globalIdx));
    }

    static void barrierInLoop(KernelContext ctx, FloatArray in, FloatArray out) {
        for (int i = 0; i <= ctx.groupIdx; i++) {
            ctx.localBarrier();
        }
        out.set(ctx.globalIdx, in.get(ctx.globalIdx));
    }

    static void returnBeforeBarrier(KernelContext ctx, FloatArray in, FloatArray out) {
        ctx.localBarrier();
        if (ctx.localIdx == 7) {
            return;
        }
        out.set(ctx.globalIdx, in.get(ctx.globalIdx));
    }

    static void inBounds(KernelContext ctx, FloatArray in, FloatArray out) {
        float[] tile = ctx.allocateFloatLocalArray(9);
        float[] sums = new float[5];
        tile[ctx.localIdx + 1] = in.get(ctx.globalIdx);
        ctx.localBarrier();
        for (int i = 0; i < sums.length; i++) {
            sums[i] = tile[ctx.localIdx + 1];
        }
        out.set(ctx.globalIdx, sums[0]);
    }

    static void initialized(KernelContext ctx, FloatArray in, FloatArray out) {
        float[] tile = ctx.allocateFloatLocalArray(8);
        float[] sums = new float[4];
        tile[ctx.localIdx] = in.get(ctx.globalIdx);
        ctx.localBarrier();
        for (int i = 0; i < 4; i++) {
            sums[i] = 0.0f;
        }
        for (int i = 0; i < 4; i++) {
            sums[i] += tile[ctx.localIdx];
        }
        out.set(ctx.globalIdx, sums[0] + sums[3]);
    }

    static void copy(KernelContext ctx, FloatArray in, FloatArray out) {
        out.set(ctx.globalIdx, in.get(ctx.globalIdx));
    }

    static void passesPrivate(KernelContext ctx, FloatArray in, FloatArray out) {
        float[] one = new float[1];
        one[0] = in.get(ctx.globalIdx);
        out.set(ctx.globalIdx, first(one));
    }

    private static float first(float[] values) {
        return values[0];
    }

    static void dividesByOne(KernelContext ctx, IntArray in, IntArray out) {
        out.set(ctx.globalIdx, in.get(ctx.globalIdx) / (ctx.localIdx + 1));
    }

    /** Every kind of local variable lives over a barrier in a loop. */
    static void keepsVariables(KernelContext ctx, FloatArray in, FloatArray out) {
        float[] tile = ctx.allocateFloatLocalArray(8);
        float[] mine = new float[2];
        mine[0] = in.get(ctx.globalIdx);
        long scale = 3L;
        double offset = 0.25;
        float sum = 0.0f;
        for (int step = 0; step < 3; step++) {
            tile[ctx.localIdx] = mine[0] + step;
            ctx.localBarrier();
            int neighbour = (ctx.localIdx + step) % 8;
            sum += tile[neighbour] * scale;
            ctx.localBarrier();
            offset += neighbour;
        }
        out.set(ctx.globalIdx, sum + (float) offset + mine[0]);
    }

    /** All indices and sizes of a grid of three dimensions, as digits. */
    static void indices(KernelContext ctx, IntArray out) {
        int at = (ctx.globalIdz * ctx.globalGroupSizeY + ctx.globalIdy) * ctx.globalGroupSizeX + ctx.globalIdx;
        int ids = (ctx.groupIdx * 10 + ctx.localIdx) * 10000 + (ctx.groupIdy * 10 + ctx.localIdy) * 100;
        out.set(at, ids + ctx.groupIdz * 10 + ctx.localIdz + ctx.localGroupSizeX * 1000000);
    }

    /** {@code c = a b} for square matrices, tiles of 4 x 4 in local memory. */
    static void gemm(KernelContext ctx, FloatArray a, FloatArray b, FloatArray c, int size) {
        float[] tileA = ctx.allocateFloatLocalArray(16);
        float[] tileB = ctx.allocateFloatLocalArray(16);
        int row = ctx.localIdy;
        int column = ctx.localIdx;
        float sum = 0.0f;
        for (int tile = 0; tile < size; tile += 4) {
            tileA[row * 4 + column] = a.get(ctx.globalIdy * size + tile + column);
            tileB[row * 4 + column] = b.get((tile + row) * size + ctx.globalIdx);
            ctx.localBarrier();
            for (int k = 0; k < 4; k++) {
                sum += tileA[row * 4 + k] * tileB[k * 4 + column];
            }
            ctx.localBarrier();
        }
        c.set(ctx.globalIdy * size + ctx.globalIdx, sum);
    }

    /** Adds up in a tree; many barriers. */
    static void treeSum(KernelContext ctx, FloatArray in, FloatArray out) {
        float[] sums = ctx.allocateFloatLocalArray(64);
        sums[ctx.localIdx] = in.get(ctx.globalIdx);
        for (int stride = 32; stride > 0; stride >>= 1) {
            ctx.localBarrier();
            if (ctx.localIdx < stride) {
                sums[ctx.localIdx] += sums[ctx.localIdx + stride];
            }
        }
        if (ctx.localIdx == 0) {
            out.set(ctx.groupIdx, TornadoMath.sqrt(sums[0]));
        }
    }

    /** {@code out = exp(in) / 2}, without a context. */
    static void parallel(FloatArray in, FloatArray out) {
        for (@Parallel int i = 0; i < in.getSize(); i++) {
            out.set(i, TornadoMath.exp(in.get(i)) / 2.0f);
        }
    }

    static void localArrayOfAll(KernelContext ctx, FloatArray in, FloatArray out) {
        float[] tile = ctx.allocateFloatLocalArray(8);
        ctx.localBarrier();
        tile[ctx.localIdx] = in.get(ctx.globalIdx);
        out.set(ctx.globalIdx, tile[ctx.localIdx]);
    }

    /** Each group sets and counts in its own element. */
    static void atomicAfterPlain(KernelContext ctx, IntArray counter, IntArray out) {
        if (ctx.localIdx == 0) {
            counter.set(ctx.groupIdx, 0);
        }
        ctx.globalBarrier();
        ctx.atomicAdd(counter, ctx.groupIdx, 1);
        out.set(ctx.globalIdx, 1);
    }
}
