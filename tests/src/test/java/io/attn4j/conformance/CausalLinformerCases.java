package io.attn4j.conformance;

import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Requests of the causal forms of Linformer: chunk sizes, algorithms, states, blocks, masks and grouped queries. */
final class CausalLinformerCases {
    private CausalLinformerCases() {}

    static List<ConformanceCase> all() {
        List<ConformanceCase> cases = new ArrayList<>();
        for (int tokens : new int[] {1, 3, 63, 65}) {
            cases.add(pastOnly("chunked", tokens, 7, 0, Map.of("chunk", "16")));
        }
        for (String algorithm : List.of("parallel", "recurrent")) {
            cases.add(pastOnly(algorithm, 37, 9, 0, Map.of("algorithm", algorithm)));
            cases.add(pastOnly(algorithm + "/state", 21, 9, 4, Map.of("algorithm", algorithm, "position", "4")));
        }
        cases.add(pastOnly("chunk1", 19, 5, 0, Map.of("chunk", "1")));
        cases.add(pastOnly("wide", 33, 40, 0, Map.of("chunk", "10")));
        cases.add(pastOnly("chunked/state", 21, 9, 4, Map.of("chunk", "5", "position", "4")));
        for (int tokens : new int[] {1, 63, 65, 130}) {
            cases.add(pastOnly("horizon/chunked", tokens, 7, 0, Map.of("horizon", "50")));
        }
        cases.add(pastOnly("horizon/chunk7", 37, 40, 0, Map.of("horizon", "300", "chunk", "7")));
        cases.add(pastOnly("horizon/chunk1", 5, 1, 0, Map.of("horizon", "2", "chunk", "1")));
        cases.add(pastOnly("horizon/parallel", 37, 9, 0, Map.of("horizon", "20", "algorithm", "parallel")));
        for (String algorithm : List.of("chunked", "recurrent")) {
            cases.add(pastOnly(
                    "horizon/" + algorithm + "/state",
                    70,
                    9,
                    4,
                    Map.of("algorithm", algorithm, "position", "4", "horizon", "64")));
            Map<String, Tensor> padded = inputs(3, 30, 6, 30, false);
            padded.put("lengths", poisoned(padded, 30, 30, 0, 11));
            cases.add(made(
                    "past-only/horizon/" + algorithm + "/lengths",
                    padded,
                    options("past-only", "algorithm", algorithm, "horizon", "16")));
        }
        for (String algorithm : List.of("chunked", "recurrent")) {
            Map<String, Tensor> padded = inputs(3, 30, 6, 30, false);
            padded.put("lengths", poisoned(padded, 30, 30, 0, 11));
            cases.add(
                    made("past-only/" + algorithm + "/lengths", padded, options("past-only", "algorithm", algorithm)));
        }
        for (int tokens : new int[] {1, 7, 8, 9, 41}) {
            cases.add(made("block/N" + tokens, inputs(2, tokens, 3, 8, false), options("block")));
        }
        cases.add(made("block/per-head", inputs(2, 33, 4, 8, true), options("block", "block", "8")));
        Map<String, Tensor> padded = inputs(3, 30, 3, 8, false);
        padded.put("lengths", poisoned(padded, 30, 30, 0, 19));
        cases.add(made("block/lengths", padded, options("block")));
        return cases;
    }

    private static ConformanceCase pastOnly(
            String name, int tokens, int slots, int position, Map<String, String> options) {
        Map<String, Tensor> inputs = inputs(2, tokens, slots, tokens + position, position > 0);
        if (position > 0) {
            inputs.put("state_k", RandomTensors.normal(8, 2, 2, slots, 12));
            inputs.put("state_v", RandomTensors.normal(9, 2, 2, slots, 10));
        }
        Map<String, String> all = new HashMap<>(options);
        all.put("causal-form", "past-only");
        return made("past-only/" + name + "/N" + tokens + "/R" + slots, inputs, all);
    }

    private static Map<String, Tensor> inputs(int batch, int tokens, int slots, int columns, boolean perHead) {
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        inputs.put("q", RandomTensors.normal(1, batch, 4, tokens, 12));
        inputs.put("k", RandomTensors.normal(2, batch, 2, tokens, 12));
        inputs.put("v", RandomTensors.normal(3, batch, 2, tokens, 10));
        for (String weight : List.of("e", "f")) {
            Tensor made = perHead
                    ? RandomTensors.normal(weight.hashCode(), 2, slots, columns)
                    : RandomTensors.normal(weight.hashCode(), slots, columns);
            for (long i = 0; i < made.type().elements(); i++) {
                made.setFloat(i, made.getFloat(i) / (float) Math.sqrt(columns));
            }
            inputs.put(weight, made);
        }
        return inputs;
    }

    /** Lengths, with NaN in the keys and values at or beyond them. */
    private static Tensor poisoned(Map<String, Tensor> inputs, int tokens, int... lengths) {
        for (int b = 0; b < lengths.length; b++) {
            for (int h = 0; h < 2; h++) {
                for (int n = lengths[b]; n < tokens; n++) {
                    long row = (b * 2L + h) * tokens + n;
                    for (int d = 0; d < 12; d++) {
                        inputs.get("k").setFloat(row * 12 + d, Float.NaN);
                    }
                    for (int d = 0; d < 10; d++) {
                        inputs.get("v").setFloat(row * 10 + d, Float.NaN);
                    }
                }
            }
        }
        return RandomTensors.ints(lengths);
    }

    private static Map<String, String> options(String form, String... more) {
        Map<String, String> options = new HashMap<>(Map.of("causal-form", form));
        for (int i = 0; i < more.length; i += 2) {
            options.put(more[i], more[i + 1]);
        }
        return options;
    }

    private static ConformanceCase made(String name, Map<String, Tensor> inputs, Map<String, String> options) {
        return ConformanceCase.of(name, new MechanismConfig("linformer", true, null, options), inputs);
    }
}
