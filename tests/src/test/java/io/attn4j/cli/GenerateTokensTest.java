package io.attn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.attn4j.data.ByteLevelTokenizer;
import io.attn4j.data.Vocabulary;
import io.attn4j.data.VocabularyFile;
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

/** The verbs generate, train and evaluate with a model whose tokens are pairs of bytes, and know little. */
class GenerateTokensTest {
    private static final String TEXT =
            "Some years ago - never mind how long. Tr\u00E8s bien; \u00E7a va \uD83D\uDE42. ";
    private static final String MODEL = """
            {"layers": 1, "width": 8, "heads": 2, "window": 24, %s "attention": {"mechanism": "%s"},
             "training": {"batch": 2, "steps": 40, "learning_rate": 0.02, "evaluate_every": 0, "save_every": 0,
                          "sample_every": 40, "sample": "\u00E7a"}}
            """;

    @TempDir
    private static Path directory;

    private static Path tokenizer;

    @BeforeAll
    static void train() throws IOException {
        Files.writeString(directory.resolve("text.txt"), TEXT.repeat(12));
        tokenizer = ByteLevelTokenizer.write(directory.resolve("tokenizer.json"), TEXT.repeat(3), 24);
        ByteLevelTokenizer.write(directory.resolve("bytes.json"), TEXT, 0);
        for (String[] model : new String[][] {
            {"standard", "\"tokenizer\": \"tokenizer.json\","},
            {"collaborative", "\"tokenizer\": \"tokenizer.json\","},
            {"bytes", "\"tokenizer\": \"bytes.json\","}
        }) {
            String mechanism = model[0].equals("bytes") ? "standard" : model[0];
            Files.writeString(directory.resolve(model[0] + "-model.json"), MODEL.formatted(model[1], mechanism));
            CommandLineRun run =
                    run("train --model DIR/" + model[0] + "-model.json --data DIR/text.txt --out DIR/" + model[0]);
            assertThat(run.code()).as(run.err()).isZero();
        }
    }

    private static CommandLineRun run(String arguments) {
        return CommandLineRun.of(Arrays.stream(arguments.split(" "))
                .map(each -> each.replace("DIR", directory.toString()).replace('_', ' '))
                .toArray(String[]::new));
    }

    private static String text(String arguments) {
        CommandLineRun run = run("generate " + arguments);
        assertThat(run.code()).as(run.err()).isZero();
        return run.out();
    }

    private static Map<?, ?> record(String line) {
        return (Map<?, ?>) JsonTree.parse("record", line.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    standard      |
                    standard      | --temperature 1 --seed 4
                    standard      | --temperature 2 --top-k 30 --top-p 0.9 --repetition-penalty 1.3 --slide 7
                    collaborative | --temperature 1 --slide 0
                    """)
    void withAndWithoutCachesTheSame(String model, String options) {
        String common = "--model DIR/" + model + " --prompt \u00E7a --tokens 50"
                + (options == null ? "" : " " + options.strip());
        String cached = text(common);
        assertThat(cached).startsWith("\u00E7a").endsWith("\n");
        assertThat(text(common + " --no-cache")).isEqualTo(cached);
    }

    @Test
    void promptsTogetherAreThoseOfEachAlone() throws IOException {
        Files.writeString(directory.resolve("prompts.txt"), "Some\nnever mind how long\n\u00E7a va \uD83D\uDE42\n");
        String common = "--model DIR/standard --tokens 30 --temperature 1.5";
        String alone = text(common + " --prompt Some --seed 7")
                + "\n" + text(common + " --prompt never_mind_how_long --seed 8")
                + "\n" + text(common + " --prompt \u00E7a_va_\uD83D\uDE42 --seed 9");
        assertThat(text(common + " --seed 7 --prompts DIR/prompts.txt")).isEqualTo(alone);
    }

    @Test
    void recordsCountTokensAndBytes() throws IOException {
        List<String> lines =
                text("--model DIR/standard --tokens 50 --temperature 1 --prompt Some --prompt never -o jsonl")
                        .lines()
                        .toList();
        assertThat(lines).hasSize(2);
        for (String line : lines) {
            Map<?, ?> record = record(line);
            assertThat(record.keySet().toString()).isEqualTo("[prompt, text, tokens, bytes, stopped]");
            assertThat(record.get("tokens")).isEqualTo(50L);
            assertThat(record.get("stopped")).isEqualTo(false);
            assertThat((Long) record.get("bytes"))
                    .isEqualTo(((String) record.get("text")).getBytes(StandardCharsets.UTF_8).length)
                    .isGreaterThan(50);
        }
    }

    /** A text to stop at ends within a token or begins within one: what comes before it is the same. */
    @Test
    void stopsAcrossTokens() throws IOException {
        String common = "--model DIR/standard --tokens 60 --prompt Some --temperature 0.8 --seed 3 -o jsonl";
        String whole = (String) record(text(common)).get("text");
        int stopped = 0;
        assertThat(whole.getBytes(StandardCharsets.UTF_8).length)
                .as("bytes of 60 tokens")
                .isGreaterThan(80);
        for (int from = 5; from + 3 < whole.length() && stopped < 6; from++) {
            String stop = whole.substring(from, from + 3);
            if (!stop.matches("[a-z ]+")) {
                continue;
            }
            Map<?, ?> record = record(text(common + " --stop " + stop.replace(' ', '_')));
            assertThat(record.get("stopped")).isEqualTo(true);
            assertThat(record.get("text")).isEqualTo(whole.substring(0, whole.indexOf(stop)));
            assertThat((Long) record.get("tokens")).isLessThan(60);
            stopped++;
        }
        assertThat(stopped).isGreaterThan(3);
    }

    @Test
    void samplesAreText() throws IOException {
        List<String> lines = Files.readAllLines(directory.resolve("standard/log.jsonl"));
        String sample = (String) record(lines.stream()
                        .filter(line -> line.contains("\"sample\""))
                        .findFirst()
                        .orElseThrow())
                .get("sample");
        assertThat(sample).startsWith("\u00E7a");
        assertThat(sample.length()).isGreaterThan(100);
    }

    /** Bits per byte are those of the text, whatever a token is: where each is a byte, they are the loss in bits. */
    @Test
    void bitsPerByteCompareModels() throws IOException {
        Map<?, ?> pairs = evaluated("standard");
        Map<?, ?> bytes = evaluated("bytes");
        long length = Files.size(directory.resolve("text.txt"));
        assertThat(bytes.get("tokens")).isEqualTo(length - 1);
        assertThat((Double) bytes.get("bits_per_byte"))
                .isCloseTo((Double) bytes.get("loss") / Math.log(2), within(1e-9));
        int tokens;
        try (Vocabulary words = VocabularyFile.read(tokenizer)) {
            tokens = words.encode(Files.readAllBytes(directory.resolve("text.txt"))).length;
        }
        assertThat(pairs.get("tokens")).isEqualTo(tokens - 1L);
        assertThat((Double) pairs.get("bits_per_byte"))
                .isCloseTo((Double) pairs.get("loss") / Math.log(2) * tokens / length, within(1e-9));
    }

    private static Map<?, ?> evaluated(String model) {
        CommandLineRun run = run("evaluate --model DIR/" + model + " --data DIR/text.txt -o jsonl");
        assertThat(run.code()).as(run.err()).isZero();
        return record(run.out());
    }

    @Test
    void refusesPromptsThatDoNotFit() {
        CommandLineRun run = run("generate --model DIR/standard --prompt " + "x".repeat(25));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("prompt: got 25 tokens; needs 1 to 24 tokens, the window");
    }
}
