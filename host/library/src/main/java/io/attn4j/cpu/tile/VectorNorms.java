package io.attn4j.cpu.tile;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link ScalarNorms} on vectors of eight doubles, operation for operation, so that each element has the same bits. Each loop is alone in
 * a method, as {@link VectorTileLoops} says: with three in one, the compiler's second version of it took four times as long as its
 * first.
 */
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
        double sum = sumOfDistances(x, x0, whole, center);
        double square = sumOfSquares(x, x0, whole, center);
        for (int c = whole; c < columns; c++) {
            double centered = x[x0 + c] - center;
            sum += centered;
            square += centered * centered;
        }
        double factor = 1 / Math.sqrt(variance(sum, square, columns) + epsilon);
        scale(x, x0, whole, mean, factor, gamma, beta);
        for (int c = whole; c < columns; c++) {
            x[x0 + c] = (float) (gamma[c] * ((x[x0 + c] - mean) * factor) + beta[c]);
        }
    }

    static void gradient(float[] x, int at, int columns, double epsilon, float[] gamma, float[] dy, float[] dx) {
        int whole = columns - columns % LANES;
        float center = (float) (VectorSums.of(x, at, columns) / columns);
        double sum = sumOfDistances(x, at, whole, center);
        double square = sumOfSquares(x, at, whole, center);
        for (int c = whole; c < columns; c++) {
            float centered = x[at + c] - center;
            sum += centered;
            square += (double) centered * centered;
        }
        float scale = (float) (1 / Math.sqrt(variance(sum, square, columns) + epsilon));
        float shift = (float) (sum / columns);
        slopes(x, at, whole, center, shift, scale, gamma, dy, dx);
        for (int c = whole; c < columns; c++) {
            x[at + c] = (x[at + c] - center - shift) * scale;
            dx[at + c] = gamma[c] * dy[at + c];
        }
        float meanSlope = (float) (VectorSums.of(dx, at, columns) / columns);
        float meanProduct = (float) (VectorSums.ofProducts(dx, at, x, at, columns) / columns);
        project(x, at, whole, meanSlope, meanProduct, scale, dy, dx);
        for (int c = at + whole; c < at + columns; c++) {
            dx[c] = (dx[c] - meanSlope - x[c] * meanProduct) * scale;
            dy[c] *= x[c];
        }
    }

    private static double sumOfDistances(float[] x, int x0, int count, float center) {
        FloatVector centers = FloatVector.broadcast(FLOATS, center);
        DoubleVector sums = DoubleVector.zero(DOUBLES);
        for (int c = x0; c < x0 + count; c += LANES) {
            sums = sums.add(
                    FloatVector.fromArray(FLOATS, x, c).sub(centers).convertShape(VectorOperators.F2D, DOUBLES, 0));
        }
        return VectorSums.ofLanes(sums);
    }

    private static double sumOfSquares(float[] x, int x0, int count, float center) {
        FloatVector centers = FloatVector.broadcast(FLOATS, center);
        DoubleVector sums = DoubleVector.zero(DOUBLES);
        for (int c = x0; c < x0 + count; c += LANES) {
            DoubleVector centered = (DoubleVector)
                    FloatVector.fromArray(FLOATS, x, c).sub(centers).convertShape(VectorOperators.F2D, DOUBLES, 0);
            sums = sums.add(centered.mul(centered));
        }
        return VectorSums.ofLanes(sums);
    }

    /** {@code x = gamma ((x - mean) factor) + beta}. */
    private static void scale(float[] x, int x0, int count, double mean, double factor, float[] gamma, float[] beta) {
        DoubleVector means = DoubleVector.broadcast(DOUBLES, mean);
        DoubleVector factors = DoubleVector.broadcast(DOUBLES, factor);
        for (int c = 0; c < count; c += LANES) {
            DoubleVector normal = ((DoubleVector)
                            FloatVector.fromArray(FLOATS, x, x0 + c).convertShape(VectorOperators.F2D, DOUBLES, 0))
                    .sub(means)
                    .mul(factors);
            DoubleVector y = ((DoubleVector)
                            FloatVector.fromArray(FLOATS, gamma, c).convertShape(VectorOperators.F2D, DOUBLES, 0))
                    .mul(normal)
                    .add(FloatVector.fromArray(FLOATS, beta, c).convertShape(VectorOperators.F2D, DOUBLES, 0));
            ((FloatVector) y.convertShape(VectorOperators.D2F, FLOATS, 0)).intoArray(x, x0 + c);
        }
    }

    /** {@code x = ((x - center) - shift) scale} and {@code dx = gamma dy}. */
    private static void slopes(
            float[] x,
            int at,
            int count,
            float center,
            float shift,
            float scale,
            float[] gamma,
            float[] dy,
            float[] dx) {
        FloatVector centers = FloatVector.broadcast(FLOATS, center);
        FloatVector shifts = FloatVector.broadcast(FLOATS, shift);
        FloatVector scales = FloatVector.broadcast(FLOATS, scale);
        for (int c = 0; c < count; c += LANES) {
            FloatVector.fromArray(FLOATS, x, at + c)
                    .sub(centers)
                    .sub(shifts)
                    .mul(scales)
                    .intoArray(x, at + c);
            FloatVector.fromArray(FLOATS, gamma, c)
                    .mul(FloatVector.fromArray(FLOATS, dy, at + c))
                    .intoArray(dx, at + c);
        }
    }

    /** {@code dx = (dx - slope - x product) scale} and {@code dy = dy x}. */
    private static void project(
            float[] x, int at, int count, float slope, float product, float scale, float[] dy, float[] dx) {
        FloatVector slopes = FloatVector.broadcast(FLOATS, slope);
        FloatVector products = FloatVector.broadcast(FLOATS, product);
        FloatVector scales = FloatVector.broadcast(FLOATS, scale);
        for (int c = at; c < at + count; c += LANES) {
            FloatVector normal = FloatVector.fromArray(FLOATS, x, c);
            FloatVector.fromArray(FLOATS, dx, c)
                    .sub(slopes)
                    .sub(normal.mul(products))
                    .mul(scales)
                    .intoArray(dx, c);
            FloatVector.fromArray(FLOATS, dy, c).mul(normal).intoArray(dy, c);
        }
    }

    private static double variance(double sum, double square, int columns) {
        double shift = sum / columns;
        return Math.max(0, square / columns - shift * shift);
    }
}
