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
}
