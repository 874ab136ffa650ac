package io.attn4j.model.encoder;

import io.attn4j.error.InvalidInputException;
import io.attn4j.model.AttentionConfig;
import io.attn4j.model.JsonFields;
import io.attn4j.tensor.TensorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an encoder is: all that does not follow from its weights, and the sizes that they must have.
 *
 * @param vocabulary V, number of tokens
 * @param positions P, the most tokens of a text
 * @param types number of token types; texts have type 0
 * @param layers number of blocks
 * @param width M
 * @param heads H
 * @param mlp F, inner width of the MLP
 * @param activation of the MLP: {@code gelu}, {@code gelu-tanh} or {@code relu}
 * @param normEpsilon added to the variance in norms
 * @param attention the mechanism of all blocks
 * @param pooling how a text's tokens become one vector: {@code mean} of all of them, or the {@code first}
 * @param normalise whether that vector is divided by its Euclidean norm
 */
public record EncoderConfig(
        int vocabulary,
        int positions,
        int types,
        int layers,
        int width,
        int heads,
        int mlp,
        String activation,
        double normEpsilon,
        AttentionConfig attention,
        String pooling,
        boolean normalise) {
    private static final int MOST_LAYERS = 10_000;
    private static final String TYPE = "encoder";

    /** Pooling by the mean over all tokens of a text. */
    public static final String MEAN = "mean";

    /** Pooling by the first token of a text. */
    public static final String FIRST = "first";

    /**
     * Reads the fields, all of which but {@code types}, {@code activation}, {@code norm_epsilon}, {@code attention}, {@code
     * pooling} and {@code normalise} must be there; the caller asks for what else there may be, and ends the object.
     *
     * @throws InvalidInputException with one line
     */
    static EncoderConfig read(JsonFields json) {
        json.word("type", List.of(TYPE), TYPE);
        int layers = json.integer("layers", 1, null);
        if (layers > MOST_LAYERS) {
            throw json.invalid("layers", (long) layers, "at most " + MOST_LAYERS);
        }
        return new EncoderConfig(
                json.integer("vocabulary", 1, null),
                json.integer("positions", 1, null),
                json.integer("types", 0, 0),
                layers,
                json.integer("width", 1, null),
                json.integer("heads", 1, null),
                json.integer("mlp", 1, null),
                json.word("activation", List.of("gelu", "gelu-tanh", "relu"), "gelu"),
                json.number("norm_epsilon", 0, 1, 1e-12),
                AttentionConfig.read(json.object("attention")),
                json.word("pooling", List.of(MEAN, FIRST), MEAN),
                json.flag("normalise", true));
    }

    /** As {@link #read} reads it, every field there. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", TYPE);
        json.put("vocabulary", vocabulary);
        json.put("positions", positions);
        json.put("types", types);
        json.put("layers", layers);
        json.put("width", width);
        json.put("heads", heads);
        json.put("mlp", mlp);
        json.put("activation", activation);
        json.put("norm_epsilon", normEpsilon);
        json.put("attention", attention.json());
        json.put("pooling", pooling);
        json.put("normalise", normalise);
        return json;
    }

    /** Options of the mechanism {@code block} that make its blocks. */
    public Map<String, String> blockOptions() {
        Map<String, String> options = new LinkedHashMap<>(attention.options());
        options.put("inner", attention.mechanism());
        options.put("heads", Integer.toString(heads));
        options.put("activation", activation);
        options.put("norm-epsilon", Double.toString(normEpsilon));
        options.put("norm-order", "post");
        return options;
    }

    /** The same encoder around another mechanism. */
    public EncoderConfig withAttention(AttentionConfig other) {
        return new EncoderConfig(
                vocabulary,
                positions,
                types,
                layers,
                width,
                heads,
                mlp,
                activation,
                normEpsilon,
                other,
                pooling,
                normalise);
    }

    /**
     * Refuses tensors that are not those of this encoder's embeddings; blocks check their own.
     *
     * @param where what they are, for messages
     * @throws InvalidInputException when one is absent or of another shape
     */
    void check(String where, Map<String, TensorType> tensors) {
        require(where, tensors, Encoder.EMBEDDING, vocabulary, width);
        require(where, tensors, Encoder.POSITIONS, positions, width);
        if (types > 0) {
            require(where, tensors, Encoder.TYPES, types, width);
        }
        require(where, tensors, Encoder.NORM + ".weight", width);
        require(where, tensors, Encoder.NORM + ".bias", width);
        String beyond = "layers." + layers + ".";
        for (int layer = 0; layer < layers; layer++) {
            require(where, tensors, "layers." + layer + ".mlp.w1", width, mlp);
        }
        if (tensors.keySet().stream().anyMatch(name -> name.startsWith(beyond))) {
            throw new InvalidInputException(
                    where, "tensors of layer " + layers, layers + " layers from 0", "correcting \"layers\"");
        }
    }

    private static void require(String where, Map<String, TensorType> tensors, String name, long... shape) {
        TensorType type = TensorType.f32(shape);
        if (!type.equals(tensors.get(name))) {
            throw new InvalidInputException(
                    where + " " + name,
                    tensors.containsKey(name) ? tensors.get(name) : "no tensor",
                    type.toString(),
                    "the weights of this model");
        }
    }
}
