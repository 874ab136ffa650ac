package io.attn4j.bench.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What a figure shows, before it is drawn.
 *
 * @param name file name without ending
 * @param title title with the fixed sizes
 * @param kind how it is drawn
 * @param xLabel horizontal axis with unit
 * @param yLabel vertical axis with unit
 * @param categories names of the groups of bars; empty for figures with two numeric axes
 * @param series what is shown
 */
record Figure(
        String name,
        String title,
        Kind kind,
        String xLabel,
        String yLabel,
        List<String> categories,
        List<Series> series) {

    enum Kind {
        /** Both axes logarithmic; the horizontal one in powers of two. */
        GROWTH,
        /** Both axes logarithmic; series of more than points are roofs. */
        ROOFLINE,
        /** Bars by category, linear. */
        BARS,
        /** Points by category, logarithmic. */
        LOG_POINTS
    }

    /**
     * One line, set of points or set of bars.
     *
     * @param name in the legend
     * @param x numbers of the horizontal axis; empty in figures with categories
     * @param y numbers of the vertical axis; null where a category has none
     * @param line whether points are joined
     */
    record Series(String name, List<Double> x, List<Double> y, boolean line) {}

    /** SHA-256 of all that is shown, by which a drawn figure is known to be up to date whatever fonts it was drawn with. */
    String digest() {
        try {
            byte[] shown = toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(shown));
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new AssertionError(everyPlatformHasIt);
        }
    }
}
