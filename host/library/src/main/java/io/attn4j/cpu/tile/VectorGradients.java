package io.attn4j.cpu.tile;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Loops of {@link VectorTileLoops} for gradients. */
final class VectorGradients {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int V = SPECIES.length();

    private VectorGradients() {}

    /** {@link TileLoops#logitGradients} of two vectors of lanes. */
    static void logitGradients2(float[] s, float[] dp, int firstRow, int rows, float[] lse, float[] delta, int lane) {
        for (int r = firstRow; r < rows; r++) {
            int at = r * TileLoops.LANES + lane;
            FloatVector sums = FloatVector.broadcast(SPECIES, lse[r]);
            FloatVector deltas = FloatVector.broadcast(SPECIES, delta[r]);

            FloatVector x0 = FloatVector.fromArray(SPECIES, s, at).sub(sums);
            x0 = x0.blend(0, x0.compare(VectorOperators.GT, 0));
            VectorMask<Float> tiny0 = x0.lt(-126);
            FloatVector rounded0 = x0.add(Exp2.ROUND);
            FloatVector f0 = x0.sub(rounded0.sub(Exp2.ROUND));
            FloatVector p0 = FloatVector.broadcast(SPECIES, Exp2.C5);
            p0 = p0.fma(f0, FloatVector.broadcast(SPECIES, Exp2.C4));
            p0 = p0.fma(f0, FloatVector.broadcast(SPECIES, Exp2.C3));
            p0 = p0.fma(f0, FloatVector.broadcast(SPECIES, Exp2.C2));
            p0 = p0.fma(f0, FloatVector.broadcast(SPECIES, Exp2.C1));
            p0 = p0.fma(f0, FloatVector.broadcast(SPECIES, 1));
            FloatVector y0 = p0.reinterpretAsInts()
                    .add(rounded0.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23))
                    .reinterpretAsFloats();
            FloatVector g0 = y0.mul(FloatVector.fromArray(SPECIES, dp, at).sub(deltas));
            y0.blend(0, tiny0).intoArray(s, at);
            g0.blend(0, tiny0).intoArray(dp, at);

            FloatVector x1 = FloatVector.fromArray(SPECIES, s, at + V).sub(sums);
            x1 = x1.blend(0, x1.compare(VectorOperators.GT, 0));
            VectorMask<Float> tiny1 = x1.lt(-126);
            FloatVector rounded1 = x1.add(Exp2.ROUND);
            FloatVector f1 = x1.sub(rounded1.sub(Exp2.ROUND));
            FloatVector p1 = FloatVector.broadcast(SPECIES, Exp2.C5);
            p1 = p1.fma(f1, FloatVector.broadcast(SPECIES, Exp2.C4));
            p1 = p1.fma(f1, FloatVector.broadcast(SPECIES, Exp2.C3));
            p1 = p1.fma(f1, FloatVector.broadcast(SPECIES, Exp2.C2));
            p1 = p1.fma(f1, FloatVector.broadcast(SPECIES, Exp2.C1));
            p1 = p1.fma(f1, FloatVector.broadcast(SPECIES, 1));
            FloatVector y1 = p1.reinterpretAsInts()
                    .add(rounded1.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23))
                    .reinterpretAsFloats();
            FloatVector g1 = y1.mul(FloatVector.fromArray(SPECIES, dp, at + V).sub(deltas));
            y1.blend(0, tiny1).intoArray(s, at + V);
            g1.blend(0, tiny1).intoArray(dp, at + V);
        }
    }

    /** {@link TileLoops#addRows} of four rows by four vectors of lanes. */
    static void addRows4x4(float[] a, int a0, int aStride, int depth, float[] b, int bFrom, float[] c, int c0) {
        int a1 = a0 + aStride;
        int a2 = a1 + aStride;
        int a3 = a2 + aStride;
        FloatVector c00 = FloatVector.zero(SPECIES);
        FloatVector c01 = c00;
        FloatVector c02 = c00;
        FloatVector c03 = c00;
        FloatVector c10 = FloatVector.zero(SPECIES);
        FloatVector c11 = c10;
        FloatVector c12 = c10;
        FloatVector c13 = c10;
        FloatVector c20 = FloatVector.zero(SPECIES);
        FloatVector c21 = c20;
        FloatVector c22 = c20;
        FloatVector c23 = c20;
        FloatVector c30 = FloatVector.zero(SPECIES);
        FloatVector c31 = c30;
        FloatVector c32 = c30;
        FloatVector c33 = c30;
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
        c00.add(FloatVector.fromArray(SPECIES, c, c0)).intoArray(c, c0);
        c01.add(FloatVector.fromArray(SPECIES, c, c0 + V)).intoArray(c, c0 + V);
        c02.add(FloatVector.fromArray(SPECIES, c, c0 + 2 * V)).intoArray(c, c0 + 2 * V);
        c03.add(FloatVector.fromArray(SPECIES, c, c0 + 3 * V)).intoArray(c, c0 + 3 * V);
        c10.add(FloatVector.fromArray(SPECIES, c, c0 + TileLoops.LANES)).intoArray(c, c0 + TileLoops.LANES);
        c11.add(FloatVector.fromArray(SPECIES, c, c0 + TileLoops.LANES + V)).intoArray(c, c0 + TileLoops.LANES + V);
        c12.add(FloatVector.fromArray(SPECIES, c, c0 + TileLoops.LANES + 2 * V))
                .intoArray(c, c0 + TileLoops.LANES + 2 * V);
        c13.add(FloatVector.fromArray(SPECIES, c, c0 + TileLoops.LANES + 3 * V))
                .intoArray(c, c0 + TileLoops.LANES + 3 * V);
        c20.add(FloatVector.fromArray(SPECIES, c, c0 + 2 * TileLoops.LANES)).intoArray(c, c0 + 2 * TileLoops.LANES);
        c21.add(FloatVector.fromArray(SPECIES, c, c0 + 2 * TileLoops.LANES + V))
                .intoArray(c, c0 + 2 * TileLoops.LANES + V);
        c22.add(FloatVector.fromArray(SPECIES, c, c0 + 2 * TileLoops.LANES + 2 * V))
                .intoArray(c, c0 + 2 * TileLoops.LANES + 2 * V);
        c23.add(FloatVector.fromArray(SPECIES, c, c0 + 2 * TileLoops.LANES + 3 * V))
                .intoArray(c, c0 + 2 * TileLoops.LANES + 3 * V);
        c30.add(FloatVector.fromArray(SPECIES, c, c0 + 3 * TileLoops.LANES)).intoArray(c, c0 + 3 * TileLoops.LANES);
        c31.add(FloatVector.fromArray(SPECIES, c, c0 + 3 * TileLoops.LANES + V))
                .intoArray(c, c0 + 3 * TileLoops.LANES + V);
        c32.add(FloatVector.fromArray(SPECIES, c, c0 + 3 * TileLoops.LANES + 2 * V))
                .intoArray(c, c0 + 3 * TileLoops.LANES + 2 * V);
        c33.add(FloatVector.fromArray(SPECIES, c, c0 + 3 * TileLoops.LANES + 3 * V))
                .intoArray(c, c0 + 3 * TileLoops.LANES + 3 * V);
    }
}
