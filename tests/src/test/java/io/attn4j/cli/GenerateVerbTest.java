package io.attn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.file.JsonTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The verb generate with models that know little, so that draws differ. */
class GenerateVerbTest {
    private static final String MODEL = """
            {"layers": 1, "width": 8, "heads": 2, "window": 32, "attention": %s,
             "training": {"batch": 2, "steps": 60, "learning_rate": 0.02, "evaluate_every": 0, "save_every": 0}}
            """;

    @TempDir
    private static Path directory;

    @BeforeAll
    static void train() throws IOException {
        Files.writeString(
                directory.resolve("text.txt"), "Some years ago - never mind how long. Très bien; ça va. ".repeat(9));
        Files.writeString(directory.resolve("prompts.txt"), "Some\r\nnever mind\nça");
        Files.write(directory.resolve("latin.txt"), new byte[] {'a', '\n', 'b', (byte) 0xE9, 'c', '\n'});
        Files.writeString(directory.resolve("gap.txt"), "a\n\nb\n");
        Files.writeString(directory.resolve("empty.txt"), "");
        for (String name : List.of("standard", "centroid")) {
            String options = name.equals("centroid") ? ", \"options\": {\"centroids\": 2, \"chunk\": 5}" : "";
            Path model = directory.resolve(name + ".json");
            Files.writeString(model, MODEL.formatted("{\"mechanism\": \"" + name + "\"" + options + "}"));
            CommandLineRun run = run("train --model DIR/" + name + ".json --data DIR/text.txt --out DIR/" + name);
            assertThat(run.code()).as(run.err()).isZero();
        }
    }

    private static CommandLineRun run(String arguments) {
        return CommandLineRun.of(Arrays.stream(arguments.split(" "))
                .map(each -> each.replace("DIR", directory.toString()).replace('_', ' '))
                .toArray(String[]::new));
    }

    private static Map<?, ?> record(String line) {
        return (Map<?, ?>) JsonTree.parse("record", line.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(String arguments) {
        CommandLineRun run = run("generate " + arguments);
        assertThat(run.code()).as(run.err()).isZero();
        return run.out();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    standard |
                    standard | --temperature 1 --seed 4
                    standard | --temperature 2 --top-k 30 --top-p 0.9 --repetition-penalty 1.3 --slide 7
                    standard | --temperature 1 --slide 0
                    centroid | --temperature 1 --threads 1
                    centroid | --temperature 1 --slide 20 --stop a
                    """)
    void withAndWithoutCachesTheSame(String model, String options) {
        String common =
                "--model DIR/" + model + " --prompt Some_years --tokens 60 " + (options == null ? "" : options.strip());
        String cached = text(common.strip());
        assertThat(cached).startsWith("Some years").endsWith("\n");
        assertThat(text(common.strip() + " --no-cache")).isEqualTo(cached);
    }

    @Test
    void optionsChangeWhatIsDrawn() {
        String common = "--model DIR/standard --prompt Some --tokens 40 --temperature 3";
        List<String> texts = List.of(
                text(common),
                text(common + " --seed 2"),
                text(common + " --top-k 3"),
                text(common + " --top-p 0.4"),
                text(common + " --repetition-penalty 9"));
        assertThat(texts).doesNotHaveDuplicates();
    }

    /** Each as if it were alone with a seed of its own. */
    @Test
    void promptsTogetherAreWrittenInOrder() {
        String common = "--model DIR/centroid --tokens 33 --temperature 1.5 --stop e";
        String alone = text(common + " --prompt Some --seed 7")
                + "\n" + text(common + " --prompt never_mind --seed 8")
                + "\n" + text(common + " --prompt ça --seed 9");
        assertThat(text(common + " --seed 7 --prompts DIR/prompts.txt")).isEqualTo(alone);
        assertThat(text(common + " --seed 7 --prompt Some --prompt never_mind --prompt ça"))
                .isEqualTo(alone);
    }

    @Test
    void recordsHaveTextsAndHowTheyEnded() {
        String common = "--model DIR/standard --tokens 50 --temperature 1 --prompt Some --prompt never";
        List<String> lines = text(common + " -o jsonl --stop .").lines().toList();
        assertThat(lines).hasSize(2);
        for (String line : lines) {
            Map<?, ?> record = record(line);
            assertThat(record.keySet().toString()).isEqualTo("[prompt, text, bytes, stopped]");
            assertThat((String) record.get("text")).doesNotContain(".");
            if (!(Boolean) record.get("stopped")) {
                assertThat(record.get("bytes")).isEqualTo(50L);
            }
        }
        assertThat(text(common + " --stop .").replace("\n", "")).doesNotContain(".");
    }

    @Test
    void measures() {
        CommandLineRun run = run("generate --bench --contexts 40,70 --mechanisms centroid,linformer-past-only -o jsonl"
                + " --threads 1 --no-cache");
        assertThat(run.code()).as(run.err()).isZero();
        List<Map<?, ?>> records =
                run.out().lines().<Map<?, ?>>map(GenerateVerbTest::record).toList();
        assertThat(records)
                .extracting(record -> record.get("name") + " " + record.get("context"))
                .containsExactly("linformer-past-only 40", "linformer-past-only 70", "centroid 40", "centroid 70");
        assertThat(records).allSatisfy(record -> {
            assertThat((Double) record.get("tokens_per_s")).isPositive();
            assertThat((Double) record.get("full_forward_tokens_per_s")).isPositive();
        });
        assertThat(records.get(0).get("cache_bytes")).isEqualTo(records.get(1).get("cache_bytes"));
        CommandLineRun one = run("generate --bench --model DIR/standard.json --contexts 20");
        assertThat(one.code()).as(one.err()).isZero();
        assertThat(one.out()).contains("| standard ").contains("tokens/s");
        assertThat(run("generate --bench --contexts 16384 --mechanisms synthesizer-random")
                        .out())
                .contains("1024 MiB");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    generate --model DIR/standard                                           | --prompt: got 0 texts
                    generate --prompt x                                                     | --model: got nothing
                    generate --model DIR/standard --prompts DIR/absent.txt                  | a file that can be read
                    generate --model DIR/standard --prompts DIR/latin.txt                   | line 2: got bytes that are no UTF-8
                    generate --model DIR/standard --prompts DIR/gap.txt                     | line 2: got an empty line
                    generate --model DIR/standard --prompts DIR/empty.txt                   | without a line
                    generate --model DIR/standard --prompt a\uFFFD                          | --prompt: got bytes that are no UTF-8
                    generate --model DIR/standard --prompt abcdefghijklmnopqrstuvwxyzabcdefg | prompt: got 33 bytes
                    generate --model DIR/standard --prompt x --top-p 0                      | top-p: got 0.0
                    generate --model DIR/standard --prompt x --repetition-penalty -1        | repetition-penalty: got -1.0
                    generate --model DIR/standard --prompt x --slide 32                     | slide: got 32
                    generate --model DIR/standard --prompt x -o csv                         | -o: got csv
                    generate --bench --prompt x                                             | --bench
                    generate --bench --mechanisms standard,bogus                            | --mechanisms: got bogus
                    generate --bench --contexts 0                                           | --contexts: got 0
                    generate --contexts 64 --prompt x --model DIR/standard                  | --bench
                    """)
    void refusesMistakesInOneLine(String arguments, String message) {
        CommandLineRun run = run(arguments.strip());
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains(message).hasLineCount(1);
        assertThat(run.out()).isEmpty();
    }
}
