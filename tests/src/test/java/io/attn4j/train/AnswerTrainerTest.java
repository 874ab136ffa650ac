package io.attn4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.attn4j.data.AnsweredTexts;
import io.attn4j.engine.Engine;
import io.attn4j.engine.EngineOptions;
import io.attn4j.engine.Engines;
import io.attn4j.error.InvalidInputException;
import io.attn4j.file.JsonLine;
import io.attn4j.model.AttentionConfig;
import io.attn4j.model.LanguageModel;
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

/** Language models that are trained on answers alone. */
class AnswerTrainerTest {
    @TempDir
    private static Path directory;

    private static AnsweredTexts training;
    private static AnsweredTexts held;

    /** Letters at random, and after a question mark the first of them. */
    @BeforeAll
    static void writeTexts() throws IOException {
        training = write("train.jsonl", 300, 1);
        held = write("held.jsonl", 40, 2);
    }

    private static AnsweredTexts write(String name, int count, long seed) throws IOException {
        Random random = new Random(seed);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            StringBuilder text = new StringBuilder();
            int length = 2 + random.nextInt(4);
            for (int j = 0; j < length; j++) {
                text.append((char) ('a' + random.nextInt(6)));
            }
            text.append('?').append(text.charAt(0));
            lines.append("{\"text\": \"" + text + "\", \"answers\": [" + (length + 1) + "]}\n");
        }
        return AnsweredTexts.read(Files.writeString(directory.resolve(name), lines));
    }

    private static RunConfig config(Map<String, ?> more) {
        Map<String, Object> how = new LinkedHashMap<>(Map.of(
                "documents",
                "answers",
                "batch",
                16,
                "steps",
                120,
                "learning_rate",
                1e-2,
                "warmup",
                5,
                "evaluate_every",
                60,
                "save_every",
                0));
        how.putAll(more);
        ModelConfig model = new ModelConfig(
                256, 1, 16, 2, 32, 8, AttentionConfig.of("standard", 0, Map.of()), "gelu", false, ModelConfig.GAIN);
        return new RunConfig(model, TrainingConfig.of(how));
    }

    private static Trainer.Opener cpu(int threads) {
        return (plans, states) -> new PlanSession(threads, states);
    }

    @Test
    void learnsTheAnswers() throws IOException {
        Path run = Files.createDirectories(directory.resolve("run"));
        try (Trainer trainer = Trainer.start(config(Map.of()), 3, training, held, cpu(2))) {
            assertThat(trainer.evaluate().accuracy()).isLessThan(0.5);
            TrainingRun.Summary summary =
                    new TrainingRun(trainer, run, TrainingRun.Limits.NONE, new TrainingRun.Watcher() {}).run();
            assertThat(summary.evaluation().accuracy()).isEqualTo(1);
            assertThat(summary.evaluation().count()).isEqualTo(40);
            assertThat(trainer.tokens()).as("a target for each text").isEqualTo(120L * 16);
        }
        assertThat(Files.readAllLines(run.resolve("log.jsonl")).getLast()).contains("\"validation_accuracy\":1.0");
    }

    /** The loss that a step reports is that of its model before the update: an evaluation of the same texts. */
    @Test
    void evaluationAndTrainingHaveTheSameLoss() throws IOException {
        AnsweredTexts batch = AnsweredTexts.read(Files.writeString(
                directory.resolve("one.jsonl"),
                Files.readAllLines(directory.resolve("train.jsonl")).get(3) + "\n"));
        try (Trainer trainer = Trainer.start(config(Map.of("batch", 4)), 3, batch, batch, cpu(1))) {
            double evaluated = trainer.evaluate().nats();
            assertThat(trainer.step().loss()).isCloseTo(evaluated, within(1e-5));
        }
    }

    /** The candidates' losses decide: after training the right one has the lowest. */
    @Test
    void choosesAmongCandidates() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String line : Files.readAllLines(directory.resolve("held.jsonl"))) {
            lines.append(line.replace("}", ", \"candidates\": [\"f\", \"a\", \"b\", \"c\", \"d\", \"e\"]}\n"));
        }
        AnsweredTexts choices = AnsweredTexts.read(Files.writeString(directory.resolve("choices.jsonl"), lines));
        Path run = Files.createDirectories(directory.resolve("choices"));
        try (Trainer trainer = Trainer.start(config(Map.of()), 3, training, held, cpu(2))) {
            new TrainingRun(trainer, run, TrainingRun.Limits.NONE, new TrainingRun.Watcher() {}).run();
            LanguageModel model = (LanguageModel) trainer.model();
            try (PlanSession session = new PlanSession(1, trainer.parameters())) {
                AnswerEvaluation evaluation = new AnswerEvaluation(model, 16);
                AnswerEvaluation.Choices found = evaluation.choices(session, choices, 0);
                assertThat(found.questions()).isEqualTo(40);
                assertThat(found.accuracy()).isEqualTo(1);
                assertThat(found.mostFrequent()).isBetween(0.2, 0.9);
                assertThat(evaluation.choices(session, choices, 7).questions()).isEqualTo(7);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"simulator", "opencl", "tornado"})
    void otherEnginesHaveTheSameLosses(String id) {
        RunConfig config = config(Map.of("batch", 4, "evaluate_windows", 8));
        try (Engine engine = Engines.create(id);
                Trainer cpu = Trainer.start(config, 3, training, held, cpu(1))) {
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
    void aResumedRunEndsWithTheSameBytes() throws IOException {
        RunConfig config = config(Map.of("accumulate", 2, "steps", 6));
        Path whole = Files.createDirectories(directory.resolve("whole"));
        Path parts = Files.createDirectories(directory.resolve("parts"));
        try (Trainer trainer = Trainer.start(config, 3, training, held, cpu(1))) {
            for (int i = 0; i < 6; i++) {
                trainer.step();
            }
            trainer.save(whole);
        }
        try (Trainer trainer = Trainer.start(config, 3, training, held, cpu(2))) {
            for (int i = 0; i < 4; i++) {
                trainer.step();
            }
            trainer.save(parts);
        }
        try (Trainer trainer = Trainer.resume(Checkpoint.last(parts), config, training, held, cpu(1))) {
            trainer.step();
            trainer.step();
            trainer.save(parts);
        }
        for (String file : List.of("model.safetensors", "optimizer.safetensors", "state.json")) {
            assertThat(parts.resolve("step-00000006").resolve(file))
                    .hasSameBinaryContentAs(whole.resolve("step-00000006").resolve(file));
        }
        assertThatThrownBy(() -> Trainer.resume(Checkpoint.last(parts), config, held, held, cpu(1)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("data: got another text for training");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "window=4|bytes; needs at most 5, one more than the window",
                "vocabulary=128|vocabulary: got 128; needs 256 or more",
                "task=classification|documents: got answers; needs a language model",
                "training.documents=questions|one of joined, separate, packed, answers"
            })
    void refuses(String override, String message) throws IOException {
        Path file = Files.writeString(
                directory.resolve("m.json"), JsonLine.of(config(Map.of()).json()));
        assertThatThrownBy(() -> Trainer.start(RunConfig.read(file, List.of(override)), 3, training, held, cpu(1))
                        .close())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(message);
    }
}
