package io.attn4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.attn4j.autodiff.Differentiation;
import io.attn4j.error.InvalidInputException;
import io.attn4j.mechanism.Mechanisms;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.Plan;
import io.attn4j.plan.row.RowSeeds;
import io.attn4j.reference.PlanReference;
import io.attn4j.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Classifiers around every mechanism: padding changes nothing, and gradients are those of central differences. */
class ClassifierTest {
    private static final int WINDOW = 12;
    private static final int LABELS = 3;

    private record Form(String name, ModelConfig config, boolean masks) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static ModelConfig config(AttentionConfig attention, int window, double dropped, double weightsDropped) {
        return config(attention, window, dropped, weightsDropped, DocumentReading.DEFAULT);
    }

    private static ModelConfig config(
            AttentionConfig attention, int window, double dropped, double weightsDropped, DocumentReading reading) {
        return new ModelConfig(
                256, 2, 8, 2, 16, window, attention, "gelu", false, dropped, weightsDropped, ModelConfig.GAIN, reading);
    }

    static Stream<Form> forms() {
        Map<String, AttentionConfig> masked = new LinkedHashMap<>();
        masked.put("standard", AttentionConfig.of("standard", 0, Map.of()));
        masked.put(
                "standard, one head of keys",
                new AttentionConfig("standard", Map.of(), 0.3f, 1, 0, Map.of("bq", List.of(8L)), List.of()));
        masked.put("collaborative", AttentionConfig.of("collaborative", 0, Map.of()));
        masked.put("collaborative sigmoid", AttentionConfig.of("collaborative", 6, Map.of("gate", "sigmoid")));
        masked.put("synthesizer dense", AttentionConfig.of("synthesizer", 0, Map.of()));
        masked.put(
                "synthesizer factorized-dense",
                AttentionConfig.of("synthesizer", 0, Map.of("mode", "factorized-dense")));
        masked.put(
                "synthesizer mixture", AttentionConfig.of("synthesizer", 0, Map.of("mode", "mixture", "mix", "sum")));
        masked.put("synthesizer weighed mixture", AttentionConfig.of("synthesizer", 0, Map.of("mode", "mixture")));
        masked.put(
                "synthesizer factorized-random",
                AttentionConfig.of("synthesizer", 0, Map.of("mode", "factorized-random")));
        Map<String, AttentionConfig> zeroed = new LinkedHashMap<>();
        zeroed.put("linformer", AttentionConfig.of("linformer", 4, Map.of()));
        zeroed.put("synthesizer random", AttentionConfig.of("synthesizer", 0, Map.of("mode", "random")));
        zeroed.put("collaborative talking", AttentionConfig.of("collaborative", 6, Map.of("gate", "talking")));
        zeroed.put("centroid", AttentionConfig.of("centroid", 0, Map.of("centroids", "3")));
        List<Form> all = new ArrayList<>();
        masked.forEach((name, attention) -> all.add(new Form(name, config(attention, WINDOW, 0, 0), true)));
        zeroed.forEach((name, attention) -> all.add(new Form(name, config(attention, WINDOW, 0, 0), false)));
        all.add(new Form("standard, dropout", config(masked.get("standard"), WINDOW, 0.1, 0.2), true));
        all.add(new Form("linformer, dropout", config(zeroed.get("linformer"), WINDOW, 0.1, 0.2), false));
        DocumentReading pooled = new DocumentReading(1, DocumentReading.ATTENTION, 0, List.of(), 1);
        DocumentReading together = new DocumentReading(1, DocumentReading.MEAN, 0, List.of(2, 3), 5);
        DocumentReading both = new DocumentReading(3, DocumentReading.ATTENTION, 0.1, List.of(2), 7);
        all.add(new Form("standard, attention pooling", config(masked.get("standard"), WINDOW, 0, 0, pooled), true));
        all.add(new Form("standard, n-grams", config(masked.get("standard"), WINDOW, 0, 0, together), true));
        all.add(new Form("linformer, both", config(zeroed.get("linformer"), WINDOW, 0.1, 0, both), false));
        return all.stream();
    }

