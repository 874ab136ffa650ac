package io.attn4j.conformance;

import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.plan.row.RowSeeds;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Stacks of Transformer blocks around each mechanism. */
final class BlockCases {
    private BlockCases() {}

    static List<ConformanceCase> all() {
        return List.of(
                block("standard", 1, Map.of("heads", "2"), false, qkv(2, 2)),
                block("standard/causal/of1", 2, Map.of("heads", "2"), true, qkv(2, 1)),
                block("standard/relu", 1, Map.of("heads", "2", "activation", "relu"), false, qkv(2, 2)),
                block(
                        "standard/gelu-tanh",
                        1,
                        Map.of("heads", "2", "activation", "gelu-tanh", "norm-epsilon", "0.1"),
                        false,
                        qkv(2, 2)),
                block("linformer", 2, Map.of("inner", "linformer", "heads", "2"), false, linformer()),
                block(
                        "linformer/past-only",
                        2,
                        Map.of("inner", "linformer", "heads", "2", "causal-form", "past-only"),
                        true,
                        linformer()),
                block(
                        "linformer/block",
                        1,
                        Map.of("inner", "linformer", "heads", "2", "causal-form", "block"),
                        true,
                        blocks()),
                block("collaborative/causal", 2, Map.of("inner", "collaborative"), true, collaborative()),
                block("synthesizer/causal", 1, Map.of("inner", "synthesizer"), true, synthesizer()),
                block(
                        "centroid",
                        2,
                        Map.of("inner", "centroid", "heads", "2", "centroids", "5", "expand", "true"),
                        false,
                        centroid()),
                block("standard/causal/of1/dropout", 2, dropout("standard", "0.1", "0.2"), true, qkv(2, 1)),
                block("linformer/dropout", 1, dropout("linformer", "0", "0.3"), false, linformer()),
                block(
                        "linformer/block/dropout",
                        1,
                        with(dropout("linformer", "0.2", "0.1"), "causal-form", "block"),
                        true,
                        blocks()),
                block(
                        "linformer/past-only/dropout",
                        1,
                        with(dropout("linformer", "0.2", "0"), "causal-form", "past-only"),
                        true,
                        linformer()),
                block(
                        "collaborative/dropout",
                        1,
                        without(dropout("collaborative", "0.1", "0.5"), "heads"),
                        true,
                        collaborative()),
                block(
                        "synthesizer/dropout",
                        1,
                        without(dropout("synthesizer", "0.3", "0.3"), "heads"),
                        true,
                        synthesizer()),
                block(
                        "centroid/dropout",
                        1,
                        with(with(dropout("centroid", "0.1", "0.1"), "centroids", "5"), "expand", "true"),
                        false,
                        centroid()),
                post("standard", 1, false, qkv(2, 2)),
                post("standard", 2, true, qkv(2, 1)),
                post("linformer", 1, false, linformer()),
                post("collaborative", 2, false, collaborative()),
                post("synthesizer", 1, true, synthesizer()),
                block(
                        "centroid/post",
                        1,
                        Map.of(
                                "inner",
                                "centroid",
                                "heads",
                                "2",
                                "centroids",
                                "5",
                                "expand",
                                "true",
                                "norm-order",
                                "post"),
                        false,
                        centroid()));
    }

    private static Map<String, String> dropout(String inner, String ofBranches, String ofWeights) {
        Map<String, String> options = new HashMap<>(Map.of("inner", inner, "heads", "2"));
        options.put("dropout", ofBranches);
        options.put("attention-dropout", ofWeights);
        return options;
    }

    private static Map<String, String> with(Map<String, String> options, String name, String value) {
        options.put(name, value);
        return options;
    }

    private static Map<String, String> without(Map<String, String> options, String name) {
        options.remove(name);
        return options;
    }

    private static final int BATCH = 2;
    private static final int TOKENS = 19;
    private static final int WIDTH = 24;
    private static final int HIDDEN = 40;

    private static Map<String, long[]> qkv(int heads, int kvHeads) {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        shapes.put("wq", new long[] {WIDTH, heads * 12});
        shapes.put("wk", new long[] {WIDTH, kvHeads * 12});
        shapes.put("wv", new long[] {WIDTH, kvHeads * 10});
        shapes.put("bq", new long[] {heads * 12});
        shapes.put("bk", new long[] {kvHeads * 12});
        shapes.put("bv", new long[] {kvHeads * 10});
        shapes.put("wo", new long[] {heads * 10, WIDTH});
        shapes.put("bo", new long[] {WIDTH});
        return shapes;
    }

