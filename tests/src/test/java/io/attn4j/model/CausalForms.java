package io.attn4j.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Tiny models of every causal form of every mechanism. */
public final class CausalForms {
    private CausalForms() {}

    /**
     * A form by a name to print.
     *
     * @param name of the form
     * @param attention its configuration
     * @param dropout of branches
     * @param attentionDropout of weights
     */
    public record Form(String name, AttentionConfig attention, double dropout, double attentionDropout) {
        /** A model of two layers, width 8, two heads and windows of 12. */
        public ModelConfig model(int vocabulary, boolean tied) {
            return new ModelConfig(
                    vocabulary, 2, 8, 2, 16, 12, attention, "gelu", tied, dropout, attentionDropout, ModelConfig.GAIN);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** All of them. */
    public static Stream<Form> all() {
        Map<String, AttentionConfig> forms = new LinkedHashMap<>();
        forms.put("standard", AttentionConfig.of("standard", 0, Map.of()));
        forms.put(
                "standard, one head of keys",
                new AttentionConfig("standard", Map.of(), 0.3f, 1, 0, Map.of("bq", List.of(8L)), List.of()));
        forms.put("linformer block", AttentionConfig.of("linformer", 2, Map.of("causal-form", "block", "block", "4")));
        forms.put(
                "linformer block, shared by layers",
                new AttentionConfig(
                        "linformer", Map.of("causal-form", "block"), null, 0, 1, Map.of("f", List.of()), List.of("e")));
        forms.put("linformer past-only", AttentionConfig.of("linformer", 3, Map.of("causal-form", "past-only")));
        forms.put(
                "linformer past-only, chunks",
                AttentionConfig.of("linformer", 3, Map.of("causal-form", "past-only", "chunk", "5")));
        forms.put(
                "linformer past-only, horizon",
                AttentionConfig.of("linformer", 3, Map.of("causal-form", "past-only", "chunk", "5", "horizon", "12")));
        forms.put("synthesizer dense", AttentionConfig.of("synthesizer", 0, Map.of()));
        for (String mode : List.of("random", "factorized-dense", "factorized-random")) {
            forms.put("synthesizer " + mode, AttentionConfig.of("synthesizer", 0, Map.of("mode", mode)));
        }
        forms.put("synthesizer mixture", AttentionConfig.of("synthesizer", 0, Map.of("mode", "mixture", "mix", "sum")));
        forms.put("synthesizer weighed mixture", AttentionConfig.of("synthesizer", 0, Map.of("mode", "mixture")));
        forms.put("centroid", AttentionConfig.of("centroid", 0, Map.of("centroids", "2", "chunk", "4")));
        forms.put(
                "centroid, two updates",
                AttentionConfig.of(
                        "centroid", 0, Map.of("centroids", "2", "chunk", "5", "steps", "2", "epsilon", "0.5")));
        forms.put(
                "centroid over centroids",
                AttentionConfig.of(
                        "centroid", 0, Map.of("centroids", "2", "chunk", "4", "norm", "centroids-normalized")));
        forms.put(
                "centroid, learned starts",
                new AttentionConfig(
                        "centroid", Map.of("chunk", "4"), null, 0, 0, Map.of("u", List.of(2L, 8L)), List.of()));
        forms.put(
                "centroid, learned step size",
                new AttentionConfig(
                        "centroid",
                        Map.of("centroids", "2", "chunk", "4", "steps", "2"),
                        null,
                        0,
                        0,
                        Map.of("eps", List.of(1L)),
                        List.of()));
        forms.put("collaborative", AttentionConfig.of("collaborative", 0, Map.of()));
        for (String gate : List.of("sigmoid", "softmax", "talking")) {
            forms.put("collaborative " + gate, AttentionConfig.of("collaborative", 6, Map.of("gate", gate)));
        }
        forms.put(
                "collaborative mixture",
                AttentionConfig.of("collaborative", 0, Map.of("gate", "mixture", "shared", "1", "top", "1")));
        forms.put(
                "collaborative mixture, auxiliary loss",
                AttentionConfig.of(
                        "collaborative", 0, Map.of("gate", "mixture", "shared", "0", "top", "1", "aux-loss", "true")));
        List<Form> all = new ArrayList<>();
        forms.forEach((name, attention) -> all.add(new Form(name, attention, 0, 0)));
        for (String name : List.of(
                "standard, one head of keys",
                "linformer block",
                "synthesizer factorized-dense",
                "centroid",
                "collaborative talking")) {
            all.add(new Form(name + ", dropout", forms.get(name), 0.1, 0.2));
        }
        // whose weights are none of the core's
        all.add(new Form("linformer past-only, dropout", forms.get("linformer past-only"), 0.2, 0));
        all.add(new Form("standard, attention dropout", forms.get("standard"), 0, 0.3));
        return all.stream();
    }
}
