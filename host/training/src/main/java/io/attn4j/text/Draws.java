package io.attn4j.text;

import io.attn4j.mechanism.CounterRandom;

/** The tokens that a {@link Sampler} chooses for one text; allocates nothing by draw. */
public final class Draws {
    private static final long DRAWS = 0x647261777321L;

    private final Sampler sampler;
    private final boolean[] met;
    private final float[] logits;
    private final double[] sums;

    /** Tokens by logit: its bits, in the order of floats from the largest on, then the token. */
    private final long[] order;

    private final long[] indices = {DRAWS, 0};

    Draws(Sampler sampler, int vocabulary) {
        this.sampler = sampler;
        met = new boolean[vocabulary];
        logits = new float[vocabulary];
        sums = new double[vocabulary];
        order = new long[vocabulary];
    }

    /** Notes a token of the text, for the repetition penalty. */
    public void meet(int token) {
        met[token] = true;
    }

    /**
     * The token drawn.
     *
     * @param given logits [V]
     * @param number of the draw
     */
    public int draw(float[] given, long number) {
        System.arraycopy(given, 0, logits, 0, logits.length);
        if (sampler.repetitionPenalty() != 1) {
            penalise();
        }
        if (sampler.temperature() == 0) {
            return first();
        }
        for (int i = 0; i < order.length; i++) {
            int bits = Float.floatToIntBits(logits[i]);
            int ascending = bits ^ ((bits >> 31) & Integer.MAX_VALUE);
            order[i] = ((long) ~ascending << 32) | i;
        }
        sort();
        int among = sampler.topK() == 0 ? order.length : Math.min(sampler.topK(), order.length);
        double sum = 0;
        for (int i = 0; i < among; i++) {
            sum += Math.exp(((double) logits[(int) order[i]] - logits[(int) order[0]]) / sampler.temperature());
            sums[i] = sum;
        }
        if (sampler.topP() < 1) {
            int fewest = 1;
            while (fewest < among && sums[fewest - 1] < sampler.topP() * sum) {
                fewest++;
            }
            among = fewest;
            sum = sums[among - 1];
        }
        indices[1] = number;
        double drawn = CounterRandom.uniform(sampler.seed(), indices) * sum;
        int chosen = 0;
        while (chosen < among - 1 && sums[chosen] < drawn) {
            chosen++;
        }
        return (int) order[chosen];
    }

    /** Heapsort, for that of the JDK allocates. */
    private void sort() {
        for (int root = order.length / 2 - 1; root >= 0; root--) {
            sift(root, order.length);
        }
        for (int end = order.length - 1; end > 0; end--) {
            long largest = order[0];
            order[0] = order[end];
            order[end] = largest;
            sift(0, end);
        }
    }

    private void sift(int from, int end) {
        int parent = from;
        long moved = order[from];
        for (int child = 2 * parent + 1; child < end; child = 2 * parent + 1) {
            if (child + 1 < end && order[child + 1] > order[child]) {
                child++;
            }
            if (order[child] <= moved) {
                break;
            }
            order[parent] = order[child];
            parent = child;
        }
        order[parent] = moved;
    }

    private void penalise() {
        for (int i = 0; i < logits.length; i++) {
            if (met[i]) {
                double penalty = sampler.repetitionPenalty();
                logits[i] = (float) (logits[i] > 0 ? logits[i] / penalty : logits[i] * penalty);
            }
        }
    }

    /** The first of the largest, NaN above all others. */
    private int first() {
        int best = 0;
        for (int i = 1; i < logits.length; i++) {
            if (Float.compare(logits[i], logits[best]) > 0) {
                best = i;
            }
        }
        return best;
    }
}
