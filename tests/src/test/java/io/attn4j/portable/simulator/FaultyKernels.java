package io.attn4j.portable.simulator;

import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** Kernels with one fault each; {@link CleanKernels} has a twin of each without it. */
final class FaultyKernels {
    private FaultyKernels() {}

    static void localRaceReadAfterWrite(KernelContext ctx, FloatArray in, FloatArray out) {
        float[] tile = ctx.allocateFloatLocalArray(8);
        int i = ctx.localIdx;
        tile[i] = in.get(ctx.globalIdx);
        out.set(ctx.globalIdx, tile[i / 2]);
    }

    static void localReadBeforeWrite(KernelContext ctx, FloatArray in, FloatArray out) {
        float[] tile = ctx.allocateFloatLocalArray(8);
        int i = ctx.localIdx;
        tile[i] = in.get(ctx.globalIdx);
        out.set(ctx.globalIdx, tile[7 - i]);
    }

    static void localRaceWriteAfterRead(KernelContext ctx, FloatArray in, FloatArray out) {
        float[] tile = ctx.allocateFloatLocalArray(8);
        int i = ctx.localIdx;
        tile[i] = in.get(ctx.globalIdx);
        ctx.localBarrier();
        float other = tile[(i + 7) % 8];
        tile[i] = other;
        out.set(ctx.globalIdx, other);
    }

    static void localRaceWriteAfterWrite(KernelContext ctx, FloatArray in, FloatArray out) {
        float[] total = ctx.allocateFloatLocalArray(1);
        total[0] = in.get(ctx.globalIdx);
        ctx.localBarrier();
        out.set(ctx.globalIdx, total[0]);
    }

    static void globalRaceInGroup(KernelContext ctx, FloatArray in, FloatArray out) {
        int i = ctx.globalIdx;
        int first = i - ctx.localIdx;
        out.set(i, in.get(i));
        out.set(i, out.get(first + 7 - ctx.localIdx));
    }

    static void globalOrderedByLocalBarrier(KernelContext ctx, FloatArray in, FloatArray scratch, FloatArray out) {
        int i = ctx.globalIdx;
        int first = i - ctx.localIdx;
        scratch.set(i, in.get(i));
        ctx.localBarrier();
        out.set(i, scratch.get(first + 7 - ctx.localIdx));
    }

    static void globalRaceAcrossGroups(KernelContext ctx, FloatArray in, FloatArray scratch, FloatArray out) {
        int i = ctx.globalIdx;
        scratch.set(i, in.get(i));
        ctx.globalBarrier();
        out.set(i, scratch.get(ctx.globalGroupSizeX - 1 - i));
    }

    static void globalWriteOfReadAcrossGroups(KernelContext ctx, FloatArray values) {
        int i = ctx.globalIdx;
        float next = values.get(TornadoMath.min(i + 1, ctx.globalGroupSizeX - 1));
        ctx.globalBarrier();
        values.set(i, next);
    }

    static void atomicAndPlain(KernelContext ctx, IntArray counter, IntArray out) {
        ctx.atomicAdd(counter, 0, 1);
        out.set(ctx.globalIdx, counter.get(0));
    }

    static void barrierInBranch(KernelContext ctx, FloatArray in, FloatArray out) {
        if (ctx.localIdx < 4) {
            ctx.localBarrier();
        }
        out.set(ctx.globalIdx, in.get(ctx.globalIdx));
    }

    static void twoBarriersInBranches(KernelContext ctx, FloatArray in, FloatArray out) {
        if (ctx.localIdx < 4) {
            ctx.localBarrier();
        } else {
            ctx.localBarrier();
        }
        out.set(ctx.globalIdx, in.get(ctx.globalIdx));
    }

    static void barrierInLoop(KernelContext ctx, FloatArray in, FloatArray out) {
        for (int i = 0; i <= ctx.localIdx; i++) {
            ctx.localBarrier();
        }
        out.set(ctx.globalIdx, in.get(ctx.globalIdx));
    }

    static void returnBeforeBarrier(KernelContext ctx, FloatArray in, FloatArray out) {
        if (ctx.localIdx == 7) {
            return;
        }
        ctx.localBarrier();
        out.set(ctx.globalIdx, in.get(ctx.globalIdx));
    }

    static void outOfGlobal(KernelContext ctx, FloatArray in, FloatArray out) {
        out.set(ctx.globalIdx, in.get(ctx.globalIdx + 1));
    }

    static void belowGlobal(KernelContext ctx, FloatArray in, FloatArray out) {
        out.set(ctx.globalIdx - 1, in.get(ctx.globalIdx));
    }

