package io.attn4j.cpu;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link TileLoops} with {@code jdk.incubator.vector}; this class is linked only where that module is present.
 *
 * <p>Every loop that does arithmetic is alone in a static method without calls to helper methods of our own, and the
 * methods called from outside only drive them: nested loops, and vectors passed between methods, are compiled well on
 * one run and badly (boxed) on the next. Products keep 4 rows by 4 vectors of sums in registers where there are 32
 * registers, else 4 by 2.
 */
final class VectorTileLoops implements TileLoops {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INT_SPECIES = SPECIES.withLanes(int.class);
    private static final int V = SPECIES.length();
    private static final boolean FOUR_WIDE =
            4 * V <= LANES && (V >= 16 || System.getProperty("os.arch").equals("aarch64"));

    /** {@code RIGHT[k]} has the bits of the lanes i with {@code (i & k) != 0}. */
    private static final long[] RIGHT = new long[V];

    static {
        for (int k = 1; k < V; k *= 2) {
            for (int lane = 0; lane < V; lane++) {
                RIGHT[k] |= (lane & k) == 0 ? 0 : 1L << lane;
            }
        }
    }

    /** The reason why vectors of this machine are not worth using, or null. */
    static String refusal() {
        return V >= 4 && V <= SQUARE ? null : "vectors of " + V + " floats";
    }

    @Override
    public String name() {
        return "vector (" + SPECIES.vectorBitSize() + " bit)";
    }

    @Override
    public int width(int used) {
        return (used + 2 * V - 1) / (2 * V) * (2 * V);
    }

    @Override
    public void products(
            float[] a,
            int a0,
            int aStride,
            int firstRow,
            int rows,
            int depth,
            float[] b,
            int b0,
            float[] start,
            float[] c,
            int firstLane,
            int width) {
        for (int r = firstRow; r < rows; r += GROUP) {
            int from = a0 + r * aStride;
            int lane = firstLane;
            while (FOUR_WIDE && lane + 4 * V <= width) {
                products4x4(a, from, aStride, depth, b, b0 + lane, start, r, c, r * LANES + lane);
                lane += 4 * V;
            }
            for (; lane < width; lane += 2 * V) {
                products4x2(a, from, aStride, depth, b, b0 + lane, start, r, c, r * LANES + lane);
            }
        }
    }

    @Override
    public void addWeighted(float[] x, int columns, int[] depth, float[] w, float[] y, int y0, int lanes) {
        int c = 0;
        while (FOUR_WIDE && c + 4 * V <= columns) {
            for (int lane = 0; lane < lanes; lane += 4) {
                addWeighted4x4(x, c, columns, longest(depth, lane, 4), w, lane, y, y0 + lane * columns + c);
            }
            c += 4 * V;
        }
        for (; c + 2 * V <= columns; c += 2 * V) {
            for (int lane = 0; lane < lanes; lane += 4) {
                addWeighted4x2(x, c, columns, longest(depth, lane, 4), w, lane, y, y0 + lane * columns + c);
            }
        }
        for (; c < columns; c += V) {
            for (int lane = 0; lane < lanes; lane += 8) {
                addWeighted8x1(x, c, columns, longest(depth, lane, 8), w, lane, y, y0 + lane * columns + c);
            }
        }
    }

    @Override
    public void addProducts(
            float[] x, int x0, int columns, int depth, float[] w, int w0, float[] y, int y0, int lanes) {
        int c = 0;
        while (FOUR_WIDE && c + 4 * V <= columns) {
            for (int lane = 0; lane < lanes; lane += 4) {
                addWeighted4x4(x, x0 + c, columns, depth, w, w0 + lane, y, y0 + lane * columns + c);
            }
            c += 4 * V;
        }
        for (; c + 2 * V <= columns; c += 2 * V) {
            for (int lane = 0; lane < lanes; lane += 4) {
                addWeighted4x2(x, x0 + c, columns, depth, w, w0 + lane, y, y0 + lane * columns + c);
            }
        }
        for (; c < columns; c += V) {
            for (int lane = 0; lane < lanes; lane += 8) {
                addWeighted8x1(x, x0 + c, columns, depth, w, w0 + lane, y, y0 + lane * columns + c);
            }
        }
    }

