package io.attn4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.attn4j.data.Batch;
import io.attn4j.data.Corpus;
import io.attn4j.error.InvalidInputException;
import io.attn4j.file.TensorFile;
import io.attn4j.model.CausalForms;
import io.attn4j.model.LanguageModel;
import io.attn4j.model.ModelConfig;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.Plan;
import io.attn4j.plan.Step;
import io.attn4j.plan.View;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What other trainers got wrong, held to be right here. */
class TrainingBugsTest {
    private static final String WORDS =
            "Call me Ishmael. Some years ago - never mind how long precisely - having little or"
                    + " no money in my purse, I thought I would sail about a little and see the watery part of the world.";
    private static final Corpus TEXT = Corpus.of("text", WORDS.getBytes(StandardCharsets.UTF_8));

    @TempDir
    private Path directory;

    static Stream<CausalForms.Form> forms() {
        return CausalForms.all();
    }

    private static ModelConfig standard(boolean tied) {
        return forms().findFirst().orElseThrow().model(256, tied);
    }

    private static TrainingConfig training(Map<String, ?> fields) {
        Map<String, Object> all = new HashMap<>(
                Map.of("batch", 4, "steps", 20, "learning_rate", 5e-3, "warmup", 4, "evaluate_windows", 4));
        all.putAll(fields);
        return TrainingConfig.of(all);
    }

    private static float[] after(RunConfig config, Corpus text, int steps, String parameter) {
        try (Trainer trainer = Trainer.start(config, 7, text, TEXT, 2)) {
            while (trainer.done() < steps) {
                trainer.step();
            }
            return trainer.read(parameter);
        }
    }

    /** Documents of 4 to 40 bytes, so that rows have different numbers of targets. */
    private Corpus ragged() throws IOException {
        Path files = Files.createDirectories(directory.resolve("documents"));
        for (int i = 0; i < 8; i++) {
            Files.writeString(files.resolve("d" + i), WORDS.substring(5 * i, 5 * i + 4 + i * 5));
        }
        return Corpus.read(files);
    }

    /** Means of parts averaged, as many do, would count short parts too much. */
    @Test
    void accumulationDividesOnceByAllTargets() throws IOException {
        Corpus text = ragged();
        Batch batch = Batch.ofDocuments(text, 4, 12, 7, 1);
        assertThat(batch.rows(0, 1).count()).isNotEqualTo(batch.rows(1, 2).count());
        double[][] results = new double[3][];
        float[][] weights = new float[3][];
        int[] parts = {1, 2, 4};
        for (int i = 0; i < parts.length; i++) {
            RunConfig config = new RunConfig(
                    standard(false),
                    training(Map.of("accumulate", parts[i], "documents", "separate", "optimizer", "sgd")));
            try (Trainer trainer = Trainer.start(config, 7, text, TEXT, 2)) {
                Trainer.Result result = trainer.step();
                results[i] = new double[] {result.loss(), result.gradientNorm(), result.tokens()};
                weights[i] = trainer.read("head.weight");
            }
        }
        for (int i = 1; i < parts.length; i++) {
            assertThat(results[i][0]).isCloseTo(results[0][0], within(1e-6));
            assertThat(results[i][1]).isCloseTo(results[0][1], within(1e-6));
            assertThat(results[i][2]).isEqualTo(results[0][2]);
            for (int j = 0; j < weights[0].length; j++) {
                assertThat(weights[i][j]).isCloseTo(weights[0][j], within(1e-6f));
            }
        }
    }

    @Test
    void noTargetsAtAllGiveZeros() throws IOException {
        Path files = Files.createDirectories(directory.resolve("letters"));
        for (int i = 0; i < 20; i++) {
            Files.writeString(files.resolve("d" + i), "");
        }
        Corpus lines = Corpus.read(files);
        RunConfig config = new RunConfig(standard(false), training(Map.of("documents", "separate", "weight_decay", 0)));
        try (Trainer trainer = Trainer.start(config, 7, lines, TEXT, 1)) {
            float[] before = trainer.read("head.weight");
            Trainer.Result result = trainer.step();
            assertThat(result.loss()).isZero();
            assertThat(result.gradientNorm()).isZero();
            assertThat(trainer.read("head.weight")).isEqualTo(before);
        }
    }

