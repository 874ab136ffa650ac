package io.attn4j.text;

import io.attn4j.error.InvalidInputException;
import io.attn4j.mechanism.CounterRandom;
import java.util.Arrays;

/**
 * Chooses a token from logits.
 *
 * @param temperature divides logits; 0: always the most likely token, the first of equals
 * @param topK the most likely tokens among which one is drawn; 0: all
 * @param seed of the draws; each is a function of the seed and its number
 */
public record Sampler(double temperature, int topK, long seed) {
    /** Always the most likely token. */
    public static final Sampler GREEDY = new Sampler(0, 0, 0);

    private static final long DRAWS = 0x647261777321L;

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
    }

    /**
     * The token drawn.
     *
     * @param number of the draw
     */
    public int draw(float[] logits, long number) {
        Integer[] order = new Integer[logits.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (x, y) -> Float.compare(logits[y], logits[x]));
        if (temperature == 0) {
            return order[0];
        }
        int among = topK == 0 ? logits.length : Math.min(topK, logits.length);
        double[] sums = new double[among];
        double sum = 0;
        for (int i = 0; i < among; i++) {
            sum += Math.exp(((double) logits[order[i]] - logits[order[0]]) / temperature);
            sums[i] = sum;
        }
        double drawn = CounterRandom.uniform(seed, DRAWS, number) * sum;
        int chosen = 0;
        while (chosen < among - 1 && sums[chosen] < drawn) {
            chosen++;
        }
        return order[chosen];
    }
}
