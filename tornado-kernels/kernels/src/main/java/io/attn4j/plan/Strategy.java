package io.attn4j.plan;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** An algorithm of kernels; the word that device-configs and the command line use is {@link #toString}. */
public enum Strategy {
    /** One pass over memory for each operation, with all scores stored. */
    NAIVE,
    /** Tiles shared by a work-group in local memory. */
    TILED,
    /** A work-item takes rows by itself and holds them in private memory. */
    LANES,
    /** A work-item takes a row, a part of one, or an element. */
    ROWS;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** Those that users may ask for in place of a device-config's choice, as errors list them. */
    public static final String OF_ATTENTION = "naive, tiled or lanes";

    /** The strategy of that word among {@link #OF_ATTENTION}. */
    public static Optional<Strategy> ofAttention(String word) {
        return Stream.of(NAIVE, TILED, LANES)
                .filter(strategy -> strategy.word.equals(word))
                .findFirst();
    }

    @Override
    public String toString() {
        return word;
    }
}
