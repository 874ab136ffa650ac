package io.attn4j.bench.regression;

/** Which time is compared. */
public enum Metric {
    /** End-to-end time of every sample. */
    MEDIAN,
    /** Kernel time by the device's clock, of which a record holds one. */
    KERNEL
}
