package io.attn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.attn4j.data.LabelledDocuments;
import io.attn4j.dataset.WordTokenizer;
import io.attn4j.file.JsonTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Classifiers on the command line: train, evaluate, classify. */
class ClassifyVerbTest {
    private static final String MODEL = """
            {"layers": 1, "width": 8, "heads": 2, "window": 16,
             "training": {"batch": 8, "steps": 60, "learning_rate": 0.02, "warmup": 2, "validation_share": 0.25}}
            """;

    @TempDir
    private static Path directory;

    @BeforeAll
    static void writeFiles() throws IOException {
        write("m.json", MODEL);
        write("c.json", MODEL.replaceFirst("\\{", "{\"task\": \"classification\", "));
        write("language.txt", "Some years ago - never mind how long precisely - I thought I would sail. ".repeat(8));
        StringBuilder tabs = new StringBuilder();
        StringBuilder records = new StringBuilder();
        for (int i = 0; i < 24; i++) {
            String label = i % 2 == 0 ? "sea" : "land";
            String text = (i % 2 == 0 ? "ship " : "horse ") + i;
            tabs.append(label).append('\t').append(text).append("\r\n");
            records.append("{\"label\": \"" + label + "\", \"text\": \"" + text + "\"}\n");
            write("tree/" + label + "/" + i + ".txt", text);
        }
        write("d.tsv", tabs.toString());
        write("d.jsonl", records.toString());
        write("in.txt", "ship 3\nhorse 4, which is longer than the window\n");
        write("hole.txt", "ship 3\n\nhorse 4\n");
        write("empty.txt", "");
        write("binary.tsv", "sea\tship\nland\ta\0b\n");
        write("hole.tsv", "sea\tship\nland\t\n");
        write("one.tsv", "sea\tship\nsea\tboat\n");
        write("air.tsv", "sea\tship\nair\tplane\n");
        write("tabless.tsv", "sea ship\n");
        write("nothing.tsv", "");
        write("odd.jsonl", "{\"label\": 3, \"text\": \"ship\"}\n");
        Files.createDirectories(directory.resolve("hollow"));
        write("a.json", MODEL.replace("\"batch\"", "\"documents\": \"answers\", \"batch\""));
        write("a.jsonl", "{\"text\": \"ab?a\", \"answers\": [3]}\n{\"text\": \"b?b\", \"answers\": [2]}\n".repeat(20));
        write("long.jsonl", "{\"text\": \"abcdefghijklmnopqr\", \"answers\": [3]}\n");
        assertThat(run("train --task classification --model DIR/m.json --data DIR/d.tsv --out DIR/run")
                        .code())
                .isZero();
        assertThat(run("train --model DIR/m.json --data DIR/language.txt --out DIR/language --steps 1")
                        .code())
                .isZero();
    }

    private static void write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static CommandLineRun run(String commandLine) {
        return CommandLineRun.of(
                commandLine.replace("DIR", directory.toString()).split(" "));
    }

    @Test
    void labelsEachLine() {
        CommandLineRun run = run("classify --model DIR/run --in DIR/in.txt");
        assertThat(run.code()).as(run.err()).isZero();
        List<Map<?, ?>> records = run.out()
                .lines()
                .<Map<?, ?>>map(line -> (Map<?, ?>) JsonTree.parse("out", line.getBytes(StandardCharsets.UTF_8)))
                .toList();
        assertThat(records.stream().map(record -> (String) record.get("label"))).containsExactly("sea", "land");
        records.forEach(record -> assertThat((Double) record.get("probability")).isBetween(0.5, 1.0));
    }

