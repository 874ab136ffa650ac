package io.attn4j.mechanism.synthesizer;

import io.attn4j.mechanism.CounterRandom;
import io.attn4j.mechanism.Options;
import java.lang.ref.SoftReference;
import java.util.stream.IntStream;

/**
 * The logits of fixed Random (Tay et al. 2020, section 3.2): element (h, i, j) is {@code std} times the number at (h, i, j)
 * of {@link CounterRandom}, so that a shorter sequence has a part of the same matrix.
 *
 * @param seed stream
 * @param std standard deviation
 */
record FixedLogits(long seed, double std) {
    private static volatile SoftReference<Drawn> last = new SoftReference<>(null);

    /** Matrices of all heads, and what they were drawn for. */
    private static final class Drawn {
        private final FixedLogits logits;
        private final int heads;
        private final int tokens;
        private final float[] values;

        Drawn(FixedLogits logits, int heads, int tokens, float[] values) {
            this.logits = logits;
            this.heads = heads;
            this.tokens = tokens;
            this.values = values;
        }
    }

    /**
     * Reads the options.
     *
     * @throws io.attn4j.error.InvalidInputException when they are no numbers
     */
    static FixedLogits of(Options options) {
        return new FixedLogits(options.seed("seed", 0), options.number("std", 1));
    }

    /** The logit of row {@code i} and key {@code j}. */
    float at(int head, int i, int j) {
        return (float) (std * CounterRandom.normal(seed, head, i, j));
    }

    /**
     * The matrix of every head, [heads,tokens,tokens]. The last one drawn is kept while memory allows: requests whose mixture
     * or lengths are read each time are planned each time, with the same matrix. Callers do not write to it.
     */
    float[] matrices(int heads, int tokens) {
        Drawn drawn = last.get();
        if (drawn == null || !drawn.logits.equals(this) || drawn.heads != heads || drawn.tokens != tokens) {
            drawn = new Drawn(this, heads, tokens, draw(heads, tokens));
            last = new SoftReference<>(drawn);
        }
        return drawn.values;
    }

    private float[] draw(int heads, int tokens) {
        float[] values = new float[Math.multiplyExact(heads, Math.multiplyExact(tokens, tokens))];
        IntStream.range(0, heads * tokens).parallel().forEach(row -> {
            for (int j = 0; j < tokens; j++) {
                values[row * tokens + j] = at(row / tokens, row % tokens, j);
            }
        });
        return values;
    }
}
