package io.attn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.attn4j.file.JsonTree;
import io.attn4j.file.TensorFile;
import io.attn4j.file.TensorFiles;
import io.attn4j.tensor.TensorType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The verbs train, evaluate and generate. */
class TrainVerbTest {
    private static final String MODEL = """
            {"layers": 1, "width": 8, "heads": 2, "window": 16, "attention": %s,
             "training": {"batch": 2, "steps": 12, "warmup": 2, "evaluate_every": 4, "save_every": 5, %s}}
            """;

    @TempDir
    private static Path directory;

    @BeforeAll
    static void writeFiles() throws IOException {
        write("m.json", MODEL.formatted("{\"mechanism\": \"standard\"}", "\"keep\": 3"));
        write("rate.json", MODEL.formatted("{\"mechanism\": \"standard\"}", "\"learning_rate\": 0.5"));
        write(
                "centroid.json",
                MODEL.formatted(
                        "{\"mechanism\": \"centroid\", \"options\": {\"centroids\": 2, \"chunk\": 4}}", "\"keep\": 1"));
        write("unknown.json", "{\"layers\": 1, \"width\": 8, \"heads\": 2, \"window\": 16, \"heights\": 3}");
        write("deep.json", MODEL.formatted("{\"mechanism\": \"standard\"}", "\"heights\": 0.9"));
        write("heads.json", "{\"layers\": 1, \"width\": 8, \"heads\": 3, \"window\": 16}");
        write("zero.json", "{\"layers\": 0, \"width\": 8, \"heads\": 2, \"window\": 16}");
        write("word.json", "{\"layers\": \"two\", \"width\": 8, \"heads\": 2, \"window\": 16}");
        write("absent.json", "{\"layers\": 1, \"heads\": 2, \"window\": 16}");
        write("option.json", MODEL.formatted("{\"options\": {\"chunk\": 4}}", "\"keep\": 1"));
        write("mechanism.json", MODEL.formatted("{\"mechanism\": \"linear\"}", "\"keep\": 1"));
        write("small.json", "{\"vocabulary\": 10, \"layers\": 1, \"width\": 8, \"heads\": 2, \"window\": 16}");
        write("torn.json", "{\"layers\": 1,");
        write("text.txt", "Some years ago - never mind how long precisely - I thought I would sail. ".repeat(8));
        write("other.txt", "Another text, as long as it has to be for windows of sixteen bytes. ".repeat(8));
        write("short.txt", "Too short.");
        write("empty.txt", "");
        assertThat(run("train --model DIR/m.json --data DIR/text.txt --out DIR/done --seed 5")
                        .code())
                .isZero();
    }

