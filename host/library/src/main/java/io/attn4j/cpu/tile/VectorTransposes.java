package io.attn4j.cpu.tile;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Transposes of the squares of V by V floats that lanes are filled from.
 *
 * <p>The exchange of corners is written out twice, once in place and once on the way to where it belongs: a pass of its own
 * for the last store, or vectors handed to a method, would cost more than the lines.
 */
final class VectorTransposes {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int V = SPECIES.length();

    /** {@code RIGHT[k]} has the bits of the lanes i with {@code (i & k) != 0}. */
    private static final long[] RIGHT = new long[V];

    static {
        for (int k = 1; k < V; k *= 2) {
            for (int lane = 0; lane < V; lane++) {
                RIGHT[k] |= (lane & k) == 0 ? 0 : 1L << lane;
            }
        }
    }

    private VectorTransposes() {}

    /**
     * Transposes the squares of V by V that lie one above the other in {@code x}, of which nothing is left, and stores row i
     * of square n, times {@code factors[f0 + i]}, at {@code y0 + i * inner + n * outer}.
     */
    static void transpose(
            float[] x, int x0, int stride, int rows, float[] factors, int f0, float[] y, int y0, int inner, int outer) {
        int k = 1;
        for (; 4 * k < V; k *= 4) {
            exchangeTwice(x, x0, stride, rows, k);
        }
        if (4 * k == V) {
            exchangeTwiceInto(x, x0, stride, rows, factors, f0, y, y0, inner, outer);
        } else {
            exchangeInto(x, x0, stride, rows, factors, f0, y, y0, inner, outer);
        }
    }

    /** Exchanges, in each 2k by 2k square, the k by k corners that lie off the diagonal; then the same with 2k. */
    private static void exchangeTwice(float[] x, int x0, int stride, int rows, int k) {
        VectorShuffle<Float> up = VectorShuffle.iota(SPECIES, k, 1, true);
        VectorShuffle<Float> down = VectorShuffle.iota(SPECIES, V - k, 1, true);
        VectorMask<Float> right = VectorMask.fromLong(SPECIES, RIGHT[k]);
        VectorShuffle<Float> up2 = VectorShuffle.iota(SPECIES, 2 * k, 1, true);
        VectorShuffle<Float> down2 = VectorShuffle.iota(SPECIES, V - 2 * k, 1, true);
        VectorMask<Float> right2 = VectorMask.fromLong(SPECIES, RIGHT[2 * k]);
        for (int i = 0; i < rows / 4; i++) {
            int row0 = x0 + (4 * i - 3 * (i & (k - 1))) * stride;
            int row1 = row0 + k * stride;
            int row2 = row1 + k * stride;
            int row3 = row2 + k * stride;
            FloatVector a = FloatVector.fromArray(SPECIES, x, row0);
            FloatVector b = FloatVector.fromArray(SPECIES, x, row1);
            FloatVector c = FloatVector.fromArray(SPECIES, x, row2);
            FloatVector d = FloatVector.fromArray(SPECIES, x, row3);
            FloatVector ab = a.blend(b.rearrange(down), right);
            FloatVector ba = a.rearrange(up).blend(b, right);
            FloatVector cd = c.blend(d.rearrange(down), right);
            FloatVector dc = c.rearrange(up).blend(d, right);
            ab.blend(cd.rearrange(down2), right2).intoArray(x, row0);
            ba.blend(dc.rearrange(down2), right2).intoArray(x, row1);
            ab.rearrange(up2).blend(cd, right2).intoArray(x, row2);
            ba.rearrange(up2).blend(dc, right2).intoArray(x, row3);
        }
    }

    /** {@link #exchangeTwice} with the last k, into {@code y}. */
    private static void exchangeTwiceInto(
            float[] x, int x0, int stride, int rows, float[] factors, int f0, float[] y, int y0, int inner, int outer) {
        int k = V / 4;
        VectorShuffle<Float> up = VectorShuffle.iota(SPECIES, k, 1, true);
        VectorShuffle<Float> down = VectorShuffle.iota(SPECIES, V - k, 1, true);
        VectorMask<Float> right = VectorMask.fromLong(SPECIES, RIGHT[k]);
        VectorShuffle<Float> up2 = VectorShuffle.iota(SPECIES, 2 * k, 1, true);
        VectorShuffle<Float> down2 = VectorShuffle.iota(SPECIES, V - 2 * k, 1, true);
        VectorMask<Float> right2 = VectorMask.fromLong(SPECIES, RIGHT[2 * k]);
        for (int i = 0; i < rows / 4; i++) {
            int row = i & (k - 1);
            int row0 = x0 + (4 * i - 3 * row) * stride;
            int row1 = row0 + k * stride;
            int row2 = row1 + k * stride;
            int row3 = row2 + k * stride;
            FloatVector a = FloatVector.fromArray(SPECIES, x, row0);
            FloatVector b = FloatVector.fromArray(SPECIES, x, row1);
            FloatVector c = FloatVector.fromArray(SPECIES, x, row2);
            FloatVector d = FloatVector.fromArray(SPECIES, x, row3);
            FloatVector ab = a.blend(b.rearrange(down), right);
            FloatVector ba = a.rearrange(up).blend(b, right);
            FloatVector cd = c.blend(d.rearrange(down), right);
            FloatVector dc = c.rearrange(up).blend(d, right);
            int to = y0 + row * inner + i / k * outer;
            int step = k * inner;
            ab.blend(cd.rearrange(down2), right2).mul(factors[f0 + row]).intoArray(y, to);
            ba.blend(dc.rearrange(down2), right2).mul(factors[f0 + row + k]).intoArray(y, to + step);
            ab.rearrange(up2).blend(cd, right2).mul(factors[f0 + row + 2 * k]).intoArray(y, to + 2 * step);
            ba.rearrange(up2).blend(dc, right2).mul(factors[f0 + row + 3 * k]).intoArray(y, to + 3 * step);
        }
    }

    /** {@link #exchangeTwiceInto} where the side of the squares is twice a power of four: by V / 2 alone. */
    private static void exchangeInto(
            float[] x, int x0, int stride, int rows, float[] factors, int f0, float[] y, int y0, int inner, int outer) {
        int k = V / 2;
        VectorShuffle<Float> up = VectorShuffle.iota(SPECIES, k, 1, true);
        VectorShuffle<Float> down = VectorShuffle.iota(SPECIES, V - k, 1, true);
        VectorMask<Float> right = VectorMask.fromLong(SPECIES, RIGHT[k]);
        for (int i = 0; i < rows / 2; i++) {
            int row = i & (k - 1);
            int upper = x0 + (2 * i - row) * stride;
            FloatVector a = FloatVector.fromArray(SPECIES, x, upper);
            FloatVector b = FloatVector.fromArray(SPECIES, x, upper + k * stride);
            int to = y0 + row * inner + i / k * outer;
            a.blend(b.rearrange(down), right).mul(factors[f0 + row]).intoArray(y, to);
            a.rearrange(up).blend(b, right).mul(factors[f0 + row + k]).intoArray(y, to + k * inner);
        }
    }
}