    @Test
    void everyMechanismHasAForm() {
        assertThat(forms().map(form -> form.config().attention().mechanism()).toList())
                .containsAll(Mechanisms.all().stream()
                        .map(mechanism -> mechanism.id())
                        .filter(id -> !id.equals("block"))
                        .toList());
    }

    private static float[] logits(Classifier model, Map<String, Tensor> parameters, DocumentBatch batch, int... other) {
        Plan plan = model.logits(2, Buffer.Kind.STATE);
        float[] logits = new float[2 * LABELS];
        try (PlanSession session = new PlanSession(2, parameters)) {
            Map<String, MemorySegment> tensors = batch.inputs();
            for (int i = 0; i < other.length; i++) {
                tensors.get(Classifier.IDS).setAtIndex(ValueLayout.JAVA_FLOAT, WINDOW - 1 - i, other[i]);
                for (int n : model.config().reading().ngrams()) {
                    tensors.get(BlockModel.ngrams(n)).setAtIndex(ValueLayout.JAVA_FLOAT, WINDOW - 1 - i, i % 5);
                }
            }
            tensors.put(Classifier.LOGITS, MemorySegment.ofArray(logits));
            session.run(plan, tensors);
        }
        return logits;
    }

    /** Its start, but nothing is zero that would hide something else. */
    private static Map<String, Tensor> started(Classifier model) {
        Map<String, Tensor> tensors = model.start(5);
        tensors.forEach((name, tensor) -> {
            if (name.startsWith("ngrams.") || name.equals("pooling.query")) {
                for (int i = 0; i < tensor.type().elements(); i++) {
                    tensor.setFloat(i, (float) Math.sin(1.0 + i));
                }
            }
        });
        return tensors;
    }

    private static DocumentBatch batch(ModelConfig config) {
        DocumentBatch batch = new DocumentBatch(2, config);
        batch.set(0, "whale".getBytes(StandardCharsets.UTF_8));
        batch.set(1, "Call me".getBytes(StandardCharsets.UTF_8));
        return batch;
    }

