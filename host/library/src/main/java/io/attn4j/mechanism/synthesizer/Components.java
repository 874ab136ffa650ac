package io.attn4j.mechanism.synthesizer;

import io.attn4j.error.InvalidInputException;
import io.attn4j.mechanism.InputChecks;
import io.attn4j.mechanism.Options;
import io.attn4j.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The synthetic logits that a request is made of, in the order of mixture weights, with their sizes.
 *
 * @param kinds which there are
 * @param hidden h of Dense, 0 without
 * @param rank k of Factorized Random, 0 without
 * @param high a of Factorized Dense, 0 without
 * @param low b of Factorized Dense, 0 without
 * @param keyDim D of the dot product, 0 without
 */
record Components(List<Kind> kinds, int hidden, int rank, int high, int low, int keyDim) {

    /** A way to make logits; ordinals are the order of mixture weights. */
    enum Kind {
        DENSE("dense", List.of("w1", "w2"), List.of("b1", "b2")),
        RANDOM("random", List.of("r"), List.of()),
        FACTORIZED_DENSE("factorized-dense", List.of("wa", "wb"), List.of("ba", "bb")),
        FACTORIZED_RANDOM("factorized-random", List.of("r1", "r2"), List.of()),
        DOT_PRODUCT("dot-product", List.of("q", "k"), List.of());

        private final String mode;
        private final List<String> required;
        private final List<String> optional;

        Kind(String mode, List<String> required, List<String> optional) {
            this.mode = mode;
            this.required = required;
            this.optional = optional;
        }

        String mode() {
            return mode;
        }

        private boolean named(Map<String, TensorType> inputs) {
            return required.stream().anyMatch(inputs::containsKey)
                    || optional.stream().anyMatch(inputs::containsKey);
        }
    }

    static final String MIXTURE = "mixture";

    /** What the option {@code mode} takes. */
    static final String[] MODES = {
        Kind.DENSE.mode, Kind.RANDOM.mode, Kind.FACTORIZED_DENSE.mode, Kind.FACTORIZED_RANDOM.mode, MIXTURE
    };

    boolean has(Kind kind) {
        return kinds.contains(kind);
    }

    /** Columns of the operands whose product gives logits: those of Dense, Factorized Random and dot product side by side. */
    int productColumns() {
        return hidden + rank + keyDim;
    }

    /** The mode asked for, or the one that the tensors make. */
    static String mode(Options options, Map<String, TensorType> inputs) {
        String asked = options.word("mode", null);
        if (asked != null) {
            return asked;
        }
        List<Kind> given = given(inputs);
        return given.size() == 1 ? given.getFirst().mode : given.isEmpty() ? Kind.DENSE.mode : MIXTURE;
    }

    private static List<Kind> given(Map<String, TensorType> inputs) {
        List<Kind> given = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            if (kind.named(inputs)) {
                given.add(kind);
            }
        }
        return given;
    }

    /**
     * Finds and checks the tensors of each component.
     *
     * @param fixed whether Random is drawn and needs no tensor
     * @throws InvalidInputException when one is missing, or given for a component that the mode has not
     */
    static Components of(String mode, boolean fixed, Map<String, TensorType> inputs, Sizes sizes) {
        List<Kind> kinds = given(inputs);
        if (fixed && !kinds.contains(Kind.RANDOM)) {
            kinds.add(Kind.RANDOM);
            kinds.sort(null);
        }
        if (!mode.equals(MIXTURE)) {
            Kind only = kind(mode);
            for (Kind kind : kinds) {
                if (kind != only) {
                    throw new InvalidInputException(
                            "mode",
                            mode + " with the tensors of " + kind.mode,
                            "tensors of one component, or mode mixture",
                            "--mode mixture or leaving them out");
                }
            }
            kinds = List.of(only);
        } else if (kinds.isEmpty()) {
            throw new InvalidInputException(
                    "mode", "mixture of nothing", "the tensors of at least one component", "adding r, or q and k");
        }
        int hidden = 0;
        int rank = 0;
        int high = 0;
        int low = 0;
        int keyDim = 0;
        for (Kind kind : kinds) {
            if (kind != Kind.RANDOM || !fixed) {
                require(kind, inputs);
            }
            switch (kind) {
                case DENSE -> {
                    hidden = sizes.weight(inputs, "w1", sizes.modelDim(), "M of x", -1, "h");
                    sizes.weight(inputs, "w2", hidden, "h of w1", sizes.tokens(), "Nmax");
                    sizes.vector(inputs, "b1", hidden, "h of w1");
                    if (inputs.containsKey("b2")) {
                        TensorType w2 = inputs.get("w2");
                        sizes.vector(inputs, "b2", (int) w2.dimension(w2.rank() - 1), "Nmax of w2");
                    }
                }
                case RANDOM -> {
                    if (!fixed) {
                        int columns = sizes.weight(inputs, "r", -1, "Nmax", sizes.tokens(), "Nmax");
                        sizes.rows(inputs, "r", columns);
                    }
                }
                case FACTORIZED_DENSE -> {
                    high = sizes.weight(inputs, "wa", sizes.modelDim(), "M of x", -1, "a");
                    low = sizes.weight(inputs, "wb", sizes.modelDim(), "M of x", -1, "b");
                    sizes.vector(inputs, "ba", high, "a of wa");
                    sizes.vector(inputs, "bb", low, "b of wb");
                    if ((long) high * low < sizes.tokens()) {
                        throw new InvalidInputException(
                                "wa",
                                "a = " + high + " and b = " + low,
                                "a * b of at least N = " + sizes.tokens(),
                                "wider wa and wb, or a shorter sequence");
                    }
                }
                case FACTORIZED_RANDOM -> {
                    rank = sizes.weight(inputs, "r1", -1, "Nmax", -1, "k");
                    sizes.rows(inputs, "r1", sizes.tokens());
                    sizes.weight(inputs, "r2", -1, "Nmax", rank, "k of r1");
                    sizes.rows(inputs, "r2", sizes.tokens());
                }
                case DOT_PRODUCT -> keyDim = sizes.queriesAndKeys(inputs);
            }
        }
        return new Components(List.copyOf(kinds), hidden, rank, high, low, keyDim);
    }

    private static Kind kind(String mode) {
        for (Kind kind : Kind.values()) {
            if (kind.mode.equals(mode) && kind != Kind.DOT_PRODUCT) {
                return kind;
            }
        }
        throw new InvalidInputException(
                "mode",
                mode,
                "dense, random, factorized-dense, factorized-random or mixture",
                "--mode " + Kind.DENSE.mode);
    }

    private static void require(Kind kind, Map<String, TensorType> inputs) {
        for (String name : kind.required) {
            if (!inputs.containsKey(name)) {
                throw InputChecks.missing(name, "for " + kind.mode);
            }
        }
    }
}
