package io.attn4j.tune;

import java.util.Locale;

/**
 * How the race of a candidate with the best so far ended, in the order that counts are listed; evidence files have the word
 * of {@link #toString}.
 */
public enum Ending {
    /** It cannot be compiled or run. */
    ERROR,
    /** So slow that it was given up early. */
    HOPELESS,
    /** Not faster beyond noise. */
    LOST,
    /** It took too long. */
    TIMEOUT,
    /** Faster beyond noise. */
    WON,
    /** Its results are beyond the limits. */
    WRONG;

    /** Whether no other role's choice would change it. */
    boolean dismisses() {
        return this != WON && this != LOST;
    }

    /** The ending of that word. */
    static Ending of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
