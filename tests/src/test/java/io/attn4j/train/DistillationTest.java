package io.attn4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.attn4j.engine.Engine;
import io.attn4j.engine.EngineOptions;
import io.attn4j.engine.Engines;
import io.attn4j.error.InvalidInputException;
import io.attn4j.mechanism.CounterRandom;
import io.attn4j.mechanism.collaborative.Reparametrisation;
import io.attn4j.model.AttentionConfig;
import io.attn4j.model.PlanSession;
import io.attn4j.model.encoder.Encoder;
import io.attn4j.model.encoder.EncoderConfig;
import io.attn4j.model.encoder.ImportedEncoder;
import io.attn4j.model.encoder.SmallBert;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistillationTest {
    private static final List<int[]> TEXTS =
            List.of(new int[] {1, 5, 12, 3, 2}, new int[] {4}, new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8}, new int[] {7, 9});

    @TempDir
    private Path folder;

    private ImportedEncoder imported;
    private Engine cpu;
    private Encoder teacher;

    @BeforeEach
    void open() throws IOException {
        Path path =
                Files.write(folder.resolve("m.onnx"), new SmallBert().graph().model());
        imported = ImportedEncoder.read(path, null);
        cpu = Engines.create("cpu");
        teacher = Encoder.of(imported.config(), imported.tensors(), cpu);
    }

    @AfterEach
    void close() {
        teacher.close();
        imported.close();
        cpu.close();
    }

    private EncoderConfig config(int rank) {
        return imported.config().withAttention(AttentionConfig.of("collaborative", rank, Map.of()));
    }

    /** The original's weights as collaborative heads of {@code rank} columns; 8 are exact. */
    private Map<String, Tensor> converted(int rank) {
        Map<String, Tensor> weights = new LinkedHashMap<>(imported.tensors());
        for (int i = 0; i < imported.config().layers(); i++) {
            String layer = "layers." + i + ".attention.";
            weights.remove(layer + "bk");
            Reparametrisation.Result result = Reparametrisation.convert(
                    weights.get(layer + "wq"),
                    weights.get(layer + "wk"),
                    weights.remove(layer + "bq"),
                    imported.config().heads(),
                    rank,
                    null,
                    Reparametrisation.Limits.of(8, 8, rank, 1),
                    step -> {});
            weights.put(layer + "wq", result.wq());
            weights.put(layer + "wk", result.wk());
            weights.put(layer + "mu", result.mu());
            weights.put(layer + "wc", result.wc());
        }
        return weights;
    }

    /** The original's weights with an attention that knows nothing of its own. */
    private Map<String, Tensor> drawn() {
        Map<String, Tensor> weights = converted(3);
        weights.replaceAll((name, tensor) -> {
            String last = name.substring(name.lastIndexOf('.') + 1);
            return List.of("wq", "wk", "mu", "wc", "wv", "wo").contains(last)
                    ? RandomTensors.normal(name.hashCode(), tensor.type().shape())
                    : tensor;
        });
        return weights;
    }

    private static TrainingConfig training(Map<String, Object> fields) {
        Map<String, Object> all =
                new HashMap<>(Map.of("batch", 6, "steps", 60, "learning_rate", 0.02, "warmup", 6, "weight_decay", 0.0));
        all.putAll(fields);
        return TrainingConfig.of(all);
    }

    private Distillation distillation(Encoder student, Distillation.Scope scope, Map<String, Object> fields) {
        return new Distillation(teacher, student, TEXTS, scope, training(fields), 3, opener(cpu));
    }

    private static Trainer.Opener opener(Engine engine) {
        return (plans, states) -> new PlanSession(engine, EngineOptions.DEFAULT, plans, states);
    }

    /** Mean over the tokens of the texts of step 1 of the squared distance, by the encoders alone. */
    private double distance(Encoder student) {
        double sum = 0;
        int tokens = 0;
        for (int row = 0; row < 6; row++) {
            int[] text = TEXTS.get((int) CounterRandom.below(TEXTS.size(), 3, 0x64697374696C6CL, 1, row));
            try (Tensor own = student.hidden(List.of(text));
                    Tensor target = teacher.hidden(List.of(text))) {
                for (int i = 0; i < text.length * 8; i++) {
                    sum += Math.pow((double) own.getFloat(i) - target.getFloat(i), 2) / 8;
                }
            }
            tokens += text.length;
        }
        return sum / tokens;
    }

    /** Texts of four lengths share a batch: if padding reached anything, an exact student would have a loss. */
    @Test
    void findsNoFaultWithAnExactStudent() {
        try (Encoder same = Encoder.of(imported.config(), imported.tensors(), cpu);
                Encoder exact = Encoder.of(config(8), converted(8), cpu)) {
            for (Encoder student : List.of(same, exact)) {
                try (Distillation distillation = distillation(student, Distillation.Scope.ATTENTION, Map.of())) {
                    assertThat(distillation.step().loss()).isLessThan(1e-10);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "simulator"})
    void lossIsTheDistanceOfHiddenStates(String id) {
        try (Engine engine = Engines.create(id);
                Encoder student = Encoder.of(config(3), drawn(), cpu);
                Distillation distillation = new Distillation(
                        teacher, student, TEXTS, Distillation.Scope.ATTENTION, training(Map.of()), 3, opener(engine))) {
            double expected = distance(student);
            assertThat(expected).isGreaterThan(1e-3);
            assertThat(distillation.step().loss()).isCloseTo(expected, within(1e-5 * expected));
        }
    }

    /** A step of SGD goes down the gradient: along each tensor's part of it the loss changes as differences say. */
    @Test
    void gradientsAreThoseOfDifferences() {
        Map<String, Tensor> weights = drawn();
        double rate = 1e-2;
        Map<String, Object> sgd = Map.of("optimizer", "sgd", "clip", 0.0, "schedule", "none", "learning_rate", rate);
        Map<String, Tensor> after;
        try (Encoder student = Encoder.of(config(3), weights, cpu);
                Distillation distillation = distillation(student, Distillation.Scope.BLOCKS, sgd)) {
            distillation.step();
            after = distillation.weights();
        }
        int compared = 0;
        for (String name : after.keySet()) {
            if (!name.startsWith("layers.")) {
                assertThat(after.get(name).toFloats())
                        .as(name)
                        .isEqualTo(weights.get(name).toFloats());
                continue;
            }
            float[] start = weights.get(name).toFloats();
            float[] moved = after.get(name).toFloats();
            double[] gradient = new double[start.length];
            double squares = 0;
            for (int i = 0; i < start.length; i++) {
                gradient[i] = (start[i] - (double) moved[i]) / rate;
                squares += gradient[i] * gradient[i];
            }
            double norm = Math.sqrt(squares);
            // Richardson's extrapolation of central differences
            double slope =
                    (4 * slope(weights, name, gradient, norm, 0.02) - slope(weights, name, gradient, norm, 0.04)) / 3;
            assertThat(slope).as("slope along the gradient of " + name).isCloseTo(norm, within(0.02 * norm + 2e-5));
            compared += norm > 1e-3 ? 1 : 0;
        }
        assertThat(compared).isGreaterThan(25);
        after.values().forEach(Tensor::close);
    }

    private double slope(Map<String, Tensor> weights, String name, double[] gradient, double norm, double reach) {
        double[] losses = new double[2];
        for (int side = 0; side < 2; side++) {
            float[] there = weights.get(name).toFloats();
            for (int i = 0; i < there.length; i++) {
                there[i] += (float) ((2 * side - 1) * reach * gradient[i] / norm);
            }
            Map<String, Tensor> changed = new LinkedHashMap<>(weights);
            changed.put(
                    name, RandomTensors.floats(there, weights.get(name).type().shape()));
            try (Encoder student = Encoder.of(config(3), changed, cpu)) {
                losses[side] = distance(student);
            }
        }
        return (losses[1] - losses[0]) / (2 * reach);
    }

    @Test
    void bringsTheStudentNearerAndIsRepeatable() {
        float[] first = null;
        for (int accumulate : new int[] {1, 1, 3}) {
            try (Encoder student = Encoder.of(config(3), drawn(), cpu);
                    Distillation distillation =
                            distillation(student, Distillation.Scope.ATTENTION, Map.of("accumulate", accumulate))) {
                double before = distance(student);
                for (int i = 0; i < 60; i++) {
                    distillation.step();
                }
                Map<String, Tensor> weights = distillation.weights();
                try (Encoder after = Encoder.of(config(3), weights, cpu)) {
                    assertThat(distance(after)).isLessThan(before / 4);
                    float[] bits = weights.get("layers.1.attention.mu").toFloats();
                    if (first == null) {
                        first = bits;
                    } else if (accumulate == 1) {
                        assertThat(bits).isEqualTo(first);
                    }
                    assertThat(weights.get("layers.1.mlp.w1").toFloats())
                            .isEqualTo(imported.tensors().get("layers.1.mlp.w1").toFloats());
                }
                weights.values().forEach(Tensor::close);
            }
        }
    }

    @Test
    void refusesWhatItCannotTrain() {
        Map<String, Tensor> weights = new LinkedHashMap<>(imported.tensors());
        weights.put("attention.e", RandomTensors.normal(1, 3, 9));
        EncoderConfig linformer = imported.config().withAttention(AttentionConfig.of("linformer", 0, Map.of()));
        try (Encoder student = Encoder.of(linformer, weights, cpu)) {
            assertThatThrownBy(() -> distillation(student, Distillation.Scope.ATTENTION, Map.of()))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageStartingWith("attention: got linformer; needs standard or collaborative");
        }
        try (Encoder student = Encoder.of(config(8), converted(8), cpu)) {
            for (List<int[]> texts : List.of(List.<int[]>of(), List.of(new int[10]), List.of(new int[] {13}))) {
                assertThatThrownBy(() -> new Distillation(
                                teacher,
                                student,
                                texts,
                                Distillation.Scope.ATTENTION,
                                training(Map.of()),
                                1,
                                opener(cpu)))
                        .isInstanceOf(InvalidInputException.class)
                        .hasMessageStartingWith("text");
            }
        }
    }
}
