package io.attn4j.plan;

import java.util.Arrays;

/**
 * Where documents start in sequences that hold several one after another. Masks that are made of it ({@link
 * KeyRanges#within}) follow what it holds when a plan is executed, so that one plan serves sequences of any documents.
 *
 * <p>Not for several threads: what executes the plans also sets the documents before each execution.
 */
public final class DocumentStarts {
    private final int batch;
    private final int rows;
    private final int[] starts;
    private int changes;

    /**
     * Sequences of one document each.
     *
     * @param batch B
     * @param rows N
     */
    public DocumentStarts(int batch, int rows) {
        this.batch = batch;
        this.rows = rows;
        starts = new int[Math.multiplyExact(batch, rows)];
    }

    /** B. */
    public int batch() {
        return batch;
    }

    /** N. */
    public int rows() {
        return rows;
    }

    /**
     * Sets the documents of the next execution.
     *
     * @param table the first row of the document of each row [B,N]; copied
     * @throws IllegalArgumentException when a row is neither the first of a document nor of the one before it
     */
    public void set(int... table) {
        if (table.length != starts.length) {
            throw new IllegalArgumentException(
                    "documents: got " + table.length + " rows; needs " + batch + " x " + rows);
        }
        for (int at = 0; at < table.length; at++) {
            int row = at % rows;
            if (table[at] != row && (row == 0 || table[at] != table[at - 1])) {
                throw new IllegalArgumentException("documents: got the start " + table[at] + " at row " + row
                        + "; needs " + row + (row == 0 ? "" : " or " + table[at - 1]));
            }
        }
        if (!Arrays.equals(table, starts)) {
            System.arraycopy(table, 0, starts, 0, table.length);
            changes++;
        }
    }

    /** The first row of the document that row {@code row} of a sequence belongs to. */
    public int of(int sequence, int row) {
        return starts[sequence * rows + row];
    }

    /** How often the documents have changed. */
    int changes() {
        return changes;
    }
}
