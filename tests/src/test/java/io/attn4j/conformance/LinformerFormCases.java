package io.attn4j.conformance;

import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Requests of Linformer's other projections, and of tokens in the place of queries, keys and values. */
final class LinformerFormCases {
    private LinformerFormCases() {}

    static List<ConformanceCase> all() {
        List<ConformanceCase> cases = new ArrayList<>();
        for (String sharing : List.of("none", "headwise", "kv", "layerwise")) {
            cases.add(made(
                    "random/" + sharing,
                    ready(2, 37),
                    "projection",
                    "random",
                    "rank",
                    "9",
                    "sharing",
                    sharing,
                    "seed",
                    "3"));
        }
        for (int tokens : new int[] {1, 7, 8, 37}) {
            Map<String, Tensor> inputs = ready(2, tokens);
            inputs.put("e", weight("e", 12, 4));
            inputs.put("f", weight("f", 10, 4));
            cases.add(made("conv/N" + tokens, inputs, "projection", "conv"));
        }
        Map<String, Tensor> padded = ready(3, 30);
        padded.put("e", weight("e", 12, 7));
        padded.put("f", weight("f", 10, 7));
        padded.put("eb", weight("eb", 12));
        padded.put("fb", weight("fb", 10));
        padded.put("lengths", RandomTensors.ints(30, 0, 11));
        cases.add(made("conv/lengths", padded, "projection", "conv"));
        for (String order : List.of("compress-first", "project-first")) {
            cases.add(made("tokens/" + order, tokens(2, 33, 4, 0), "heads", "4", "order", order));
            Map<String, Tensor> some = tokens(3, 30, 2, 5);
            some.put("lengths", RandomTensors.ints(30, 0, 11));
            cases.add(made("tokens/of2/lengths/" + order, some, "heads", "4", "order", order));
        }
        Map<String, Tensor> perHead = tokens(2, 33, 4, 0);
        perHead.put("e", weight("e", 4, 6, 33));
        perHead.put("f", weight("f", 4, 6, 33));
        cases.add(made("tokens/per-head", perHead, "heads", "4"));
        Map<String, Tensor> drawn = tokens(2, 33, 4, 0);
        drawn.keySet().removeAll(List.of("e", "f"));
        cases.add(made("tokens/random", drawn, "heads", "4", "projection", "random", "rank", "6"));
        return cases;
    }

    private static Map<String, Tensor> ready(int batch, int tokens) {
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        inputs.put("q", RandomTensors.normal(1, batch, 4, tokens, 12));
        inputs.put("k", RandomTensors.normal(2, batch, 2, tokens, 12));
        inputs.put("v", RandomTensors.normal(3, batch, 2, tokens, 10));
        return inputs;
    }

    private static Map<String, Tensor> tokens(int batch, int tokens, int kvHeads, int beyond) {
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        inputs.put("x", RandomTensors.normal(1, batch, tokens, 20));
        inputs.put("wq", weight("wq", 20, 48));
        inputs.put("wk", weight("wk", 20, kvHeads * 12));
        inputs.put("wv", weight("wv", 20, kvHeads * 10));
        inputs.put("bq", weight("bq", 48));
        inputs.put("bk", weight("bk", kvHeads * 12));
        inputs.put("bv", weight("bv", kvHeads * 10));
        inputs.put("e", weight("e", 6, tokens + beyond));
        inputs.put("f", weight("f", 6, tokens + beyond));
        return inputs;
    }

    private static Tensor weight(String name, long... shape) {
        Tensor made = RandomTensors.normal(name.hashCode(), shape);
        float factor = 1 / (float) Math.sqrt(shape[shape.length - 1]);
        for (long i = 0; i < made.type().elements(); i++) {
            made.setFloat(i, made.getFloat(i) * factor);
        }
        return made;
    }

    private static ConformanceCase made(String name, Map<String, Tensor> inputs, String... options) {
        Map<String, String> all = new HashMap<>();
        for (int i = 0; i < options.length; i += 2) {
            all.put(options[i], options[i + 1]);
        }
        return ConformanceCase.of(name, new MechanismConfig("linformer", false, null, all), inputs);
    }
}
