package io.attn4j.mechanism.synthesizer;

import io.attn4j.InvalidInputException;
import io.attn4j.mechanism.CounterRandom;
import io.attn4j.mechanism.MechanismConfig;

/**
 * The logits of fixed Random (Tay et al. 2020, section 3.2): element (h, i, j) is {@code std} times the number at (h, i, j)
 * of {@link CounterRandom}, so that a shorter sequence has a part of the same matrix.
 *
 * @param seed stream
 * @param std standard deviation
 */
record FixedLogits(long seed, double std) {

    /**
     * Reads the options.
     *
     * @throws InvalidInputException when they are no numbers
     */
    static FixedLogits of(MechanismConfig config) {
        String seed = config.options().get("seed");
        String std = config.options().getOrDefault("std", "1");
        try {
            double deviation = Double.parseDouble(std);
            if (deviation >= 0 && Double.isFinite(deviation)) {
                return new FixedLogits(Long.parseLong(seed), deviation);
            }
        } catch (NumberFormatException notANumber) {
            throw new InvalidInputException(
                    "seed",
                    seed + ", std " + std,
                    "a whole number, and a standard deviation from 0",
                    "--seed 1 --std 1");
        }
        throw new InvalidInputException("std", std, "a finite number from 0", "--std 1");
    }

    /** The matrix of every head, [heads,tokens,tokens]. */
    float[] matrices(int heads, int tokens) {
        float[] values = new float[Math.multiplyExact(heads, Math.multiplyExact(tokens, tokens))];
        for (int h = 0, at = 0; h < heads; h++) {
            for (int i = 0; i < tokens; i++) {
                for (int j = 0; j < tokens; j++) {
                    values[at++] = (float) (std * CounterRandom.normal(seed, h, i, j));
                }
            }
        }
        return values;
    }
}
