package io.attn4j.cpu.tile;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link TileLoops#addRowProducts} on vectors; each size of block is written out, as in {@link VectorProducts}. */
final class VectorRows {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int V = SPECIES.length();
    private static final int BYTES = SPECIES.vectorByteSize();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private VectorRows() {}

    /** One row by four vectors. */
    static void add1x4(float[] x, int x0, float[] w, int w0, int wStride, int depth, float[] y, int y0) {
        FloatVector c0 = FloatVector.fromArray(SPECIES, y, y0);
        FloatVector c1 = FloatVector.fromArray(SPECIES, y, y0 + V);
        FloatVector c2 = FloatVector.fromArray(SPECIES, y, y0 + 2 * V);
        FloatVector c3 = FloatVector.fromArray(SPECIES, y, y0 + 3 * V);
        for (int t = 0; t < depth; t++) {
            int at = w0 + t * wStride;
            FloatVector a = FloatVector.broadcast(SPECIES, x[x0 + t]);
            c0 = a.fma(FloatVector.fromArray(SPECIES, w, at), c0);
            c1 = a.fma(FloatVector.fromArray(SPECIES, w, at + V), c1);
            c2 = a.fma(FloatVector.fromArray(SPECIES, w, at + 2 * V), c2);
            c3 = a.fma(FloatVector.fromArray(SPECIES, w, at + 3 * V), c3);
        }
        c0.intoArray(y, y0);
        c1.intoArray(y, y0 + V);
        c2.intoArray(y, y0 + 2 * V);
        c3.intoArray(y, y0 + 3 * V);
    }

    /** One row by one vector. */
    static void add1x1(float[] x, int x0, float[] w, int w0, int wStride, int depth, float[] y, int y0) {
        FloatVector c0 = FloatVector.fromArray(SPECIES, y, y0);
        for (int t = 0; t < depth; t++) {
            c0 = FloatVector.broadcast(SPECIES, x[x0 + t]).fma(FloatVector.fromArray(SPECIES, w, w0 + t * wStride), c0);
        }
        c0.intoArray(y, y0);
    }

