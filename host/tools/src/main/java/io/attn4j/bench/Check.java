package io.attn4j.bench;

import java.util.Locale;

/** What the comparison with the fp64 reference says, as the field {@code check} says it in the word of {@link #toString}. */
public enum Check {
    /** Within the limits. */
    PASSED,
    /** Beyond them. */
    FAILED,
    /** Within the limits, but all zeros, which is what a kernel that never ran gives, too. */
    MISTRUSTED,
    /** There was nothing to compare. */
    SKIPPED;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
