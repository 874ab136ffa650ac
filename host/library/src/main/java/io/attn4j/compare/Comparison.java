package io.attn4j.compare;

import io.attn4j.error.InvalidInputException;
import io.attn4j.tensor.Tensor;
import java.util.function.IntPredicate;

/**
 * How far a result is from the fp64 reference.
 *
 * <p>With e the errors and r the reference, {@code rmsRelative = rms(e) / rms(r)} and {@code maxRelative = max|e| /
 * rms(r)}. Where the reference is all zeros both are 0 for an exact result and infinite for any other.
 *
 * @param elements number of elements that were compared
 * @param rmsRelative RMS error over RMS reference; NaN when an element is not finite
 * @param maxRelative largest error over RMS reference; NaN when an element is not finite
 * @param maxAbsolute largest error; NaN when an element is not finite
 * @param worstIndex index of the largest error or of the first element that is not finite, -1 without elements
 * @param nonFinite number of elements that are NaN or infinite, in the result or in the reference
 * @param allZero whether every element of the result is zero
 */
public record Comparison(
        long elements,
        double rmsRelative,
        double maxRelative,
        double maxAbsolute,
        long worstIndex,
        long nonFinite,
        boolean allZero) {

    /** Outcome of a comparison. */
    public enum Verdict {
        PASSED,
        FAILED,
        /** Within the limits, but all zeros, which is what a kernel that never ran gives too. */
        MISTRUSTED
    }

    /**
     * Compares an output.
     *
     * @param actual F32, as many elements as {@code expected}
     * @throws InvalidInputException when the numbers of elements differ
     */
    public static Comparison of(Tensor actual, double[] expected) {
        return of(actual, expected, 0);
    }

    /**
     * Compares an output that may be zero but for rounding, as the gradient of a single key's logit is: errors are taken
     * over {@code max(leastScale, rms(r))}.
     *
     * @param actual F32, as many elements as {@code expected}
     * @throws InvalidInputException when the numbers of elements differ
     */
    public static Comparison of(Tensor actual, double[] expected, double leastScale) {
        return compare(actual, expected, false, leastScale, i -> true);
    }

    /**
     * Compares a sample of an output; all elements of the result must be finite.
     *
     * @param actual F32, as many elements as {@code expected}
     * @param sampled which elements {@code expected} has
     * @throws InvalidInputException when the numbers of elements differ
     */
    public static Comparison ofSample(Tensor actual, double[] expected, IntPredicate sampled) {
        return compare(actual, expected, false, 0, sampled);
    }

    /**
     * Compares log-sum-exps: negative infinity (a row without keys) equals negative infinity. As their errors act on
     * logits, errors are taken over {@code max(1, rms(r))}.
     *
     * @throws InvalidInputException when the numbers of elements differ
     */
    public static Comparison ofLogSumExp(Tensor actual, double[] expected) {
        return compare(actual, expected, true, 1, i -> true);
    }

    private static Comparison compare(
            Tensor actual, double[] expected, boolean logarithms, double leastScale, IntPredicate sampled) {
        if (actual.type().elements() != expected.length) {
            throw new InvalidInputException(
                    "comparison", actual.type(), expected.length + " elements", "the output of the same problem");
        }
        double errorSquares = 0;
        double referenceSquares = 0;
        double worst = -1;
        long worstIndex = -1;
        long nonFinite = 0;
        boolean allZero = true;
        long compared = 0;
        for (int i = 0; i < expected.length; i++) {
            double value = actual.getFloat(i);
            allZero &= value == 0;
            if (logarithms && value == Double.NEGATIVE_INFINITY && expected[i] == Double.NEGATIVE_INFINITY) {
                continue;
            }
            boolean known = sampled.test(i);
            double reference = known ? expected[i] : 0;
            double error = known ? Math.abs(value - reference) : 0;
            compared += known ? 1 : 0;
            if (!Double.isFinite(value) || !Double.isFinite(reference)) {
                if (nonFinite++ == 0) {
                    worstIndex = i;
                }
            } else if (known && nonFinite == 0 && error > worst) {
                worst = error;
                worstIndex = i;
            }
            errorSquares += error * error;
            referenceSquares += reference * reference;
        }
        if (nonFinite > 0) {
            return new Comparison(compared, Double.NaN, Double.NaN, Double.NaN, worstIndex, nonFinite, allZero);
        }
        double count = Math.max(1, compared);
        double rms = Math.sqrt(referenceSquares / count);
        double scale = Math.max(leastScale, rms);
        double maxError = Math.max(0, worst);
        return new Comparison(
                compared,
                relative(Math.sqrt(errorSquares / count), scale),
                relative(maxError, scale),
                maxError,
                worstIndex,
                0,
                allZero);
    }

    private static double relative(double error, double scale) {
        return error == 0 ? 0 : error / scale;
    }

    /** Whether the result passes {@code tolerance}. */
    public Verdict verdict(Tolerance tolerance) {
        // Negated so that NaN fails.
        if (nonFinite > 0 || !(rmsRelative <= tolerance.rms()) || !(maxRelative <= tolerance.max())) {
            return Verdict.FAILED;
        }
        return allZero && elements > 0 ? Verdict.MISTRUSTED : Verdict.PASSED;
    }
}
