package io.attn4j.mechanism.centroid;

import io.attn4j.error.InvalidInputException;
import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.mechanism.OptionSpec;
import io.attn4j.tensor.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The options of a centroid request, parsed and checked against each other.
 *
 * @param centroids m
 * @param heads H
 * @param steps T
 * @param epsilon step size of an update
 * @param norm over what weights are normalised
 * @param delta added to the mass of a centroid before dividing by it
 * @param distance whether the similarity is {@code -alpha/2 ||q - k||^2} rather than {@code scale q k}
 * @param alpha sharpness of the distance
 * @param displacement whether values are {@code x - u} rather than {@code x wv}
 * @param init how centroids start
 * @param seed of {@link Init#SAMPLE}
 * @param iterations of {@link Init#KMEANS}
 * @param neighbours K, or 0 for all inputs
 * @param expand whether x attends to the final centroids
 * @param chunk tokens of a chunk when causal, else 0
 */
record CentroidOptions(
        int centroids,
        int heads,
        int steps,
        float epsilon,
        Norm norm,
        float delta,
        boolean distance,
        float alpha,
        boolean displacement,
        Init init,
        long seed,
        int iterations,
        int neighbours,
        boolean expand,
        int chunk) {

    /** Over what the weights of an update are normalised. */
    enum Norm {
        /** Softmax over inputs for each centroid. */
        INPUTS,
        /** Softmax over centroids for each input. */
        CENTROIDS,
        /** The same, then divided by the mass of each centroid. */
        CENTROIDS_NORMALIZED
    }

    /** How centroids start. */
    enum Init {
        /** Inputs drawn without replacement. */
        SAMPLE,
        /** Means of contiguous segments. */
        MEAN_POOL,
        /** Lloyd's algorithm from the means of contiguous segments. */
        KMEANS,
        /** Greedy farthest points. */
        FARTHEST,
        /** The tensor {@code u}, as when centroids are learned. */
        GIVEN
    }

    static final List<OptionSpec> SPECS = List.of(
            new OptionSpec("centroids", "1..", "rows of u", "centroids m; with causal, of each chunk"),
            new OptionSpec("heads", "1..M", "1", "heads H; a divisor of M"),
            new OptionSpec("steps", "1..100", "1", "updates T"),
            new OptionSpec("epsilon", "number", "1", "step size of an update"),
            new OptionSpec(
                    "norm",
                    words(Norm.values(), "|"),
                    "inputs",
                    "weights sum to 1 over the inputs of a centroid, or over the centroids of an input"),
            new OptionSpec(
                    "delta", "above 0", "1e-6", "added to the mass of a centroid, for norm=centroids-normalized"),
            new OptionSpec("similarity", "dot|distance", "dot", "scale q k, or -alpha/2 ||q - k||^2, in updates"),
            new OptionSpec("alpha", "above 0", "1", "sharpness, for similarity=distance"),
            new OptionSpec("value", "projection|displacement", "projection", "x wv, or x - u for each centroid"),
            new OptionSpec(
                    "init", words(Init.values(), "|"), "given with u, else mean-pool", "how the centroids start"),
            new OptionSpec("seed", "whole number", "0", "of init=sample"),
            new OptionSpec("iterations", "1..100", "3", "of init=kmeans"),
            new OptionSpec("neighbours", "1..", "all", "nearest inputs of its start that a centroid weighs"),
            new OptionSpec("expand", "true|false", "false", "attend from x to the final centroids: N tokens out"),
            new OptionSpec("chunk", "m..", "4 m with causal", "tokens that are summarised to m centroids"));

    private static final int MOST_REPEATS = 100;

    /**
     * Parses the options of {@code config}.
     *
     * @param u type of the tensor u, or null
     * @throws InvalidInputException for a value that is not one, and for options that make no sense together
     */
    static CentroidOptions parse(MechanismConfig config, TensorType u) {
        Map<String, String> given = config.options();
        Init init = word(given, "init", u == null ? Init.MEAN_POOL : Init.GIVEN, Init.values());
        Norm norm = word(given, "norm", Norm.INPUTS, Norm.values());
        boolean distance = choice(given, "similarity", "dot", "distance");
        boolean expand = choice(given, "expand", "false", "true");
        boolean tokens = expand || config.causal();
        only(given, "seed", init == Init.SAMPLE, "init=sample");
        only(given, "iterations", init == Init.KMEANS, "init=kmeans");
        only(given, "delta", norm == Norm.CENTROIDS_NORMALIZED, "norm=centroids-normalized");
        only(given, "alpha", distance, "similarity=distance");
        only(given, "chunk", config.causal(), "causal");
        if (config.scale() != null && distance && !tokens) {
            throw new InvalidInputException(
                    "scale",
                    config.scale() + " with similarity=distance",
                    "similarity=dot, or tokens that attend to centroids (expand, causal)",
                    "--alpha");
        }
        if (config.causal() && expand) {
            throw new InvalidInputException(
                    "expand",
                    "true with causal",
                    "no expansion, as the causal form returns N tokens already",
                    "leaving one of the two out");
        }
        int centroids = centroids(given, init, u);
        int chunk = config.causal()
                ? whole(given, "chunk", (int) Math.min(Integer.MAX_VALUE, 4L * centroids), Integer.MAX_VALUE)
                : 0;
        if (config.causal() && centroids > chunk) {
            throw new InvalidInputException(
                    "centroids",
                    centroids,
                    "at most the " + chunk + " tokens of a chunk",
                    "--centroids " + Math.max(1, chunk / 4) + " or a larger --chunk");
        }
        return new CentroidOptions(
                centroids,
                whole(given, "heads", 1, Integer.MAX_VALUE),
                whole(given, "steps", 1, MOST_REPEATS),
                number(given, "epsilon", 1, false),
                norm,
                number(given, "delta", 1e-6f, true),
                distance,
                number(given, "alpha", 1, true),
                choice(given, "value", "projection", "displacement"),
                init,
                seed(given),
                whole(given, "iterations", 3, MOST_REPEATS),
                given.containsKey("neighbours") ? whole(given, "neighbours", 1, Integer.MAX_VALUE) : 0,
                expand,
                chunk);
    }

    private static int centroids(Map<String, String> given, Init init, TensorType u) {
        if (init == Init.GIVEN && u == null) {
            throw new InvalidInputException(
                    "u",
                    "no tensor",
                    "u [m,M] or [B,m,M] for init=given",
                    "adding it to the input or --init mean-pool");
        }
        if (init != Init.GIVEN && u != null) {
            throw new InvalidInputException(
                    "u", "a tensor with init=" + name(init), "init=given", "leaving out u or the init");
        }
        if (u == null && !given.containsKey("centroids")) {
            throw new InvalidInputException(
                    "centroids", "no number", "the number of centroids m, or the tensor u", "--centroids 64");
        }
        if (u == null) {
            return whole(given, "centroids", 0, Integer.MAX_VALUE);
        }
        int rows = (int) u.dimension(u.rank() - 2);
        if (given.containsKey("centroids") && whole(given, "centroids", 0, Integer.MAX_VALUE) != rows) {
            throw new InvalidInputException(
                    "centroids", given.get("centroids"), rows + ", the rows of u", "leaving it out");
        }
        return rows;
    }

    private static void only(Map<String, String> given, String option, boolean meaningful, String needed) {
        if (given.containsKey(option) && !meaningful) {
            throw new InvalidInputException(option, given.get(option) + " without " + needed, needed, "leaving it out");
        }
    }

    private static int whole(Map<String, String> given, String option, int absent, int most) {
        String text = given.get(option);
        if (text == null) {
            return absent;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= 1 && value <= most) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            throw notWhole(option, text, most);
        }
        throw notWhole(option, text, most);
    }

    private static InvalidInputException notWhole(String option, String text, int most) {
        return new InvalidInputException(
                option,
                text,
                most == Integer.MAX_VALUE ? "a whole number of at least 1" : "a whole number from 1 to " + most,
                "--" + option + " 1");
    }

    private static long seed(Map<String, String> given) {
        try {
            return Long.parseLong(given.getOrDefault("seed", "0"));
        } catch (NumberFormatException notANumber) {
            throw new InvalidInputException("seed", given.get("seed"), "a whole number of 64 bits", "--seed 0");
        }
    }

    private static float number(Map<String, String> given, String option, float absent, boolean positive) {
        String text = given.get(option);
        if (text == null) {
            return absent;
        }
        String rule = positive ? "a finite number above 0" : "a finite number";
        try {
            float value = Float.parseFloat(text);
            if (Float.isFinite(value) && (value > 0 || !positive)) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            throw new InvalidInputException(option, text, rule, "--" + option + " " + absent);
        }
        throw new InvalidInputException(option, text, rule, "--" + option + " " + absent);
    }

    /** Whether the second of two words is given; the first is the default. */
    private static boolean choice(Map<String, String> given, String option, String absent, String other) {
        String text = given.getOrDefault(option, absent);
        if (!text.equals(absent) && !text.equals(other)) {
            throw new InvalidInputException(option, text, absent + " or " + other, "--" + option + " " + absent);
        }
        return text.equals(other);
    }

    private static <E extends Enum<E>> E word(Map<String, String> given, String option, E absent, E[] values) {
        String text = given.get(option);
        if (text == null) {
            return absent;
        }
        for (E value : values) {
            if (name(value).equals(text)) {
                return value;
            }
        }
        throw new InvalidInputException(
                option, text, "one of " + words(values, ", "), "--" + option + " " + name(values[0]));
    }

    private static <E extends Enum<E>> String words(E[] values, String separator) {
        return String.join(
                separator, Arrays.stream(values).map(CentroidOptions::name).toList());
    }

    /** The word for {@code value} on the command line. */
    static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the output are N tokens rather than m centroids. */
    boolean tokens() {
        return expand || chunk > 0;
    }
}
