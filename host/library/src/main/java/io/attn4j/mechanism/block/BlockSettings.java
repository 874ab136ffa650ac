package io.attn4j.mechanism.block;

import io.attn4j.mechanism.Options;
import io.attn4j.plan.matrix.Activation;

/**
 * A block's own options.
 *
 * @param activation f of the MLP
 * @param epsilon added to the variance in norms
 * @param order where the norms stand
 * @param dropout probability that an element of a branch is dropped before the branch joins the stream
 * @param attentionDropout probability that a weight of the attention is dropped
 */
record BlockSettings(Activation activation, float epsilon, NormOrder order, float dropout, float attentionDropout) {

    /**
     * Reads and checks them.
     *
     * @throws io.attn4j.error.InvalidInputException with one line that names field, value, rule and remedy
     */
    static BlockSettings of(Options options) {
        return new BlockSettings(
                options.constant("activation", Activation.GELU),
                options.single("norm-epsilon", 1e-5f),
                options.constant("norm-order", NormOrder.PRE),
                options.single("dropout", 0),
                options.single("attention-dropout", 0));
    }

    /** Whether anything is dropped. */
    boolean drops() {
        return dropout > 0 || attentionDropout > 0;
    }
}
