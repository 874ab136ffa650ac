package io.attn4j.model;

import io.attn4j.error.InvalidInputException;
import io.attn4j.mechanism.Mechanisms;
import io.attn4j.plan.past.SlotDecay;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** The weights that a mechanism has in a block of a language model, and how they start. */
final class AttentionWeights {
    /** Weights that scale or mix what is there already; they start as 1, or as the identity, and do not decay. */
    private static final Set<String> MIXES = Set.of("mu", "tl", "tp", "alpha", "theta");

    private static final Set<String> BIASES =
            Set.of("bq", "bk", "bv", "bo", "b1", "b2", "ba", "bb", "eb", "fb", "bias", "key_bias");

    /** A weight of each component that a mixture of Synthesizers may have. */
    private static final Set<String> COMPONENTS = Set.of("w1", "r", "wa", "r1");

    private static final double MIX_DEVIATION = 0.2;

    private final ModelConfig config;
    private final Map<String, long[]> shapes = new LinkedHashMap<>();

    private AttentionWeights(ModelConfig config) {
        this.config = config;
    }

    /** Shapes by the mechanism's names. */
    static Map<String, long[]> of(ModelConfig config) {
        AttentionWeights weights = new AttentionWeights(config);
        weights.usual();
        config.attention().weights().forEach((name, shape) -> {
            if (shape.isEmpty()) {
                weights.shapes.remove(name);
            } else {
                weights.shapes.put(
                        name, shape.stream().mapToLong(Long::longValue).toArray());
            }
        });
        weights.mixture();
        return weights.shapes;
    }

    /** The logits of a mixture's weights, one for each component in each head. */
    private void mixture() {
        Map<String, String> options = config.attention().options();
        boolean softmax = "mixture".equals(options.get("mode"))
                && options.getOrDefault("mix", "softmax").equals("softmax");
        if (softmax && !config.attention().weights().containsKey("theta")) {
            long components = COMPONENTS.stream().filter(shapes::containsKey).count();
            boolean drawn = options.containsKey("seed") && !shapes.containsKey("r");
            shapes.put("theta", new long[] {config.heads(), components + (drawn ? 1 : 0)});
        }
    }

    private void usual() {
        AttentionConfig attention = config.attention();
        long m = config.width();
        long heads = config.heads();
        Mechanisms.byId(attention.mechanism());
        if (m % heads != 0) {
            throw new InvalidInputException("heads", heads, "a divisor of the width " + m, "another number of heads");
        }
        long dim = m / heads;
        long kv = (attention.kvHeads() == 0 ? heads : attention.kvHeads()) * dim;
        long window = config.window();
        switch (attention.mechanism()) {
            case "centroid" -> squares(m, "wq", "wk", "wv", "wo");
            case "collaborative" -> {
                long rank = rank(m / 2);
                shapes.put("wq", new long[] {m, rank});
                shapes.put("wk", new long[] {m, rank});
                shapes.put("mu", new long[] {heads, rank});
                squares(m, "wv", "wo");
                gates(m, heads);
            }
            case "synthesizer" -> {
                squares(m, "wv", "wo");
                synthesizer(m, heads, dim, window);
            }
            default -> {
                shapes.put("wq", new long[] {m, m});
                shapes.put("wk", new long[] {m, kv});
                shapes.put("wv", new long[] {m, kv});
                shapes.put("wo", new long[] {m, m});
                if (attention.mechanism().equals("linformer")) {
                    long rank = rank(Math.min(64, window));
                    boolean block = "block".equals(attention.options().get("causal-form"));
                    long columns = block ? Math.max(1, option("block", 4 * rank)) : window;
                    shapes.put("e", new long[] {rank, columns});
                    shapes.put("f", new long[] {rank, columns});
                }
            }
        }
    }

    private void squares(long m, String... names) {
        for (String name : names) {
            shapes.put(name, new long[] {m, m});
        }
    }

