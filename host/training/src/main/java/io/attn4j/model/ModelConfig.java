package io.attn4j.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a language model is: all that its parameters' shapes and its plans follow from.
 *
 * @param vocabulary V, number of tokens; 256 for bytes
 * @param layers number of blocks
 * @param width M
 * @param heads H
 * @param mlp F, inner width of the MLP
 * @param window N, the most tokens that it sees
 * @param attention the mechanism of all blocks, causal
 * @param activation of the MLP: {@code gelu}, {@code gelu-tanh} or {@code relu}
 * @param tied whether the head is the embedding transposed
 * @param dropout probability that an element of the embedded tokens or of a branch is dropped in training, from 0, below 1
 * @param attentionDropout the same of attention weights
 * @param gain matrices start with a standard deviation of {@code gain / sqrt(fan-in)}
 * @param reading of a classifier, how it reads documents; {@link DocumentReading#DEFAULT} of a language model
 */
public record ModelConfig(
        int vocabulary,
        int layers,
        int width,
        int heads,
        int mlp,
        int window,
        AttentionConfig attention,
        String activation,
        boolean tied,
        double dropout,
        double attentionDropout,
        double gain,
        DocumentReading reading) {

    /** The gain that models start with unless they say otherwise: that of PyTorch's linear layers. */
    public static final double GAIN = 1 / Math.sqrt(3);

    private static final int MOST_LAYERS = 10_000;

    private static final int MOST_TOKENS = 1 << 24;

    private static final double MOST_DROPOUT = 0.99;

    /** That reads documents as ever. */
    public ModelConfig(
            int vocabulary,
            int layers,
            int width,
            int heads,
            int mlp,
            int window,
            AttentionConfig attention,
            String activation,
            boolean tied,
            double dropout,
            double attentionDropout,
            double gain) {
        this(
                vocabulary,
                layers,
                width,
                heads,
                mlp,
                window,
                attention,
                activation,
                tied,
                dropout,
                attentionDropout,
                gain,
                DocumentReading.DEFAULT);
    }

    /** Without dropout. */
    public ModelConfig(
            int vocabulary,
            int layers,
            int width,
            int heads,
            int mlp,
            int window,
            AttentionConfig attention,
            String activation,
            boolean tied,
            double gain) {
        this(vocabulary, layers, width, heads, mlp, window, attention, activation, tied, 0, 0, gain);
    }

    /** Whether anything is dropped in training. */
    public boolean drops() {
        return dropout > 0 || attentionDropout > 0;
    }

    /**
     * Reads {@code vocabulary} (256), {@code layers}, {@code width}, {@code heads}, {@code mlp} (4 M), {@code window}, {@code
     * attention}, {@code activation} (gelu), {@code tied_head} (false), {@code dropout} (0), {@code attention_dropout} (0) and {@code
     * initial_gain} (1/sqrt(3)), and the fields of a {@link DocumentReading}; the caller asks for what else there may be, and ends the object.
     *
     * @throws io.attn4j.error.InvalidInputException with one line
     */
    public static ModelConfig read(JsonFields json) {
        int width = json.integer("width", 1, null);
        int layers = json.integer("layers", 1, null);
        if (layers > MOST_LAYERS) {
            throw json.invalid("layers", (long) layers, "at most " + MOST_LAYERS);
        }
        int vocabulary = json.integer("vocabulary", 1, 256);
        if (vocabulary >= MOST_TOKENS) {
            throw json.invalid(
                    "vocabulary", (long) vocabulary, "less than " + MOST_TOKENS + ", as ids are exact floats");
        }
        return new ModelConfig(
                vocabulary,
                layers,
                width,
                json.integer("heads", 1, null),
                json.integer("mlp", 1, (int) Math.min(Integer.MAX_VALUE, 4L * width)),
                json.integer("window", 1, null),
                AttentionConfig.read(json.object("attention")),
                json.word("activation", List.of("gelu", "gelu-tanh", "relu"), "gelu"),
                json.flag("tied_head", false),
                json.number("dropout", 0, MOST_DROPOUT, 0.0),
                json.number("attention_dropout", 0, MOST_DROPOUT, 0.0),
                json.number("initial_gain", 0, 100, GAIN),
                DocumentReading.read(json));
    }

    /** As {@link #read} reads it, every field there but dropout of 0 and what reads documents as ever. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("vocabulary", vocabulary);
        json.put("layers", layers);
        json.put("width", width);
        json.put("heads", heads);
        json.put("mlp", mlp);
        json.put("window", window);
        json.put("attention", attention.json());
        json.put("activation", activation);
        json.put("tied_head", tied);
        // as before there was dropout, where there is none
        if (drops()) {
            json.put("dropout", dropout);
            json.put("attention_dropout", attentionDropout);
        }
        json.put("initial_gain", gain);
        json.putAll(reading.json());
        return json;
    }
}
