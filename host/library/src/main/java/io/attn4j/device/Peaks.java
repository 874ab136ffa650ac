package io.attn4j.device;

import java.util.Locale;

/**
 * The roof of a device, fp32.
 *
 * @param gflops most fp32 GFLOP/s (10^9), a multiply-add counted as two
 * @param gbs most GB/s (10^9) between device memory and compute units
 * @param source how they are known
 * @param reference which data sheet, or how it was measured
 */
public record Peaks(double gflops, double gbs, Source source, String reference) {

    /** How peaks are known; files and records have the word of {@link #toString}. */
    public enum Source {
        /** From a data sheet. */
        SPEC,
        /** Measured on the device. */
        MEASURED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** GFLOP/s that a computation of {@code intensity} FLOPs per byte can reach: {@code min(gflops, intensity * gbs)}. */
    public double roof(double intensity) {
        return Math.min(gflops, intensity * gbs);
    }
}