    /** What stands behind a document's end cannot change its logits by a bit, and what stands before it does. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void paddingChangesNothing(Form form) {
        Classifier model = new Classifier(form.config(), LABELS);
        assertThat(model.masks()).isEqualTo(form.masks());
        float[] zeros = logits(model, started(model), batch(form.config()));
        float[] letters = logits(model, started(model), batch(form.config()), 77, 200, 3, 255, 1, 9, 10);
        float[] longer = logits(model, started(model), batch(form.config()), 77, 200, 3, 255, 1, 9, 10, 11);
        assertThat(letters).containsExactly(zeros);
        assertThat(Arrays.copyOf(longer, LABELS)).isNotEqualTo(Arrays.copyOf(zeros, LABELS));
    }

    /** Where padding is masked, and of Linformer, a window that just holds the document gives the same logits. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void maskedPaddingIsAsIfTheTextEndedThere(Form form) {
        String mechanism = form.config().attention().mechanism();
        boolean linformer = mechanism.equals("linformer");
        // a Synthesizer's weights have the window's size
        assumeTrue(
                form.masks() && !mechanism.equals("synthesizer") || linformer,
                mechanism + ": padding counts, or weights have the size of the window");
        Classifier padded = new Classifier(form.config(), LABELS);
        ModelConfig small =
                config(form.config().attention(), 7, 0, 0, form.config().reading());
        Classifier sliced = new Classifier(small, LABELS);
        Map<String, Tensor> few = started(sliced);
        Map<String, Tensor> all = started(padded);
        // elements are functions of their index, so the first rows of the positions are the same; those of e and f are
        // longer
        few.forEach((name, tensor) -> {
            if (linformer && (name.endsWith(".e") || name.endsWith(".f"))) {
                for (int i = 0; i < tensor.type().elements(); i++) {
                    tensor.setFloat(i, all.get(name).getFloat((long) i / 7 * WINDOW + i % 7));
                }
            }
        });
        float[] expected = logits(sliced, few, batch(small));
        float[] actual = logits(padded, all, batch(form.config()));
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(2e-6f));
        }
    }

    /** The gradient of the whole loss, by every parameter, in fp64. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void gradientsAreThoseOfCentralDifferences(Form form) {
        Classifier model = new Classifier(form.config(), LABELS);
        Plan loss = model.trainingLoss(2, Buffer.Kind.WEIGHT, 0.1f);
        Plan backward = Differentiation.of(loss, List.of(Classifier.LOSS), model.names(), Map.of());
        Map<String, double[]> given = new HashMap<>();
        model.start(9).forEach((name, tensor) -> given.put(name, perturbed(name, tensor)));
        batch(form.config()).inputs().forEach((name, values) -> given.put(name, wide(values)));
        given.put(Classifier.TARGETS, new double[] {2, 0});
        if (model.config().drops()) {
            given.put(Classifier.DROPOUT, wide(MemorySegment.ofArray(RowSeeds.keys(5, 8, 0, 2))));
        }
        double[] seed = {0.3, 0.7};
        given.put(Differentiation.PREFIX + Classifier.LOSS, seed);
        Map<String, double[]> found = PlanReference.execute(backward, given);
        Random random = new Random(4);
        for (String name : model.names()) {
            double[] gradient = found.get(Differentiation.PREFIX + name);
            double[] direction = random.doubles(gradient.length, -1, 1).toArray();
            double expected =
                    (loss(loss, given, name, direction, 1e-5) - loss(loss, given, name, direction, -1e-5)) / 2e-5;
            double actual = 0;
            double size = 1e-8;
            for (int i = 0; i < gradient.length; i++) {
                actual += gradient[i] * direction[i];
                size += gradient[i] * gradient[i];
            }
            assertThat(actual).as(name).isCloseTo(expected, within(1e-5 * Math.sqrt(size)));
        }
        assertThat(found.get(Differentiation.PREFIX + "head.bias")).doesNotContain(0);
    }

    private static double loss(Plan plan, Map<String, double[]> given, String name, double[] direction, double step) {
        Map<String, double[]> moved = new HashMap<>(given);
        double[] values = given.get(name).clone();
        for (int i = 0; i < values.length; i++) {
            values[i] += step * direction[i];
        }
        moved.put(name, values);
        double[] losses = PlanReference.execute(plan, moved).get(Classifier.LOSS);
        return 0.3 * losses[0] + 0.7 * losses[1];
    }

    private static double[] perturbed(String name, Tensor tensor) {
        Random random = new Random(name.hashCode());
        double[] values = new double[(int) tensor.type().elements()];
        Arrays.setAll(values, i -> tensor.getFloat(i) + 0.2 * random.nextGaussian());
        return values;
    }

    private static double[] wide(MemorySegment values) {
        float[] narrow = values.toArray(ValueLayout.JAVA_FLOAT);
        double[] wide = new double[narrow.length];
        Arrays.setAll(wide, i -> narrow[i]);
        return wide;
    }

    @Test
    void refusesWhatItCannotBe() {
        ModelConfig standard = config(AttentionConfig.of("standard", 0, Map.of()), WINDOW, 0, 0);
        assertThatThrownBy(() -> new Classifier(standard, 1))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("labels: got 1; needs two or more");
        assertThatThrownBy(() -> new Classifier(
                        config(AttentionConfig.of("linformer", 2, Map.of("causal-form", "block")), WINDOW, 0, 0), 2))
                .isInstanceOf(InvalidInputException.class);
    }
}
