package io.attn4j.model;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Texts as the plans of a {@link Classifier} take them: bytes or other tokens [B,N], cut at the window or padded with zeros, and where the
 * text is.
 */
public final class DocumentBatch {
    private final int window;
    private final float[] ids;
    private final float[] pooling;
    private final float[] keyBias;
    private final float[] valid;
    private final DocumentReading reading;
    private final Map<Integer, float[]> ngrams = new TreeMap<>();

    /**
     * A batch of padding.
     *
     * @param rows B
     * @param window N
     */
    public DocumentBatch(int rows, int window) {
        this(rows, window, DocumentReading.DEFAULT);
    }

    /**
     * A batch of padding for a model.
     *
     * @param rows B
     */
    public DocumentBatch(int rows, ModelConfig config) {
        this(rows, config.window(), config.reading());
    }

    private DocumentBatch(int rows, int window, DocumentReading reading) {
        this.window = window;
        this.reading = reading;
        ids = new float[rows * window];
        pooling = new float[ids.length];
        keyBias = new float[ids.length];
        valid = new float[ids.length];
        reading.ngrams().forEach(n -> ngrams.put(n, new float[ids.length]));
        for (int row = 0; row < rows; row++) {
            setPlaces(row, new int[1], 0);
        }
    }

    /**
     * Puts a text into a row.
     *
     * @param text one byte or more; those beyond the window are cut off
     */
    public void set(int row, byte[] text) {
        int[] tokens = new int[text.length];
        Arrays.setAll(tokens, i -> text[i] & 0xFF);
        set(row, tokens);
    }

    /**
     * Puts the beginning of a text into a row.
     *
     * @param tokens one or more; those beyond the window are cut off
     */
    public void set(int row, int... tokens) {
        set(row, tokens, 0);
    }

    /**
     * Puts a view of a text into a row.
     *
     * @param tokens of the whole text, one or more
     * @param start the first token of the view; those beyond the window are cut off
     */
    public void set(int row, int[] tokens, int start) {
        setPlaces(
                row,
                tokens,
                IntStream.range(start, Math.min(tokens.length, start + window)).toArray());
    }

    /**
     * Puts some tokens of a text into a row.
     *
     * @param tokens of the whole text
     * @param places which of them, ascending, one or more and at most as many as the window has
     */
    public void setPlaces(int row, int[] tokens, int... places) {
        int length = places.length;
        int from = row * window;
        for (int i = 0; i < window; i++) {
            ids[from + i] = i < length ? tokens[places[i]] : 0;
        }
        ngrams.forEach((n, rows) -> {
            for (int i = 0; i < window; i++) {
                rows[from + i] = i < length ? reading.row(n, tokens, places[i]) : -1;
            }
        });
        Arrays.fill(pooling, from, from + length, 1f / length);
        Arrays.fill(pooling, from + length, from + window, 0);
        Arrays.fill(keyBias, from, from + length, 0);
        Arrays.fill(keyBias, from + length, from + window, Classifier.MASKED);
        Arrays.fill(valid, from, from + length, 1);
        Arrays.fill(valid, from + length, from + window, 0);
    }

    /** Inputs by name; a plan takes those that it has. */
    public Map<String, MemorySegment> inputs() {
        Map<String, MemorySegment> inputs = new HashMap<>();
        inputs.put(BlockModel.IDS, MemorySegment.ofArray(ids));
        inputs.put(Classifier.POOLING, MemorySegment.ofArray(pooling));
        inputs.put(Classifier.KEY_BIAS, MemorySegment.ofArray(keyBias));
        inputs.put(Classifier.VALID, MemorySegment.ofArray(valid));
        ngrams.forEach((n, rows) -> inputs.put(BlockModel.ngrams(n), MemorySegment.ofArray(rows)));
        return inputs;
    }
}
