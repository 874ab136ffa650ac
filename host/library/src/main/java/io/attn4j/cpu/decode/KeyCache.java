package io.attn4j.cpu.decode;

import io.attn4j.cpu.tile.TileLoops;

/**
 * Keys of one head of one sequence: blocks of {@link TileLoops#LANES} of them, each transposed, so that the logits of a
 * query are sums over rows of lanes.
 */
public final class KeyCache {
    private static final int LANES = TileLoops.LANES;

    private final float[] data;
    private final int dim;

    /** Room for {@code capacity} keys. */
    public KeyCache(int capacity, int dim) {
        this.dim = dim;
        data = new float[Math.multiplyExact(RowArray.padded(capacity), dim)];
    }

    /** Stores key {@code j}. */
    public void put(int j, float[] key, int from) {
        int at = j / LANES * LANES * dim + j % LANES;
        for (int d = 0; d < dim; d++) {
            data[at + d * LANES] = key[from + d];
        }
    }

    /** Element {@code d} of key {@code j}. */
    public float get(int j, int d) {
        return data[j / LANES * LANES * dim + d * LANES + j % LANES];
    }

    /** {@code y[j] += q . key_j} of the first {@code count} keys, and of some after them within a multiple of the lanes. */
    public void addLogits(TileLoops loops, float[] q, int q0, int count, float[] y, int y0) {
        for (int j = 0; j < count; j += LANES) {
            loops.addRowProducts(q, q0, 0, 1, data, j * dim, LANES, dim, y, y0 + j, 0, LANES);
        }
    }

    /** {@code y[d] = sum_j w[w0 + j] key_j[d]} of the first {@code count} keys. */
    public void weighted(float[] w, int w0, int count, float[] y) {
        for (int d = 0; d < dim; d++) {
            float sum = 0;
            for (int j = 0; j < count; j++) {
                sum = Math.fma(w[w0 + j], get(j, d), sum);
            }
            y[d] = sum;
        }
    }

    /** {@code key_j . key_j}. */
    public double squaredNorm(int j) {
        double sum = 0;
        for (int d = 0; d < dim; d++) {
            sum += (double) get(j, d) * get(j, d);
        }
        return sum;
    }

    /** Bytes that it holds. */
    public long bytes() {
        return (long) Float.BYTES * data.length;
    }
}
