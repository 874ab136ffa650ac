package io.attn4j.cpu.tile;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The products of attention and matrices on vectors: the sums of a block of results stay in registers over all terms.
 *
 * <p>Each size of block is written out, a variable for each vector: an array of vectors, or a method that takes them, would
 * put them into memory.
 */
final class VectorProducts {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int V = SPECIES.length();
    private static final int LANES = TileLoops.LANES;

    private VectorProducts() {}

    /** {@link TileLoops#products} of four rows by two vectors of lanes. */
    static void products4x2(float[] a, int a0, int aStride, int depth, float[] b, int bFrom, float[] c, int c0) {
        int a1 = a0 + aStride;
        int a2 = a1 + aStride;
        int a3 = a2 + aStride;
        FloatVector c00 = FloatVector.zero(SPECIES);
        FloatVector c01 = c00;
        FloatVector c10 = FloatVector.zero(SPECIES);
        FloatVector c11 = c10;
        FloatVector c20 = FloatVector.zero(SPECIES);
        FloatVector c21 = c20;
        FloatVector c30 = FloatVector.zero(SPECIES);
        FloatVector c31 = c30;
        int end = bFrom + depth * LANES;
        for (int at = bFrom, t = 0; at < end; at += LANES, t++) {
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

    /** {@link TileLoops#addWeighted} of four lanes by two vectors of columns. */
    static void addWeighted4x2(float[] x, int xFrom, int depth, float[] w, int wFrom, float[] y, int y0) {
        FloatVector y00 = FloatVector.zero(SPECIES);
        FloatVector y01 = FloatVector.zero(SPECIES);
        FloatVector y10 = FloatVector.zero(SPECIES);
        FloatVector y11 = FloatVector.zero(SPECIES);
        FloatVector y20 = FloatVector.zero(SPECIES);
        FloatVector y21 = FloatVector.zero(SPECIES);
        FloatVector y30 = FloatVector.zero(SPECIES);
        FloatVector y31 = FloatVector.zero(SPECIES);
        for (int t = 0; t < depth; t++) {
            int at = xFrom + t * LANES;
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
        y10.add(FloatVector.fromArray(SPECIES, y, y0 + LANES)).intoArray(y, y0 + LANES);
        y11.add(FloatVector.fromArray(SPECIES, y, y0 + LANES + V)).intoArray(y, y0 + LANES + V);
        y20.add(FloatVector.fromArray(SPECIES, y, y0 + 2 * LANES)).intoArray(y, y0 + 2 * LANES);
        y21.add(FloatVector.fromArray(SPECIES, y, y0 + 2 * LANES + V)).intoArray(y, y0 + 2 * LANES + V);
        y30.add(FloatVector.fromArray(SPECIES, y, y0 + 3 * LANES)).intoArray(y, y0 + 3 * LANES);
        y31.add(FloatVector.fromArray(SPECIES, y, y0 + 3 * LANES + V)).intoArray(y, y0 + 3 * LANES + V);
    }

    /** {@link TileLoops#addWeighted} of eight lanes by one vector of columns. */
    static void addWeighted8x1(float[] x, int xFrom, int depth, float[] w, int wFrom, float[] y, int y0) {
        FloatVector y00 = FloatVector.zero(SPECIES);
        FloatVector y10 = FloatVector.zero(SPECIES);
        FloatVector y20 = FloatVector.zero(SPECIES);
        FloatVector y30 = FloatVector.zero(SPECIES);
        FloatVector y40 = FloatVector.zero(SPECIES);
        FloatVector y50 = FloatVector.zero(SPECIES);
        FloatVector y60 = FloatVector.zero(SPECIES);
        FloatVector y70 = FloatVector.zero(SPECIES);
        for (int t = 0; t < depth; t++) {
            int at = xFrom + t * LANES;
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
        y10.add(FloatVector.fromArray(SPECIES, y, y0 + LANES)).intoArray(y, y0 + LANES);
        y20.add(FloatVector.fromArray(SPECIES, y, y0 + 2 * LANES)).intoArray(y, y0 + 2 * LANES);
        y30.add(FloatVector.fromArray(SPECIES, y, y0 + 3 * LANES)).intoArray(y, y0 + 3 * LANES);
        y40.add(FloatVector.fromArray(SPECIES, y, y0 + 4 * LANES)).intoArray(y, y0 + 4 * LANES);
        y50.add(FloatVector.fromArray(SPECIES, y, y0 + 5 * LANES)).intoArray(y, y0 + 5 * LANES);
        y60.add(FloatVector.fromArray(SPECIES, y, y0 + 6 * LANES)).intoArray(y, y0 + 6 * LANES);
        y70.add(FloatVector.fromArray(SPECIES, y, y0 + 7 * LANES)).intoArray(y, y0 + 7 * LANES);
    }
}
