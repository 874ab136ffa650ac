package io.attn4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.attn4j.data.Corpus;
import io.attn4j.engine.Engine;
import io.attn4j.engine.EngineOptions;
import io.attn4j.engine.Engines;
import io.attn4j.model.PlanSession;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Twenty steps of a tiny model on each engine that runs task graphs, with the losses of the cpu engine. */
class TrainingEnginesTest {
    private static final Corpus TEXT = Corpus.of(
            "text",
            "It is not down on any map; true places never are.".repeat(3).getBytes(StandardCharsets.UTF_8));

    @TempDir
    private Path directory;

    private RunConfig config(Map<String, ?> training) throws Exception {
        Map<String, Object> all = new java.util.LinkedHashMap<>(training);
        all.put("batch", 2);
        all.put("steps", 20);
        all.put("warmup", 4);
        all.put("evaluate_windows", 2);
        RunConfig model = RunConfig.read(Files.writeString(
                directory.resolve("m.json"), "{\"layers\": 1, \"width\": 4, \"heads\": 2, \"window\": 6, \"mlp\": 8}"));
        return new RunConfig(model.model(), TrainingConfig.of(all));
    }

    private List<Double> losses(Trainer trainer, Path run) throws Exception {
        List<Double> losses = new ArrayList<>();
        try (trainer) {
            while (trainer.done() < 20) {
                Trainer.Result result = trainer.step();
                losses.add(result.loss());
                losses.add(result.gradientNorm());
                if (trainer.done() == 10) {
                    losses.add(trainer.evaluate().nats());
                }
            }
            Files.createDirectories(run);
            trainer.save(run);
        }
        return losses;
    }

    @ParameterizedTest(name = "{0}, {1}, {2} parts")
    @CsvSource({
        "opencl, adamw, 1",
        "opencl, adamw, 2",
        "opencl, sgd, 1",
        "simulator, adamw, 2",
        "tornado, adamw, 1",
        "tornado, sgd, 2"
    })
    void lossesAreThoseOfTheCpuEngine(String id, String optimizer, int parts) throws Exception {
        RunConfig config = config(Map.of(
                "optimizer",
                optimizer,
                "accumulate",
                parts,
                "momentum",
                optimizer.equals("sgd") ? 0.9 : 0.0,
                "nesterov",
                optimizer.equals("sgd")));
        try (Engine engine = Engines.create(id)) {
            Assumptions.assumeTrue(engine.availability().usable(), id + ": no device");
            List<Double> expected = losses(Trainer.start(config, 3, TEXT, TEXT, 1), directory.resolve("cpu"));
            List<Double> found = losses(
                    Trainer.start(
                            config,
                            3,
                            TEXT,
                            TEXT,
                            (plans, states) -> new PlanSession(engine, EngineOptions.DEFAULT, plans, states)),
                    directory.resolve(id));
            assertThat(found).hasSameSizeAs(expected);
            for (int i = 0; i < expected.size(); i++) {
                assertThat(found.get(i)).as("number " + i).isCloseTo(expected.get(i), within(1e-4));
            }
        }
        // a checkpoint of one engine is one of the other
        try (Trainer one = Trainer.resume(Checkpoint.last(directory.resolve("cpu")), config, TEXT, TEXT, 1);
                Trainer other = Trainer.resume(Checkpoint.last(directory.resolve(id)), config, TEXT, TEXT, 1)) {
            float[] x = one.read("head.weight");
            float[] y = other.read("head.weight");
            for (int i = 0; i < x.length; i++) {
                assertThat(y[i]).isCloseTo(x[i], within(1e-3f));
            }
        }
    }
}
