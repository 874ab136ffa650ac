package io.attn4j.text;

import io.attn4j.error.InvalidInputException;

/**
 * How a token is chosen from logits.
 *
 * @param temperature divides logits; 0: always the most likely token, the first of equals
 * @param topK the most likely tokens among which one is drawn; 0: all
 * @param topP of those, the fewest that are together as likely as this share (nucleus sampling, Holtzman et al. 2020); 1: all
 * @param repetitionPenalty divides positive logits of tokens that the text has already, and multiplies negative ones (Keskar
 *     et al. 2019); 1: none
 * @param seed of the draws; each is a function of the seed and its number
 */
public record Sampler(double temperature, int topK, double topP, double repetitionPenalty, long seed) {
    /** Always the most likely token. */
    public static final Sampler GREEDY = new Sampler(0, 0, 0);

    /**
     * A sampler.
     *
     * @throws InvalidInputException for a temperature or a number of tokens that is none
     */
    public Sampler {
        if (!(temperature >= 0) || Double.isInfinite(temperature)) {
            throw new InvalidInputException("temperature", temperature, "a number from 0", "--temperature 0.8");
        }
        if (topK < 0) {
            throw new InvalidInputException("top-k", topK, "a number of tokens, 0 for all", "--top-k 40");
        }
        if (!(topP > 0 && topP <= 1)) {
            throw new InvalidInputException("top-p", topP, "a share above 0, up to 1", "--top-p 0.9");
        }
        if (!(repetitionPenalty > 0) || Double.isInfinite(repetitionPenalty)) {
            throw new InvalidInputException(
                    "repetition-penalty",
                    repetitionPenalty,
                    "a number above 0, 1 for none",
                    "--repetition-penalty 1.1");
        }
    }

    /** Without top-p and penalty. */
    public Sampler(double temperature, int topK, long seed) {
        this(temperature, topK, 1, 1, seed);
    }

    /** The same with another seed. */
    public Sampler withSeed(long other) {
        return new Sampler(temperature, topK, topP, repetitionPenalty, other);
    }

    /** The draws of one text. */
    public Draws draws(int vocabulary) {
        return new Draws(this, vocabulary);
    }

    /**
     * The token drawn, of a text that has none yet.
     *
     * @param number of the draw
     */
    public int draw(float[] logits, long number) {
        return draws(logits.length).draw(logits, number);
    }
}
