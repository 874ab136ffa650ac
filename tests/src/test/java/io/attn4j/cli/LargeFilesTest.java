package io.attn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A user's file that is larger than what reads it takes is one line, before any of it is in memory. */
class LargeFilesTest {
    @TempDir
    private static Path directory;

    @BeforeAll
    static void train() throws IOException {
        Files.writeString(directory.resolve("m.json"), "{\"layers\": 1, \"width\": 8, \"heads\": 2, \"window\": 8}");
        Files.writeString(directory.resolve("text.txt"), "Call me Ishmael. ".repeat(9));
        CommandLineRun run =
                run("train --model DIR/m.json --data DIR/text.txt --out DIR/run --set training.steps=1 --threads 1");
        assertThat(run.code()).as(run.err()).isZero();
        // of holes: they take no room on the disk
        for (long megabytes : new long[] {2, 17, 65, 257, 1025, 2049}) {
            for (String ending : new String[] {"txt", "json", "jsonl"}) {
                Path file = directory.resolve(megabytes + "." + ending);
                try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
                    large.setLength(megabytes << 20);
                }
            }
        }
    }

    private static CommandLineRun run(String arguments) {
        return CommandLineRun.of(arguments.replace("DIR", directory.toString()).split(" +"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    generate --model DIR/run --prompts DIR/65.txt                              | needs texts to continue, one a line, of at most that size
                    train --model DIR/m.json --data DIR/2049.txt --out DIR/x                   | needs at most 2147483583
                    train --model DIR/m.json --data DIR/2049.jsonl --out DIR/x --set training.documents=packed | needs documents, one a line of at most that size
                    train --model DIR/m.json --data DIR/2049.jsonl --out DIR/x --set training.documents=answers | needs texts with answers of at most that size
                    train --model DIR/m.json --data DIR/2049.jsonl --out DIR/x --task classification | needs a text of at most that size
                    train --model DIR/m.json --data DIR/text.txt --out DIR/x --set tokenizer=257.json | needs a tokenizer.json of at most 268435456
                    train --model DIR/2.json --data DIR/text.txt --out DIR/x                   | needs a JSON file below 1 MiB
                    train --model DIR/m.json --data DIR/text.txt --out DIR/x --sweep DIR/2.json | needs a JSON file below 1 MiB
                    check --shapes DIR/17.txt                                                  | needs case ids, one a line, of at most that size
                    compare DIR/1025.jsonl DIR/1025.jsonl                                      | needs records as JSON lines of at most that size
                    """)
    void isOneLine(String command, String words) {
        CommandLineRun run = run(command);
        assertThat(run.err().lines().toList()).as(run.err()).hasSize(1);
        assertThat(run.err()).contains(words).contains("; try ");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
    }
}
