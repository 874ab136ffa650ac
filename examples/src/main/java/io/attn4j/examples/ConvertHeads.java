package io.attn4j.examples;

import io.attn4j.Attention;
import io.attn4j.mechanism.collaborative.Reparametrisation;
import io.attn4j.mechanism.collaborative.Reparametrisation.Limits;
import io.attn4j.mechanism.collaborative.Reparametrisation.Result;
import io.attn4j.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;

/**
 * Query and key weights of a standard model as weights of collaborative heads: exactly, and compressed.
 *
 * <p>Shows {@link Reparametrisation} on one layer, and that the layer computes the same afterwards. Random weights, as here,
 * are the hardest to compress; those of a trained model lose less. The command line does the same to files: {@code attn4j
 * convert --in layer.safetensors --heads 12 --rank 256 --out shared.safetensors}.
 */
public final class ConvertHeads {
    static final int LENGTH = 32;
    static final int MODEL_DIM = 64;
    static final int HEADS = 4;
    static final int KEY_DIM = MODEL_DIM / HEADS;

    private ConvertHeads() {}

    /** Collaborative attention with the weights of {@code heads}: o [1,H,N,Dv] for x [1,N,M] and v [1,H,N,Dv]. */
    static float[] collaborative(Result heads, Tensor x, Tensor v) {
        Map<String, Tensor> inputs = Map.of("x", x, "wq", heads.wq(), "wk", heads.wk(), "mu", heads.mu(), "v", v);
        try (Attention attention = Attention.builder("collaborative").build();
                Tensor o = attention.forward(inputs)) {
            return o.toFloats();
        }
    }

    /** Attention as the standard model computes it, with heads that concatenate: q_h = x Wq_h, k_h = x Wk_h. */
    static float[] concatenated(Tensor wq, Tensor wk, Tensor x, Tensor v) {
        try (Attention attention = Attention.builder("standard").build()) {
            return attention.forward(heads(x, wq), heads(x, wk), v.toFloats(), 1, HEADS, LENGTH, KEY_DIM);
        }
    }

    /** x [1,N,M] times w [M,H*D], as [1,H,N,D]. */
    private static float[] heads(Tensor x, Tensor w) {
        float[] product = new float[LENGTH * MODEL_DIM];
        for (int head = 0; head < HEADS; head++) {
            for (int row = 0; row < LENGTH; row++) {
                for (int column = 0; column < KEY_DIM; column++) {
                    double sum = 0;
                    for (int m = 0; m < MODEL_DIM; m++) {
                        sum += (double) x.getFloat((long) row * MODEL_DIM + m)
                                * w.getFloat((long) m * MODEL_DIM + head * KEY_DIM + column);
                    }
                    product[(head * LENGTH + row) * KEY_DIM + column] = (float) sum;
                }
            }
        }
        return product;
    }

    /** The layer's weights with {@code rank} shared columns; {@link #MODEL_DIM} of them are exact. */
    static Result convert(Tensor wq, Tensor wk, int rank) {
        Limits limits = Limits.of(MODEL_DIM, MODEL_DIM, rank, 1);
        return Reparametrisation.convert(wq, wk, null, HEADS, rank, limits, progress -> {});
    }

    /** Normally distributed values, divided by {@code divisor}. */
    static Tensor normal(long seed, double divisor, long... shape) {
        Random random = new Random(seed);
        float[] values = new float[Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact))];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() / divisor);
        }
        return Tensor.of(values, shape);
    }

    /** Converts a layer of random weights and compares what it computes. */
    public static void main(String[] args) {
        Tensor wq = normal(1, Math.sqrt(MODEL_DIM), MODEL_DIM, MODEL_DIM);
        Tensor wk = normal(2, Math.sqrt(MODEL_DIM), MODEL_DIM, MODEL_DIM);
        Tensor x = normal(3, 1, 1, LENGTH, MODEL_DIM);
        Tensor v = normal(4, 1, 1, HEADS, LENGTH, KEY_DIM);
        float[] expected = concatenated(wq, wk, x, v);
        for (int rank : new int[] {MODEL_DIM, 48, 32}) {
            Result heads = convert(wq, wk, rank);
            float[] o = collaborative(heads, x, v);
            double largest = 0;
            for (int i = 0; i < o.length; i++) {
                largest = Math.max(largest, Math.abs(o[i] - expected[i]));
            }
            System.out.printf(
                    "rank %2d: error of the logits' tensor %.3f, largest difference of the output %.1e%n",
                    rank, heads.relativeError(), largest);
        }
    }
}
