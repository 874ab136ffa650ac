package io.attn4j.cpu.decode;

import io.attn4j.cpu.tile.TileLoops;
import java.util.Arrays;

/**
 * The state of past-only attention in one head of one sequence: k slots of keys, transposed, and of values, each a sum over
 * all tokens so far that may forget the earlier ones.
 */
public final class SlotState {
    private final int rank;
    private final int lanes;
    private final int keyDim;
    private final int valueDim;
    private final int stride;
    private final float[] keys;
    private final float[] values;

    /** {@code rank} slots of zeros. */
    public SlotState(int rank, int keyDim, int valueDim) {
        this.rank = rank;
        this.keyDim = keyDim;
        this.valueDim = valueDim;
        lanes = ValueCache.padded(rank);
        stride = ValueCache.padded(valueDim);
        keys = new float[Math.multiplyExact(lanes, keyDim)];
        values = new float[Math.multiplyExact(rank, stride)];
    }

    /** {@code K[r] *= kept[r]}, {@code V[r] *= kept[r]}. */
    public void forget(float[] kept) {
        for (int d = 0; d < keyDim; d++) {
            int at = d * lanes;
            for (int r = 0; r < rank; r++) {
                keys[at + r] *= kept[r];
            }
        }
        for (int r = 0; r < rank; r++) {
            int at = r * stride;
            for (int c = 0; c < valueDim; c++) {
                values[at + c] *= kept[r];
            }
        }
    }

    /** {@code K[r] += e[r] key}. */
    public void addKey(float[] e, int e0, float[] key, int from) {
        for (int d = 0; d < keyDim; d++) {
            float element = key[from + d];
            int at = d * lanes;
            for (int r = 0; r < rank; r++) {
                keys[at + r] = Math.fma(element, e[e0 + r], keys[at + r]);
            }
        }
    }

    /** {@code V[r] += f[r] value}. */
    public void addValue(float[] f, int f0, float[] value, int from) {
        for (int r = 0; r < rank; r++) {
            float factor = f[f0 + r];
            int at = r * stride;
            for (int c = 0; c < valueDim; c++) {
                values[at + c] = Math.fma(factor, value[from + c], values[at + c]);
            }
        }
    }

    /** {@code y[r] += q . K[r]}, of some beyond the last slot as well. */
    void addLogits(TileLoops loops, float[] q, float[] y) {
        loops.addRowProducts(q, 0, 0, 1, keys, 0, lanes, keyDim, y, 0, 0, lanes);
    }

    /** {@code y[c] += sum_r p[r] V[r][c]}. */
    void addWeighted(TileLoops loops, float[] p, float[] y) {
        loops.addRowProducts(p, 0, 0, 1, values, 0, stride, rank, y, 0, 0, stride);
    }

    int rank() {
        return rank;
    }

    /** Zeros. */
    public void clear() {
        Arrays.fill(keys, 0);
        Arrays.fill(values, 0);
    }

    /** Bytes that it holds. */
    public long bytes() {
        return (long) Float.BYTES * (keys.length + values.length);
    }
}
