package io.attn4j.mechanism;

/**
 * Which dimensions of a tensor run over batches and heads, so that a request can be split along them.
 *
 * @param batch dimension that runs over batches, or -1
 * @param head dimension that runs over heads, or -1
 * @param kvHead whether those are the heads of keys and values rather than of queries
 */
public record TensorAxes(int batch, int head, boolean kvHead) {
    /** Needed whole by every part. */
    public static final TensorAxes NONE = new TensorAxes(-1, -1, false);

    /** Axes of the tensors that all mechanisms share, by name; {@link #NONE} for any other. */
    public static TensorAxes of(String tensor) {
        return switch (tensor) {
            case "q", "bias", "key_bias", "o", "lse" -> new TensorAxes(0, 1, false);
            case "k", "v" -> new TensorAxes(0, 1, true);
            case "lengths" -> new TensorAxes(0, -1, false);
            default -> NONE;
        };
    }
}
