package io.attn4j.bench.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;

/**
 * What a figure shows, before it is drawn.
 *
 * @param path file below {@code figures/}, without ending
 * @param title what is shown, with the sizes that all of it shares
 * @param device the device that everything shown was measured on
 * @param kind how it is drawn
 * @param xLabel horizontal axis with unit
 * @param yLabel vertical axis with unit
 * @param categories names of the groups of bars or points; empty for figures with two numeric axes
 * @param series what is shown
 */
record Figure(
        String path,
        String title,
        String device,
        Kind kind,
        String xLabel,
        String yLabel,
        List<String> categories,
        List<Series> series) {

    enum Kind {
        /** Lines over powers of two; the vertical axis is logarithmic. */
        GROWTH,
        /** Lines over powers of two; the vertical axis begins at 0. */
        SPEED,
        /** Points on two logarithmic axes, below the first series, the roof. */
        ROOFLINE,
        /** Horizontal bars by category, with a line at 1. */
        RATIOS,
        /** Points by category, logarithmic. */
        LOG_POINTS,
        /** Lines over plain axes. */
        CURVES
    }

    /**
     * One line, set of points or set of bars.
     *
     * @param name in the legend
     * @param x numbers of the horizontal axis; empty in figures with categories
     * @param y numbers of the vertical axis; null where a category has none
     */
    record Series(String name, List<Double> x, List<Double> y) {}

    private DoubleStream shownValues() {
        return series.stream()
                .flatMap(shown -> shown.y().stream())
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue);
    }

    /** How many values are shown. */
    long values() {
        return shownValues().count();
    }

    /** The highest value shown. */
    double highest() {
        return shownValues().max().orElse(0);
    }

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
