package io.attn4j.cpu.decode;

/**
 * The rows of one call of a decoder: for each the sequence that it belongs to and its position in it.
 *
 * <p>Rows of a sequence follow one another and continue it: their positions are those after the last one that its caches
 * have. They are a <em>run</em>. A prompt is a run of many rows, a decoding step one row for each sequence.
 */
public final class DecodeRows {
    private final int[] sequences;
    private final int[] positions;
    private final int[] runs;
    private int count;
    private int runCount;

    /** Room for {@code rows} rows. */
    public DecodeRows(int rows) {
        sequences = new int[rows];
        positions = new int[rows];
        runs = new int[rows + 1];
    }

    /** Leaves no row. */
    public void clear() {
        count = 0;
        runCount = 0;
    }

    /** Appends a row. */
    public void add(int sequence, int position) {
        boolean continues = count > 0 && sequences[count - 1] == sequence && positions[count - 1] == position - 1;
        if (!continues) {
            runs[runCount++] = count;
        }
        sequences[count] = sequence;
        positions[count] = position;
        runs[runCount] = ++count;
    }

    /** Number of rows. */
    public int count() {
        return count;
    }

    /** Most rows. */
    public int capacity() {
        return sequences.length;
    }

    /** Sequence of row {@code r}. */
    public int sequence(int r) {
        return sequences[r];
    }

    /** Position of row {@code r} in its sequence, from 0. */
    public int position(int r) {
        return positions[r];
    }

    /** Number of runs. */
    public int runs() {
        return runCount;
    }

    /** First row of run {@code run}; that of {@link #runs} is the number of rows. */
    public int first(int run) {
        return runs[run];
    }

    /** Positions of all rows added up, each counted from 1: keys that they see. */
    public double visible() {
        double visible = 0;
        for (int r = 0; r < count; r++) {
            visible += positions[r] + 1;
        }
        return visible;
    }
}
