package io.attn4j.reference;

/**
 * Sizes of one call of the core {@code O = softmax(sigma * A * B^T + c + bias + mask) * W}.
 *
 * @param batch B, independent sequences (1 for a packed batch)
 * @param heads H, query heads
 * @param kvHeads heads of {@code B} and {@code W}; divides {@code heads} (grouped queries)
 * @param queries N, rows of {@code A}
 * @param keys L, rows of {@code B} and {@code W}
 * @param keyDim da, columns of {@code A} and {@code B}
 * @param valueDim dv, columns of {@code W}
 */
public record CoreShape(int batch, int heads, int kvHeads, int queries, int keys, int keyDim, int valueDim) {

    /** Query heads that share one key/value head. */
    public int groupSize() {
        return heads / kvHeads;
    }

    /** FLOPs of the two products, {@code 2 B H N L (da + dv)}, before any masking. */
    public double flops() {
        return 2.0 * batch * heads * queries * keys * ((double) keyDim + valueDim);
    }
}