    /** A pipe that has not ended: what is there is labelled before more is waited for, and what precedes a line that is none. */
    @Test
    void labelsLinesAsTheyCome() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<String> seen = new ArrayList<>();
        String[] parts = {"the sea\n", "the land\nthe sea\n", "the land\n\n"};
        InputStream pipe = new InputStream() {
            private int part = -1;
            private int at;

            @Override
            public int available() {
                return part < 0 ? 0 : parts[part].length() - at;
            }

            @Override
            public int read() {
                if (part >= 0 && at < parts[part].length()) {
                    return parts[part].charAt(at++);
                }
                seen.add(out.toString(StandardCharsets.UTF_8).lines().count() + " of " + (part + 1));
                at = 0;
                return ++part < parts.length ? read() : -1;
            }

            @Override
            public int read(byte[] into, int from, int length) {
                int next = read();
                if (next < 0) {
                    return -1;
                }
                int count = 0;
                into[from + count++] = (byte) next;
                while (count < length && available() > 0) {
                    into[from + count++] = (byte) read();
                }
                return count;
            }
        };
        InputStream before = System.in;
        System.setIn(pipe);
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code;
        try {
            code = Main.run(
                    new String[] {
                        "classify", "--model", directory.resolve("run").toString(), "--in", "-"
                    },
                    new PrintStream(out, true, StandardCharsets.UTF_8),
                    new PrintStream(err, true, StandardCharsets.UTF_8),
                    false);
        } finally {
            System.setIn(before);
        }
        assertThat(seen).containsExactly("0 of 0", "1 of 1", "3 of 2");
        assertThat(out.toString(StandardCharsets.UTF_8).lines()).hasSize(4);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("- line 5: got an empty document");
        assertThat(code).isEqualTo(2);
    }

    /** More lines than are labelled at once. */
    @Test
    void labelsOfManyLinesAreThoseOfEach() throws IOException {
        String line = Files.readString(directory.resolve("in.txt"));
        Files.writeString(directory.resolve("many.txt"), line.repeat(25));
        String once = run("classify --model DIR/run --in DIR/in.txt").out();
        assertThat(run("classify --model DIR/run --in DIR/many.txt").out()).isEqualTo(once.repeat(25));
    }

    /** A bag of words stands next to every classifier that is trained. */
    @Test
    void trainingPrintsWhatIsToBeat() throws IOException {
        CommandLineRun run =
                run("train --task classification --model DIR/m.json --data DIR/d.tsv --out DIR/beat --steps 2");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("majority_accuracy", "bag_of_words_accuracy", "bag_of_words_macro_f1");
        assertThat(directory.resolve("beat/baseline.json"))
                .hasContent("{\"majority_accuracy\":0.5,\"bag_of_words_accuracy\":1.0,\"bag_of_words_macro_f1\":1.0}");
        CommandLineRun evaluated = run("evaluate --model DIR/run --data DIR/d.jsonl --training DIR/d.tsv -o jsonl");
        assertThat(evaluated.code()).as(evaluated.err()).isZero();
        assertThat(evaluated.out()).contains("\"majority_accuracy\":0.5,\"bag_of_words_accuracy\":1.0");
    }

    /** The loss of a classifier and of a language model is that of the {@code cpu} engine. */
    @ParameterizedTest
    @ValueSource(strings = {"run --data DIR/d.jsonl", "language --data DIR/language.txt"})
    void evaluatesOnOtherEngines(String model) throws IOException {
        double loss = loss("evaluate -o jsonl --threads 1 --model DIR/" + model);
        assertThat(loss).isGreaterThan(0);
        assertThat(loss("evaluate -o jsonl --engine simulator --model DIR/" + model))
                .isCloseTo(loss, within(1e-5));
        assertThat(run("evaluate --engine simulator --memory-budget 1MB --model DIR/" + model)
                        .err())
                .contains("--memory-budget: got 1048576; needs a verb that splits requests")
                .hasLineCount(1);
    }

    private static double loss(String command) throws IOException {
        CommandLineRun run = run(command);
        assertThat(run.code()).as(run.err()).isZero();
        Map<?, ?> record = (Map<?, ?>) JsonTree.parse("record", run.out().getBytes(StandardCharsets.UTF_8));
        return ((Number) record.get("loss")).doubleValue();
    }

    /** Before any model is trained. */
    @Test
    void aBagOfWordsIsEvaluatedAlone() {
        CommandLineRun run = run("evaluate --training DIR/d.tsv --data DIR/d.jsonl -o jsonl");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("\"documents\":24,\"majority_accuracy\":0.5,\"bag_of_words_accuracy\":1.0");
    }

    /** Words of a tokenizer in place of bytes: trained, evaluated, asked, and refused where a line has none. */
    @Test
    void wordsAreTrainedAndAsked() throws IOException {
        Path words = Files.createDirectories(directory.resolve("words"));
        WordTokenizer.write(words, LabelledDocuments.read(directory.resolve("d.tsv"), List.of()), 12);
        write(
                "words/m.json",
                MODEL.replaceFirst("\\{", "{\"task\": \"classification\", \"tokenizer\": \"tokenizer.json\", "));
        CommandLineRun run = run("train --model DIR/words/m.json --data DIR/d.tsv --out DIR/words/run");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run("evaluate --model DIR/words/run --data DIR/d.tsv -o json")
                        .out()
                        .replaceAll("\\s", ""))
                .contains("\"accuracy\":1.0");
        assertThat(run("classify --model DIR/words/run --in DIR/in.txt").out())
                .contains("sea")
                .contains("land");
        write("blank.txt", "ship\n \n");
        CommandLineRun refused = run("classify --model DIR/words/run --in DIR/blank.txt");
        assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).contains("line 2: got a document without tokens; needs one or more");
        assertThat(run("train --model DIR/words/m.json --data DIR/d.tsv --out DIR/y --set vocabulary=5")
                        .err())
                .contains("vocabulary: got 5; needs 12 or more, the tokens of")
                .hasLineCount(1);
    }

    /** Texts with answers, from training to evaluation. */
    @Test
    void answersAreTrainedAndEvaluated() {
        CommandLineRun run = run("train --model DIR/a.json --data DIR/a.jsonl --out DIR/answers --threads 1");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("accuracy 1.0000 on answers held out");
        assertThat(run.out()).contains("validation_accuracy");
        CommandLineRun evaluated = run("evaluate --model DIR/answers --data DIR/a.jsonl -o json");
        assertThat(evaluated.code()).as(evaluated.err()).isZero();
        assertThat(evaluated.out().replaceAll("\\s", "")).contains("\"answers\":40", "\"accuracy\":1.0");
        CommandLineRun refused = run("evaluate --model DIR/answers --data DIR/long.jsonl");
        assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err())
                .contains("line 1: got 18 bytes; needs at most 17")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({"d.tsv", "d.jsonl", "tree"})
    void evaluatesDocumentsOfEveryForm(String data) {
        CommandLineRun run = run("evaluate --model DIR/run -o json --data DIR/" + data);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out().replaceAll("\\s", ""))
                .contains("\"documents\":24", "\"accuracy\":1.0", "\"macro_f1\":1.0")
                .contains("\"confusion\":{\"land\":{\"land\":12,\"sea\":0},\"sea\":{\"land\":0,\"sea\":12}}");
        assertThat(run("evaluate --model DIR/run --data DIR/" + data).out())
                .contains("confusion of sea", "land 0, sea 12");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "train --task classification --model DIR/m.json --out DIR/x --data DIR/hole.tsv|line 2: got an empty document; needs some text; try",
                "train --task classification --model DIR/m.json --out DIR/x --data DIR/binary.tsv|line 2: got a zero byte at 6, no text; needs text; try",
                "train --task classification --model DIR/m.json --out DIR/x --data DIR/one.tsv|with the label sea only; needs two labels or more; try",
                "train --task classification --model DIR/m.json --out DIR/x --data DIR/tabless.tsv|line 1: got no tab; needs label<TAB>text",
                "train --task classification --model DIR/m.json --out DIR/x --data DIR/nothing.tsv|without documents; needs a line for each document",
                "train --task classification --model DIR/m.json --out DIR/x --data DIR/hollow|without documents; needs one sub-directory for each label",
                "train --task classification --model DIR/m.json --out DIR/x --data DIR/odd.jsonl|line 1: got another record; needs",
                "train --task classification --model DIR/m.json --out DIR/x --data DIR/absent|needs a directory with one sub-directory for each label",
                "train --task sorting --model DIR/m.json --out DIR/x --data DIR/d.tsv|task: got \"sorting\"; needs one of language-model, classification",
                "train --task classification --model DIR/m.json --out DIR/x --data DIR/d.tsv --validation DIR/air.tsv|line 2: got the label air; needs one of land, sea; try",
                "train --task classification --model DIR/m.json --out DIR/x --data DIR/d.tsv --set tied_head=true|tied_head: got true; needs false for a classifier; try",
                "evaluate --model DIR/run --data DIR/air.tsv|line 2: got the label air; needs one of land, sea; try",
                "evaluate --data DIR/d.tsv|--model: got nothing; needs a run of attn4j train; try --model run, or --training",
                "evaluate --training DIR/d.tsv --data DIR/d.tsv --windows 3|--windows: got 3; needs a model; try",
                "evaluate --model DIR/language --data DIR/language.txt --training DIR/d.tsv|needs a classifier, which a bag of words is next to; try",
                "evaluate --model DIR/run --data DIR/d.tsv --training DIR/air.tsv|line 2: got the label air; needs one of land, sea; try",
                "classify --model DIR/run --in DIR/hole.txt|line 2: got an empty document; needs some text; try",
                "classify --model DIR/run --in DIR/empty.txt|which is empty; needs a document on each line; try",
                "classify --model DIR/run --in DIR/absent|--in: got",
                "classify --model DIR/language --in DIR/in.txt|a language model; needs a classifier; try attn4j train --task classification",
                "generate --bench --model DIR/c.json|a classifier; needs a language model; try a model file without task",
                "generate --model DIR/run --prompt ship|a classifier; needs a language model; try attn4j classify"
            })
    void refusesInOneLine(String commandLine, String message) {
        CommandLineRun run = run(commandLine);
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains(message).hasLineCount(1);
    }
}