    /** Four rows by four vectors. */
    static void add4x4(
            float[] x, int x0, int xStride, float[] w, int w0, int wStride, int depth, float[] y, int y0, int yStride) {
        int x1 = x0 + xStride;
        int x2 = x1 + xStride;
        int x3 = x2 + xStride;
        int y1 = y0 + yStride;
        int y2 = y1 + yStride;
        int y3 = y2 + yStride;
        FloatVector c00 = FloatVector.fromArray(SPECIES, y, y0);
        FloatVector c01 = FloatVector.fromArray(SPECIES, y, y0 + V);
        FloatVector c02 = FloatVector.fromArray(SPECIES, y, y0 + 2 * V);
        FloatVector c03 = FloatVector.fromArray(SPECIES, y, y0 + 3 * V);
        FloatVector c10 = FloatVector.fromArray(SPECIES, y, y1);
        FloatVector c11 = FloatVector.fromArray(SPECIES, y, y1 + V);
        FloatVector c12 = FloatVector.fromArray(SPECIES, y, y1 + 2 * V);
        FloatVector c13 = FloatVector.fromArray(SPECIES, y, y1 + 3 * V);
        FloatVector c20 = FloatVector.fromArray(SPECIES, y, y2);
        FloatVector c21 = FloatVector.fromArray(SPECIES, y, y2 + V);
        FloatVector c22 = FloatVector.fromArray(SPECIES, y, y2 + 2 * V);
        FloatVector c23 = FloatVector.fromArray(SPECIES, y, y2 + 3 * V);
        FloatVector c30 = FloatVector.fromArray(SPECIES, y, y3);
        FloatVector c31 = FloatVector.fromArray(SPECIES, y, y3 + V);
        FloatVector c32 = FloatVector.fromArray(SPECIES, y, y3 + 2 * V);
        FloatVector c33 = FloatVector.fromArray(SPECIES, y, y3 + 3 * V);
        for (int t = 0; t < depth; t++) {
            int at = w0 + t * wStride;
            FloatVector b0 = FloatVector.fromArray(SPECIES, w, at);
            FloatVector b1 = FloatVector.fromArray(SPECIES, w, at + V);
            FloatVector b2 = FloatVector.fromArray(SPECIES, w, at + 2 * V);
            FloatVector b3 = FloatVector.fromArray(SPECIES, w, at + 3 * V);
            FloatVector a0 = FloatVector.broadcast(SPECIES, x[x0 + t]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(SPECIES, x[x1 + t]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            FloatVector a2 = FloatVector.broadcast(SPECIES, x[x2 + t]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            c23 = a2.fma(b3, c23);
            FloatVector a3 = FloatVector.broadcast(SPECIES, x[x3 + t]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            c33 = a3.fma(b3, c33);
        }
        c00.intoArray(y, y0);
        c01.intoArray(y, y0 + V);
        c02.intoArray(y, y0 + 2 * V);
        c03.intoArray(y, y0 + 3 * V);
        c10.intoArray(y, y1);
        c11.intoArray(y, y1 + V);
        c12.intoArray(y, y1 + 2 * V);
        c13.intoArray(y, y1 + 3 * V);
        c20.intoArray(y, y2);
        c21.intoArray(y, y2 + V);
        c22.intoArray(y, y2 + 2 * V);
        c23.intoArray(y, y2 + 3 * V);
        c30.intoArray(y, y3);
        c31.intoArray(y, y3 + V);
        c32.intoArray(y, y3 + 2 * V);
        c33.intoArray(y, y3 + 3 * V);
    }

    /** Four rows by two vectors. */
    static void add4x2(
            float[] x, int x0, int xStride, float[] w, int w0, int wStride, int depth, float[] y, int y0, int yStride) {
        int x1 = x0 + xStride;
        int x2 = x1 + xStride;
        int x3 = x2 + xStride;
        int y1 = y0 + yStride;
        int y2 = y1 + yStride;
        int y3 = y2 + yStride;
        FloatVector c00 = FloatVector.fromArray(SPECIES, y, y0);
        FloatVector c01 = FloatVector.fromArray(SPECIES, y, y0 + V);
        FloatVector c10 = FloatVector.fromArray(SPECIES, y, y1);
        FloatVector c11 = FloatVector.fromArray(SPECIES, y, y1 + V);
        FloatVector c20 = FloatVector.fromArray(SPECIES, y, y2);
        FloatVector c21 = FloatVector.fromArray(SPECIES, y, y2 + V);
        FloatVector c30 = FloatVector.fromArray(SPECIES, y, y3);
        FloatVector c31 = FloatVector.fromArray(SPECIES, y, y3 + V);
        for (int t = 0; t < depth; t++) {
            int at = w0 + t * wStride;
            FloatVector b0 = FloatVector.fromArray(SPECIES, w, at);
            FloatVector b1 = FloatVector.fromArray(SPECIES, w, at + V);
            FloatVector a0 = FloatVector.broadcast(SPECIES, x[x0 + t]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(SPECIES, x[x1 + t]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(SPECIES, x[x2 + t]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(SPECIES, x[x3 + t]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
        }
        c00.intoArray(y, y0);
        c01.intoArray(y, y0 + V);
        c10.intoArray(y, y1);
        c11.intoArray(y, y1 + V);
        c20.intoArray(y, y2);
        c21.intoArray(y, y2 + V);
        c30.intoArray(y, y3);
        c31.intoArray(y, y3 + V);
    }

    /** {@link TileLoops#copyRows} of one vector. */
    static void copy1(MemorySegment x, long at, long stride, int rows, float[] y, int y0, int yStride) {
        for (int r = 0; r < rows; r++) {
            long from = at + r * stride;
            int to = y0 + r * yStride;
            FloatVector v0 = FloatVector.fromMemorySegment(SPECIES, x, from, ORDER);
            v0.intoArray(y, to);
        }
    }

    /** {@link TileLoops#copyRows} of two vectors. */
    static void copy2(MemorySegment x, long at, long stride, int rows, float[] y, int y0, int yStride) {
        for (int r = 0; r < rows; r++) {
            long from = at + r * stride;
            int to = y0 + r * yStride;
            FloatVector v0 = FloatVector.fromMemorySegment(SPECIES, x, from, ORDER);
            FloatVector v1 = FloatVector.fromMemorySegment(SPECIES, x, from + BYTES, ORDER);
            v0.intoArray(y, to);
            v1.intoArray(y, to + V);
        }
    }

    /** {@link TileLoops#copyHalves} of two vectors of each half, {@code half} bytes and {@code yHalf} floats apart. */
    static void copy2And2(
            MemorySegment x, long at, long half, long stride, int rows, float[] y, int y0, int yHalf, int yStride) {
        for (int r = 0; r < rows; r++) {
            long from = at + r * stride;
            int to = y0 + r * yStride;
            FloatVector v0 = FloatVector.fromMemorySegment(SPECIES, x, from, ORDER);
            FloatVector v1 = FloatVector.fromMemorySegment(SPECIES, x, from + BYTES, ORDER);
            FloatVector v2 = FloatVector.fromMemorySegment(SPECIES, x, from + half, ORDER);
            FloatVector v3 = FloatVector.fromMemorySegment(SPECIES, x, from + half + BYTES, ORDER);
            v0.intoArray(y, to);
            v1.intoArray(y, to + V);
            v2.intoArray(y, to + yHalf);
            v3.intoArray(y, to + yHalf + V);
        }
    }

    /** {@link TileLoops#copyRows} of four vectors. */
    static void copy4(MemorySegment x, long at, long stride, int rows, float[] y, int y0, int yStride) {
        for (int r = 0; r < rows; r++) {
            long from = at + r * stride;
            int to = y0 + r * yStride;
            FloatVector v0 = FloatVector.fromMemorySegment(SPECIES, x, from, ORDER);
            FloatVector v1 = FloatVector.fromMemorySegment(SPECIES, x, from + BYTES, ORDER);
            FloatVector v2 = FloatVector.fromMemorySegment(SPECIES, x, from + 2 * BYTES, ORDER);
            FloatVector v3 = FloatVector.fromMemorySegment(SPECIES, x, from + 3 * BYTES, ORDER);
            v0.intoArray(y, to);
            v1.intoArray(y, to + V);
            v2.intoArray(y, to + 2 * V);
            v3.intoArray(y, to + 3 * V);
        }
    }

    /** {@link TileLoops#copyRows} of eight vectors. */
    static void copy8(MemorySegment x, long at, long stride, int rows, float[] y, int y0, int yStride) {
        for (int r = 0; r < rows; r++) {
            long from = at + r * stride;
            int to = y0 + r * yStride;
            FloatVector v0 = FloatVector.fromMemorySegment(SPECIES, x, from, ORDER);
            FloatVector v1 = FloatVector.fromMemorySegment(SPECIES, x, from + BYTES, ORDER);
            FloatVector v2 = FloatVector.fromMemorySegment(SPECIES, x, from + 2 * BYTES, ORDER);
            FloatVector v3 = FloatVector.fromMemorySegment(SPECIES, x, from + 3 * BYTES, ORDER);
            FloatVector v4 = FloatVector.fromMemorySegment(SPECIES, x, from + 4 * BYTES, ORDER);
            FloatVector v5 = FloatVector.fromMemorySegment(SPECIES, x, from + 5 * BYTES, ORDER);
            FloatVector v6 = FloatVector.fromMemorySegment(SPECIES, x, from + 6 * BYTES, ORDER);
            FloatVector v7 = FloatVector.fromMemorySegment(SPECIES, x, from + 7 * BYTES, ORDER);
            v0.intoArray(y, to);
            v1.intoArray(y, to + V);
            v2.intoArray(y, to + 2 * V);
            v3.intoArray(y, to + 3 * V);
            v4.intoArray(y, to + 4 * V);
            v5.intoArray(y, to + 5 * V);
            v6.intoArray(y, to + 6 * V);
            v7.intoArray(y, to + 7 * V);
        }
    }

    /** {@link TileLoops#writeRows} of four vectors. */
    static void write4(float[] x, int x0, int rows, MemorySegment y, long at, long stride) {
        for (int r = 0; r < rows; r++) {
            int from = x0 + r * TileLoops.LANES;
            long to = at + r * stride;
            FloatVector.fromArray(SPECIES, x, from).intoMemorySegment(y, to, ORDER);
            FloatVector.fromArray(SPECIES, x, from + V).intoMemorySegment(y, to + BYTES, ORDER);
            FloatVector.fromArray(SPECIES, x, from + 2 * V).intoMemorySegment(y, to + 2 * BYTES, ORDER);
            FloatVector.fromArray(SPECIES, x, from + 3 * V).intoMemorySegment(y, to + 3 * BYTES, ORDER);
        }
    }
}
