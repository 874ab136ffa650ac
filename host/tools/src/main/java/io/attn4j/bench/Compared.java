package io.attn4j.bench;

import io.attn4j.compare.Comparison;
import io.attn4j.compare.Tolerance;

/**
 * An output of a case that was compared with its reference.
 *
 * @param tensor its name
 * @param comparison its errors
 * @param verdict whether it passed
 * @param tolerance its limits
 * @param rows rows of each batch and head that were compared
 */
record Compared(String tensor, Comparison comparison, Comparison.Verdict verdict, Tolerance tolerance, int rows) {

    boolean passed() {
        return verdict == Comparison.Verdict.PASSED;
    }

    /** The larger of both errors in units of its limit; NaN where an element is not finite. */
    double ofLimit() {
        return Math.max(comparison.rmsRelative() / tolerance.rms(), comparison.maxRelative() / tolerance.max());
    }
}
