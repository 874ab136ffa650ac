package io.attn4j.bench.regression;

/** What the new records say, compared with the base. */
public enum Verdict {
    /** Slower beyond the band and significantly, or no longer right. */
    REGRESSION,
    /** Faster beyond the band and significantly, or right again. */
    IMPROVEMENT,
    /** A difference that the noise of these records can explain as well. */
    AMBIGUOUS,
    /** No difference found, or one that is surely below the threshold. */
    SAME,
    /** One of the two sides has no time. */
    NOT_MEASURED
}
