package io.attn4j.mechanism.centroid;

import io.attn4j.error.InvalidInputException;
import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.mechanism.OptionSpec;
import io.attn4j.mechanism.Options;
import io.attn4j.tensor.TensorType;
import java.util.List;

/**
 * The options of a centroid request, parsed and checked against each other.
 *
 * @param centroids m
 * @param heads H
 * @param steps T
 * @param epsilon step size of an update
 * @param norm over what weights are normalised
 * @param delta added to the mass of a centroid before dividing by it
 * @param similarity of queries and keys in updates
 * @param alpha sharpness of the distance
 * @param value what updates average
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
        Similarity similarity,
        float alpha,
        Value value,
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

    /** How alike a query and a key are. */
    enum Similarity {
        /** {@code scale q k}. */
        DOT,
        /** {@code -alpha/2 ||q - k||^2}. */
        DISTANCE
    }

    /** What an update averages. */
    enum Value {
        /** {@code x wv}. */
        PROJECTION,
        /** {@code x - u}. */
        DISPLACEMENT
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

    private static final int MOST_REPEATS = 100;

    static final List<OptionSpec> SPECS = List.of(
            OptionSpec.integer("centroids", 1)
                    .byDefault("rows of u")
                    .meaning("centroids m; with causal, of each chunk"),
            OptionSpec.integer("heads", 1).values("1..M").byDefault("1").meaning("heads H; a divisor of M"),
            OptionSpec.integer("steps", 1, MOST_REPEATS).byDefault("1").meaning("updates T"),
            OptionSpec.number("epsilon").byDefault("1").meaning("step size of an update"),
            OptionSpec.oneOf("norm", Norm.values())
                    .meaning("weights sum to 1 over the inputs of a centroid, or over the centroids of an input"),
            OptionSpec.positive("delta")
                    .byDefault("1e-6")
                    .example("1e-6")
                    .meaning("added to the mass of a centroid, for norm=centroids-normalized"),
            OptionSpec.oneOf("similarity", Similarity.values())
                    .meaning("scale q k, or -alpha/2 ||q - k||^2, in updates"),
            OptionSpec.positive("alpha").byDefault("1").meaning("sharpness, for similarity=distance"),
            OptionSpec.oneOf("value", Value.values()).meaning("x wv, or x - u for each centroid"),
            OptionSpec.oneOf("init", Init.values())
                    .byDefault("given with u, else mean-pool")
                    .meaning("how the centroids start"),
            OptionSpec.seed("seed").byDefault("0").meaning("of init=sample"),
            OptionSpec.integer("iterations", 1, MOST_REPEATS).byDefault("3").meaning("of init=kmeans"),
            OptionSpec.integer("neighbours", 1)
                    .byDefault("all")
                    .meaning("nearest inputs of its start that a centroid weighs"),
            OptionSpec.flag("expand").meaning("attend from x to the final centroids: N tokens out"),
            OptionSpec.integer("chunk", 1)
                    .values("m..")
                    .byDefault("4 m with causal")
                    .meaning("tokens that are summarised to m centroids"));

    /**
     * Parses the options of {@code config}.
     *
     * @param u type of the tensor u, or null
     * @throws InvalidInputException for a value that is not one, and for options that make no sense together
     */
    static CentroidOptions parse(MechanismConfig config, TensorType u) {
        Options given = Options.of(config, SPECS);
        Init init = given.constant("init", u == null ? Init.MEAN_POOL : Init.GIVEN);
        Norm norm = given.constant("norm", Norm.INPUTS);
        Similarity similarity = given.constant("similarity", Similarity.DOT);
        boolean distance = similarity == Similarity.DISTANCE;
        boolean expand = given.flag("expand");
        boolean tokens = expand || config.causal();
        given.only("seed", init == Init.SAMPLE, "init=sample");
        given.only("iterations", init == Init.KMEANS, "init=kmeans");
        given.only("delta", norm == Norm.CENTROIDS_NORMALIZED, "norm=centroids-normalized");
        given.only("alpha", distance, "similarity=distance");
        given.only("chunk", config.causal(), "causal");
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
        int chunk = config.causal() ? given.integer("chunk", (int) Math.min(Integer.MAX_VALUE, 4L * centroids)) : 0;
        if (config.causal() && centroids > chunk) {
            throw new InvalidInputException(
                    "centroids",
                    centroids,
                    "at most the " + chunk + " tokens of a chunk",
                    "--centroids " + Math.max(1, chunk / 4) + " or a larger --chunk");
        }
        return new CentroidOptions(
                centroids,
                given.integer("heads", 1),
                given.integer("steps", 1),
                given.single("epsilon", 1),
                norm,
                given.single("delta", 1e-6f),
                similarity,
                given.single("alpha", 1),
                given.constant("value", Value.PROJECTION),
                init,
                given.seed("seed", 0),
                given.integer("iterations", 3),
                given.integer("neighbours", 0),
                expand,
                chunk);
    }

    private static int centroids(Options given, Init init, TensorType u) {
        if (init == Init.GIVEN && u == null) {
            throw new InvalidInputException(
                    "u",
                    "no tensor",
                    "u [m,M] or [B,m,M] for init=given",
                    "adding it to the input or --init mean-pool");
        }
        if (init != Init.GIVEN && u != null) {
            throw new InvalidInputException(
                    "u", "a tensor with init=" + OptionSpec.word(init), "init=given", "leaving out u or the init");
        }
        if (u == null && !given.has("centroids")) {
            throw new InvalidInputException(
                    "centroids", "no number", "the number of centroids m, or the tensor u", "--centroids 64");
        }
        if (u == null) {
            return given.integer("centroids", 0);
        }
        int rows = (int) u.dimension(u.rank() - 2);
        if (given.integer("centroids", rows) != rows) {
            throw new InvalidInputException(
                    "centroids", given.text("centroids"), rows + ", the rows of u", "leaving it out");
        }
        return rows;
    }

    /** Whether the similarity is {@link Similarity#DISTANCE}. */
    boolean distance() {
        return similarity == Similarity.DISTANCE;
    }

    /** Whether values are {@link Value#DISPLACEMENT}. */
    boolean displacement() {
        return value == Value.DISPLACEMENT;
    }

    /** Whether the output are N tokens rather than m centroids. */
    boolean tokens() {
        return expand || chunk > 0;
    }
}
