package io.attn4j.model;

import io.attn4j.mechanism.CounterRandom;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How a classifier reads documents.
 *
 * <p>A document of more tokens than the window N is read in several views of N tokens. In training each step takes one that starts
 * anywhere; evaluation and classification take up to {@code views}, evenly spaced from the document's beginning to its end, and
 * average their probabilities ({@link DocumentVotes}). With one view, it is the beginning, always.
 *
 * <p>With {@code ngrams}, the embedding of a token has more terms: for each n of them, a row of a table, chosen by a hash of the n
 * tokens that end there (Bojanowski et al. 2017, section 3.2; Weinberger et al. 2009). The tables start at zero, so that what no
 * document in training had adds nothing. Different n-grams may share a row.
 *
 * @param views most windows of a document, from 1
 * @param pooling how hidden states of tokens become one: {@link #MEAN}, or {@link #ATTENTION}
 * @param tokenDropout share of tokens that a step of training leaves out of a document, from 0, below 1
 * @param ngrams the numbers of tokens n, ascending, from 2
 * @param buckets rows of the table of each n
 */
public record DocumentReading(int views, String pooling, double tokenDropout, List<Integer> ngrams, int buckets) {
    /** Of {@link #pooling}: the mean. */
    public static final String MEAN = "mean";

    /**
     * Of {@link #pooling}: a mean with weights that are learned, for each head's columns its own, {@code softmax_n(sqrt(H/M) q_h .
     * hidden[n,h])} with a query {@code q [M]} that starts at zero, as the mean (Lee et al. 2019, section 3.2, with one seed).
     */
    public static final String ATTENTION = "attention";

    /** The beginning of each document, and the mean. */
    public static final DocumentReading DEFAULT = new DocumentReading(1, MEAN, 0, List.of(), 1 << 16);

    private static final int MOST_TOGETHER = 16;
    private static final int MOST_BUCKETS = 1 << 23;
    private static final double MOST_DROPPED = 0.99;

    /** The streams of numbers that choose views and tokens; documents and parameters are drawn from others. */
    private static final long VIEWS = 0x7669657773L;

    private static final long TOKENS = 0x746F6B656E73L;

    public DocumentReading {
        ngrams = List.copyOf(ngrams);
    }

    /** Reads {@code views}, {@code pooling}, {@code token_dropout}, {@code ngrams} and {@code buckets}. */
    static DocumentReading read(JsonFields json) {
        List<Integer> ngrams = json.array("ngrams").stream()
                .map(n -> {
                    if (n instanceof Long number && number >= 2 && number <= MOST_TOGETHER) {
                        return number.intValue();
                    }
                    throw json.invalid("ngrams", json.array("ngrams"), "whole numbers from 2 to " + MOST_TOGETHER);
                })
                .toList();
        if (!ngrams.equals(ngrams.stream().distinct().sorted().toList())) {
            throw json.invalid("ngrams", json.array("ngrams"), "different numbers, ascending");
        }
        int buckets = json.integer("buckets", 1, DEFAULT.buckets());
        if (buckets > MOST_BUCKETS) {
            throw json.invalid("buckets", (long) buckets, "at most " + MOST_BUCKETS);
        }
        return new DocumentReading(
                json.integer("views", 1, DEFAULT.views()),
                json.word("pooling", List.of(MEAN, ATTENTION), MEAN),
                json.number("token_dropout", 0, MOST_DROPPED, 0.0),
                ngrams,
                buckets);
    }

    /** As {@link #read} reads it, the fields that differ from {@link #DEFAULT}. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        if (views != DEFAULT.views) {
            json.put("views", (long) views);
        }
        if (!pooling.equals(DEFAULT.pooling)) {
            json.put("pooling", pooling);
        }
        if (tokenDropout != DEFAULT.tokenDropout) {
            json.put("token_dropout", tokenDropout);
        }
        if (!ngrams.isEmpty()) {
            json.put("ngrams", ngrams.stream().map(n -> (long) n).toList());
        }
        if (buckets != DEFAULT.buckets) {
            json.put("buckets", (long) buckets);
        }
        return json;
    }

    /** The row of the table of n that {@code tokens[end-n+1..end]} choose, or -1 where the document starts after the first. */
    int row(int n, int[] tokens, int end) {
        if (end - n + 1 < 0) {
            return -1;
        }
        long[] together = new long[n];
        for (int i = 0; i < n; i++) {
            together[i] = tokens[end - n + 1 + i];
        }
        return (int) CounterRandom.below(buckets, n, together);
    }

    /** Where the views of a document in evaluation start. */
    public int[] starts(int length, int window) {
        if (views == 1 || length <= window) {
            return new int[1];
        }
        int count = Math.min(views, Math.ceilDiv(length, window));
        int[] starts = new int[count];
        Arrays.setAll(starts, i -> (int) ((long) (length - window) * i / (count - 1)));
        return starts;
    }

    /**
     * The places of the tokens that a step of training takes of a document, ascending: a function of the arguments.
     *
     * @param length tokens of the document
     * @param window N
     * @param step the step's number, from 1
     * @param row the document's number in the step
     */
    public int[] places(int length, int window, long seed, long step, int row) {
        int from = views == 1 || length <= window
                ? 0
                : (int) CounterRandom.below(length - window + 1L, seed, VIEWS, step, row);
        if (tokenDropout == 0) {
            return IntStream.range(from, Math.min(length, from + window)).toArray();
        }
        int[] places = IntStream.range(from, length)
                .filter(i -> CounterRandom.uniform(seed, TOKENS, step, row, i) >= tokenDropout)
                .limit(window)
                .toArray();
        return places.length == 0 ? new int[] {from} : places;
    }
}
