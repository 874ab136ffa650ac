package io.attn4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.attn4j.data.LabelledDocuments;
import io.attn4j.engine.Engine;
import io.attn4j.engine.EngineOptions;
import io.attn4j.engine.Engines;
import io.attn4j.error.InvalidInputException;
import io.attn4j.model.AttentionConfig;
import io.attn4j.model.DocumentReading;
import io.attn4j.model.ModelConfig;
import io.attn4j.model.PlanSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Classifiers are trained by the same trainer as language models. */
class ClassifierTrainerTest {
    @TempDir
    private static Path directory;

    private static LabelledDocuments training;
    private static LabelledDocuments held;

    /** Letters at random, and among them one of two patterns: which one is the label. */
    @BeforeAll
    static void writeDocuments() throws IOException {
        training = LabelledDocuments.read(write("train.tsv", 200, 1), List.of());
        held = LabelledDocuments.read(write("held.tsv", 60, 2), training.labels());
    }

    private static Path write(String name, int documents, long seed) throws IOException {
        Random random = new Random(seed);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < documents; i++) {
            StringBuilder text = new StringBuilder();
            int length = 4 + random.nextInt(24);
            for (int j = 0; j < length; j++) {
                text.append((char) ('a' + random.nextInt(8)));
            }
            boolean one = random.nextBoolean();
            text.insert(random.nextInt(length), one ? "xyx" : "zwz");
            lines.append(one ? "one" : "other").append('\t').append(text).append('\n');
        }
        return Files.writeString(directory.resolve(name), lines);
    }

    private static RunConfig config(String mechanism, Map<String, ?> more) {
        return config(mechanism, more, DocumentReading.DEFAULT);
    }

    private static RunConfig config(String mechanism, Map<String, ?> more, DocumentReading reading) {
        Map<String, Object> how = new LinkedHashMap<>(Map.of(
                "batch",
                16,
                "steps",
                60,
                "learning_rate",
                1e-2,
                "warmup",
                5,
                "evaluate_every",
                20,
                "save_every",
                0,
                "smoothing",
                0.05));
        how.putAll(more);
        ModelConfig model = new ModelConfig(
                256,
                1,
                16,
                2,
                32,
                32,
                AttentionConfig.of(mechanism, 0, mechanism.equals("centroid") ? Map.of("centroids", "4") : Map.of()),
                "gelu",
                false,
                0,
                0,
                ModelConfig.GAIN,
                reading);
        return new RunConfig(model, TrainingConfig.of(how), null, List.of()).withLabels(training.labels());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"standard", "linformer", "synthesizer", "centroid", "collaborative"})
    void learnsWhichPatternOccurs(String mechanism) throws IOException {
        Path run = Files.createDirectories(directory.resolve(mechanism));
        try (Trainer trainer = Trainer.start(config(mechanism, Map.of()), 3, training, held, 2)) {
            Evaluation.Result before = trainer.evaluate();
            assertThat(before.confusion().accuracy()).isLessThan(0.8);
            TrainingRun.Summary summary =
                    new TrainingRun(trainer, run, TrainingRun.Limits.NONE, new TrainingRun.Watcher() {}).run();
            assertThat(summary.evaluation().confusion().accuracy()).isEqualTo(1);
            assertThat(summary.evaluation().confusion().macroF1()).isEqualTo(1);
            assertThat(summary.evaluation().count()).isEqualTo(60);
        }
        List<String> log = Files.readAllLines(run.resolve("log.jsonl"));
        assertThat(log).hasSize(63);
        assertThat(log.getLast()).contains("\"validation_accuracy\":1.0", "\"validation_macro_f1\":1.0");
    }

    /** The pattern stands beyond the window of most documents: their beginnings do not tell, their views do. */
    @Test
    void viewsFindWhatBeginningsDoNotHave() throws IOException {
        Random random = new Random(8);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 240; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = 0; j < 100; j++) {
                text.append((char) ('a' + random.nextInt(8)));
            }
            text.insert(40 + random.nextInt(60), i % 2 == 0 ? "xyx" : "xzx");
            lines.append(i % 2 == 0 ? "one" : "other").append('\t').append(text).append('\n');
        }
        LabelledDocuments all =
                LabelledDocuments.read(Files.writeString(directory.resolve("beyond.tsv"), lines), training.labels());
        List<LabelledDocuments> parts = all.split(0.25);
        Map<String, ?> how = Map.of("steps", 300, "smoothing", 0);
        double[] accuracies = new double[2];
        for (int i = 0; i < 2; i++) {
            DocumentReading reading = new DocumentReading(1 + 7 * i, DocumentReading.ATTENTION, 0, List.of(2), 512);
            RunConfig config = config("standard", how, reading);
            try (Trainer trainer = Trainer.start(config, 3, parts.getFirst(), parts.getLast(), 2)) {
                for (int step = 0; step < 300; step++) {
                    trainer.step();
                }
                accuracies[i] = trainer.evaluate().confusion().accuracy();
            }
        }
        assertThat(accuracies[0]).isLessThan(0.8);
        assertThat(accuracies[1]).isGreaterThan(0.95);
    }

    /** Stopped and resumed with another number of threads and part of the batch at a time. */
    @ParameterizedTest(name = "all ways of reading: {0}")
    @ValueSource(booleans = {false, true})
    void aResumedRunEndsWithTheSameBytes(boolean read) throws IOException {
        DocumentReading reading = read
                ? new DocumentReading(3, DocumentReading.ATTENTION, 0.2, List.of(2, 3), 100)
                : DocumentReading.DEFAULT;
        RunConfig config = config("standard", Map.of("accumulate", 2, "steps", 6), reading);
        Path whole = Files.createDirectories(directory.resolve("whole" + read));
        Path parts = Files.createDirectories(directory.resolve("parts" + read));
        try (Trainer trainer = Trainer.start(config, 3, training, held, 1)) {
            for (int i = 0; i < 6; i++) {
                trainer.step();
            }
            trainer.save(whole);
        }
        try (Trainer trainer = Trainer.start(config, 3, training, held, 2)) {
            for (int i = 0; i < 4; i++) {
                trainer.step();
            }
            trainer.save(parts);
        }
        try (Trainer trainer = resumed(parts, config, training)) {
            assertThat(trainer.done()).isEqualTo(4);
            trainer.step();
            trainer.step();
            trainer.save(parts);
        }
        for (String file : List.of("model.safetensors", "optimizer.safetensors", "state.json")) {
            assertThat(parts.resolve("step-00000006").resolve(file))
                    .hasSameBinaryContentAs(whole.resolve("step-00000006").resolve(file));
        }
        assertThatThrownBy(() -> resumed(parts, config, held))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("data: got another text for training");
    }

    private static Trainer resumed(Path run, RunConfig config, LabelledDocuments documents) {
        return Trainer.resume(
                Checkpoint.last(run), config, documents, held, (plans, states) -> new PlanSession(1, states));
    }

    /** Padding that is masked, and padding that is zeros. */
    @ParameterizedTest(name = "{0}, {1}, {2} views")
    @CsvSource({
        "opencl, standard, 1",
        "opencl, linformer, 1",
        "opencl, standard, 2",
        "simulator, standard, 1",
        "simulator, linformer, 1",
        "simulator, linformer, 2",
        "tornado, standard, 1",
        "tornado, linformer, 1",
        "tornado, linformer, 2",
        "tornado, centroid, 1",
        "tornado, synthesizer, 1"
    })
    void otherEnginesHaveTheSameLosses(String id, String mechanism, int views) {
        DocumentReading reading = views == 1
                ? DocumentReading.DEFAULT
                : new DocumentReading(views, DocumentReading.ATTENTION, 0.2, List.of(2), 50);
        RunConfig config = config(mechanism, Map.of("batch", 4, "evaluate_windows", 8), reading);
        try (Engine engine = Engines.create(id);
                Trainer cpu = Trainer.start(config, 3, training, held, 1)) {
            assumeTrue(engine.availability().usable(), id + ": no device");
            try (Trainer other = Trainer.start(
                    config,
                    3,
                    training,
                    held,
                    (plans, states) -> new PlanSession(engine, EngineOptions.DEFAULT, plans, states))) {
                // three where kernels are simulated: they take the time of some 200
                int steps = id.equals("simulator") ? 3 : 20;
                for (int i = 0; i < steps; i++) {
                    double loss = cpu.step().loss();
                    assertThat(other.step().loss()).as("step " + i).isCloseTo(loss, within(i < 3 ? 1e-5 : 1e-4));
                }
                assertThat(other.evaluate().nats()).isCloseTo(cpu.evaluate().nats(), within(1e-4));
            }
        }
    }

    @Test
    void aModelFileKeepsTaskAndLabels() throws IOException {
        RunConfig config = config(
                "standard", Map.of(), new DocumentReading(3, DocumentReading.ATTENTION, 0.2, List.of(2, 3), 100));
        Path file = Files.writeString(directory.resolve("m.json"), io.attn4j.file.JsonLine.of(config.json()));
        assertThat(RunConfig.read(file)).isEqualTo(config);
        assertThat(config.labels()).containsExactly("one", "other");
        for (String refused : List.of(
                "labels=[\"a\"]",
                "labels=[\"a\",\"a\"]",
                "labels=[1,2]",
                "task=regression",
                "training.sample_every=5",
                "training.documents=separate",
                "ngrams=[1]",
                "pooling=max",
                "heights=3")) {
            assertThatThrownBy(() -> RunConfig.read(file, List.of(refused)))
                    .as(refused)
                    .isInstanceOf(InvalidInputException.class);
        }
        Path language = Files.writeString(
                directory.resolve("l.json"),
                "{\"layers\": 1, \"width\": 8, \"heads\": 2, \"window\": 4, \"ngrams\": [2]}");
        assertThatThrownBy(() -> RunConfig.read(language))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("ngrams")
                .hasMessageContaining("a classifier");
    }

    /** By hand: of 4 of a, 3 are right; of 2 of b, 1; nothing is c. */
    @Test
    void scoresAreThoseOfTheConfusion() {
        Confusion confusion = new Confusion(List.of("a", "b", "c"), new long[][] {{3, 1, 0}, {1, 1, 0}, {0, 0, 0}});
        assertThat(confusion.documents()).isEqualTo(6);
        assertThat(confusion.accuracy()).isCloseTo(4.0 / 6, within(1e-15));
        assertThat(confusion.macroF1()).isCloseTo((0.75 + 0.5) / 2, within(1e-15));
        assertThat(confusion.matrix().get("a")).isEqualTo(Map.of("a", 3L, "b", 1L, "c", 0L));
    }

    @Test
    void aShareOfEachLabelIsHeldOut() {
        List<LabelledDocuments> parts = training.split(0.1);
        assertThat(parts.getFirst().size() + parts.getLast().size()).isEqualTo(training.size());
        long ones = count(training, 0);
        assertThat(count(parts.getLast(), 0)).isEqualTo(Math.round(ones * 0.1));
        assertThat(count(parts.getLast(), 1)).isEqualTo(Math.round((training.size() - ones) * 0.1));
        assertThatThrownBy(() -> training.split(0)).isInstanceOf(InvalidInputException.class);
    }

    private static long count(LabelledDocuments documents, int label) {
        long count = 0;
        for (int i = 0; i < documents.size(); i++) {
            count += documents.label(i) == label ? 1 : 0;
        }
        return count;
    }
}