    /** The norm that is reported and clipped is that of the mean loss, whatever the parts of a step are. */
    @Test
    void clippingSeesTheSumOfTheParts() {
        double limit = 1e-3;
        for (int parts : new int[] {1, 4}) {
            Map<String, Object> fields =
                    new HashMap<>(Map.of("accumulate", parts, "optimizer", "sgd", "schedule", "none"));
            fields.put("weight_decay", 0);
            fields.put("learning_rate", 1.0);
            fields.put("clip", limit);
            try (Trainer trainer = Trainer.start(new RunConfig(standard(false), training(fields)), 7, TEXT, TEXT, 1)) {
                Map<String, float[]> before = new HashMap<>();
                trainer.model().names().forEach(name -> before.put(name, trainer.read(name)));
                double norm = trainer.step().gradientNorm();
                assertThat(norm).isGreaterThan(0.1);
                double squares = 0;
                for (String name : before.keySet()) {
                    float[] now = trainer.read(name);
                    for (int i = 0; i < now.length; i++) {
                        squares += Math.pow((double) before.get(name)[i] - now[i], 2);
                    }
                }
                assertThat(Math.sqrt(squares)).isCloseTo(limit, within(1e-5));
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void onlyMatricesDecay(CausalForms.Form form) {
        LanguageModel model = new LanguageModel(form.model(256, false));
        assertThat(model.parameters().stream()
                        .filter(parameter -> parameter.decays())
                        .toList())
                .isNotEmpty();
        model.parameters().forEach(parameter -> {
            boolean vector = parameter.name().contains("norm")
                    || parameter.name().endsWith(".b1") && parameter.name().contains("mlp")
                    || parameter.name().endsWith(".b2") && parameter.name().contains("mlp")
                    || parameter.name().matches(".*attention\\.(b[qkvoab12]|mu|alpha|theta|tl|tp|eps)");
            assertThat(parameter.decays()).as(parameter.name()).isEqualTo(!vector);
        });
    }

    /** One tensor in the file, and one update with the sum of both uses' gradients: the head sees every token. */
    @Test
    void aTiedHeadIsOneTensor() throws IOException {
        RunConfig config = new RunConfig(standard(true), training(Map.of("optimizer", "sgd", "weight_decay", 0)));
        try (Trainer trainer = Trainer.start(config, 7, TEXT, TEXT, 1)) {
            float[] before = trainer.read("embedding.weight");
            trainer.step();
            float[] now = trainer.read("embedding.weight");
            Checkpoint saved = trainer.save(directory);
            try (TensorFile file = saved.parameters()) {
                assertThat(file.types()).containsKey("embedding.weight").doesNotContainKey("head.weight");
            }
            // 200 is no byte of the text: its row moves through the head alone; that of a space through both
            for (int token : new int[] {200, ' '}) {
                assertThat(now[8 * token]).as("token " + token).isNotEqualTo(before[8 * token]);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "cosine", "inverse-square-root", "linear"})
    void learningRatesFollowFromTheStepAlone(String schedule) throws IOException {
        RunConfig config = new RunConfig(standard(false), training(Map.of("schedule", schedule)));
        Path run = Files.createDirectories(directory.resolve(schedule));
        double[] rates = new double[8];
        try (Trainer trainer = Trainer.start(config, 7, TEXT, TEXT, 1)) {
            for (int i = 0; i < 8; i++) {
                rates[i] = trainer.step().learningRate();
                if (i == 3) {
                    trainer.save(run);
                }
            }
        }
        try (Trainer trainer = Trainer.resume(Checkpoint.last(run), config, TEXT, TEXT, 1)) {
            for (int i = 4; i < 8; i++) {
                assertThat(trainer.step().learningRate()).isEqualTo(rates[i]);
            }
        }
    }

    /** What the order of a first epoch again would be: the same batches after a resume as in the first steps. */
    @Test
    void batchesAfterAResumeAreOthers() throws IOException {
        RunConfig config = new RunConfig(standard(false), training(Map.of()));
        Path run = Files.createDirectories(directory.resolve("run"));
        try (Trainer trainer = Trainer.start(config, 7, TEXT, TEXT, 1)) {
            for (int i = 0; i < 4; i++) {
                trainer.step();
            }
            trainer.save(run);
            int[] fifth = trainer.batch(5).starts();
            try (Trainer resumed = Trainer.resume(Checkpoint.last(run), config, TEXT, TEXT, 1)) {
                assertThat(resumed.batch(resumed.done() + 1).starts())
                        .isEqualTo(fifth)
                        .isNotEqualTo(resumed.batch(1).starts());
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void recomputationChangesNoBit(CausalForms.Form form) {
        Map<String, float[]> kept = new HashMap<>();
        for (String recompute : List.of("none", "block")) {
            RunConfig config = new RunConfig(form.model(256, false), training(Map.of("recompute", recompute)));
            kept.put(recompute, after(config, TEXT, 3, "embedding.weight"));
        }
        assertThat(kept.get("block")).isEqualTo(kept.get("none"));
    }

    /** Masks are those of the sequence, whatever part of the step it is in, and those of the forward pass when it is done again. */
    @Test
    void dropoutIsTheSameInPartsAndWhenComputedAgain() throws IOException {
        double loss = 0;
        float[] weights = null;
        for (String more :
                List.of("\"batch\": 4", "\"batch\": 4, \"recompute\": \"block\"", "\"batch\": 4, \"accumulate\": 2")) {
            RunConfig config = RunConfig.read(Files.writeString(
                    directory.resolve("dropout.json"),
                    "{\"layers\": 2, \"width\": 8, \"heads\": 2, \"window\": 12, \"dropout\": 0.2, \"attention_dropout\": 0.1,"
                            + " \"training\": {\"optimizer\": \"sgd\", " + more + "}}"));
            assertThat(config.model().drops()).isTrue();
            try (Trainer trainer = Trainer.start(config, 7, TEXT, TEXT, 2)) {
                trainer.step();
                Trainer.Result second = trainer.step();
                float[] now = trainer.read("head.weight");
                if (weights == null) {
                    weights = now;
                    loss = second.loss();
                }
                assertThat(second.loss()).as(more).isCloseTo(loss, within(1e-6));
                for (int i = 0; i < now.length; i++) {
                    assertThat(now[i]).isCloseTo(weights[i], within(1e-6f));
                }
            }
        }
    }

    /** Bytes of the arrays that the forward pass leaves for the backward pass: what is read there before it is written. */
    private static long saved(Plan plan) {
        boolean backward = false;
        Set<Buffer> met = new HashSet<>();
        long bytes = 0;
        for (Step step : plan.steps()) {
            backward |= step.task().startsWith("grad");
            if (backward) {
                for (View view : step.reads()) {
                    if (view.buffer().kind() == Buffer.Kind.INTERMEDIATE && met.add(view.buffer())) {
                        bytes += Float.BYTES * view.buffer().elements();
                    }
                }
                step.writes().forEach(view -> met.add(view.buffer()));
            }
        }
        return bytes;
    }

    /** Twelve layers: with recomputation the forward pass leaves at most 35 % of what it leaves without. */
    @Test
    void recomputationSavesMemory() throws IOException {
        Map<String, Long> bytes = new HashMap<>();
        for (String recompute : List.of("none", "block")) {
            RunConfig config = RunConfig.read(Files.writeString(
                    directory.resolve(recompute + ".json"),
                    "{\"layers\": 12, \"width\": 128, \"heads\": 4, \"window\": 64, \"training\": {\"batch\": 1,"
                            + " \"recompute\": \"" + recompute + "\"}}"));
            LanguageModel model = new LanguageModel(config.model());
            Plan plan = new TrainingStep(model, config.training()).plan();
            bytes.put(recompute, saved(plan));
            bytes.put(recompute + ", all", plan.bytes(Buffer.Kind.INTERMEDIATE) - Float.BYTES * model.parameterCount());
            if (recompute.equals("block")) {
                Corpus text = Corpus.of("text", WORDS.repeat(4).getBytes(StandardCharsets.UTF_8));
                try (Trainer trainer = Trainer.start(config, 1, text, text, 2)) {
                    trainer.step();
                    long planned = plan.bytes(Buffer.Kind.INTERMEDIATE) + plan.bytes(Buffer.Kind.STATE);
                    assertThat((double) trainer.heldBytes()).isCloseTo(planned, within(0.05 * planned));
                }
            }
        }
        assertThat(bytes.get("block")).as("%s", bytes).isLessThanOrEqualTo((long) (0.35 * bytes.get("none")));
        // with what lives for a while only, gradients among it
        assertThat(bytes.get("block, all")).as("%s", bytes).isLessThanOrEqualTo((long) (0.45 * bytes.get("none, all")));
    }

    @Test
    void theBestCheckpointIsKept() throws IOException {
        // a learning rate so high that the loss rises after the first evaluations
        RunConfig config = new RunConfig(
                standard(false),
                training(Map.of("evaluate_every", 1, "patience", 3, "keep", 1, "learning_rate", 2.0, "warmup", 0)));
        try (Trainer trainer = Trainer.start(config, 7, TEXT, TEXT, 1)) {
            TrainingRun.Summary summary =
                    new TrainingRun(trainer, directory, TrainingRun.Limits.NONE, new TrainingRun.Watcher() {}).run();
            assertThat(summary.end()).isEqualTo(TrainingRun.End.PATIENCE);
            assertThat(trainer.best().since()).isEqualTo(3);
            assertThat(trainer.best().step()).isEqualTo(trainer.done() - 3);
            assertThat(Checkpoint.last(directory).state().step()).isEqualTo(trainer.done());
            Checkpoint best = Checkpoint.last(directory.resolve(Checkpoint.BEST));
            assertThat(best.state().step()).isEqualTo(trainer.best().step());
            assertThat(best.state().best().loss()).isEqualTo(trainer.best().loss());
        }
    }

    /** A checkpoint whose file is cut is not taken: the one before is, and says so. */
    @Test
    void tornCheckpointsAreNamed() throws IOException {
        RunConfig config = new RunConfig(standard(false), training(Map.of()));
        try (Trainer trainer = Trainer.start(config, 7, TEXT, TEXT, 1)) {
            trainer.step();
            trainer.save(directory);
            trainer.step();
            Path model = trainer.save(directory).folder().resolve("model.safetensors");
            byte[] whole = Files.readAllBytes(model);
            Files.write(model, java.util.Arrays.copyOf(whole, whole.length / 2));
        }
        Checkpoint last = Checkpoint.last(directory);
        assertThat(last.state().step()).isEqualTo(1);
        assertThat(last.damaged()).hasSize(1);
        assertThat(last.damaged().getFirst()).contains("step-00000002");
        assertThatThrownBy(() -> Checkpoint.last(directory.resolve("step-00000002")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("step-00000001, the last good one");
        Files.writeString(directory.resolve("step-00000001/state.json"), "{\"format\": 7}");
        assertThatThrownBy(() -> Checkpoint.last(directory))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("damaged checkpoints only");
    }

    /** A write that fails names the last good checkpoint and leaves it as it is. */
    @Test
    void aFailedSaveNamesTheLastGoodOne() throws IOException {
        RunConfig config = new RunConfig(standard(false), training(Map.of("save_every", 2, "evaluate_every", 0)));
        // where the second checkpoint would be written there is a file
        Files.write(directory.resolve(".step-00000004.part"), new byte[1]);
        try (Trainer trainer = Trainer.start(config, 7, TEXT, TEXT, 1)) {
            TrainingRun run =
                    new TrainingRun(trainer, directory, TrainingRun.Limits.NONE, new TrainingRun.Watcher() {});
            assertThatThrownBy(run::run)
                    .hasMessageContaining("step-00000004: not written")
                    .hasMessageContaining("the last good checkpoint is " + directory.resolve("step-00000002"));
        }
        assertThat(Checkpoint.last(directory).state().step()).isEqualTo(2);
    }

    /** Weights that become infinite: the step, the windows of its batch and the last good checkpoint are named. */
    @Test
    void lossesThatAreNotFiniteNameTheBatch() {
        RunConfig config = new RunConfig(
                standard(false),
                training(Map.of(
                        "learning_rate", 1e3, "weight_decay", 1e3, "clip", 0, "schedule", "none", "save_every", 1)));
        try (Trainer trainer = Trainer.start(config, 7, TEXT, TEXT, 1)) {
            TrainingRun run =
                    new TrainingRun(trainer, directory, TrainingRun.Limits.NONE, new TrainingRun.Watcher() {});
            assertThatThrownBy(run::run)
                    .isInstanceOf(ArithmeticException.class)
                    .hasMessageContaining("with the batch of windows at [")
                    .hasMessageContaining("last checkpoint, " + directory.resolve("step-"));
        }
    }
}
