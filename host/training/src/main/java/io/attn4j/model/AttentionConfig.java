package io.attn4j.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The mechanism of a model's blocks.
 *
 * @param mechanism id, as {@code attn4j list} prints it
 * @param options the mechanism's own options, by name
 * @param scale sigma, or null for the mechanism's default
 * @param kvHeads heads of keys and values; 0 for as many as queries have
 * @param rank Linformer's k, Collaborative's D~, the inner size of Synthesizers; 0 for the mechanism's default
 * @param weights shapes of weights in addition to, or in place of, the mechanism's usual ones; without dimensions: left out
 * @param shared weights that all layers share, such as Linformer's {@code e}
 */
public record AttentionConfig(
        String mechanism,
        Map<String, String> options,
        Float scale,
        int kvHeads,
        int rank,
        Map<String, List<Long>> weights,
        List<String> shared) {
    /** Options of blocks that follow from other keys of a model. */
    private static final Set<String> OF_THE_MODEL =
            Set.of("inner", "heads", "activation", "dropout", "attention-dropout");

    public AttentionConfig {
        options = Map.copyOf(options);
        weights = Map.copyOf(weights);
        shared = List.copyOf(shared);
    }

    /** A mechanism with its defaults. */
    public static AttentionConfig of(String mechanism, int rank, Map<String, String> options) {
        return new AttentionConfig(mechanism, options, null, 0, rank, Map.of(), List.of());
    }

    /**
     * Reads {@code mechanism} (standard), {@code options}, {@code scale}, {@code kv_heads}, {@code rank}, {@code weights} and
     * {@code shared}.
     *
     * @throws io.attn4j.error.InvalidInputException with one line
     */
    public static AttentionConfig read(JsonFields json) {
        String mechanism = json.text("mechanism", "standard");
        JsonFields given = json.object("options");
        Map<String, String> options = new LinkedHashMap<>();
        given.all().forEach((name, value) -> {
            if (!(value instanceof String
                    || value instanceof Long
                    || value instanceof Double
                    || value instanceof Boolean)) {
                throw given.invalid((String) name, value, "a text, a number, true or false");
            }
            if (OF_THE_MODEL.contains(name)) {
                throw given.invalid((String) name, value, "an option of the mechanism: the model has a key for that");
            }
            options.put((String) name, value.toString());
        });
        JsonFields shapes = json.object("weights");
        Map<String, List<Long>> weights = new LinkedHashMap<>();
        shapes.all().forEach((name, value) -> weights.put((String) name, shape(shapes, (String) name, value)));
        List<String> shared = new ArrayList<>();
        for (Object name : json.array("shared")) {
            if (!(name instanceof String text)) {
                throw json.invalid("shared", name, "names of weights");
            }
            shared.add(text);
        }
        AttentionConfig attention = new AttentionConfig(
                mechanism,
                options,
                json.has("scale") ? (Float) (float) json.number("scale", -1e30, 1e30, null) : null,
                json.integer("kv_heads", 0, 0),
                json.integer("rank", 0, 0),
                weights,
                shared);
        json.end();
        return attention;
    }

    private static List<Long> shape(JsonFields shapes, String name, Object value) {
        if (value instanceof List<?> dimensions
                && dimensions.stream().allMatch(each -> each instanceof Long size && size >= 1 && size <= 1 << 30)) {
            return dimensions.stream().map(each -> (Long) each).toList();
        }
        throw shapes.invalid(name, value, "dimensions from 1, such as [8, 32], or [] to leave it out");
    }

    /** As {@link #read} reads it, every field there. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("mechanism", mechanism);
        json.put("options", new TreeMap<>(options));
        if (scale != null) {
            json.put("scale", (double) scale);
        }
        json.put("kv_heads", kvHeads);
        json.put("rank", rank);
        json.put("weights", new TreeMap<>(weights));
        json.put("shared", shared);
        return json;
    }
}
