package io.attn4j.device;

/**
 * The roof of a device, fp32.
 *
 * @param gflops most fp32 GFLOP/s (10^9), a multiply-add counted as two
 * @param gbs most GB/s (10^9) between device memory and compute units
 * @param source {@code spec} (data sheet) or {@code measured}
 * @param reference which data sheet, or how it was measured
 */
public record Peaks(double gflops, double gbs, String source, String reference) {

    /** GFLOP/s that a computation of {@code intensity} FLOPs per byte can reach: {@code min(gflops, intensity * gbs)}. */
    public double roof(double intensity) {
        return Math.min(gflops, intensity * gbs);
    }
}
