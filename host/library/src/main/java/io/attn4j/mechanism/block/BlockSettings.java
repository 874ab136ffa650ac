package io.attn4j.mechanism.block;

import io.attn4j.mechanism.Options;
import io.attn4j.plan.matrix.Activation;

/**
 * A block's own options.
 *
 * @param activation f of the MLP
 * @param epsilon added to the variance in norms
 * @param order where the norms stand
 */
record BlockSettings(Activation activation, float epsilon, NormOrder order) {

    /**
     * Reads and checks them.
     *
     * @throws io.attn4j.error.InvalidInputException with one line that names field, value, rule and remedy
     */
    static BlockSettings of(Options options) {
        return new BlockSettings(
                options.constant("activation", Activation.GELU),
                options.single("norm-epsilon", 1e-5f),
                options.constant("norm-order", NormOrder.PRE));
    }
}
