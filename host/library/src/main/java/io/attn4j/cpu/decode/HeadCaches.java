package io.attn4j.cpu.decode;

/** Keys and values of all heads of some sequences, of the same capacity. */
public final class HeadCaches {
    private final KeyCache[] keys;
    private final ValueCache[] values;
    private final int heads;
    private final int keyDim;
    private final int valueDim;

    /**
     * Room for {@code capacity} keys and values in each head of each sequence.
     *
     * @param keyDim columns of a key; 0 for values alone
     */
    public HeadCaches(int sequences, int heads, int capacity, int keyDim, int valueDim) {
        this.heads = heads;
        this.keyDim = keyDim;
        this.valueDim = valueDim;
        int count = Math.multiplyExact(sequences, heads);
        keys = new KeyCache[keyDim == 0 ? 0 : count];
        values = new ValueCache[count];
        for (int i = 0; i < count; i++) {
            if (keyDim > 0) {
                keys[i] = new KeyCache(capacity, keyDim);
            }
            values[i] = new ValueCache(capacity, valueDim);
        }
    }

    /** Keys of one head. */
    public KeyCache keys(int sequence, int head) {
        return keys[sequence * heads + head];
    }

    /** Values of one head. */
    public ValueCache values(int sequence, int head) {
        return values[sequence * heads + head];
    }

    /** Stores place {@code j} of all heads of a sequence from rows in which they lie side by side. */
    public void put(int sequence, int j, float[] k, int k0, float[] v, int v0) {
        for (int h = 0; h < heads; h++) {
            if (keyDim > 0) {
                keys(sequence, h).put(j, k, k0 + h * keyDim);
            }
            values(sequence, h).put(j, v, v0 + h * valueDim);
        }
    }

    /** Stores every row at its position. */
    public void put(DecodeRows rows, RowArray k, RowArray v) {
        for (int r = 0; r < rows.count(); r++) {
            put(
                    rows.sequence(r),
                    rows.position(r),
                    k == null ? null : k.data(),
                    k == null ? 0 : k.at(r),
                    v.data(),
                    v.at(r));
        }
    }

    /** Bytes of all of them. */
    public long bytes() {
        long bytes = 0;
        for (KeyCache each : keys) {
            bytes += each.bytes();
        }
        for (ValueCache each : values) {
            bytes += each.bytes();
        }
        return bytes;
    }
}