    @Override
    public void addRows(
            float[] a,
            int a0,
            int rows,
            int depth,
            float[] b,
            int b0,
            float[] start,
            float[] part,
            float[] c,
            int c0,
            int width) {
        if (!FOUR_WIDE || width != 4 * V) {
            TileLoops.super.addRows(a, a0, rows, depth, b, b0, start, part, c, c0, width);
            return;
        }
        for (int r = 0; r < rows; r += GROUP) {
            VectorGradients.addRows4x4(a, a0 + r * LANES, LANES, depth, b, b0, c, c0 + r * LANES);
        }
    }

    @Override
    public void logitGradients(
            float[] s, float[] dp, int firstRow, int rows, float[] lse, float[] delta, int firstLane, int width) {
        for (int lane = firstLane; lane < width; lane += 2 * V) {
            VectorGradients.logitGradients2(s, dp, firstRow, rows, lse, delta, lane);
        }
    }

    private static int longest(int[] depth, int lane, int lanes) {
        int longest = 0;
        for (int i = lane; i < lane + lanes; i++) {
            longest = Math.max(longest, depth[i]);
        }
        return longest;
    }

    @Override
    public boolean addBias(float[] x, float scale, float[] s, int rows, int width) {
        boolean masked = false;
        for (int lane = 0; lane < width; lane += V) {
            masked |= addBias1(x, scale, s, rows, lane);
        }
        return masked;
    }

    @Override
    public boolean addFactors(
            float[] f, int high0, int low0, int low, int key, float scale, float[] s, int rows, int width) {
        boolean masked = false;
        for (int r = 0; r < rows; ) {
            int p = high0 + (key + r) / low * LANES;
            int first = (key + r) % low;
            int run = Math.min(rows - r, low - first);
            for (int lane = 0; lane < width; lane += V) {
                int q = low0 + first * LANES + lane;
                masked |= addFactors1(f, p + lane, q, scale, s, r * LANES + lane, run);
            }
            r += run;
        }
        return masked;
    }

    @Override
    public void maxima(float[] s, int rows, float[] max, int width) {
        for (int lane = 0; lane < width; lane += 2 * V) {
            maxima2(s, rows, max, lane);
        }
    }

    @Override
    public boolean raise(float[] max, float[] running, int lane0, float[] shift, float[] decay, int width) {
        boolean moved = false;
        for (int lane = 0; lane < width; lane += V) {
            moved |= raise1(max, running, lane0, shift, decay, lane);
        }
        return moved;
    }

    @Override
    public void subtract(float[] s, int rows, float[] shift, int width) {
        for (int lane = 0; lane < width; lane += V) {
            subtract1(s, rows, shift, lane);
        }
    }

    @Override
    public boolean exponentials(float[] s, int rows, float[] shift, float[] sum, int width) {
        boolean within = true;
        for (int lane = 0; lane < width; lane += 2 * V) {
            within &= exponentials2(s, rows, shift, sum, lane);
        }
        return within;
    }

    @Override
    public void mask(float[] s, int from, int to, int key, int[] begin, int[] end, int lane0, int width) {
        for (int lane = 0; lane < width; lane += V) {
            mask1(s, from, to, key, begin, end, lane0, lane);
        }
    }

    @Override
    public void scale(float[] y, int y0, int columns, float[] factor, int lanes) {
        for (int lane = 0; lane < lanes; lane++) {
            scaleRow(y, y0 + lane * columns, columns, factor[lane]);
        }
    }

    @Override
    public void add(float[] x, float[] c, int c0, int rows) {
        for (int i = 0; i < rows * LANES; i += V) {
            FloatVector.fromArray(SPECIES, x, i)
                    .add(FloatVector.fromArray(SPECIES, c, c0 + i))
                    .intoArray(c, c0 + i);
        }
    }

    @Override
    public void toLanes(float[] x, int columns, int stride, float factor, float[] y, int y0, int yStride) {
        float[] factors = new float[V];
        Arrays.fill(factors, factor);
        for (int column = 0; column < columns; column += V) {
            transpose(x, column, stride, LANES, factors, 0, y, y0 + column * yStride, yStride, V);
        }
    }

