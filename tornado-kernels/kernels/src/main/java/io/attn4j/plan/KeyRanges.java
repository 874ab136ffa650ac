package io.attn4j.plan;

import java.util.Objects;
import java.util.function.IntBinaryOperator;

/**
 * The half-open interval of keys that each query row may attend to: every mask of the core in one table.
 *
 * <p>Row {@code i} of batch {@code b} sees keys {@code start(b, i) <= j < end(b, i)}; an empty interval is a fully
 * masked row, whose output is 0 and whose log-sum-exp is negative infinity. Causal masks (aligned bottom-right:
 * {@code j <= i + L - N}), key lengths ({@code j < lengths[b]}) and packed variable-length batches are all intervals,
 * so kernels read one table and have one code path.
 */
public final class KeyRanges {
    private final int batch;
    private final int queries;
    private final IntBinaryOperator start;
    private final IntBinaryOperator end;
    /** What the intervals follow besides their rows, or null where they are the same for good. */
    private final DocumentStarts documents;

    private int[] table;
    /** The documents' changes when the table was made. */
    private int changes;

    private KeyRanges(int batch, int queries, IntBinaryOperator start, IntBinaryOperator end) {
        this(batch, queries, start, end, null);
    }

    private KeyRanges(
            int batch, int queries, IntBinaryOperator start, IntBinaryOperator end, DocumentStarts documents) {
        this.batch = batch;
        this.queries = queries;
        this.start = start;
        this.end = end;
        this.documents = documents;
    }

    private KeyRanges(int batch, int queries, int[] table) {
        this(batch, queries, (b, i) -> table[2 * (b * queries + i)], (b, i) -> table[2 * (b * queries + i) + 1]);
        this.table = table;
    }

    /**
     * Ranges for a rectangular batch.
     *
     * @param lengths valid keys of each batch ([B]), or null when all L are valid; the caller has checked
     *     {@code 0 <= lengths[b] <= keys}
     */
    public static KeyRanges rectangular(int batch, int queries, int keys, boolean causal, int[] lengths) {
        return new KeyRanges(batch, queries, (b, i) -> 0, (b, i) -> {
            int length = lengths == null ? keys : lengths[b];
            return Math.max(0, causal ? Math.min(length, i + 1 + keys - queries) : length);
        });
    }

    /**
     * Ranges by rule.
     *
     * @param start first key that row i of batch b sees, called with (b, i)
     * @param end first key after those that it sees, called with (b, i)
     */
    public static KeyRanges of(int batch, int queries, IntBinaryOperator start, IntBinaryOperator end) {
        return new KeyRanges(batch, queries, start, end);
    }

    /**
     * Builds the table for sequences packed one after another into a batch of 1.
     *
     * @param cuQueries first query row of each sequence and the total as last entry ([S+1], ascending from 0)
     * @param cuKeys the same for keys; the same array as {@code cuQueries} for self-attention
     */
    public static KeyRanges packed(int[] cuQueries, int[] cuKeys, boolean causal) {
        Objects.requireNonNull(cuQueries, "cuQueries");
        int queries = cuQueries[cuQueries.length - 1];
        int[] table = new int[Math.multiplyExact(2, queries)];
        for (int s = 0; s + 1 < cuQueries.length; s++) {
            int n = cuQueries[s + 1] - cuQueries[s];
            int l = cuKeys[s + 1] - cuKeys[s];
            for (int i = 0; i < n; i++) {
                int visible = causal ? Math.clamp((long) i + 1 + l - n, 0, l) : l;
                int at = 2 * (cuQueries[s] + i);
                table[at] = cuKeys[s];
                table[at + 1] = cuKeys[s] + visible;
            }
        }
        return new KeyRanges(1, queries, table);
    }

    /**
     * Any intervals.
     *
     * @param table {@code [B, N, 2]} of (start, end), kept, not copied
     */
    public static KeyRanges of(int batch, int queries, int[] table) {
        if (table.length != 2L * batch * queries) {
            throw new IllegalArgumentException("table: got " + table.length + " numbers; needs 2 for each of " + batch
                    + " x " + queries + " rows");
        }
        return new KeyRanges(batch, queries, table);
    }

    /**
     * The same, but no row sees keys of documents before its own; it follows the documents as they change.
     *
     * @param starts documents of the rows
     * @param rows how many rows make {@code keys} keys; documents start at multiples of it
     * @param keys how many keys that many rows make
     */
    public KeyRanges within(DocumentStarts starts, int rows, int keys) {
        if (starts.batch() != batch || starts.rows() != queries) {
            throw new IllegalArgumentException("documents: got " + starts.batch() + " x " + starts.rows()
                    + " rows; needs those of the mask, " + batch + " x " + queries);
        }
        IntBinaryOperator first = (b, i) -> Math.max(start.applyAsInt(b, i), starts.of(b, i) / rows * keys);
        return new KeyRanges(
                batch, queries, first, (b, i) -> Math.max(first.applyAsInt(b, i), end.applyAsInt(b, i)), starts);
    }

    /**
     * Ranges by a rule that reads {@code documents}, and follows them as they change.
     *
     * @param start first key that row i of batch b sees, called with (b, i)
     * @param end first key after those that it sees, called with (b, i)
     */
    public static KeyRanges of(
            DocumentStarts documents, int batch, int queries, IntBinaryOperator start, IntBinaryOperator end) {
        return new KeyRanges(batch, queries, start, end, documents);
    }

    /** Whether intervals may be others in the next execution. */
    public boolean mayChange() {
        return documents != null;
    }

    /** B of this table. */
    public int batch() {
        return batch;
    }

    /** N of this table. */
    public int queries() {
        return queries;
    }

    /** First key that row {@code query} of {@code batchIndex} sees. */
    public int start(int batchIndex, int query) {
        return start.applyAsInt(batchIndex, query);
    }

    /** First key after those that row {@code query} of {@code batchIndex} sees; not above {@code start} if none. */
    public int end(int batchIndex, int query) {
        return end.applyAsInt(batchIndex, query);
    }

    /** All ranges as {@code [B, N, 2]} of (start, end), made when first asked for; not a copy, not to be changed. */
    public synchronized int[] table() {
        if (table == null || documents != null && documents.changes() != changes) {
            changes = documents == null ? 0 : documents.changes();
            int[] made = new int[Math.multiplyExact(2, Math.multiplyExact(batch, queries))];
            for (int b = 0, at = 0; b < batch; b++) {
                for (int i = 0; i < queries; i++) {
                    made[at++] = start(b, i);
                    made[at++] = end(b, i);
                }
            }
            table = made;
        }
        return table;
    }

    /** Whether every row sees all of {@code keys} keys, in every execution. */
    public boolean areWhole(int keys) {
        if (mayChange()) {
            return false;
        }
        for (int b = 0; b < batch; b++) {
            for (int i = 0; i < queries; i++) {
                if (start(b, i) > 0 || end(b, i) < keys) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Visible (query, key) pairs summed over batch and rows, of one head: what a masked product really costs. */
    public long visiblePairs() {
        long pairs = 0;
        for (int b = 0; b < batch; b++) {
            for (int i = 0; i < queries; i++) {
                pairs += Math.max(0, end(b, i) - start(b, i));
            }
        }
        return pairs;
    }
}
