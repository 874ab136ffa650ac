package io.attn4j.portable.opencl;

import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** Kernels whose exports are the hand-written files under {@code fixtures}; each file has the generated signature. */
final class FixtureKernels {

    private FixtureKernels() {}

    /** {@code sum[i] = a[i] + b[i]} for i below n; n stays an argument of the export. */
    static void add(KernelContext ctx, FloatArray a, FloatArray b, FloatArray sum, int n) {
        int i = ctx.globalIdx;
        if (i < n) {
            sum.set(i, a.get(i) + b.get(i));
        }
    }

    /** {@code out[i] = factor * in[i]}; the factor is part of the export's text. */
    static void scale(KernelContext ctx, FloatArray in, FloatArray out, int factor) {
        int i = ctx.globalIdx;
        out.set(i, factor * in.get(i));
    }

    /** {@code log[i] = log[i] + 1}: counts how often the device copy was worked on. */
    static void count(KernelContext ctx, FloatArray log) {
        int i = ctx.globalIdx;
        log.set(i, log.get(i) + 1);
    }

    /** {@code out[i] = in[m]} with m the mirror image of i in its group of 32, by way of local memory. */
    static void mirror(KernelContext ctx, FloatArray in, FloatArray out) {
        float[] tile = ctx.allocateFloatLocalArray(32);
        tile[ctx.localIdx] = in.get(ctx.globalIdx);
        ctx.localBarrier();
        out.set(ctx.globalIdx, tile[31 - ctx.localIdx]);
    }

    /** {@code out[i] = in[i]}; the export asks for groups of 32. */
    static void copyBy32(KernelContext ctx, FloatArray in, FloatArray out) {
        out.set(ctx.globalIdx, in.get(ctx.globalIdx));
    }

    /** {@code out[i] = exp(in[i])}, where -inf must give 0. */
    static void exponential(KernelContext ctx, FloatArray in, FloatArray out) {
        out.set(ctx.globalIdx, (float) Math.exp(in.get(ctx.globalIdx)));
    }

    /** The export needs more local memory than any device has. */
    static void greedy(KernelContext ctx, FloatArray out) {
        out.set(ctx.globalIdx, 0);
    }

    /** The export does not compile. */
    static void broken(KernelContext ctx, FloatArray out) {
        out.set(ctx.globalIdx, 0);
    }

    /** The export's OpenCL kernel takes one argument less than the manifest says. */
    static void shortened(KernelContext ctx, FloatArray in, FloatArray out) {
        out.set(ctx.globalIdx, in.get(ctx.globalIdx));
    }

    /** The manifest names a file that is not there. */
    static void lost(KernelContext ctx, FloatArray out) {
        out.set(ctx.globalIdx, 0);
    }

    /** The manifest names an entry that the file has not. */
    static void misnamed(KernelContext ctx, FloatArray out) {
        out.set(ctx.globalIdx, 0);
    }

    /** Exported for two targets, which write 1 and 2. */
    static void targeted(KernelContext ctx, FloatArray out) {
        out.set(ctx.globalIdx, 0);
    }

    /** Exported for no device type that there is. */
    static void elsewhere(KernelContext ctx, FloatArray out) {
        out.set(ctx.globalIdx, 0);
    }

    /** {@code out[i] = table[0]}; the export is in the generator's form. */
    static void fromTable(KernelContext ctx, IntArray table, FloatArray out) {
        out.set(ctx.globalIdx, table.get(0));
    }

    /** {@code table[0] = table[0] + 1}; the export is in the generator's form. */
    static void countInTable(KernelContext ctx, IntArray table) {
        if (ctx.globalIdx == 0) {
            table.set(0, table.get(0) + 1);
        }
    }

    /** Without an export. */
    static void unexported(KernelContext ctx, FloatArray out) {
        out.set(ctx.globalIdx, 0);
    }
}
