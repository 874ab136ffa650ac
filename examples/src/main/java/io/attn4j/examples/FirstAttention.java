package io.attn4j.examples;

import io.attn4j.Attention;
import java.util.Random;

/**
 * Attention from Java: arrays in, an array out, on the fastest engine of this machine.
 *
 * <p>Shows how to open an {@link Attention} and close it, how to ask which engine it took and why, and where the time of a
 * call went. The second call is the fast one: the first compiles kernels and takes buffers, which are kept.
 */
public final class FirstAttention {
    private static final int BATCH = 1;
    private static final int HEADS = 8;
    private static final int LENGTH = 512;
    private static final int HEAD_DIM = 64;

    private FirstAttention() {}

    /**
     * Causal self-attention.
     *
     * @param q queries [B,H,N,D], row-major
     * @param k keys [B,H,N,D]
     * @param v values [B,H,N,D]
     * @return o [B,H,N,D]
     */
    static float[] causal(float[] q, float[] k, float[] v) {
        try (Attention attention = Attention.builder("standard").causal(true).build()) {
            float[] o = null;
            for (int call = 1; call <= 2; call++) {
                o = attention.forward(q, k, v, BATCH, HEADS, LENGTH, HEAD_DIM);
                System.out.printf(
                        "call %d: %.2f ms%n", call, attention.lastReport().wallNs() / 1e6);
            }
            System.out.println("engine: " + attention.engineChoice().engine().id());
            attention.engineChoice().reasons().forEach(reason -> System.out.println("  " + reason));
            return o;
        }
    }

    /** Normally distributed values [B,H,N,D]. */
    static float[] values(long seed) {
        Random random = new Random(seed);
        float[] values = new float[BATCH * HEADS * LENGTH * HEAD_DIM];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** Runs it on random tensors. */
    public static void main(String[] args) {
        float[] v = values(3);
        float[] o = causal(values(1), values(2), v);
        // The first query sees the first key only, so that its output is the first value.
        System.out.println("o[0] = " + o[0] + ", v[0] = " + v[0]);
    }
}
