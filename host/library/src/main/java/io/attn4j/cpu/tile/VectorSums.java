package io.attn4j.cpu.tile;

import io.attn4j.cpu.step.Sums;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** {@link Sums} of rows on vectors, addition for addition, so that each sum has the same bits. */
final class VectorSums {
    private static final int LANES = 8;
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_512;
    private static final VectorSpecies<Float> FLOATS = VectorSpecies.of(float.class, VectorShape.S_256_BIT);

    /** Whether there are vectors of eight doubles. */
    private static final boolean WIDE = DoubleVector.SPECIES_PREFERRED.length() >= LANES;

    private static final VectorShuffle<Double> ONE_ON = VectorShuffle.iota(DOUBLES, 1, 1, true);
    private static final VectorShuffle<Double> TWO_ON = VectorShuffle.iota(DOUBLES, 2, 1, true);
    private static final VectorShuffle<Double> FOUR_ON = VectorShuffle.iota(DOUBLES, 4, 1, true);

    private VectorSums() {}

    static double of(float[] x, int x0, int count) {
        if (!WIDE) {
            return Sums.of(x, x0, count);
        }
        DoubleVector sums = DoubleVector.zero(DOUBLES);
        int c = x0;
        int end = x0 + count;
        for (; c + LANES <= end; c += LANES) {
            sums = sums.add(FloatVector.fromArray(FLOATS, x, c).convertShape(VectorOperators.F2D, DOUBLES, 0));
        }
        double sum = ofLanes(sums);
        for (; c < end; c++) {
            sum += x[c];
        }
        return sum;
    }

    static double ofProducts(float[] x, int x0, float[] y, int y0, int count) {
        if (!WIDE) {
            return Sums.ofProducts(x, x0, y, y0, count);
        }
        DoubleVector sums = DoubleVector.zero(DOUBLES);
        int c = 0;
        for (; c + LANES <= count; c += LANES) {
            // products of floats are exact in fp64
            sums = sums.add(FloatVector.fromArray(FLOATS, x, x0 + c)
                    .convertShape(VectorOperators.F2D, DOUBLES, 0)
                    .mul(FloatVector.fromArray(FLOATS, y, y0 + c).convertShape(VectorOperators.F2D, DOUBLES, 0)));
        }
        double sum = ofLanes(sums);
        for (; c < count; c++) {
            sum += (double) x[x0 + c] * y[y0 + c];
        }
        return sum;
    }

    /** {@code ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7))}. */
    static double ofLanes(DoubleVector s) {
        DoubleVector pairs = s.add(s.rearrange(ONE_ON));
        DoubleVector fours = pairs.add(pairs.rearrange(TWO_ON));
        return fours.add(fours.rearrange(FOUR_ON)).lane(0);
    }
}