    static void outOfLocal(KernelContext ctx, FloatArray in, FloatArray out) {
        float[] tile = ctx.allocateFloatLocalArray(8);
        tile[ctx.localIdx + 1] = in.get(ctx.globalIdx);
        ctx.localBarrier();
        out.set(ctx.globalIdx, tile[ctx.localIdx + 1]);
    }

    static void outOfPrivate(KernelContext ctx, FloatArray in, FloatArray out) {
        float[] sums = new float[4];
        for (int i = 0; i < 5; i++) {
            sums[i] = in.get(ctx.globalIdx);
        }
        out.set(ctx.globalIdx, sums[0]);
    }

    static void uninitializedLocal(KernelContext ctx, FloatArray in, FloatArray out) {
        float[] tile = ctx.allocateFloatLocalArray(8);
        if (ctx.localIdx < 7) {
            tile[ctx.localIdx] = in.get(ctx.globalIdx);
        }
        ctx.localBarrier();
        out.set(ctx.globalIdx, tile[ctx.localIdx]);
    }

    static void uninitializedPrivate(KernelContext ctx, FloatArray in, FloatArray out) {
        float[] sums = new float[4];
        for (int i = 0; i < 4; i++) {
            sums[i] += in.get(ctx.globalIdx);
        }
        out.set(ctx.globalIdx, sums[0] + sums[3]);
    }

    static void otherLocalSizes(KernelContext ctx, FloatArray in, FloatArray out) {
        float[] tile = ctx.allocateFloatLocalArray(8 + ctx.localIdx);
        tile[ctx.localIdx] = in.get(ctx.globalIdx);
        out.set(ctx.globalIdx, tile[ctx.localIdx]);
    }

    static void passesLocal(KernelContext ctx, FloatArray in, FloatArray out) {
        float[] tile = ctx.allocateFloatLocalArray(8);
        tile[ctx.localIdx] = in.get(ctx.globalIdx);
        out.set(ctx.globalIdx, at(tile, ctx.localIdx));
    }

    private static float at(float[] values, int index) {
        return values[index];
    }

    static void dividesByZero(KernelContext ctx, IntArray in, IntArray out) {
        out.set(ctx.globalIdx, in.get(ctx.globalIdx) / ctx.localIdx);
    }

    static void makesAnObject(KernelContext ctx, FloatArray in, FloatArray out) {
        float[][] pair = new float[2][];
        out.set(ctx.globalIdx, in.get(ctx.globalIdx) + pair.length);
    }

    static void barrierOverElements(KernelContext ctx, FloatArray in, FloatArray out) {
        float[] pair = new float[2];
        pair[0] = in.get(ctx.globalIdx);
        pair[1] = 1.0f;
        float sum = 0.0f;
        for (float x : pair) {
            ctx.localBarrier();
            sum += x;
        }
        out.set(ctx.globalIdx, sum);
    }

    static void barrierInAHelper(KernelContext ctx, FloatArray in, FloatArray out) {
        meet(ctx);
        out.set(ctx.globalIdx, in.get(ctx.globalIdx));
    }

    private static void meet(KernelContext ctx) {
        ctx.localBarrier();
    }

    static void localArrayOfSome(KernelContext ctx, FloatArray in, FloatArray out) {
        if (ctx.localIdx >= 3) {
            float[] tile = ctx.allocateFloatLocalArray(8);
            tile[ctx.localIdx] = in.get(ctx.globalIdx);
        }
        out.set(ctx.globalIdx, in.get(ctx.globalIdx));
    }

    static void localArrayOfSomeAfterABarrier(KernelContext ctx, FloatArray in, FloatArray out) {
        ctx.localBarrier();
        if (ctx.localIdx < 3) {
            float[] tile = ctx.allocateFloatLocalArray(8);
            tile[ctx.localIdx] = in.get(ctx.globalIdx);
        }
        out.set(ctx.globalIdx, in.get(ctx.globalIdx));
    }

    /** Every group sets and counts in element 0. */
    static void atomicAfterPlainAcrossGroups(KernelContext ctx, IntArray counter, IntArray out) {
        if (ctx.globalIdx == 0) {
            counter.set(0, 0);
        }
        ctx.globalBarrier();
        ctx.atomicAdd(counter, 0, 1);
        out.set(ctx.globalIdx, 1);
    }

    static void atomicAfterOwnPlain(KernelContext ctx, IntArray counter, IntArray out) {
        if (ctx.globalIdx == 0) {
            counter.set(0, 0);
        }
        ctx.atomicAdd(counter, 0, 1);
        out.set(ctx.globalIdx, 1);
    }

    /** Leaves the last element out. */
    static void writesAllButTheLast(KernelContext ctx, FloatArray in, FloatArray out) {
        if (ctx.globalIdx < out.getSize() - 1) {
            out.set(ctx.globalIdx, in.get(ctx.globalIdx));
        }
    }
}
