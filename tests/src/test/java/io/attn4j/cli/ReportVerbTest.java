package io.attn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.attn4j.bench.Records;
import io.attn4j.bench.ResultRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportVerbTest {
    private static final String STANDARD = "standard/fwd/f32/B1/H8/N512/L512/D64";
    private static final String LINFORMER = "linformer/fwd/f32/B1/H8/N512/L512/D64/R128";

    @TempDir
    private Path results;

    @BeforeEach
    void writeRecords() throws IOException {
        Files.createDirectories(results.resolve("raw"));
        write("one.jsonl", Records.measured(STANDARD, "cpu", 2_000_000, 2_100_000, 2_200_000));
    }

    private void write(String name, ResultRecord... records) throws IOException {
        Files.writeString(results.resolve("raw").resolve(name), Records.lines(records));
    }

    /** Records that every kind of figure follows from. */
    private void writeEveryKind() throws IOException {
        write(
                "every.jsonl",
                Records.measured(STANDARD, "cpu", 2_000_000).set("device_peak_bytes", 0L),
                Records.measured(STANDARD, "opencl", 4_000_000).set("device_peak_bytes", 1L << 20),
                Records.measured(STANDARD, "libtorch", 3_000_000),
                Records.measured(large(STANDARD), "opencl", 16_000_000).set("device_peak_bytes", 2L << 20),
                Records.measured(large(STANDARD), "libtorch", 12_000_000),
                Records.measured(LINFORMER, "opencl", 1_000_000).set("device_peak_bytes", 1L << 20),
                Records.measured(large(LINFORMER), "opencl", 2_000_000).set("device_peak_bytes", 2L << 20),
                Records.measured(STANDARD.replace("f32", "f16"), "cpu", 2_000_000)
                        .set("rms_rel_err", 3e-4),
                Records.passed(LINFORMER, "opencl")
                        .set("status", "unsupported")
                        .set("check", "skipped")
                        .set("reason", "no | device"));
    }

    private static String large(String caseId) {
        return caseId.replace("512", "1024");
    }

    private CommandLineRun run(String... flags) {
        List<String> arguments = new ArrayList<>(List.of("report", "--results", results.toString()));
        arguments.addAll(List.of(flags));
        CommandLineRun run = CommandLineRun.of(arguments.toArray(String[]::new));
        assumeTrue(run.code() != ExitCode.UNSUPPORTED, "no fonts that Java can draw with: " + run.err());
        return run;
    }

    private TreeMap<String, byte[]> files() throws IOException {
        TreeMap<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(results)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(results.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }

    private String page(String name) throws IOException {
        return Files.readString(results.resolve(name));
    }

    @Test
    void writesAFrontPageAPageOfEachFileAndEveryKindOfFigure() throws Exception {
        writeEveryKind();
        CommandLineRun run = run();
        assertThat(run.code()).as(run.err()).isZero();
        for (String figure : List.of(
                "speed-standard-b1-h8-d64",
                "time-opencl-b1-h8-d64",
                "memory-b1-h8-d64",
                "roofline",
                "speedup-b1-h8-d64",
                "peers-b1-h8-d64",
                "error")) {
            assertThat(page("figures/every/" + figure + ".svg")).contains("a processor, 2 threads", "attn4j-data:");
            assertThat(page("runs/every.md")).contains("](../figures/every/" + figure + ".svg)");
        }
        assertThat(page("runs/every.md"))
                .contains("| `" + STANDARD + "` | `cpu` | 2.000 |", "| vs libtorch |", "| 1.50x |")
                .contains("- `opencl` unsupported: no \\| device (`" + LINFORMER + "`)")
                .contains("To measure a row again: `./attn4j bench --case CASE --engine ENGINE`")
                .doesNotContain("null");
        assertThat(page("README.md"))
                .contains("(runs/every.md)", "(runs/one.md)", "(figures/every/speed-standard-b1-h8-d64.svg)")
                .doesNotContain("null");
        assertThat(results.resolve("runs/one.md")).exists();
    }

    @Test
    void theSameRecordsGiveTheSameBytes() throws IOException {
        writeEveryKind();
        run();
        TreeMap<String, byte[]> first = files();
        for (String name : first.keySet()) {
            if (!name.startsWith("raw")) {
                Files.delete(results.resolve(name));
            }
        }
        run();
        assertThat(files().keySet()).isEqualTo(first.keySet());
        files().forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(first.get(name)));
        assertThat(run().out()).as("nothing left to write").isEmpty();
    }

    @Test
    void checkFindsWhatIsNotAsTheRecordsGiveIt() throws IOException {
        writeEveryKind();
        run();
        assertThat(run("--check").code()).isZero();

        write("every.jsonl", Records.measured(STANDARD, "cpu", 2_000_001));
        CommandLineRun run = run("--check");
        assertThat(run.code()).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(run.err())
                .contains("README.md: got another content")
                .contains("runs/every.md: got another content")
                .contains("figures/every/roofline.svg: got another content")
                .contains("figures/every/peers-b1-h8-d64.svg: got a file without records")
                .doesNotContain("one.md");
        run();
        assertThat(results.resolve("figures/every/peers-b1-h8-d64.svg")).doesNotExist();
        Files.delete(results.resolve("figures/every/roofline.svg"));
        assertThat(run("--check").err()).contains("figures/every/roofline.svg: got no such file");
    }

    @Test
    void filesThatNoRecordMakesAreNamedAndRemoved() throws IOException {
        run();
        Files.writeString(results.resolve("figures/old.png"), "");
        Files.writeString(results.resolve("runs/gone.md"), "");
        Files.writeString(results.resolve("runs/notes.txt"), "");
        assertThat(run("--check").err())
                .contains("figures/old.png: got a file without records", "runs/gone.md: got a file without records")
                .doesNotContain("notes");
        run();
        assertThat(results.resolve("figures/old.png")).doesNotExist();
        assertThat(results.resolve("runs/gone.md")).doesNotExist();
        assertThat(results.resolve("runs/notes.txt")).exists();
    }

    @Test
    void aFileOfACardAndItsProcessorHasFiguresOfBoth() throws IOException {
        write(
                "two.jsonl",
                Records.measured(STANDARD, "cpu", 2_000_000),
                Records.onCard(STANDARD, "opencl", 500_000, 1_000_000));
        CommandLineRun run = run();
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(page("figures/two/a-card-driver-7-5-/roofline.svg")).contains("a card (driver 7.5)");
        assertThat(page("figures/two/a-processor-2-threads/roofline.svg")).contains("a processor, 2 threads");
        assertThat(page("README.md")).contains("## a card (driver 7.5)", "## a processor, 2 threads");
    }

    @Test
    void linksLeadToFiles() throws IOException {
        writeEveryKind();
        run();
        linksLeadToFiles(results);
        linksLeadToFiles(Path.of(System.getProperty("attn4j.root"), "results"));
    }

    private static void linksLeadToFiles(Path results) throws IOException {
        List<Path> pages = new ArrayList<>(List.of(results.resolve("README.md")));
        try (Stream<Path> runs = Files.list(results.resolve("runs"))) {
            runs.forEach(pages::add);
        }
        for (Path page : pages) {
            Matcher links = Pattern.compile("\\]\\(([^)]+)\\)").matcher(Files.readString(page));
            assertThat(links.find()).as(page.toString()).isTrue();
            do {
                assertThat(page.resolveSibling(links.group(1))).exists();
            } while (links.find());
        }
    }

    @Test
    void claimsAreLinkedAndChecked() throws IOException {
        String claims = """
                From [one.jsonl](raw/one.jsonl): `./attn4j bench --case CASE --engine ENGINE`

                | claim | value | case | engine | field | divided by |
                |---|---|---|---|---|---|
                | quick | 2.1 ms | `%s` | `cpu` | `median_ns` | |
                """.formatted(STANDARD);
        Files.writeString(results.resolve("claims.md"), claims);
        Files.createDirectory(results.resolve("failures"));
        CommandLineRun run = run();
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(page("README.md")).contains("[claims.md](claims.md)", "[failures](failures)");
        Files.writeString(results.resolve("claims.md"), claims.replace("2.1 ms", "1.9 ms"));
        assertThat(run("--check").code()).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(run().err()).contains("attn4j report: claims.md line 5: got 1.9 ms");
    }

    @Test
    void refusesADirectoryWithoutRecords() throws IOException {
        CommandLineRun nothing = CommandLineRun.of("report", "--results", "absent");
        assertThat(nothing.code()).isEqualTo(ExitCode.USAGE);
        assertThat(nothing.err()).contains("got no such directory").hasLineCount(1);
        Files.writeString(results.resolve("raw/broken.jsonl"), "{\n");
        CommandLineRun broken = run("--check");
        assertThat(broken.code()).isEqualTo(ExitCode.USAGE);
        assertThat(broken.err()).contains("broken.jsonl line 1").hasLineCount(1);
    }

    @Test
    void pagesFiguresAndClaimsOfTheRepositoryAreUpToDate() {
        CommandLineRun run = CommandLineRun.of(
                "report",
                "--check",
                "--results",
                Path.of(System.getProperty("attn4j.root"), "results").toString());
        assertThat(run.code()).as(run.err()).isZero();
    }
}