    private static Map<String, long[]> linformer() {
        Map<String, long[]> shapes = qkv(2, 2);
        shapes.put("e", new long[] {5, TOKENS + 2});
        return shapes;
    }

    private static Map<String, long[]> blocks() {
        Map<String, long[]> shapes = qkv(2, 2);
        shapes.put("e", new long[] {2, 4});
        shapes.put("f", new long[] {2, 4});
        return shapes;
    }

    private static Map<String, long[]> collaborative() {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        shapes.put("wq", new long[] {WIDTH, 14});
        shapes.put("wk", new long[] {WIDTH, 14});
        shapes.put("mu", new long[] {3, 14});
        shapes.put("wv", new long[] {WIDTH, 24});
        shapes.put("wo", new long[] {24, WIDTH});
        return shapes;
    }

    private static Map<String, long[]> synthesizer() {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        shapes.put("w1", new long[] {2, WIDTH, 8});
        shapes.put("w2", new long[] {2, 8, TOKENS});
        shapes.put("wv", new long[] {WIDTH, 20});
        shapes.put("wo", new long[] {20, WIDTH});
        return shapes;
    }

    private static Map<String, long[]> centroid() {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        for (String weight : List.of("wq", "wk", "wv", "wo")) {
            shapes.put(weight, new long[] {WIDTH, WIDTH});
        }
        return shapes;
    }

    /** Post-LN blocks. */
    private static ConformanceCase post(String inner, int layers, boolean causal, Map<String, long[]> attention) {
        Map<String, String> options = new LinkedHashMap<>(Map.of("inner", inner, "norm-order", "post"));
        if (attention.containsKey("wk") && !attention.containsKey("mu")) {
            options.put("heads", "2");
        }
        return block(inner + "/post" + (causal ? "/causal" : ""), layers, options, causal, attention);
    }

    /** A stack with every bias, lengths, and a final norm where it has more than one block. */
    private static ConformanceCase block(
            String name, int layers, Map<String, String> options, boolean causal, Map<String, long[]> attention) {
        Map<String, Tensor> inputs = new HashMap<>();
        inputs.put("x", RandomTensors.normal(1, BATCH, TOKENS, WIDTH));
        inputs.put("lengths", RandomTensors.ints(TOKENS, 7));
        if (options.containsKey("dropout")) {
            Tensor keys = Tensor.allocate(TensorType.f32(BATCH, RowSeeds.WORDS));
            float[] words = RowSeeds.keys(3, 2, 1, BATCH);
            for (int i = 0; i < words.length; i++) {
                keys.setFloat(i, words[i]);
            }
            inputs.put("dropout", keys);
        }
        for (int layer = 0; layer < layers; layer++) {
            String prefix = "layers." + layer + ".";
            Map<String, long[]> shapes = new LinkedHashMap<>();
            shapes.put("norm1.weight", new long[] {WIDTH});
            shapes.put("norm1.bias", new long[] {WIDTH});
            attention.forEach((tensor, shape) -> shapes.put("attention." + tensor, shape));
            shapes.put("norm2.weight", new long[] {WIDTH});
            shapes.put("mlp.w1", new long[] {WIDTH, HIDDEN});
            shapes.put("mlp.b1", new long[] {HIDDEN});
            shapes.put("mlp.w2", new long[] {HIDDEN, WIDTH});
            shapes.put("mlp.b2", new long[] {WIDTH});
            shapes.forEach((part, shape) -> inputs.put(prefix + part, weight(prefix + part, shape)));
        }
        if (layers > 1) {
            inputs.put("norm.weight", weight("norm.weight", WIDTH));
            inputs.put("norm.bias", weight("norm.bias", WIDTH));
        }
        return ConformanceCase.of(
                name + "/layers" + layers, new MechanismConfig("block", causal, null, options), inputs);
    }

    private static Tensor weight(String name, long... shape) {
        Tensor made = RandomTensors.normal(name.hashCode(), shape);
        float factor = shape.length == 1 ? 1 : (float) Math.sqrt(2.0 / (shape[0] + shape[1]));
        for (long i = 0; i < made.type().elements(); i++) {
            made.setFloat(i, made.getFloat(i) * factor);
        }
        return made;
    }
}
