package io.attn4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.attn4j.data.Batch;
import io.attn4j.data.Corpus;
import io.attn4j.error.InvalidInputException;
import io.attn4j.model.CausalForms;
import io.attn4j.model.LanguageModel;
import io.attn4j.model.ModelConfig;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.row.RowSeeds;
import io.attn4j.reference.PlanReference;
import io.attn4j.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrainerTest {
    private static final Corpus TEXT = Corpus.of(
            "text",
            ("Call me Ishmael. Some years ago - never mind how long precisely - having little or no money in my purse, and"
                            + " nothing particular to interest me on shore, I thought I would sail about a little.")
                    .getBytes(StandardCharsets.UTF_8));

    @TempDir
    private Path directory;

    static Stream<CausalForms.Form> forms() {
        return CausalForms.all();
    }

    private static TrainingConfig training(long steps) {
        return TrainingConfig.of(Map.of(
                "batch",
                2,
                "steps",
                steps,
                "learning_rate",
                5e-3,
                "warmup",
                4,
                "evaluate_every",
                0,
                "evaluate_windows",
                4,
                "save_every",
                0));
    }

    private static RunConfig run(CausalForms.Form form, long steps) {
        return new RunConfig(form.model(256, false), training(steps));
    }

    private static CausalForms.Form form(String name) {
        return forms().filter(form -> form.name().equals(name)).findFirst().orElseThrow();
    }

    /** Three whole steps on the cpu engine are those of the same plan in fp64. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void stepsAreThoseOfTheReference(CausalForms.Form form) {
        RunConfig config = run(form, 20);
        LanguageModel model = new LanguageModel(config.model());
        TrainingStep step = new TrainingStep(model, config.training());
        Map<String, double[]> states = new HashMap<>();
        Map<String, Tensor> start = model.start(7);
        start.forEach((name, tensor) -> states.put(name, wide(tensor.toFloats())));
        model.parameters().forEach(parameter -> {
            int elements = (int) parameter.type().elements();
            states.put(TrainingStep.FIRST + parameter.name(), new double[elements]);
            states.put(TrainingStep.SECOND + parameter.name(), new double[elements]);
        });
        try (Trainer trainer = Trainer.start(config, 7, TEXT, TEXT, 2)) {
            for (long t = 1; t <= 3; t++) {
                Batch batch = Batch.of(TEXT, 2, 12, 7, t);
                double[] seed = new double[24];
                Arrays.fill(seed, 1.0 / 24);
                states.put(LanguageModel.IDS, wide(batch.ids()));
                states.put(LanguageModel.TARGETS, wide(batch.targets()));
                states.put(TrainingStep.SEED, seed);
                states.put(
                        TrainingStep.SCALARS,
                        wide(step.scalars(config.training().rate(t), t)));
                if (config.model().drops()) {
                    states.put(LanguageModel.DROPOUT, wide(RowSeeds.keys(7, t, 0, 2)));
                }
                Map<String, double[]> after = PlanReference.execute(step.plan(), states);
                Trainer.Result result = trainer.step();
                double loss =
                        Arrays.stream(after.get(LanguageModel.LOSS)).average().orElseThrow();
                assertThat(result.loss()).as("loss of step " + t).isCloseTo(loss, within(1e-5 * loss));
                double norm = Math.sqrt(after.get(TrainingStep.SQUARED_NORM)[0]);
                assertThat(result.gradientNorm()).as("norm of step " + t).isCloseTo(norm, within(1e-4 * norm));
                for (String name : states.keySet()) {
                    if (step.plan().buffers().get(name).kind() == Buffer.Kind.STATE) {
                        states.put(name, after.get(name));
                    }
                }
            }
            assertThat(states.get(TrainingStep.FIRST + "embedding.weight")).isNotEqualTo(new double[256 * 8]);
        }
        start.values().forEach(Tensor::close);
    }

    private static double[] wide(float[] values) {
        double[] wide = new double[values.length];
        Arrays.setAll(wide, i -> values[i]);
        return wide;
    }

    static Stream<CausalForms.Form> withoutDropout() {
        return forms().filter(form -> form.dropout() == 0 && form.attentionDropout() == 0);
    }

    /** A text of one window: every batch is the same. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("withoutDropout")
    void learnsOneBatchByHeart(CausalForms.Form form) {
        int steps = 400;
        Corpus window = TEXT.part("first", 0, 13, 13);
        TrainingConfig how = TrainingConfig.of(Map.of(
                "batch",
                1,
                "steps",
                steps,
                "learning_rate",
                1e-2,
                "schedule",
                "none",
                "warmup",
                0,
                "weight_decay",
                0,
                "evaluate_every",
                0));
        RunConfig config = new RunConfig(form.model(256, false), how);
        double loss = Double.NaN;
        try (Trainer trainer = Trainer.start(config, 1, window, TEXT, 2)) {
            while (trainer.done() < steps && !(loss < 0.1)) {
                loss = trainer.step().loss();
            }
        }
        assertThat(loss).isLessThan(0.1);
    }

    /** Stopped after 10 of 20 steps, saved and resumed: every byte of every file is that of 20 steps without a stop. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void resumesBitForBit(CausalForms.Form form) throws IOException {
        RunConfig config = run(form, 20);
        Path whole = Files.createDirectory(directory.resolve("whole"));
        Path parts = Files.createDirectory(directory.resolve("parts"));
        double loss = 0;
        try (Trainer trainer = Trainer.start(config, 11, TEXT, TEXT, 2)) {
            while (trainer.done() < 20) {
                loss = trainer.step().loss();
            }
            trainer.save(whole);
        }
        try (Trainer trainer = Trainer.start(config, 11, TEXT, TEXT, 2)) {
            while (trainer.done() < 10) {
                trainer.step();
            }
            trainer.save(parts);
        }
        double resumed = 0;
        // with another number of threads, which changes nothing
        try (Trainer trainer = Trainer.resume(Checkpoint.last(parts), config, TEXT, TEXT, 1)) {
            assertThat(trainer.done()).isEqualTo(10);
            while (trainer.done() < 20) {
                resumed = trainer.step().loss();
            }
            trainer.save(parts);
        }
        assertThat(resumed).isEqualTo(loss);
        for (String file : List.of("model.safetensors", "optimizer.safetensors", "state.json")) {
            Path name = Path.of("step-00000020", file);
            assertThat(Files.mismatch(whole.resolve(name), parts.resolve(name)))
                    .as(file)
                    .isEqualTo(-1);
            Path before = Path.of("step-00000010", file);
            assertThat(Files.mismatch(whole.resolve(name), parts.resolve(before)))
                    .as(file)
                    .isNotEqualTo(-1);
        }
    }

    @Test
    void anotherSeedIsAnotherRun() {
        RunConfig config = run(form("standard"), 20);
        try (Trainer one = Trainer.start(config, 1, TEXT, TEXT, 1);
                Trainer same = Trainer.start(config, 1, TEXT, TEXT, 2);
                Trainer other = Trainer.start(config, 2, TEXT, TEXT, 1)) {
            double first = one.step().loss();
            assertThat(same.step().loss()).isEqualTo(first);
            assertThat(other.step().loss()).isNotEqualTo(first);
        }
    }

    @Test
    void refusesAnotherConfigurationOrText() throws IOException {
        RunConfig config = run(form("standard"), 20);
        Path run = Files.createDirectory(directory.resolve("run"));
        try (Trainer trainer = Trainer.start(config, 1, TEXT, TEXT, 1)) {
            trainer.step();
            trainer.save(run);
        }
        Checkpoint last = Checkpoint.last(run);
        ModelConfig m = config.model();
        RunConfig wider = new RunConfig(
                new ModelConfig(256, 2, 8, 2, 24, 12, m.attention(), "gelu", false, ModelConfig.GAIN),
                config.training());
        assertThatThrownBy(() -> Trainer.resume(last, wider, TEXT, TEXT, 1))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("mlp 24, was 16");
        Corpus other = TEXT.part("cut", 1, TEXT.length(), 1);
        assertThatThrownBy(() -> Trainer.resume(last, config, other, TEXT, 1))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("another text for training");
        assertThatThrownBy(() -> Trainer.resume(last, config, TEXT, other, 1))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("another text for validation");
        Files.write(last.folder().resolve("optimizer.safetensors"), new byte[20]);
        assertThatThrownBy(() -> Trainer.resume(last, config, TEXT, TEXT, 1))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("optimizer.safetensors");
    }

    /** What a kill leaves of a save is no checkpoint, and the next save of that step takes its place. */
    @Test
    void tornCheckpointsAreNotTaken() throws IOException {
        RunConfig config = run(form("standard"), 20);
        try (Trainer trainer = Trainer.start(config, 1, TEXT, TEXT, 1)) {
            assertThatThrownBy(() -> Checkpoint.last(directory)).isInstanceOf(InvalidInputException.class);
            trainer.step();
            trainer.save(directory);
            Path part = Files.createDirectory(directory.resolve(".step-00000002.part"));
            Files.write(part.resolve("model.safetensors"), new byte[5]);
            Path torn = Files.createDirectory(directory.resolve("step-00000009"));
            Files.write(torn.resolve("model.safetensors"), new byte[5]);
            assertThat(Checkpoint.last(directory).state().step()).isEqualTo(1);
            trainer.step();
            trainer.save(directory);
            assertThat(Checkpoint.last(directory).state().step()).isEqualTo(2);
            assertThat(part).doesNotExist();
            trainer.step();
            trainer.save(directory);
            assertThat(directory.resolve("step-00000001")).doesNotExist();
            assertThat(directory.resolve("step-00000002")).exists();
        }
    }

    /** A batch without a number in it, such as an embedding that is not finite, ends the run. */
    @Test
    void stopsWhenTheLossIsNotFinite() {
        TrainingConfig wild = TrainingConfig.of(Map.of(
                "batch",
                2,
                "steps",
                50,
                "learning_rate",
                1e3,
                "schedule",
                "none",
                "warmup",
                0,
                "weight_decay",
                1e3,
                "clip",
                0,
                "evaluate_every",
                0));
        try (Trainer trainer =
                Trainer.start(new RunConfig(form("standard").model(256, false), wild), 1, TEXT, TEXT, 1)) {
            assertThatThrownBy(() -> {
                        while (trainer.done() < 50) {
                            trainer.step();
                        }
                    })
                    .isInstanceOf(ArithmeticException.class)
                    .hasMessageContaining("step ");
        }
    }

    @Test
    void theLogForgetsWhatWillBeDoneAgain() throws IOException {
        try (TrainingLog log = TrainingLog.open(directory, 0)) {
            for (long step = 1; step <= 4; step++) {
                log.write(Map.of("step", step));
            }
        }
        Files.writeString(directory.resolve("log.jsonl"), "{\"step\":", StandardOpenOption.APPEND);
        try (TrainingLog log = TrainingLog.open(directory, 2)) {
            log.write(Map.of("step", 3L, "loss", 0.5));
        }
        assertThat(Files.readAllLines(directory.resolve("log.jsonl")))
                .containsExactly("{\"step\":1}", "{\"step\":2}", lastLine());
    }

    private String lastLine() throws IOException {
        String line = Files.readAllLines(directory.resolve("log.jsonl")).getLast();
        assertThat(line).contains("\"step\":3", "\"loss\":0.5");
        return line;
    }
}
