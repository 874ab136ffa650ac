package io.attn4j.cpu.decode;

import io.attn4j.cpu.tile.TileLoops;

/** Values of one head of one sequence, row by row, each filled up to a multiple of {@link TileLoops#SQUARE}. */
public final class ValueCache {
    /** Rows whose products are summed before they are added to those of other rows. */
    private static final int BLOCK = 256;

    private final float[] data;
    private final int dim;
    private final int stride;

    /** Room for {@code capacity} values. */
    public ValueCache(int capacity, int dim) {
        this.dim = dim;
        stride = padded(dim);
        data = new float[Math.multiplyExact(capacity, stride)];
    }

    static int padded(int dim) {
        return Math.ceilDiv(dim, TileLoops.SQUARE) * TileLoops.SQUARE;
    }

    /** Stores value {@code j}. */
    public void put(int j, float[] value, int from) {
        System.arraycopy(value, from, data, j * stride, dim);
    }

    /** {@code y[c] += sum_j p[j] value_j[c]} of the first {@code count} values, in blocks. */
    public void addWeighted(TileLoops loops, float[] p, int p0, int count, float[] part, float[] y) {
        for (int j = 0; j < count; j += BLOCK) {
            for (int c = 0; c < stride; c++) {
                part[c] = 0;
            }
            int rows = Math.min(BLOCK, count - j);
            loops.addRowProducts(p, p0 + j, 0, 1, data, j * stride, stride, rows, part, 0, 0, stride);
            for (int c = 0; c < stride; c++) {
                y[c] += part[c];
            }
        }
    }

    /** {@code y[c] = sum_j w[w0 + j] value_j[c]} of the first {@code count} values. */
    public void weighted(float[] w, int w0, int count, float[] y) {
        for (int c = 0; c < dim; c++) {
            float sum = 0;
            for (int j = 0; j < count; j++) {
                sum = Math.fma(w[w0 + j], data[j * stride + c], sum);
            }
            y[c] = sum;
        }
    }

    /** {@code y[c] += weight value_j[c]}. */
    public void addTo(int j, double weight, double[] y) {
        for (int c = 0; c < dim; c++) {
            y[c] += weight * data[j * stride + c];
        }
    }

    /** Bytes that it holds. */
    public long bytes() {
        return (long) Float.BYTES * data.length;
    }
}
