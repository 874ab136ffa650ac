package io.attn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.attn4j.bench.Records;
import io.attn4j.bench.ResultRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
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

    /** One record of each kind that a figure needs. */
    private void writeEveryKind() throws IOException {
        write(
                "every.jsonl",
                Records.measured(STANDARD, "cpu", 2_000_000).set("device_peak_bytes", 0L),
                Records.measured(STANDARD, "opencl", 4_000_000).set("device_peak_bytes", 1L << 20),
                Records.measured(STANDARD, "libtorch", 3_000_000),
                Records.measured(STANDARD.replace("512", "1024"), "opencl", 16_000_000)
                        .set("device_peak_bytes", 2L << 20),
                Records.measured(LINFORMER, "cpu", 1_000_000),
                Records.measured(STANDARD.replace("f32", "f16"), "cpu", 2_000_000)
                        .set("rms_rel_err", 3e-4),
                Records.passed(LINFORMER, "opencl")
                        .set("status", "unsupported")
                        .set("check", "skipped")
                        .set("reason", "no | device"));
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

    private String page() throws IOException {
        return Files.readString(results.resolve("README.md"));
    }

    @Test
    void drawsEveryKindOfFigure() throws Exception {
        writeEveryKind();
        CommandLineRun run = run();
        assertThat(run.code()).as(run.err()).isZero();
        for (String kind : List.of("time-opencl", "memory-opencl", "roofline", "speedup", "peers", "error")) {
            byte[] svg = Files.readAllBytes(results.resolve("figures/every-" + kind + ".svg"));
            assertThat(DocumentBuilderFactory.newDefaultInstance()
                            .newDocumentBuilder()
                            .parse(new ByteArrayInputStream(svg))
                            .getDocumentElement()
                            .getTagName())
                    .isEqualTo("svg");
            byte[] png = Files.readAllBytes(results.resolve("figures/every-" + kind + ".png"));
            assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(1920);
            assertThat(page()).contains("](figures/every-" + kind + ".svg)", "(figures/every-" + kind + ".png)");
        }
        assertThat(page())
                .contains("| `" + STANDARD + "` | `cpu` | 2.000 |", "| vs libtorch |", "| 1.50x |")
                .contains("- `opencl` unsupported: no \\| device (`" + LINFORMER + "`)")
                .contains("A row again: `./attn4j bench --case CASE --engine ENGINE`")
                .doesNotContain("Figures without records", "null");
    }

    @Test
    void saysWhichRecordsAFigureWouldNeed() throws IOException {
        assertThat(run().code()).isZero();
        assertThat(page())
                .contains("## Figures without records", "- time against N: needs one mechanism at two or more N")
                .contains("- speed-up over peers: needs", "- error against element type: needs")
                .doesNotContain("- roofline: needs");
    }

    @Test
    void theSameRecordsGiveTheSameBytes() throws IOException {
        writeEveryKind();
        run();
        TreeMap<String, byte[]> first = files();
        try (Stream<Path> figures = Files.list(results.resolve("figures"))) {
            for (Path figure : figures.toList()) {
                Files.delete(figure);
            }
        }
        Files.delete(results.resolve("README.md"));
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
                .contains("README.md: got another text")
                .contains("figures/every-roofline.svg: got a drawing of other records")
                .contains("figures/every-roofline.png: got a drawing of other records")
                .contains("figures/every-peers.png: got a figure without records");
        run();
        assertThat(results.resolve("figures/every-peers.png")).doesNotExist();
        Files.delete(results.resolve("figures/every-roofline.svg"));
        assertThat(run("--check").err()).contains("figures/every-roofline.svg: got no such file");
    }

    @Test
    void claimsAreLinkedAndChecked() throws IOException {
        String claims = """
                | claim | value | file | case | engine | field | divided by | command |
                |---|---|---|---|---|---|---|---|
                | quick | 2.1 ms | one.jsonl | `CASE` | `cpu` | `median_ns` | | `./attn4j bench --case CASE --engine cpu` |
                """.replace("CASE", STANDARD);
        Files.writeString(results.resolve("claims.md"), claims);
        Files.createDirectory(results.resolve("failures"));
        CommandLineRun run = run();
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(page()).contains("[claims.md](claims.md)", "[failures](failures)");
        Files.writeString(results.resolve("claims.md"), claims.replace("2.1 ms", "1.9 ms"));
        assertThat(run("--check").code()).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(run().err()).contains("attn4j report: claims.md line 3: got 1.9 ms");
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
    void thePageFiguresAndClaimsOfTheRepositoryAreUpToDate() {
        CommandLineRun run = CommandLineRun.of(
                "report",
                "--check",
                "--results",
                Path.of(System.getProperty("attn4j.root"), "results").toString());
        assertThat(run.code()).as(run.err()).isZero();
    }

    @Test
    void marksFiguresWithWhatTheyShowRatherThanHow() throws IOException {
        run();
        assertThat(Files.readString(results.resolve("figures/one-roofline.svg")))
                .containsPattern("attn4j-data:[0-9a-f]{64}<");
        assertThat(new String(
                        Files.readAllBytes(results.resolve("figures/one-roofline.png")), StandardCharsets.ISO_8859_1))
                .containsPattern("attn4j-data\\x00[0-9a-f]{64}");
    }
}
