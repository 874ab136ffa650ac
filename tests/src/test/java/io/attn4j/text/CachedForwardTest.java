package io.attn4j.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attn4j.model.AttentionConfig;
import io.attn4j.model.LanguageModel;
import io.attn4j.model.ModelConfig;
import io.attn4j.model.PlanSession;
import io.attn4j.plan.Buffer;
import io.attn4j.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Logits from caches against those of the whole forward pass, at every position. */
class CachedForwardTest {
    /** Largest error over the root mean square of the logits. */
    private static final double LIMIT = 1e-5;

    /** Of centroids by distance that see their neighbours alone: what rounding moves there comes out a hundred times as large. */
    private static final double LIMIT_OF_NEIGHBOURS = 2e-5;

    private static final int WINDOW = 45;
    private static final int VOCABULARY = 19;

    /**
     * A causal form of a mechanism.
     *
     * @param attention its configuration
     * @param tied whether the head is the embedding
     */
    record Form(String name, AttentionConfig attention, boolean tied) {
        LanguageModel model() {
            return model(WINDOW);
        }

        LanguageModel model(int window) {
            return new LanguageModel(
                    new ModelConfig(VOCABULARY, 2, 24, 3, 40, window, attention, "gelu", tied, 2 * ModelConfig.GAIN));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Form> forms() {
        Map<String, AttentionConfig> forms = new LinkedHashMap<>();
        forms.put("standard", attention("standard", 0));
        forms.put(
                "standard, one head of keys, scale, biases",
                new AttentionConfig(
                        "standard",
                        Map.of(),
                        0.3f,
                        1,
                        0,
                        Map.of("bq", List.of(24L), "bk", List.of(8L), "bv", List.of(8L), "bo", List.of(24L)),
                        List.of()));
        forms.put(
                "standard, learned logits",
                weights(
                        attention("standard", 0),
                        Map.of("bias", List.of(1L, 3L, 45L, 45L), "key_bias", List.of(1L, 3L, 45L))));
        forms.put(
                "standard, learned logits that heads share",
                weights(attention("standard", 0), Map.of("bias", List.of(1L, 1L, 45L, 45L))));
        forms.put("standard, norms after", attention("standard", 0, "norm-order", "post", "norm-epsilon", "1e-3"));
        forms.put(
                "centroid, norms after",
                attention("centroid", 0, "centroids", "3", "chunk", "7", "norm-order", "post"));
        forms.put("linformer block", attention("linformer", 3, "causal-form", "block", "block", "7"));
        forms.put("linformer block of one", attention("linformer", 1, "causal-form", "block", "block", "1"));
        forms.put(
                "linformer block beyond the window", attention("linformer", 2, "causal-form", "block", "block", "60"));
        forms.put("linformer block of the window", attention("linformer", 2, "causal-form", "block", "block", "45"));
        forms.put(
                "linformer block, one head of keys, e for f",
                new AttentionConfig(
                        "linformer",
                        Map.of("causal-form", "block"),
                        null,
                        1,
                        2,
                        Map.of("e", List.of(1L, 2L, 5L), "f", List.of()),
                        List.of()));
        forms.put(
                "linformer block, e of each head",
                weights(
                        attention("linformer", 2, "causal-form", "block"),
                        Map.of("e", List.of(3L, 2L, 6L), "f", List.of(3L, 2L, 6L))));
        forms.put("linformer past-only", attention("linformer", 5, "causal-form", "past-only"));
        forms.put(
                "linformer past-only, horizon",
                attention("linformer", 5, "causal-form", "past-only", "horizon", "20", "chunk", "7"));
        forms.put(
                "linformer past-only, one head of keys, e for f, from a position on",
                new AttentionConfig(
                        "linformer",
                        Map.of("causal-form", "past-only", "position", "3", "algorithm", "recurrent"),
                        null,
                        1,
                        17,
                        Map.of("e", List.of(17L, 50L), "f", List.of()),
                        List.of()));
        forms.put(
                "linformer past-only, e of each head, shared by layers",
                new AttentionConfig(
                        "linformer",
                        Map.of("causal-form", "past-only", "chunk", "4"),
                        null,
                        0,
                        4,
                        Map.of("e", List.of(3L, 4L, 45L), "f", List.of(3L, 4L, 45L)),
                        List.of("e", "f")));
        forms.put("synthesizer dense", attention("synthesizer", 0));
        forms.put(
                "synthesizer dense, heads share",
                weights(
                        attention("synthesizer", 0),
                        Map.of(
                                "w1", List.of(24L, 6L),
                                "b1", List.of(6L),
                                "w2", List.of(6L, 45L),
                                "b2", List.of(45L),
                                "bv", List.of(24L))));
        forms.put(
                "synthesizer dense, heads share all but biases",
                weights(
                        attention("synthesizer", 0),
                        Map.of(
                                "w1", List.of(24L, 6L),
                                "b1", List.of(3L, 6L),
                                "w2", List.of(6L, 45L),
                                "b2", List.of(3L, 45L))));
        for (String mode : List.of("random", "factorized-dense", "factorized-random")) {
            forms.put("synthesizer " + mode, attention("synthesizer", 0, "mode", mode));
        }
        forms.put(
                "synthesizer random, once for all", attention("synthesizer", 0, "mode", "random", "weights", "shared"));
        forms.put(
                "synthesizer random, drawn",
                weights(
                        attention("synthesizer", 0, "mode", "random", "seed", "5", "std", "2", "heads", "3"),
                        Map.of("r", List.of())));
        forms.put(
                "synthesizer random, heads share",
                weights(attention("synthesizer", 0, "mode", "random", "heads", "3"), Map.of("r", List.of(47L, 47L))));
        forms.put(
                "synthesizer factorized, heads share",
                weights(
                        attention("synthesizer", 0, "mode", "factorized-random", "heads", "3"),
                        Map.of("r1", List.of(50L, 4L), "r2", List.of(45L, 4L))));
        forms.put("synthesizer mixture", attention("synthesizer", 0, "mode", "mixture", "mix", "sum"));
        forms.put(
                "synthesizer mixture of all",
                weights(
                        attention("synthesizer", 5, "mode", "mixture", "mix", "sum"),
                        Map.of(
                                "r1", List.of(3L, 45L, 5L),
                                "r2", List.of(3L, 45L, 5L),
                                "wa", List.of(3L, 24L, 7L),
                                "wb", List.of(3L, 24L, 8L),
                                "b2", List.of(3L, 45L))));
        forms.put(
                "synthesizer weighed mixture of all",
                weights(
                        attention("synthesizer", 5, "mode", "mixture"),
                        Map.of(
                                "r1", List.of(3L, 45L, 5L),
                                "r2", List.of(3L, 45L, 5L),
                                "wa", List.of(3L, 24L, 7L),
                                "wb", List.of(3L, 24L, 8L),
                                "b2", List.of(3L, 45L))));
        centroids(forms);
        forms.put("collaborative", attention("collaborative", 0));
        forms.put(
                "collaborative, content and biases",
                weights(
                        attention("collaborative", 10),
                        Map.of("wc", List.of(24L, 3L), "bv", List.of(24L), "bo", List.of(24L))));
        for (String gate : List.of("sigmoid", "softmax", "talking")) {
            forms.put("collaborative " + gate, attention("collaborative", 6, "gate", gate));
        }
        forms.put(
                "collaborative talking, logits alone",
                weights(
                        attention("collaborative", 6, "gate", "talking"),
                        Map.of("tp", List.of(), "wc", List.of(24L, 3L))));
        forms.put(
                "collaborative talking, probabilities alone",
                weights(attention("collaborative", 6, "gate", "talking"), Map.of("tl", List.of())));
        forms.put("collaborative mixture", attention("collaborative", 0, "gate", "mixture", "shared", "1", "top", "1"));
        forms.put("collaborative mixture of all", attention("collaborative", 0, "gate", "mixture", "top", "2"));
        List<Form> all = new ArrayList<>();
        forms.forEach((name, attention) -> all.add(new Form(name, attention, all.size() % 2 == 1)));
        return all.stream();
    }

    private static void centroids(Map<String, AttentionConfig> forms) {
        forms.put("centroid", attention("centroid", 0, "centroids", "3", "chunk", "7", "heads", "3"));
        forms.put("centroid, chunks of one", attention("centroid", 0, "centroids", "1", "chunk", "1"));
        forms.put("centroid, one chunk", attention("centroid", 0, "centroids", "2", "chunk", "45", "heads", "3"));
        forms.put("centroid, chunks beyond the window", attention("centroid", 0, "centroids", "2", "chunk", "50"));
        for (String init : List.of("sample", "kmeans", "farthest")) {
            forms.put(
                    "centroid from " + init,
                    attention("centroid", 0, "centroids", "3", "chunk", "8", "init", init, "heads", "3"));
        }
        forms.put(
                "centroid, learned starts, two updates",
                weights(
                        attention("centroid", 0, "chunk", "6", "steps", "2", "epsilon", "0.5"),
                        Map.of("u", List.of(3L, 24L))));
        for (String norm : List.of("inputs", "centroids", "centroids-normalized")) {
            for (String similarity : List.of("dot", "distance")) {
                forms.put(
                        "centroid over " + norm + ", " + similarity + ", neighbours",
                        attention(
                                "centroid",
                                0,
                                "centroids",
                                "3",
                                "chunk",
                                "9",
                                "norm",
                                norm,
                                "similarity",
                                similarity,
                                "neighbours",
                                "4",
                                "heads",
                                "3",
                                "steps",
                                "2",
                                "epsilon",
                                "0.3"));
            }
            forms.put(
                    "centroid over " + norm + ", displacement",
                    weights(
                            attention(
                                    "centroid",
                                    0,
                                    "centroids",
                                    "2",
                                    "chunk",
                                    "5",
                                    "norm",
                                    norm,
                                    "value",
                                    "displacement",
                                    "similarity",
                                    "distance",
                                    "alpha",
                                    "0.7"),
                            Map.of("wv", List.of(), "wo", List.of())));
        }
        forms.put(
                "centroid without weights",
                weights(
                        attention("centroid", 0, "centroids", "2", "chunk", "5", "heads", "3"),
                        Map.of("wq", List.of(), "wk", List.of(), "wv", List.of(), "wo", List.of())));
    }

    private static AttentionConfig attention(String mechanism, int rank, String... options) {
        Map<String, String> given = new LinkedHashMap<>();
        for (int i = 0; i < options.length; i += 2) {
            given.put(options[i], options[i + 1]);
        }
        return AttentionConfig.of(mechanism, rank, given);
    }

    private static AttentionConfig weights(AttentionConfig attention, Map<String, List<Long>> weights) {
        return new AttentionConfig(
                attention.mechanism(),
                attention.options(),
                attention.scale(),
                attention.kvHeads(),
                attention.rank(),
                weights,
                attention.shared());
    }

    /** Parameters of a fresh model, each moved away from where it starts: biases and mixtures then count. */
    private static Map<String, Tensor> parameters(LanguageModel model) {
        Map<String, Tensor> parameters = model.start(3);
        parameters.forEach((name, tensor) -> {
            Random random = new Random(name.hashCode());
            for (long i = 0; i < tensor.type().elements(); i++) {
                tensor.setFloat(i, (float) (tensor.getFloat(i) + 0.1 * random.nextGaussian()));
            }
        });
        return parameters;
    }

    private static int[] text(int seed, int length) {
        return new Random(seed).ints(length, 0, VOCABULARY).toArray();
    }

    /** Logits of the whole forward pass at every position, [N][V]; that none sees what follows it is tested elsewhere. */
    private static float[][] whole(LanguageModel model, PlanSession session, int[] text) {
        float[] ids = new float[model.config().window()];
        for (int i = 0; i < text.length; i++) {
            ids[i] = text[i];
        }
        float[] logits = new float[ids.length * VOCABULARY];
        session.run(
                model.logits(1, Buffer.Kind.STATE),
                Map.of(
                        LanguageModel.IDS,
                        MemorySegment.ofArray(ids),
                        LanguageModel.LOGITS,
                        MemorySegment.ofArray(logits)));
        float[][] rows = new float[text.length][];
        Arrays.setAll(rows, i -> Arrays.copyOfRange(logits, i * VOCABULARY, (i + 1) * VOCABULARY));
        return rows;
    }

    private static void assertEqual(float[] found, float[] expected, Form form, String what) {
        double square = 0;
        double largest = 0;
        for (int i = 0; i < expected.length; i++) {
            double difference = found[i] - (double) expected[i];
            square += (double) expected[i] * expected[i];
            largest = Math.max(largest, Double.isNaN(difference) ? 1 : Math.abs(difference));
        }
        double rms = Math.sqrt(square / expected.length);
        assertThat(largest / rms)
                .as(what)
                .isLessThan(form.name().contains("distance, neighbours") ? LIMIT_OF_NEIGHBOURS : LIMIT);
        assertThat(rms).isGreaterThan(0.01);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void equalsTheForwardPassAtEveryPosition(Form form) {
        LanguageModel model = form.model();
        try (PlanSession session = new PlanSession(1, parameters(model));
                CachedForward cached = new CachedForward(model, session::read, 1, 3, WINDOW)) {
            int[][] texts = {text(1, WINDOW), text(2, 31), text(3, WINDOW)};
            // prompts of different lengths in one batch, then a step of all of them at a time
            int[] prompts = {1, 13, 30};
            for (int t = 0; t < 3; t++) {
                for (int i = 0; i < prompts[t]; i++) {
                    cached.take(t, texts[t][i]);
                }
            }
            float[][][] found = new float[3][WINDOW][];
            while (true) {
                cached.run();
                boolean more = false;
                for (int t = 0; t < 3; t++) {
                    int length = cached.length(t);
                    found[t][length - 1] = cached.logits(t).clone();
                    if (length < texts[t].length) {
                        cached.take(t, texts[t][length]);
                        more = true;
                    }
                }
                if (!more) {
                    break;
                }
            }
            for (int t = 0; t < 3; t++) {
                float[][] expected = whole(model, session, texts[t]);
                for (int i = prompts[t] - 1; i < texts[t].length; i++) {
                    assertEqual(found[t][i], expected[i], form, "text " + t + " after " + (i + 1));
                }
            }
        }
    }

    /** Alone, in a batch, in stretches or token by token, scalar or in vectors, and again after a restart: the same bits. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void doesNotDependOnHowTokensCome(Form form) {
        LanguageModel model = form.model();
        int[] text = text(7, 40);
        float[][] expected = new float[text.length][];
        try (PlanSession session = new PlanSession(1, parameters(model))) {
            try (CachedForward one = new CachedForward(model, session::read, 1, 1, WINDOW)) {
                for (int i = 0; i < text.length; i++) {
                    one.take(0, text[i]);
                    one.run();
                    expected[i] = one.logits(0).clone();
                }
            }
            try (CachedForward many = new CachedForward(model, session::read, 1, 2, 41)) {
                many.warmUp();
                for (int prompt : new int[] {40, 9, 1}) {
                    many.restart(0);
                    many.restart(1);
                    for (int i = 0; i < 22; i++) {
                        many.take(1, (i * 5) % VOCABULARY);
                    }
                    for (int i = 0; i < prompt; i++) {
                        many.take(0, text[i]);
                    }
                    many.run();
                    assertThat(many.logits(0)).isEqualTo(expected[prompt - 1]);
                    for (int i = prompt; i < Math.min(text.length, prompt + 18); i++) {
                        // texts in turn: a text that comes back after another begins a new stretch
                        many.take(0, text[i]);
                        many.take(1, 3);
                        many.run();
                        assertThat(many.logits(0)).isEqualTo(expected[i]);
                    }
                }
            }
        }
    }

    /** Large enough for threads to share a call. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"standard", "linformer past-only", "linformer block", "centroid", "collaborative talking"})
    void threadsGiveTheSameBits(String name) {
        AttentionConfig attention = forms().filter(form -> form.name().equals(name))
                .findFirst()
                .orElseThrow()
                .attention();
        LanguageModel model = new LanguageModel(
                new ModelConfig(VOCABULARY, 1, 96, 3, 300, 80, attention, "gelu", false, ModelConfig.GAIN));
        int[] text = text(5, 80);
        float[][] found = new float[2][];
        try (PlanSession session = new PlanSession(1, parameters(model))) {
            for (int threads : new int[] {1, 3}) {
                try (CachedForward cached = new CachedForward(model, session::read, threads, 1, 80)) {
                    for (int token : text) {
                        cached.take(0, token);
                    }
                    cached.run();
                    found[threads / 2] = cached.logits(0).clone();
                }
            }
        }
        assertThat(found[1]).isEqualTo(found[0]);
    }

    @Test
    void aLongPromptTakesSeveralStretches() {
        for (Form form : forms().toList()) {
            if (!form.attention().weights().isEmpty()
                    || form.attention().options().containsValue("recurrent")) {
                continue;
            }
            LanguageModel model = form.model(200);
            int[] text = text(4, 200);
            try (PlanSession session = new PlanSession(1, parameters(model));
                    CachedForward cached = new CachedForward(model, session::read, 1, 1, 1000)) {
                assertThat(cached.window()).isEqualTo(200);
                for (int i = 0; i < 200; i++) {
                    cached.take(0, text[i]);
                }
                cached.run();
                assertEqual(cached.logits(0), whole(model, session, text)[199], form, form.name());
                assertThatThrownBy(() -> cached.take(0, 1)).hasMessageContaining("window");
                cached.restart(0);
                assertThatThrownBy(() -> cached.take(0, VOCABULARY)).hasMessageContaining("vocabulary");
            }
        }
    }
}
