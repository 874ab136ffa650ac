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

    /** {@link TileLoops#storeRows} of four rows by four vectors of lanes. */
    static void store4x4(
            float[] a,
            int a0,
            int aStride,
            int depth,
            float[] b,
            int bFrom,
            float[] bias,
            MemorySegment y,
            long low,
            long high,
            long stride) {
        int a1 = a0 + aStride;
        int a2 = a1 + aStride;
        int a3 = a2 + aStride;
        FloatVector c00 = FloatVector.zero(SPECIES);
        FloatVector c01 = FloatVector.zero(SPECIES);
        FloatVector c02 = FloatVector.zero(SPECIES);
        FloatVector c03 = FloatVector.zero(SPECIES);
        FloatVector c10 = FloatVector.zero(SPECIES);
        FloatVector c11 = FloatVector.zero(SPECIES);
        FloatVector c12 = FloatVector.zero(SPECIES);
        FloatVector c13 = FloatVector.zero(SPECIES);
        FloatVector c20 = FloatVector.zero(SPECIES);
        FloatVector c21 = FloatVector.zero(SPECIES);
        FloatVector c22 = FloatVector.zero(SPECIES);
        FloatVector c23 = FloatVector.zero(SPECIES);
        FloatVector c30 = FloatVector.zero(SPECIES);
        FloatVector c31 = FloatVector.zero(SPECIES);
        FloatVector c32 = FloatVector.zero(SPECIES);
        FloatVector c33 = FloatVector.zero(SPECIES);
        int end = bFrom + depth * TileLoops.LANES;
        for (int at = bFrom, t = 0; at < end; at += TileLoops.LANES, t++) {
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
        FloatVector d0 = FloatVector.fromArray(SPECIES, bias, 0);
        FloatVector d1 = FloatVector.fromArray(SPECIES, bias, V);
        FloatVector d2 = FloatVector.fromArray(SPECIES, bias, 2 * V);
        FloatVector d3 = FloatVector.fromArray(SPECIES, bias, 3 * V);
        c00.add(d0).intoMemorySegment(y, low, ORDER);
        c01.add(d1).intoMemorySegment(y, low + BYTES, ORDER);
        c02.add(d2).intoMemorySegment(y, high, ORDER);
        c03.add(d3).intoMemorySegment(y, high + BYTES, ORDER);
        c10.add(d0).intoMemorySegment(y, low + stride, ORDER);
        c11.add(d1).intoMemorySegment(y, low + stride + BYTES, ORDER);
        c12.add(d2).intoMemorySegment(y, high + stride, ORDER);
        c13.add(d3).intoMemorySegment(y, high + stride + BYTES, ORDER);
        c20.add(d0).intoMemorySegment(y, low + 2 * stride, ORDER);
        c21.add(d1).intoMemorySegment(y, low + 2 * stride + BYTES, ORDER);
        c22.add(d2).intoMemorySegment(y, high + 2 * stride, ORDER);
        c23.add(d3).intoMemorySegment(y, high + 2 * stride + BYTES, ORDER);
        c30.add(d0).intoMemorySegment(y, low + 3 * stride, ORDER);
        c31.add(d1).intoMemorySegment(y, low + 3 * stride + BYTES, ORDER);
        c32.add(d2).intoMemorySegment(y, high + 3 * stride, ORDER);
        c33.add(d3).intoMemorySegment(y, high + 3 * stride + BYTES, ORDER);
    }
}
