package io.attn4j.mechanism.block;

import io.attn4j.error.InvalidInputException;
import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.plan.matrix.Activation;

/**
 * A block's own options.
 *
 * @param activation f of the MLP
 * @param epsilon added to the variance in norms
 */
record BlockSettings(Activation activation, float epsilon) {

    /**
     * Reads and checks them.
     *
     * @throws InvalidInputException with one line that names field, value, rule and remedy
     */
    static BlockSettings of(MechanismConfig config) {
        String name = config.options().getOrDefault("activation", "gelu");
        Activation activation = switch (name) {
            case "gelu" -> Activation.GELU;
            case "gelu-tanh" -> Activation.GELU_TANH;
            case "relu" -> Activation.RELU;
            default ->
                throw new InvalidInputException("activation", name, "gelu, gelu-tanh or relu", "--activation gelu");
        };
        String text = config.options().getOrDefault("norm-epsilon", "1e-5");
        try {
            float epsilon = Float.parseFloat(text);
            if (epsilon >= 0 && Float.isFinite(epsilon)) {
                return new BlockSettings(activation, epsilon);
            }
        } catch (NumberFormatException notANumber) {
            // falls to the refusal below, as any number out of range does
        }
        throw new InvalidInputException("norm-epsilon", text, "a number from 0", "--norm-epsilon 1e-5");
    }

    /** The number of heads, for mechanisms whose tensors do not tell it. */
    static int heads(MechanismConfig config) {
        String text = config.options().get("heads");
        if (text == null) {
            throw new InvalidInputException(
                    "heads", "none", "the number of heads that wq holds side by side", "--heads 8");
        }
        try {
            int heads = Integer.parseInt(text);
            if (heads >= 1) {
                return heads;
            }
        } catch (NumberFormatException notANumber) {
            // falls to the refusal below
        }
        throw new InvalidInputException("heads", text, "a whole number from 1", "--heads 8");
    }
}