    private void gates(long m, long heads) {
        switch (config.attention().options().getOrDefault("gate", "none")) {
            case "sigmoid", "softmax" -> shapes.put("wg", new long[] {m, heads});
            case "mixture" -> {
                shapes.put("wg", new long[] {m, heads});
                if (option("shared", 0) > 0) {
                    shapes.put("w0", new long[] {m, 2});
                }
            }
            case "talking" -> {
                shapes.put("tl", new long[] {heads, heads});
                shapes.put("tp", new long[] {heads, heads});
            }
            default -> {}
        }
    }

    private void synthesizer(long m, long heads, long dim, long window) {
        switch (config.attention().options().getOrDefault("mode", "dense")) {
            case "random" -> shapes.put("r", new long[] {heads, window, window});
            case "factorized-random" -> {
                shapes.put("r1", new long[] {heads, window, rank(8)});
                shapes.put("r2", new long[] {heads, window, rank(8)});
            }
            case "factorized-dense" -> {
                long low = (long) Math.ceil(Math.sqrt(window));
                shapes.put("wa", new long[] {heads, m, Math.ceilDiv(window, low)});
                shapes.put("ba", new long[] {heads, Math.ceilDiv(window, low)});
                shapes.put("wb", new long[] {heads, m, low});
                shapes.put("bb", new long[] {heads, low});
            }
            case "mixture" -> {
                shapes.put("r", new long[] {heads, window, window});
                dense(m, heads, dim, window);
            }
            default -> dense(m, heads, dim, window);
        }
    }

    private void dense(long m, long heads, long dim, long window) {
        shapes.put("w1", new long[] {heads, m, rank(dim)});
        shapes.put("b1", new long[] {heads, rank(dim)});
        shapes.put("w2", new long[] {heads, rank(dim), window});
    }

    private long rank(long otherwise) {
        return config.attention().rank() == 0
                ? Math.max(1, otherwise)
                : config.attention().rank();
    }

    private long option(String name, long otherwise) {
        String given = config.attention().options().get(name);
        try {
            return given == null ? otherwise : Math.max(0, Long.parseLong(given));
        } catch (NumberFormatException notANumber) {
            throw new InvalidInputException("attention options " + name, given, "a whole number", "correcting it");
        }
    }

    /**
     * A weight and how it starts.
     *
     * @param weight name that the mechanism has for it
     */
    static Parameter parameter(ModelConfig config, String name, String weight, long[] shape) {
        if (BIASES.contains(weight)) {
            return Parameter.constant(name, 0, shape);
        }
        if (weight.equals("eps")) {
            return Parameter.constant(name, 1, shape);
        }
        if (MIXES.contains(weight)) {
            boolean square = weight.equals("tl") || weight.equals("tp");
            double mean = weight.equals("mu") ? 1 : square ? 1.0 / shape[0] : 0;
            return new Parameter(
                    name,
                    Parameter.constant(name, 0, shape).type(),
                    mean,
                    mean == 0 ? 0 : MIX_DEVIATION,
                    List.of(),
                    false);
        }
        int last = shape.length - 1;
        List<Double> rows = weight.equals("e") || weight.equals("f") ? slotStarts(config, shape) : List.of();
        if (!rows.isEmpty()) {
            return Parameter.rows(name, rows, shape);
        }
        boolean overRows = List.of("e", "f", "r", "r1", "r2", "u").contains(weight);
        long fanIn = overRows || shape.length == 1 ? shape[last] : shape[last - 1];
        return Parameter.matrix(name, config.gain(), fanIn, shape);
    }

    /**
     * Where slots forget, {@code 1 - gamma_r} for each row r of e and f, so that every slot starts as the weighted mean of
     * what it remembers; empty otherwise.
     */
    private static List<Double> slotStarts(ModelConfig config, long[] shape) {
        long horizon = new AttentionWeights(config).option("horizon", 0);
        if (!config.attention().mechanism().equals("linformer") || horizon < 2 || horizon > Integer.MAX_VALUE) {
            return List.of();
        }
        SlotDecay decay = SlotDecay.of(Math.toIntExact(shape[shape.length - 2]), (int) horizon);
        return IntStream.range(0, decay.slots())
                .mapToObj(r -> 1.0 - decay.share(r))
                .toList();
    }
}
