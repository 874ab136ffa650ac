package io.attn4j.kernels.loss;

import io.attn4j.kernels.core.FusedAttention;
import io.attn4j.kernels.step.ViewLayout;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** The kernel of {@link io.attn4j.plan.loss.CrossEntropyGradient}. */
public final class CrossEntropyGradientKernel {
    static final int BATCH = 0;
    /** N. */
    static final int ROWS = 1;
    /** V. */
    static final int COLUMNS = 2;
    /** 1 when dlse is given. */
    static final int HAS_DLSE = 3;

    static final int LOGITS = 4;
    static final int TARGETS = LOGITS + ViewLayout.SIZE;
    static final int LSE = TARGETS + ViewLayout.SIZE;
    static final int DY = LSE + ViewLayout.SIZE;
    static final int DLSE = DY + ViewLayout.SIZE;
    static final int RESULT = DLSE + ViewLayout.SIZE;
    /** Entries of {@code sizes}. */
    static final int SIZE = RESULT + ViewLayout.SIZE;

    private CrossEntropyGradientKernel() {}

    /**
     * {@code dlogits[v] = (dy + dlse) exp(logits[v] - lse) - dy q[v]}.
     *
     * <p>{@code 4 B N V} FLOPs, fp32.
     *
     * @param ctx one work-item per (b, n, lane), any local size; lane l takes columns l, l + lanes, ...
     * @param logits [B,1,N,V], column stride 1, in
     * @param targets [B,1,N,1], in
     * @param lse [B,1,N,1], in
     * @param dy [B,1,N,1], in
     * @param dlse [B,1,N,1], or one unused element, in
     * @param sizes positions as named above, in
     * @param scalars q of classes that are not the target, and what the target has more, in
     * @param dlogits [B,1,N,V], column stride 1, out
     * @param lanes work-items of a row: 1 on CPUs, whose compilers turn the loop over columns into vectors
     */
    public static void forwardLanes(
            KernelContext ctx,
            FloatArray logits,
            FloatArray targets,
            FloatArray lse,
            FloatArray dy,
            FloatArray dlse,
            IntArray sizes,
            FloatArray scalars,
            FloatArray dlogits,
            int lanes) {
        int rows = sizes.get(ROWS);
        int columns = sizes.get(COLUMNS);
        int item = ctx.globalIdx;
        if (item < sizes.get(BATCH) * rows * lanes) {
            int lane = item % lanes;
            int row = (item / lanes) % rows;
            int batch = item / lanes / rows;
            int to = ViewLayout.index(sizes, RESULT, batch, 0, row, 0);
            float target = targets.get(ViewLayout.index(sizes, TARGETS, batch, 0, row, 0));
            int wanted = GatherRowsKernel.indexOf(target, columns);
            int from = ViewLayout.index(sizes, LOGITS, batch, 0, row, 0);
            float shift = lse.get(ViewLayout.index(sizes, LSE, batch, 0, row, 0));
            float loss = dy.get(ViewLayout.index(sizes, DY, batch, 0, row, 0));
            float factor = loss;
            if (sizes.get(HAS_DLSE) == 1) {
                factor = loss + dlse.get(ViewLayout.index(sizes, DLSE, batch, 0, row, 0));
            }
            float everywhere = loss * scalars.get(0);
            float value = GatherRowsKernel.otherwise(target, columns);
            // loops of no rounds in place of an if with an else, which TornadoVM would run always
            int valid = wanted < 0 ? 0 : columns;
            for (int c = lane; c < valid; c += lanes) {
                dlogits.set(to + c, factor * FusedAttention.weight(logits.get(from + c) - shift) - everywhere);
            }
            for (int c = valid + lane; c < columns; c += lanes) {
                dlogits.set(to + c, value);
            }
            int own = wanted < 0 ? -1 : wanted % lanes;
            if (own == lane) {
                float probability = FusedAttention.weight(logits.get(from + wanted) - shift);
                dlogits.set(to + wanted, factor * probability - loss * (scalars.get(0) + scalars.get(1)));
            }
        }
    }
}
