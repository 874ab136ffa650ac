package io.attn4j.bench;

import java.util.Locale;

/** How the trial of a case ended, as the field {@code status} says it in the word of {@link #toString}. */
public enum Status {
    /** It ran. */
    OK,
    /** Engine or device cannot run the case. */
    UNSUPPORTED,
    /** It was not tried. */
    SKIPPED,
    /** It failed. */
    ERROR;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