    private static void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }

    private static CommandLineRun run(String commandLine) {
        return CommandLineRun.of(
                commandLine.replace("DIR", directory.toString()).split(" "));
    }

    @Test
    void writesCheckpointsAndALog() throws IOException {
        Path run = directory.resolve("done");
        try (var folders = Files.list(run)) {
            assertThat(folders.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("step-00000005", "step-00000010", "step-00000012", "best", "log.jsonl");
        }
        List<String> lines = Files.readAllLines(run.resolve("log.jsonl"));
        assertThat(lines).hasSize(15);
        for (String line : lines) {
            Map<?, ?> record = (Map<?, ?>) JsonTree.parse("log", line.getBytes(StandardCharsets.UTF_8));
            if (record.containsKey("validation_loss")) {
                assertThat((Long) record.get("step") % 4).isZero();
            } else {
                assertThat(record.keySet().stream().map(Object::toString))
                        .containsExactly(
                                "step",
                                "tokens",
                                "loss",
                                "bits_per_byte",
                                "learning_rate",
                                "gradient_norm",
                                "tokens_per_s",
                                "seconds",
                                "gflops",
                                "memory_bytes");
            }
        }
        assertThat(Files.list(run.resolve("step-00000012"))
                        .map(path -> path.getFileName().toString()))
                .containsExactlyInAnyOrder("model.safetensors", "optimizer.safetensors", "state.json");
        try (TensorFile file = TensorFiles.read(run.resolve("step-00000012/model.safetensors"))) {
            assertThat(file.types())
                    .containsEntry("embedding.weight", TensorType.f32(256, 8))
                    .containsEntry("layers.0.attention.wq", TensorType.f32(8, 8))
                    .containsEntry("head.weight", TensorType.f32(8, 256))
                    .hasSize(17);
        }
    }

    /** Stopped twice, in the middle of nothing and after a checkpoint, and resumed. */
    @Test
    void resumesToTheSameBytes() throws IOException {
        String train = "train --model DIR/m.json --data DIR/text.txt --out DIR/parts";
        assertThat(run(train + " --seed 5 --stop-at 7 --threads 1").code()).isZero();
        assertThat(run(train + " --resume --stop-at 10").code()).isZero();
        CommandLineRun last = run(train + " --resume");
        assertThat(last.code()).as(last.err()).isZero();
        for (String file : List.of("model.safetensors", "optimizer.safetensors", "state.json")) {
            Path name = Path.of("step-00000012", file);
            assertThat(Files.mismatch(
                            directory.resolve("done").resolve(name),
                            directory.resolve("parts").resolve(name)))
                    .as(file)
                    .isEqualTo(-1);
        }
        assertThat(steps("parts")).isEqualTo(steps("done"));
    }

    private static List<String> steps(String run) throws IOException {
        return Files.readAllLines(directory.resolve(run).resolve("log.jsonl")).stream()
                .map(line -> line.replaceAll(",\"(tokens_per_s|seconds)\":[^}]*", ""))
                .toList();
    }

    @Test
    void dryRunsWriteNothing() {
        CommandLineRun run = run("train --model DIR/m.json --data random --dry-run --set training.batch=3 --peak 100");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("\"batch\":3")
                .contains("| decays ", "| does_not_decay ", "| mflop_per_token ", "| memory_bytes_measured ")
                .contains("| time_of_12_steps ", "| utilisation ");
        assertThat(directory.resolve("x")).doesNotExist();
    }

    /** Steps and evaluations, each as long as one that was measured. */
    @ParameterizedTest(name = "an evaluation every {0} steps")
    @CsvSource({"3, 33334", "0, 1"})
    void dryRunsExpectTheTimeOfAllThatIsDone(int every, long evaluations) {
        CommandLineRun run = run("train --model DIR/m.json --data random --dry-run --threads 1 --steps 100000"
                + " --set training.evaluate_every=" + every);
        assertThat(run.code()).as(run.err()).isZero();
        double seconds = 100_000 * Double.parseDouble(field(run, "seconds_per_step"))
                + evaluations * Double.parseDouble(field(run, "seconds_per_evaluation"));
        assertThat(field(run, "time_of_100000_steps")).isEqualTo(Progress.duration(seconds));
    }

    private static String field(CommandLineRun run, String name) {
        return run.out()
                .lines()
                .filter(line -> line.startsWith("| " + name + " "))
                .map(line -> line.split("\\|")[2].strip())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void overfitsOneBatchAndWritesSamples() throws IOException {
        CommandLineRun run = run(
                "train --model DIR/m.json --data DIR/text.txt --out DIR/heart --overfit-batch --steps 60"
                        + " --set training.learning_rate=0.03 --set training.sample_every=40 --set training.sample=Some --peak 1e3");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("step 40: Some");
        List<String> lines = Files.readAllLines(directory.resolve("heart/log.jsonl"));
        assertThat(lines).anySatisfy(line -> assertThat(line).contains("\"step\":40,\"sample\":\"Some"));
        assertThat(lines.getFirst()).contains("\"utilisation\":");
        Map<?, ?> last =
                (Map<?, ?>) JsonTree.parse("log", lines.get(lines.size() - 2).getBytes(StandardCharsets.UTF_8));
        assertThat((Double) last.get("loss")).isLessThan(2);
    }

    /** Two values of two keys; a run whose loss is not finite is a row of the table too. */
    @Test
    void sweepsEveryCombination() throws IOException {
        write("sweep.json", "{\"training.schedule\": [\"none\", \"cosine\"], \"training.clip\": [0, 1]}");
        CommandLineRun run = run("train --model DIR/m.json --data DIR/text.txt --out DIR/sweep --sweep DIR/sweep.json");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("run-01", "run-04");
        List<String> rows = Files.readAllLines(directory.resolve("sweep/sweep.jsonl"));
        assertThat(rows).hasSize(4);
        assertThat(rows.get(2)).contains("\"training.schedule\":\"cosine\",\"training.clip\":0");
        assertThat(directory.resolve("sweep/run-03/step-00000012")).exists();
        CommandLineRun curves = run("report --curves DIR/sweep/run-01 --curves DIR/sweep/run-02 --out DIR/curves");
        assertThat(curves.code()).as(curves.err()).isZero();
        for (String figure : List.of("loss-by-step.svg", "loss-by-seconds.svg")) {
            assertThat(directory.resolve("curves").resolve(figure)).content().contains("<svg", "Loss of training");
        }
    }

    @Test
    void takesOtherValuesForKeys() {
        CommandLineRun run =
                run("train --model DIR/m.json --data DIR/text.txt --out DIR/set --set training.optimizer=sgd"
                        + " --set training.momentum=0.5 --set attention.mechanism=centroid --set attention.options.chunk=4"
                        + " --set attention.options.centroids=2 --steps 2");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(directory.resolve("set/step-00000002/state.json"))
                .content()
                .contains("\"mechanism\":\"centroid\"", "\"chunk\":\"4\"", "\"optimizer\":\"sgd\"");
    }

    @Test
    void stopsAfterTheSecondsGiven() {
        CommandLineRun run = run("train --model DIR/centroid.json --data DIR/text.txt --validation DIR/other.txt"
                + " --out DIR/seconds --steps 100000000 --max-seconds 0.5");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("| validation_bits_per_byte", "| checkpoint");
        CommandLineRun more = run("train --model DIR/centroid.json --data DIR/text.txt --validation DIR/other.txt"
                + " --out DIR/seconds --resume --max-seconds 0.1");
        assertThat(more.code()).as(more.err()).isZero();
        assertThat(more.out()).contains("100000000");
    }

    @Test
    void evaluatesEveryByteButTheFirst() throws IOException {
        CommandLineRun run = run("evaluate --model DIR/done --data DIR/other.txt -o json");
        assertThat(run.code()).as(run.err()).isZero();
        Map<?, ?> record =
                (Map<?, ?>) ((List<?>) JsonTree.parse("json", run.out().getBytes(StandardCharsets.UTF_8))).getFirst();
        assertThat(record.get("bytes")).isEqualTo(Files.size(directory.resolve("other.txt")) - 1);
        assertThat(record.get("step")).isEqualTo(12L);
        double bits = (Double) record.get("bits_per_byte");
        assertThat(bits).isBetween(4.0, 8.5);
        assertThat((Double) record.get("loss")).isEqualTo(bits * Math.log(2), within(1e-9));
        CommandLineRun before = run("evaluate --model DIR/done/step-00000005 --data DIR/other.txt -o json");
        assertThat(before.out()).contains("\"step\":5").doesNotContain("\"bits_per_byte\":" + bits);
    }

    @Test
    void generates() {
        CommandLineRun run = run("generate --model DIR/done --prompt Some --tokens 30");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("Some").endsWith("\n");
        assertThat(run("generate --model DIR/done --prompt Some --tokens 30").out())
                .isEqualTo(run.out());
        String warm = run("generate --model DIR/done --prompt Some --tokens 30 --temperature 1 --seed 3")
                .out();
        assertThat(run("generate --model DIR/done --prompt Some --tokens 30 --temperature 1 --seed 3")
                        .out())
                .isEqualTo(warm);
        assertThat(run("generate --model DIR/done --prompt Some --tokens 30 --temperature 1 --seed 4")
                        .out())
                .isNotEqualTo(warm);
        assertThat(run("generate --model DIR/done --prompt Some --tokens 30 --temperature 1 --top-k 1")
                        .out())
                .isEqualTo(run.out());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    train --model DIR/unknown.json --data DIR/text.txt --out DIR/x             | the unknown key heights
                    train --model DIR/deep.json --data DIR/text.txt --out DIR/x                | training: got the unknown key heights
                    train --model DIR/heads.json --data DIR/text.txt --out DIR/x               | heads: got 3
                    train --model DIR/zero.json --data DIR/text.txt --out DIR/x                | layers: got 0
                    train --model DIR/word.json --data DIR/text.txt --out DIR/x                | layers: got "two"
                    train --model DIR/absent.json --data DIR/text.txt --out DIR/x              | width: got nothing
                    train --model DIR/option.json --data DIR/text.txt --out DIR/x              | chunk
                    train --model DIR/m.json --data DIR/text.txt --out DIR/x --set attention.options.heads=4 | heads: got 4
                    train --model DIR/mechanism.json --data DIR/text.txt --out DIR/x           | mechanism: got linear
                    train --model DIR/small.json --data DIR/text.txt --out DIR/x               | vocabulary: got 10
                    train --model DIR/torn.json --data DIR/text.txt --out DIR/x                | needs JSON
                    train --model DIR/none.json --data DIR/text.txt --out DIR/x                | needs a model file
                    train --model DIR/m.json --data DIR/empty.txt --out DIR/x                  | which is empty
                    train --model DIR/m.json --data DIR/short.txt --out DIR/x                  | at least 17, one more than a window
                    train --model DIR/m.json --data DIR/none.txt --out DIR/x                   | needs a file or a directory of files
                    train --model DIR/m.json --data DIR/text.txt --validation DIR/short.txt --out DIR/x | to evaluate on
                    train --model DIR/m.json --data DIR/text.txt --out DIR/x --steps 0         | --steps: got 0
                    train --model DIR/m.json --data DIR/text.txt --out DIR/x --max-seconds NaN | --max-seconds: got NaN
                    train --model DIR/m.json --data DIR/text.txt --out DIR/x --threads 0       | --threads: got 0
                    train --model DIR/m.json --data DIR/text.txt --out DIR/x --resume          | a run with a checkpoint
                    train --model DIR/m.json --data DIR/text.txt --out DIR/text.txt            | a file
                    train --model DIR/m.json --data DIR/text.txt --out DIR/done                | which has checkpoints
                    train --model DIR/rate.json --data DIR/text.txt --out DIR/done --resume    | another configuration
                    train --model DIR/centroid.json --data DIR/text.txt --out DIR/done --resume | another configuration (attention
                    train --model DIR/m.json --data DIR/other.txt --out DIR/done --resume      | another text
                    train --model DIR/m.json --data DIR/text.txt --out DIR/done --resume --seed 6 | --seed: got 6
                    train --model DIR/m.json --data DIR/text.txt                               | --out: got nothing
                    train --model DIR/m.json --data DIR/text.txt --out DIR/x --set training.heights=3  | the unknown key heights
                    train --model DIR/m.json --data DIR/text.txt --out DIR/x --set training      | --set: got training
                    train --model DIR/m.json --data DIR/text.txt --out DIR/x --set layers.x=1    | the key of an object
                    train --model DIR/m.json --data DIR/text.txt --out DIR/x --set training.accumulate=3 | a divisor of the batch
                    train --model DIR/m.json --data DIR/text.txt --out DIR/x --set training.momentum=0.5 | the optimizer sgd
                    train --model DIR/m.json --data DIR/text.txt --out DIR/x --set training.nesterov=true | a momentum above 0
                    train --model DIR/m.json --data DIR/text.txt --out DIR/x --set tokenizer=none.json | a tokenizer.json
                    train --model DIR/m.json --data DIR/text.txt --out DIR/x --engine opengl    | engine: got opengl
                    train --model DIR/m.json --data DIR/text.txt --out DIR/x --peak fast        | --peak: got fast
                    train --model DIR/m.json --data DIR/text.txt --out DIR/x --memory-budget 1GB | --memory-budget
                    train --model DIR/m.json --data DIR/text.txt --out DIR/x --sweep DIR/text.txt | needs JSON
                    train --model DIR/m.json --data DIR/text.txt --out DIR/x --sweep DIR/m.json | a list of values
                    data whale --out DIR/x                                                     | data set: got whale
                    data sotu                                                                  | --out: got nothing
                    data sotu --out DIR/x --archive DIR/text.txt                               | SHA-256
                    report --curves DIR/none                                                   | a run with a log.jsonl
                    evaluate --model DIR/none --data DIR/text.txt                              | a run with a checkpoint
                    evaluate --model DIR/done --data DIR/empty.txt                             | which is empty
                    evaluate --model DIR/done --data DIR/text.txt --windows -1                 | --windows: got -1
                    generate --model DIR/none --prompt x                                       | a run with a checkpoint
                    generate --model DIR/done --prompt abcdefghijklmnopq                       | prompt: got 17 bytes
                    generate --model DIR/done --prompt x --tokens 0                            | --tokens: got 0
                    generate --model DIR/done --prompt x --temperature -1                      | temperature: got -1
                    generate --model DIR/done --prompt x --top-k -1                            | top-k: got -1
                    """)
    void refusesMistakesInOneLine(String arguments, String message) {
        CommandLineRun run = run(arguments.strip());
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains(message).hasLineCount(1);
        assertThat(run.out()).isEmpty();
        assertThat(directory.resolve("x")).doesNotExist();
    }
}
