package io.attn4j.data;

import io.attn4j.mechanism.CounterRandom;
import java.util.Arrays;

/**
 * Tokens and the tokens that follow them, as plans take them: B rows of N, row-major.
 *
 * @param ids tokens [B,N]; 0 where there is none
 * @param targets the token after each [B,N]; -1 where there is none
 * @param starts where each row begins in its text, [B]; negative for a row of padding
 */
public record Batch(float[] ids, float[] targets, int[] starts) {
    /** The stream of numbers that chooses windows; parameters are drawn from others. */
    private static final long WINDOWS = 0x77696E646F7773L;

    /**
     * The windows of one step: each starts anywhere in the text, as seed, step and row tell, and nothing else does.
     *
     * @param text at least N + 1 tokens
     * @param step from 1
     */
    public static Batch of(Corpus text, int rows, int window, long seed, long step) {
        return at(text, window, starts(text, rows, window, seed, step));
    }

    /**
     * As {@link #of}, but no row has tokens of two documents: a row lies in the document of the token drawn for it, and
     * documents that are shorter than a window are padded.
     */
    public static Batch ofDocuments(Corpus text, int rows, int window, long seed, long step) {
        int[] starts = new int[rows];
        int[] ends = new int[rows];
        for (int row = 0; row < rows; row++) {
            int drawn = (int) CounterRandom.below(text.length(), seed, WINDOWS, step, row);
            int[] document = text.document(drawn);
            starts[row] = Math.max(document[0], Math.min(drawn, document[1] - 1 - window));
            ends[row] = document[1];
        }
        return at(text, window, starts, ends);
    }

    private static int[] starts(Corpus text, int rows, int window, long seed, long step) {
        int[] starts = new int[rows];
        Arrays.setAll(starts, row -> (int) CounterRandom.below(text.length() - window, seed, WINDOWS, step, row));
        return starts;
    }

    /**
     * Windows at {@code starts}; what is beyond the end of the text is padding, and so are rows whose start is negative.
     */
    public static Batch at(Corpus text, int window, int... starts) {
        int[] ends = new int[starts.length];
        Arrays.fill(ends, text.length());
        return at(text, window, starts, ends);
    }

    private static Batch at(Corpus text, int window, int[] starts, int[] ends) {
        float[] ids = new float[starts.length * window];
        float[] targets = new float[ids.length];
        Arrays.fill(targets, -1);
        for (int row = 0; row < starts.length; row++) {
            int end = starts[row] < 0 ? 0 : Math.min(window, ends[row] - 1 - starts[row]);
            for (int i = 0; i < end; i++) {
                ids[row * window + i] = text.at(starts[row] + i);
                targets[row * window + i] = text.at(starts[row] + i + 1);
            }
        }
        return new Batch(ids, targets, starts);
    }

    /** Rows {@code from} (inclusive) to {@code to} (exclusive). */
    public Batch rows(int from, int to) {
        int window = ids.length / starts.length;
        return new Batch(
                Arrays.copyOfRange(ids, from * window, to * window),
                Arrays.copyOfRange(targets, from * window, to * window),
                Arrays.copyOfRange(starts, from, to));
    }

    /** Number of targets. */
    public int count() {
        int count = 0;
        for (float target : targets) {
            count += target >= 0 ? 1 : 0;
        }
        return count;
    }
}
