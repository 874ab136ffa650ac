package io.attn4j.kernels.past;

import io.attn4j.graph.DeviceType;
import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.SizeTable;
import io.attn4j.kernels.step.ViewLayout;
import io.attn4j.plan.past.PastAttention;

/** Positions in the {@code sizes} array of {@link PastQueryGradientKernel} and {@link PastKeyGradientKernel}. */
final class PastGradientLayout {
    static final int BATCH = 0;
    /** Query heads. */
    static final int HEADS = 1;
    /** Key/value heads. */
    static final int KV_HEADS = 2;
    /** N. */
    static final int TOKENS = 3;
    /** k. */
    static final int SLOTS = 4;
    /** D of queries and keys. */
    static final int KEY_DIM = 5;

    static final int VALUE_DIM = 6;
    /** Rows of a chunk. */
    static final int CHUNK = 7;

    static final int Q = 8;
    static final int K = Q + ViewLayout.SIZE;
    static final int V = K + ViewLayout.SIZE;
    static final int E = V + ViewLayout.SIZE;
    static final int F = E + ViewLayout.SIZE;
    /** The states at chunk starts, or their gradients. */
    static final int KEY_STATES = F + ViewLayout.SIZE;

    static final int VALUE_STATES = KEY_STATES + ViewLayout.SIZE;
    static final int LSE = VALUE_STATES + ViewLayout.SIZE;
    /** dO. */
    static final int OUTPUT_GRADIENT = LSE + ViewLayout.SIZE;

    static final int DELTA = OUTPUT_GRADIENT + ViewLayout.SIZE;
    static final int P = DELTA + ViewLayout.SIZE;
    static final int DS = P + ViewLayout.SIZE;
    static final int DQ = DS + ViewLayout.SIZE;
    static final int DK = DQ + ViewLayout.SIZE;
    static final int DV = DK + ViewLayout.SIZE;
    static final int DE = DV + ViewLayout.SIZE;
    static final int DF = DE + ViewLayout.SIZE;
    /** 1 when slots forget. */
    static final int HAS_DECAY = DF + ViewLayout.SIZE;
    /** Entries of {@code sizes}. */
    static final int SIZE = HAS_DECAY + 1;

    private PastGradientLayout() {}

    /** The template constant of {@link PastGradientLanes} for such steps, or 0 where other kernels run them. */
    static int lanesCapacity(PastAttention past, GraphDevice device) {
        boolean lanes = device.type() == DeviceType.CPU
                && past.q().columns() <= PastOnlyLanes.MAX_DIM
                && past.v().columns() <= PastOnlyLanes.MAX_DIM;
        for (int capacity : PastLayout.capacities()) {
            if (lanes && past.e().rows() <= capacity) {
                return capacity;
            }
        }
        return 0;
    }

    /** Work-items of {@link PastGradientLanes}: one for each block of 16 rows of a chunk. */
    static long lanesItems(PastAttention past, int heads) {
        int rows = past.q().rows();
        int chunk = Math.min(past.chunk(), rows);
        return (long) past.q().batch() * heads * Math.ceilDiv(rows, chunk) * Math.ceilDiv(chunk, PastOnlyLanes.LANES);
    }

    /** Sizes and places of the operands that both gradients share. */
    static void write(SizeTable sizes, PastAttention past) {
        sizes.set(BATCH, past.q().batch());
        sizes.set(HEADS, past.q().heads());
        sizes.set(KV_HEADS, past.k().heads());
        sizes.set(TOKENS, past.q().rows());
        sizes.set(SLOTS, past.e().rows());
        sizes.set(KEY_DIM, past.q().columns());
        sizes.set(VALUE_DIM, past.v().columns());
        sizes.set(CHUNK, Math.min(past.chunk(), past.q().rows()));
        sizes.view(Q, past.q());
        sizes.view(K, past.k());
        sizes.view(V, past.v());
        sizes.view(E, past.e());
        sizes.view(F, past.f());
    }
}
