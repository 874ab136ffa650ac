package io.attn4j.cpu.tile;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** {@link ScalarNorms} on vectors of eight doubles, operation for operation, so that each element has the same bits. */
final class VectorNorms {
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_512;
    private static final VectorSpecies<Float> FLOATS = VectorSpecies.of(float.class, VectorShape.S_256_BIT);
    private static final int LANES = 8;

    /** Whether there are vectors of eight doubles. */
    static final boolean WIDE = DoubleVector.SPECIES_PREFERRED.length() >= LANES;

    private VectorNorms() {}

    static void normalise(float[] x, int x0, int columns, double epsilon, float[] gamma, float[] beta) {
        int whole = columns - columns % LANES;
        double mean = VectorSums.of(x, x0, columns) / columns;
        float center = (float) mean;
        DoubleVector sums = DoubleVector.zero(DOUBLES);
        DoubleVector squares = DoubleVector.zero(DOUBLES);
        for (int c = 0; c < whole; c += LANES) {
            DoubleVector centered =
                    doubles(FloatVector.fromArray(FLOATS, x, x0 + c).sub(center));
            sums = sums.add(centered);
            squares = squares.add(centered.mul(centered));
        }
        double sum = VectorSums.ofLanes(sums);
        double square = VectorSums.ofLanes(squares);
        for (int c = whole; c < columns; c++) {
            double centered = x[x0 + c] - center;
            sum += centered;
            square += centered * centered;
        }
        double factor = 1 / Math.sqrt(variance(sum, square, columns) + epsilon);
        for (int c = 0; c < whole; c += LANES) {
            DoubleVector normal =
                    doubles(FloatVector.fromArray(FLOATS, x, x0 + c)).sub(mean).mul(factor);
            floats(doubles(FloatVector.fromArray(FLOATS, gamma, c))
                            .mul(normal)
                            .add(doubles(FloatVector.fromArray(FLOATS, beta, c))))
                    .intoArray(x, x0 + c);
        }
        for (int c = whole; c < columns; c++) {
            x[x0 + c] = (float) (gamma[c] * ((x[x0 + c] - mean) * factor) + beta[c]);
        }
    }

    static void gradient(float[] x, int at, int columns, double epsilon, float[] gamma, float[] dy, float[] dx) {
        int whole = columns - columns % LANES;
        float center = (float) (VectorSums.of(x, at, columns) / columns);
        DoubleVector sums = DoubleVector.zero(DOUBLES);
        DoubleVector squares = DoubleVector.zero(DOUBLES);
        for (int c = 0; c < whole; c += LANES) {
            FloatVector less = FloatVector.fromArray(FLOATS, x, at + c).sub(center);
            less.intoArray(x, at + c);
            DoubleVector centered = doubles(less);
            sums = sums.add(centered);
            squares = squares.add(centered.mul(centered));
        }
        double sum = VectorSums.ofLanes(sums);
        double square = VectorSums.ofLanes(squares);
        for (int c = whole; c < columns; c++) {
            x[at + c] -= center;
            sum += x[at + c];
            square += (double) x[at + c] * x[at + c];
        }
        float scale = (float) (1 / Math.sqrt(variance(sum, square, columns) + epsilon));
        float shift = (float) (sum / columns);
        sums = DoubleVector.zero(DOUBLES);
        DoubleVector products = DoubleVector.zero(DOUBLES);
        for (int c = 0; c < whole; c += LANES) {
            FloatVector normal =
                    FloatVector.fromArray(FLOATS, x, at + c).sub(shift).mul(scale);
            FloatVector scaled = FloatVector.fromArray(FLOATS, gamma, c).mul(FloatVector.fromArray(FLOATS, dy, at + c));
            normal.intoArray(x, at + c);
            scaled.intoArray(dx, at + c);
            DoubleVector term = doubles(scaled);
            sums = sums.add(term);
            products = products.add(term.mul(doubles(normal)));
        }
        sum = VectorSums.ofLanes(sums);
        double product = VectorSums.ofLanes(products);
        for (int c = whole; c < columns; c++) {
            x[at + c] = (x[at + c] - shift) * scale;
            dx[at + c] = gamma[c] * dy[at + c];
            sum += dx[at + c];
            product += (double) dx[at + c] * x[at + c];
        }
        float meanSlope = (float) (sum / columns);
        float meanProduct = (float) (product / columns);
        for (int c = 0; c < whole; c += LANES) {
            FloatVector normal = FloatVector.fromArray(FLOATS, x, at + c);
            FloatVector.fromArray(FLOATS, dx, at + c)
                    .sub(meanSlope)
                    .sub(normal.mul(meanProduct))
                    .mul(scale)
                    .intoArray(dx, at + c);
            FloatVector.fromArray(FLOATS, dy, at + c).mul(normal).intoArray(dy, at + c);
        }
        for (int c = at + whole; c < at + columns; c++) {
            dx[c] = (dx[c] - meanSlope - x[c] * meanProduct) * scale;
            dy[c] *= x[c];
        }
    }

    private static double variance(double sum, double square, int columns) {
        double shift = sum / columns;
        return Math.max(0, square / columns - shift * shift);
    }

    private static DoubleVector doubles(FloatVector x) {
        return (DoubleVector) x.convertShape(VectorOperators.F2D, DOUBLES, 0);
    }

    private static FloatVector floats(DoubleVector x) {
        return (FloatVector) x.convertShape(VectorOperators.D2F, FLOATS, 0);
    }
}
