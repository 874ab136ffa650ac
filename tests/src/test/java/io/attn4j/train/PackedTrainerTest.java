package io.attn4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.attn4j.data.Corpus;
import io.attn4j.engine.Engine;
import io.attn4j.engine.EngineOptions;
import io.attn4j.engine.Engines;
import io.attn4j.error.InvalidInputException;
import io.attn4j.model.AttentionConfig;
import io.attn4j.model.ModelConfig;
import io.attn4j.model.PlanSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Language models that are trained on packed documents. */
class PackedTrainerTest {
    @TempDir
    private static Path directory;

    private static Corpus training;
    private static Corpus held;

    /** A letter, and then the letters after it: what a document says follows from its own first letter. */
    @BeforeAll
    static void writeDocuments() throws IOException {
        training = documents("train.jsonl", 300, 1);
        held = documents("held.jsonl", 40, 2);
    }

    private static Corpus documents(String name, int count, long seed) throws IOException {
        Random random = new Random(seed);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            lines.append("{\"text\": \"");
            char letter = (char) ('a' + random.nextInt(6));
            // an empty one now and then, and some that are longer than a window
            lines.append(String.valueOf(letter).repeat(i % 50 == 7 ? 0 : 1 + random.nextInt(12)));
            lines.append("\"}\n");
        }
        return Corpus.readDocuments(Files.writeString(directory.resolve(name), lines));
    }

    private static RunConfig config(String mechanism, Map<String, String> options, Map<String, ?> more) {
        Map<String, Object> how = new LinkedHashMap<>(
                Map.of("documents", "packed", "batch", 4, "steps", 20, "learning_rate", 1e-2, "warmup", 4));
        how.putAll(more);
        ModelConfig model = new ModelConfig(
                256, 1, 8, 2, 16, 8, AttentionConfig.of(mechanism, 0, options), "gelu", false, ModelConfig.GAIN);
        return new RunConfig(model, TrainingConfig.of(how));
    }

    private static Map<String, String> options(String mechanism) {
        return switch (mechanism) {
            case "centroid" -> Map.of("centroids", "2", "chunk", "4");
            case "linformer" -> Map.of("causal-form", "past-only", "horizon", "8", "chunk", "4");
            default -> Map.of();
        };
    }

    private static Trainer.Opener cpu(int threads) {
        return (plans, states) -> new PlanSession(threads, states);
    }

    private static List<Double> losses(Trainer trainer) {
        List<Double> losses = new ArrayList<>();
        while (trainer.done() < 20) {
            Trainer.Result result = trainer.step();
            losses.add(result.loss());
            losses.add(result.gradientNorm());
            if (trainer.done() % 10 == 0) {
                losses.add(trainer.evaluate().nats());
            }
        }
        return losses;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"standard, none", "standard, block", "centroid, none", "synthesizer, none", "linformer, none"})
    void stoppedAndResumedTheSameBytes(String mechanism, String recompute) throws IOException {
        Map<String, String> options = options(mechanism);
        RunConfig config = config(mechanism, options, Map.of("accumulate", 2, "recompute", recompute));
        Path whole = Files.createTempDirectory(directory, "whole");
        Path parts = Files.createTempDirectory(directory, "parts");
        try (Trainer trainer = Trainer.start(config, 3, training, held, cpu(2))) {
            losses(trainer);
            trainer.save(whole);
        }
        try (Trainer trainer = Trainer.start(config, 3, training, held, cpu(1))) {
            while (trainer.done() < 10) {
                trainer.step();
            }
            trainer.evaluate();
            trainer.save(parts);
        }
        Checkpoint half = Checkpoint.last(parts);
        try (Trainer trainer = Trainer.resume(half, config, training, held, cpu(2))) {
            losses(trainer);
            trainer.save(parts);
        }
        for (String file : List.of("model.safetensors", "optimizer.safetensors", "state.json")) {
            assertThat(Files.mismatch(
                            whole.resolve("step-00000020").resolve(file),
                            parts.resolve("step-00000020").resolve(file)))
                    .as(file)
                    .isEqualTo(-1);
        }
        // the same bytes, but one document
        Corpus joined = Corpus.of("joined", Files.readAllBytes(directory.resolve("train.jsonl")));
        assertThatThrownBy(() -> Trainer.resume(half, config, joined, held, cpu(1)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("another text for training");
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({
        "simulator, standard",
        "simulator, linformer",
        "opencl, linformer",
        "opencl, standard",
        "opencl, centroid",
        "opencl, synthesizer",
        "tornado, standard",
        "tornado, linformer",
        "tornado, centroid",
        "tornado, synthesizer"
    })
    void lossesAreThoseOfTheCpuEngine(String id, String mechanism) {
        Map<String, String> options = options(mechanism);
        RunConfig config = config(mechanism, options, Map.of("accumulate", 2, "evaluate_windows", 6));
        try (Engine engine = Engines.create(id)) {
            Assumptions.assumeTrue(engine.availability().usable(), id + ": no device");
            Trainer.Opener opener = (plans, states) -> new PlanSession(engine, EngineOptions.DEFAULT, plans, states);
            try (Trainer expected = Trainer.start(config, 3, training, held, cpu(1));
                    Trainer found = Trainer.start(config, 3, training, held, opener)) {
                List<Double> losses = losses(expected);
                List<Double> theirs = losses(found);
                assertThat(theirs).hasSameSizeAs(losses);
                for (int i = 0; i < losses.size(); i++) {
                    assertThat(theirs.get(i)).as("number " + i).isCloseTo(losses.get(i), within(1e-4));
                }
            }
        }
    }

    /** The loss that a step reports is that of its model before the update: an evaluation of the same windows. */
    @Test
    void evaluationAndTrainingHaveTheSameLoss() throws IOException {
        Corpus one = Corpus.readDocuments(
                Files.writeString(directory.resolve("one.jsonl"), "{\"text\": \"abc\"}\n{\"text\": \"defg\"}\n"));
        try (Trainer trainer = Trainer.start(config("standard", Map.of(), Map.of("batch", 2)), 3, one, one, cpu(1))) {
            Evaluation.Result evaluated = trainer.evaluate();
            assertThat(evaluated.count()).isEqualTo(7);
            assertThat(trainer.step().loss()).isCloseTo(evaluated.nats(), within(1e-6));
            assertThat(trainer.tokens()).isEqualTo(14);
        }
    }

    /** A letter repeated says what comes next, but for where it ends: packed or alone, that is learned. */
    @Test
    void learnsWhatADocumentSays() {
        RunConfig config = config("standard", Map.of(), Map.of("steps", 200, "batch", 8));
        try (Trainer trainer = Trainer.start(config, 3, training, held, cpu(2))) {
            double before = trainer.evaluate().nats();
            while (trainer.done() < 200) {
                trainer.step();
            }
            assertThat(before).isGreaterThan(5);
            assertThat(trainer.evaluate().nats()).isLessThan(0.8);
        }
    }
}