    /**
     * Transposes the squares of V by V that lie one above the other in {@code x}, of which nothing is left, and stores row i
     * of square n, times {@code factors[f0 + i]}, at {@code y0 + i * inner + n * outer}.
     */
    private static void transpose(
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

    /** {@link #products} of four rows by four vectors of lanes. */
    private static void products4x4(
            float[] a, int a0, int aStride, int depth, float[] b, int bFrom, float[] start, int r, float[] c, int c0) {
        int a1 = a0 + aStride;
        int a2 = a1 + aStride;
        int a3 = a2 + aStride;
        FloatVector c00 = FloatVector.broadcast(SPECIES, start[r]);
        FloatVector c01 = c00;
        FloatVector c02 = c00;
        FloatVector c03 = c00;
        FloatVector c10 = FloatVector.broadcast(SPECIES, start[r + 1]);
        FloatVector c11 = c10;
        FloatVector c12 = c10;
        FloatVector c13 = c10;
        FloatVector c20 = FloatVector.broadcast(SPECIES, start[r + 2]);
        FloatVector c21 = c20;
        FloatVector c22 = c20;
        FloatVector c23 = c20;
        FloatVector c30 = FloatVector.broadcast(SPECIES, start[r + 3]);
        FloatVector c31 = c30;
        FloatVector c32 = c30;
        FloatVector c33 = c30;
        for (int t = 0; t < depth; t++) {
            int at = bFrom + t * LANES;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, at);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, at + V);
            FloatVector b2 = FloatVector.fromArray(SPECIES, b, at + 2 * V);
            FloatVector b3 = FloatVector.fromArray(SPECIES, b, at + 3 * V);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + t]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            c02 = x0.fma(b2, c02);
            c03 = x0.fma(b3, c03);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[a1 + t]);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            c12 = x1.fma(b2, c12);
            c13 = x1.fma(b3, c13);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[a2 + t]);
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            c22 = x2.fma(b2, c22);
            c23 = x2.fma(b3, c23);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[a3 + t]);
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
            c32 = x3.fma(b2, c32);
            c33 = x3.fma(b3, c33);
        }
        c00.intoArray(c, c0);
        c01.intoArray(c, c0 + V);
        c02.intoArray(c, c0 + 2 * V);
        c03.intoArray(c, c0 + 3 * V);
        c10.intoArray(c, c0 + LANES);
        c11.intoArray(c, c0 + LANES + V);
        c12.intoArray(c, c0 + LANES + 2 * V);
        c13.intoArray(c, c0 + LANES + 3 * V);
        c20.intoArray(c, c0 + 2 * LANES);
        c21.intoArray(c, c0 + 2 * LANES + V);
        c22.intoArray(c, c0 + 2 * LANES + 2 * V);
        c23.intoArray(c, c0 + 2 * LANES + 3 * V);
        c30.intoArray(c, c0 + 3 * LANES);
        c31.intoArray(c, c0 + 3 * LANES + V);
        c32.intoArray(c, c0 + 3 * LANES + 2 * V);
        c33.intoArray(c, c0 + 3 * LANES + 3 * V);
    }

    /** {@link #products} of four rows by two vectors of lanes. */
    private static void products4x2(
            float[] a, int a0, int aStride, int depth, float[] b, int bFrom, float[] start, int r, float[] c, int c0) {
        int a1 = a0 + aStride;
        int a2 = a1 + aStride;
        int a3 = a2 + aStride;
        FloatVector c00 = FloatVector.broadcast(SPECIES, start[r]);
        FloatVector c01 = c00;
        FloatVector c10 = FloatVector.broadcast(SPECIES, start[r + 1]);
        FloatVector c11 = c10;
        FloatVector c20 = FloatVector.broadcast(SPECIES, start[r + 2]);
        FloatVector c21 = c20;
        FloatVector c30 = FloatVector.broadcast(SPECIES, start[r + 3]);
        FloatVector c31 = c30;
        for (int t = 0; t < depth; t++) {
            int at = bFrom + t * LANES;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, at);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, at + V);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + t]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[a1 + t]);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[a2 + t]);
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[a3 + t]);
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
        }
        c00.intoArray(c, c0);
        c01.intoArray(c, c0 + V);
        c10.intoArray(c, c0 + LANES);
        c11.intoArray(c, c0 + LANES + V);
        c20.intoArray(c, c0 + 2 * LANES);
        c21.intoArray(c, c0 + 2 * LANES + V);
        c30.intoArray(c, c0 + 3 * LANES);
        c31.intoArray(c, c0 + 3 * LANES + V);
    }

    /** {@link #addWeighted} of four lanes by four vectors of columns. */
    private static void addWeighted4x4(
            float[] x, int xFrom, int stride, int depth, float[] w, int wFrom, float[] y, int y0) {
        FloatVector y00 = FloatVector.zero(SPECIES);
        FloatVector y01 = FloatVector.zero(SPECIES);
        FloatVector y02 = FloatVector.zero(SPECIES);
        FloatVector y03 = FloatVector.zero(SPECIES);
        FloatVector y10 = FloatVector.zero(SPECIES);
        FloatVector y11 = FloatVector.zero(SPECIES);
        FloatVector y12 = FloatVector.zero(SPECIES);
        FloatVector y13 = FloatVector.zero(SPECIES);
        FloatVector y20 = FloatVector.zero(SPECIES);
        FloatVector y21 = FloatVector.zero(SPECIES);
        FloatVector y22 = FloatVector.zero(SPECIES);
        FloatVector y23 = FloatVector.zero(SPECIES);
        FloatVector y30 = FloatVector.zero(SPECIES);
        FloatVector y31 = FloatVector.zero(SPECIES);
        FloatVector y32 = FloatVector.zero(SPECIES);
        FloatVector y33 = FloatVector.zero(SPECIES);
        for (int t = 0; t < depth; t++) {
            int at = xFrom + t * stride;
            int from = wFrom + t * LANES;
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, at);
            FloatVector x1 = FloatVector.fromArray(SPECIES, x, at + V);
            FloatVector x2 = FloatVector.fromArray(SPECIES, x, at + 2 * V);
            FloatVector x3 = FloatVector.fromArray(SPECIES, x, at + 3 * V);
            FloatVector w0 = FloatVector.broadcast(SPECIES, w[from]);
            y00 = w0.fma(x0, y00);
            y01 = w0.fma(x1, y01);
            y02 = w0.fma(x2, y02);
            y03 = w0.fma(x3, y03);
            FloatVector w1 = FloatVector.broadcast(SPECIES, w[from + 1]);
            y10 = w1.fma(x0, y10);
            y11 = w1.fma(x1, y11);
            y12 = w1.fma(x2, y12);
            y13 = w1.fma(x3, y13);
            FloatVector w2 = FloatVector.broadcast(SPECIES, w[from + 2]);
            y20 = w2.fma(x0, y20);
            y21 = w2.fma(x1, y21);
            y22 = w2.fma(x2, y22);
            y23 = w2.fma(x3, y23);
            FloatVector w3 = FloatVector.broadcast(SPECIES, w[from + 3]);
            y30 = w3.fma(x0, y30);
            y31 = w3.fma(x1, y31);
            y32 = w3.fma(x2, y32);
            y33 = w3.fma(x3, y33);
        }
        y00.add(FloatVector.fromArray(SPECIES, y, y0)).intoArray(y, y0);
        y01.add(FloatVector.fromArray(SPECIES, y, y0 + V)).intoArray(y, y0 + V);
        y02.add(FloatVector.fromArray(SPECIES, y, y0 + 2 * V)).intoArray(y, y0 + 2 * V);
        y03.add(FloatVector.fromArray(SPECIES, y, y0 + 3 * V)).intoArray(y, y0 + 3 * V);
        y10.add(FloatVector.fromArray(SPECIES, y, y0 + stride)).intoArray(y, y0 + stride);
        y11.add(FloatVector.fromArray(SPECIES, y, y0 + stride + V)).intoArray(y, y0 + stride + V);
        y12.add(FloatVector.fromArray(SPECIES, y, y0 + stride + 2 * V)).intoArray(y, y0 + stride + 2 * V);
        y13.add(FloatVector.fromArray(SPECIES, y, y0 + stride + 3 * V)).intoArray(y, y0 + stride + 3 * V);
        y20.add(FloatVector.fromArray(SPECIES, y, y0 + 2 * stride)).intoArray(y, y0 + 2 * stride);
        y21.add(FloatVector.fromArray(SPECIES, y, y0 + 2 * stride + V)).intoArray(y, y0 + 2 * stride + V);
        y22.add(FloatVector.fromArray(SPECIES, y, y0 + 2 * stride + 2 * V)).intoArray(y, y0 + 2 * stride + 2 * V);
        y23.add(FloatVector.fromArray(SPECIES, y, y0 + 2 * stride + 3 * V)).intoArray(y, y0 + 2 * stride + 3 * V);
        y30.add(FloatVector.fromArray(SPECIES, y, y0 + 3 * stride)).intoArray(y, y0 + 3 * stride);
        y31.add(FloatVector.fromArray(SPECIES, y, y0 + 3 * stride + V)).intoArray(y, y0 + 3 * stride + V);
        y32.add(FloatVector.fromArray(SPECIES, y, y0 + 3 * stride + 2 * V)).intoArray(y, y0 + 3 * stride + 2 * V);
        y33.add(FloatVector.fromArray(SPECIES, y, y0 + 3 * stride + 3 * V)).intoArray(y, y0 + 3 * stride + 3 * V);
    }

    /** {@link #addWeighted} of four lanes by two vectors of columns. */
    private static void addWeighted4x2(
            float[] x, int xFrom, int stride, int depth, float[] w, int wFrom, float[] y, int y0) {
        FloatVector y00 = FloatVector.zero(SPECIES);
        FloatVector y01 = FloatVector.zero(SPECIES);
        FloatVector y10 = FloatVector.zero(SPECIES);
        FloatVector y11 = FloatVector.zero(SPECIES);
        FloatVector y20 = FloatVector.zero(SPECIES);
        FloatVector y21 = FloatVector.zero(SPECIES);
        FloatVector y30 = FloatVector.zero(SPECIES);
        FloatVector y31 = FloatVector.zero(SPECIES);
        for (int t = 0; t < depth; t++) {
            int at = xFrom + t * stride;
            int from = wFrom + t * LANES;
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, at);
            FloatVector x1 = FloatVector.fromArray(SPECIES, x, at + V);
            FloatVector w0 = FloatVector.broadcast(SPECIES, w[from]);
            y00 = w0.fma(x0, y00);
            y01 = w0.fma(x1, y01);
            FloatVector w1 = FloatVector.broadcast(SPECIES, w[from + 1]);
            y10 = w1.fma(x0, y10);
            y11 = w1.fma(x1, y11);
            FloatVector w2 = FloatVector.broadcast(SPECIES, w[from + 2]);
            y20 = w2.fma(x0, y20);
            y21 = w2.fma(x1, y21);
            FloatVector w3 = FloatVector.broadcast(SPECIES, w[from + 3]);
            y30 = w3.fma(x0, y30);
            y31 = w3.fma(x1, y31);
        }
        y00.add(FloatVector.fromArray(SPECIES, y, y0)).intoArray(y, y0);
        y01.add(FloatVector.fromArray(SPECIES, y, y0 + V)).intoArray(y, y0 + V);
        y10.add(FloatVector.fromArray(SPECIES, y, y0 + stride)).intoArray(y, y0 + stride);
        y11.add(FloatVector.fromArray(SPECIES, y, y0 + stride + V)).intoArray(y, y0 + stride + V);
        y20.add(FloatVector.fromArray(SPECIES, y, y0 + 2 * stride)).intoArray(y, y0 + 2 * stride);
        y21.add(FloatVector.fromArray(SPECIES, y, y0 + 2 * stride + V)).intoArray(y, y0 + 2 * stride + V);
        y30.add(FloatVector.fromArray(SPECIES, y, y0 + 3 * stride)).intoArray(y, y0 + 3 * stride);
        y31.add(FloatVector.fromArray(SPECIES, y, y0 + 3 * stride + V)).intoArray(y, y0 + 3 * stride + V);
    }

    /** {@link #addWeighted} of eight lanes by one vector of columns. */
    private static void addWeighted8x1(
            float[] x, int xFrom, int stride, int depth, float[] w, int wFrom, float[] y, int y0) {
        FloatVector y00 = FloatVector.zero(SPECIES);
        FloatVector y10 = FloatVector.zero(SPECIES);
        FloatVector y20 = FloatVector.zero(SPECIES);
        FloatVector y30 = FloatVector.zero(SPECIES);
        FloatVector y40 = FloatVector.zero(SPECIES);
        FloatVector y50 = FloatVector.zero(SPECIES);
        FloatVector y60 = FloatVector.zero(SPECIES);
        FloatVector y70 = FloatVector.zero(SPECIES);
        for (int t = 0; t < depth; t++) {
            int at = xFrom + t * stride;
            int from = wFrom + t * LANES;
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, at);
            FloatVector w0 = FloatVector.broadcast(SPECIES, w[from]);
            y00 = w0.fma(x0, y00);
            FloatVector w1 = FloatVector.broadcast(SPECIES, w[from + 1]);
            y10 = w1.fma(x0, y10);
            FloatVector w2 = FloatVector.broadcast(SPECIES, w[from + 2]);
            y20 = w2.fma(x0, y20);
            FloatVector w3 = FloatVector.broadcast(SPECIES, w[from + 3]);
            y30 = w3.fma(x0, y30);
            FloatVector w4 = FloatVector.broadcast(SPECIES, w[from + 4]);
            y40 = w4.fma(x0, y40);
            FloatVector w5 = FloatVector.broadcast(SPECIES, w[from + 5]);
            y50 = w5.fma(x0, y50);
            FloatVector w6 = FloatVector.broadcast(SPECIES, w[from + 6]);
            y60 = w6.fma(x0, y60);
            FloatVector w7 = FloatVector.broadcast(SPECIES, w[from + 7]);
            y70 = w7.fma(x0, y70);
        }
        y00.add(FloatVector.fromArray(SPECIES, y, y0)).intoArray(y, y0);
        y10.add(FloatVector.fromArray(SPECIES, y, y0 + stride)).intoArray(y, y0 + stride);
        y20.add(FloatVector.fromArray(SPECIES, y, y0 + 2 * stride)).intoArray(y, y0 + 2 * stride);
        y30.add(FloatVector.fromArray(SPECIES, y, y0 + 3 * stride)).intoArray(y, y0 + 3 * stride);
        y40.add(FloatVector.fromArray(SPECIES, y, y0 + 4 * stride)).intoArray(y, y0 + 4 * stride);
        y50.add(FloatVector.fromArray(SPECIES, y, y0 + 5 * stride)).intoArray(y, y0 + 5 * stride);
        y60.add(FloatVector.fromArray(SPECIES, y, y0 + 6 * stride)).intoArray(y, y0 + 6 * stride);
        y70.add(FloatVector.fromArray(SPECIES, y, y0 + 7 * stride)).intoArray(y, y0 + 7 * stride);
    }

    /** {@link #raise} of one vector of lanes. */
    private static boolean raise1(float[] max, float[] running, int lane0, float[] shift, float[] decay, int lane) {
        FloatVector old = FloatVector.fromArray(SPECIES, running, lane0 + lane);
        FloatVector block = FloatVector.fromArray(SPECIES, max, lane);
        FloatVector rounded = block.add(Exp2.ROUND).sub(Exp2.ROUND);
        // Beyond this all floats are integers and the trick above fails.
        rounded = rounded.blend(block, block.abs().compare(VectorOperators.GE, 0x1p22f));
        VectorMask<Float> moves = rounded.compare(VectorOperators.GT, old.add(SLACK));
        FloatVector now = old.blend(rounded, moves);
        FloatVector steps = old.sub(now);
        FloatVector factor = steps.add(Exp2.ROUND)
                .reinterpretAsInts()
                .lanewise(VectorOperators.LSHL, 23)
                .add(Float.floatToRawIntBits(1f))
                .reinterpretAsFloats()
                .blend(0, steps.compare(VectorOperators.LT, -126));
        now.intoArray(running, lane0 + lane);
        now.blend(0, now.compare(VectorOperators.EQ, Float.NEGATIVE_INFINITY)).intoArray(shift, lane);
        FloatVector.broadcast(SPECIES, 1).blend(factor, moves).intoArray(decay, lane);
        return moves.anyTrue();
    }

    /** {@link #addBias} of one vector of lanes. */
    private static boolean addBias1(float[] x, float scale, float[] s, int rows, int lane) {
        FloatVector scales = FloatVector.broadcast(SPECIES, scale);
        FloatVector masked = FloatVector.zero(SPECIES);
        for (int r = 0; r < rows; r++) {
            int at = r * LANES + lane;
            FloatVector bias = FloatVector.fromArray(SPECIES, x, at);
            VectorMask<Float> hidden = bias.eq(Float.NEGATIVE_INFINITY);
            bias.fma(scales, FloatVector.fromArray(SPECIES, s, at))
                    .blend(Float.NEGATIVE_INFINITY, hidden)
                    .intoArray(s, at);
            masked = masked.blend(1, hidden);
        }
        return masked.compare(VectorOperators.NE, 0).anyTrue();
    }

    /** {@link #addFactors} of one vector of lanes and keys that share the first factor. */
    private static boolean addFactors1(float[] f, int p0, int q0, float scale, float[] s, int s0, int rows) {
        FloatVector scales = FloatVector.broadcast(SPECIES, scale);
        FloatVector p = FloatVector.fromArray(SPECIES, f, p0);
        FloatVector masked = FloatVector.zero(SPECIES);
        for (int r = 0; r < rows; r++) {
            int at = s0 + r * LANES;
            FloatVector bias = p.mul(FloatVector.fromArray(SPECIES, f, q0 + r * LANES));
            VectorMask<Float> hidden = bias.eq(Float.NEGATIVE_INFINITY);
            bias.fma(scales, FloatVector.fromArray(SPECIES, s, at))
                    .blend(Float.NEGATIVE_INFINITY, hidden)
                    .intoArray(s, at);
            masked = masked.blend(1, hidden);
        }
        return masked.compare(VectorOperators.NE, 0).anyTrue();
    }

    /** {@link #exponentials} of two vectors of lanes. */
    private static boolean exponentials2(float[] s, int rows, float[] shift, float[] sum, int lane) {
        FloatVector shift0 = FloatVector.fromArray(SPECIES, shift, lane);
        FloatVector shift1 = FloatVector.fromArray(SPECIES, shift, lane + V);
        FloatVector round0 = FloatVector.broadcast(SPECIES, Exp2.ROUND).sub(shift0);
        FloatVector round1 = FloatVector.broadcast(SPECIES, Exp2.ROUND).sub(shift1);
        FloatVector least0 = shift0.sub(126);
        FloatVector least1 = shift1.sub(126);
        FloatVector sum0 = FloatVector.zero(SPECIES);
        FloatVector sum1 = FloatVector.zero(SPECIES);
        IntVector peak = IntVector.broadcast(INT_SPECIES, Integer.MIN_VALUE);
        for (int r = 0; r < rows; r++) {
            int at = r * LANES + lane;
            FloatVector x0 = FloatVector.fromArray(SPECIES, s, at);
            VectorMask<Float> tiny0 = x0.lt(least0);
            FloatVector rounded0 = x0.add(round0);
            peak = peak.lanewise(VectorOperators.MAX, rounded0.reinterpretAsInts());
            FloatVector f0 = x0.sub(rounded0.sub(round0));
            FloatVector p0 = FloatVector.broadcast(SPECIES, Exp2.C5);
            p0 = p0.fma(f0, FloatVector.broadcast(SPECIES, Exp2.C4));
            p0 = p0.fma(f0, FloatVector.broadcast(SPECIES, Exp2.C3));
            p0 = p0.fma(f0, FloatVector.broadcast(SPECIES, Exp2.C2));
            p0 = p0.fma(f0, FloatVector.broadcast(SPECIES, Exp2.C1));
            p0 = p0.fma(f0, FloatVector.broadcast(SPECIES, 1));
            FloatVector y0 = p0.reinterpretAsInts()
                    .add(rounded0.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23))
                    .reinterpretAsFloats()
                    .blend(0, tiny0);
            y0.intoArray(s, at);
            sum0 = sum0.add(y0);
            FloatVector x1 = FloatVector.fromArray(SPECIES, s, at + V);
            VectorMask<Float> tiny1 = x1.lt(least1);
            FloatVector rounded1 = x1.add(round1);
            peak = peak.lanewise(VectorOperators.MAX, rounded1.reinterpretAsInts());
            FloatVector f1 = x1.sub(rounded1.sub(round1));
            FloatVector p1 = FloatVector.broadcast(SPECIES, Exp2.C5);
            p1 = p1.fma(f1, FloatVector.broadcast(SPECIES, Exp2.C4));
            p1 = p1.fma(f1, FloatVector.broadcast(SPECIES, Exp2.C3));
            p1 = p1.fma(f1, FloatVector.broadcast(SPECIES, Exp2.C2));
            p1 = p1.fma(f1, FloatVector.broadcast(SPECIES, Exp2.C1));
            p1 = p1.fma(f1, FloatVector.broadcast(SPECIES, 1));
            FloatVector y1 = p1.reinterpretAsInts()
                    .add(rounded1.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23))
                    .reinterpretAsFloats()
                    .blend(0, tiny1);
            y1.intoArray(s, at + V);
            sum1 = sum1.add(y1);
        }
        sum0.intoArray(sum, lane);
        sum1.intoArray(sum, lane + V);
        return !peak.compare(VectorOperators.GT, Exp2.ROUND_BITS + (int) SLACK).anyTrue();
    }

    /** {@link #subtract} of one vector of lanes. */
    private static void subtract1(float[] s, int rows, float[] shift, int lane) {
        FloatVector shifts = FloatVector.fromArray(SPECIES, shift, lane);
        for (int r = 0; r < rows; r++) {
            int at = r * LANES + lane;
            FloatVector.fromArray(SPECIES, s, at).sub(shifts).intoArray(s, at);
        }
    }

    /**
     * {@link #maxima} of two vectors of lanes.
     *
     * <p>A float maximum is six instructions for the sake of NaN and -0. As signed integers the bits of floats are in
     * order where one is positive, and in reversed order where both are negative: so the integer maximum is right if it
     * is not negative, and otherwise the integer minimum is.
     */
    private static void maxima2(float[] s, int rows, float[] max, int lane) {
        IntVector high0 = IntVector.broadcast(INT_SPECIES, Integer.MIN_VALUE);
        IntVector high1 = high0;
        IntVector low0 = IntVector.broadcast(INT_SPECIES, Integer.MAX_VALUE);
        IntVector low1 = low0;
        for (int r = 0; r < rows; r++) {
            int at = r * LANES + lane;
            IntVector s0 = FloatVector.fromArray(SPECIES, s, at).reinterpretAsInts();
            IntVector s1 = FloatVector.fromArray(SPECIES, s, at + V).reinterpretAsInts();
            high0 = high0.lanewise(VectorOperators.MAX, s0);
            high1 = high1.lanewise(VectorOperators.MAX, s1);
            low0 = low0.lanewise(VectorOperators.MIN, s0);
            low1 = low1.lanewise(VectorOperators.MIN, s1);
        }
        high0.blend(low0, high0.lt(0)).reinterpretAsFloats().intoArray(max, lane);
        high1.blend(low1, high1.lt(0)).reinterpretAsFloats().intoArray(max, lane + V);
    }

    /** {@link #mask} of one vector of lanes. */
    private static void mask1(float[] s, int from, int to, int key, int[] begin, int[] end, int lane0, int lane) {
        IntVector begins = IntVector.fromArray(INT_SPECIES, begin, lane0 + lane);
        IntVector ends = IntVector.fromArray(INT_SPECIES, end, lane0 + lane);
        for (int r = from; r < to; r++) {
            int at = r * LANES + lane;
            VectorMask<Integer> hidden =
                    begins.compare(VectorOperators.GT, key + r).or(ends.compare(VectorOperators.LE, key + r));
            FloatVector.fromArray(SPECIES, s, at)
                    .blend(Float.NEGATIVE_INFINITY, hidden.cast(SPECIES))
                    .intoArray(s, at);
        }
    }

    /** {@link #scale} of one lane. */
    private static void scaleRow(float[] y, int y0, int columns, float factor) {
        FloatVector factors = FloatVector.broadcast(SPECIES, factor);
        for (int c = y0; c < y0 + columns; c += V) {
            FloatVector.fromArray(SPECIES, y, c).mul(factors).intoArray(y, c);
        }
    }
}
