package io.attn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.attn4j.batch.BatchedSession;
import io.attn4j.bench.CaseId;
import io.attn4j.engine.Engine;
import io.attn4j.engine.EngineOptions;
import io.attn4j.engine.EngineSession;
import io.attn4j.engine.Engines;
import io.attn4j.file.Fifo;
import io.attn4j.file.TensorFile;
import io.attn4j.file.TensorFiles;
import io.attn4j.mechanism.Request;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people do with the command line that its examples do not: pipes, devices, files with more in them, odd names. */
class OrdinaryUseTest {
    @TempDir
    private Path directory;

    private final Map<String, Tensor> tensors = new LinkedHashMap<>();

    @BeforeEach
    void makeTensors() {
        for (String name : List.of("q", "k", "v")) {
            tensors.put(name, RandomTensors.normal(name.hashCode(), 1, 2, 6, 8));
        }
    }

    private Path file(String name) {
        Path file = directory.resolve(name);
        TensorFiles.write(file, tensors);
        return file;
    }

    private CommandLineRun run(Path in, Path out, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("run", "--in", in.toString(), "--out", out.toString(), "--engine", "cpu"));
        arguments.addAll(List.of(more));
        return CommandLineRun.of(arguments.toArray(String[]::new));
    }

    private float[] o(Path out) {
        try (TensorFile read = TensorFiles.read(out)) {
            return read.tensors().get("o").toFloats();
        }
    }

    @Test
    void tensorsThatAMechanismDoesNotTakeAreLeftOutAndReported() {
        Path plain = directory.resolve("plain.safetensors");
        assertThat(run(file("in.safetensors"), plain).code()).isZero();
        tensors.put("layers.0.mlp.weight", RandomTensors.normal(1, 4, 4));
        Path out = directory.resolve("o.safetensors");
        CommandLineRun run = run(file("more.safetensors"), out);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("left out, as standard does not take them: layers.0.mlp.weight");
        assertThat(o(out)).isEqualTo(o(plain));
    }

    @ParameterizedTest
    @ValueSource(strings = {"key_biass", "keybias", "length", "bais"})
    void aMaskUnderAMisspeltNameIsRefused(String name) {
        tensors.put(name, RandomTensors.normal(1, 1, 2, 6));
        CommandLineRun run = run(file("in.safetensors"), directory.resolve("o.safetensors"));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(name + ": got a tensor that standard does not take", "try renaming it to ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    void causalTakesAValueAsInCheckAndBench(String value) {
        Path in = file("in.safetensors");
        Path given = directory.resolve("given.safetensors");
        Path flag = directory.resolve("flag.safetensors");
        CommandLineRun run = run(in, given, "--causal", value);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat((value.equals("true") ? run(in, flag, "--causal") : run(in, flag)).code())
                .isZero();
        assertThat(o(given)).isEqualTo(o(flag));
    }

    @Test
    void aFileOfArgumentsIsNoArgument() throws IOException {
        Path secret = Files.writeString(directory.resolve("x"), "a secret");
        CommandLineRun run = CommandLineRun.of("list", "@" + secret);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).doesNotContain("a secret").hasLineCount(1);
    }

    @Test
    void aNameThatIsNoPathIsOneLine() {
        for (String name : List.of("a\u0000b.safetensors", "\u0001\u0002")) {
            for (List<String> arguments : List.of(
                    List.of("run", "--in", name, "--out", "o.npy"),
                    List.of("run", "--in", "q.npy", "--out", name),
                    List.of("compare", name, name),
                    List.of("check", "--shapes", name))) {
                CommandLineRun run = CommandLineRun.of(arguments.toArray(String[]::new));
                assertThat(run.code()).as(arguments + run.err()).isEqualTo(2);
                assertThat(run.err()).hasLineCount(1);
                assertThat(run.err().chars().filter(c -> c < ' ' && c != '\n')).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# nothing\n"})
    void aFileWithoutCasesIsRefused(String text) throws IOException {
        Path shapes = Files.writeString(directory.resolve("shapes.txt"), text);
        for (String verb : List.of("check", "bench")) {
            CommandLineRun run = CommandLineRun.of(verb, "--shapes", shapes.toString(), "--engine", "cpu");
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err()).contains("which holds none");
        }
    }

    @Test
    void theBudgetsRemedyIsNoEngineThatIsInUse() {
        CommandLineRun run = run(file("in.safetensors"), directory.resolve("o.safetensors"), "--memory-budget", "1000");
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).contains("try a larger budget").doesNotContain("--engine cpu", "9223372036854775807");
    }

    @Test
    void theCollaborativeFormulaIsTheComputedOne() {
        assertThat(CommandLineRun.of("list", "--mechanism", "collaborative").out())
                .contains("softmax(((x Wq) diag(mu_h) (y Wk)^T + c_h) / sqrt(dk) + mask) V_h");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "reference", "simulator", "opencl"})
    void explainSaysWhatASessionWouldAndReservesNothing(String id) {
        try (Engine engine = Engines.create(id)) {
            assumeTrue(
                    engine.availability().usable(), () -> engine.availability().reason());
            EngineOptions options = new EngineOptions(-1, null, 0, false);
            for (String small :
                    List.of("standard/fwd/f32/B2/H2/N40/L40/D16", "linformer/fwd/f32/B1/H2/N40/L40/D16/R8")) {
                Request request = CaseId.parse(small).request();
                try (EngineSession session = BatchedSession.open(engine, request, options)) {
                    assertThat(BatchedSession.explain(engine, request, options)).isEqualTo(session.explain());
                }
            }
        }
        CommandLineRun run =
                CommandLineRun.of("explain", "standard/fwd/f32/B1/H8/N1000000/L1000000/D64", "--engine", id);
        if (id.equals("reference") || id.equals("cpu")) {
            assertThat(run.code()).as(run.err()).isIn(0, 3);
        } else {
            assertThat(run.code()).as(run.err()).isZero();
            assertThat(run.out()).contains("device memory: ");
        }
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void recordsComeThroughPipes() throws Exception {
        Path records = directory.resolve("r.jsonl");
        CommandLineRun bench = CommandLineRun.of(
                "bench",
                "--case",
                "standard/fwd/f32/B1/H1/N8/L8/D8",
                "--engine",
                "reference",
                "--out",
                records.toString());
        assertThat(bench.code()).as(bench.err()).isZero();
        Path pipe = Fifo.in(directory);
        Thread writer = Thread.ofPlatform().start(() -> {
            try (OutputStream out = Files.newOutputStream(pipe)) {
                Files.copy(records, out);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
        CommandLineRun compare = CommandLineRun.of("compare", pipe.toString(), records.toString());
        writer.join();
        assertThat(compare.code()).as(compare.err()).isZero();
    }

    @Test
    void aReaderThatIsGoneIsNoFault() throws IOException {
        StandardOutput gone = new StandardOutput(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        });
        gone.flush();
        assertThat(gone.readerIsGone()).isFalse();
        try {
            gone.write(1);
        } catch (IOException expected) {
            assertThat(expected).hasMessage("Broken pipe");
        }
        assertThat(gone.readerIsGone()).isTrue();
    }

    /** {@code list | head -1} as a shell runs it, and a JVM in the locale C with a name that it cannot have. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void endsInSilenceAfterHeadAndWithOneLineInTheLocaleC() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin/java") + " -XX:TieredStopAtLevel=1 -cp '"
                + System.getProperty("java.class.path") + "' io.attn4j.cli.Main ";
        CommandLineRun head = shell(java + "list -o json 2>err | head -c 1 >/dev/null; cat err");
        assertThat(head.out().lines().filter(line -> !line.startsWith("WARNING")))
                .isEmpty();
        CommandLineRun locale =
                shell("LC_ALL=C " + java + "run --in é.npy --out o.npy 2>&1 | grep -v WARNING; exit ${PIPESTATUS[0]}");
        assertThat(locale.code()).as(locale.out()).isEqualTo(2);
        assertThat(locale.out()).contains("needs a path in this JVM's encoding", "export LC_ALL=C.UTF-8");
    }

    /** A driver that is there and has no device: {@code auto} computes on the CPU and says why. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aFallBackToTheCpuIsSaid() throws Exception {
        try (Engine opencl = Engines.create("opencl")) {
            assumeTrue(
                    opencl.availability().usable()
                            && opencl.devices().stream()
                                    .allMatch(device -> device.platform().startsWith("Portable Computing Language")),
                    "needs PoCL alone");
        }
        Path in = file("in.safetensors");
        String java = Path.of(System.getProperty("java.home"), "bin/java")
                + " -XX:TieredStopAtLevel=1 --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED -cp '"
                + System.getProperty("java.class.path") + "' io.attn4j.cli.Main run --in " + in
                + " --out o.safetensors";
        CommandLineRun quiet = shell(java);
        assertThat(quiet.code()).as(quiet.out()).isZero();
        assertThat(quiet.out()).doesNotContain("computing on the engine cpu");
        CommandLineRun said = shell("POCL_CACHE_DIR=/etc/passwd/x " + java);
        assertThat(said.code()).as(said.out()).isZero();
        assertThat(said.out())
                .contains("opencl: refused; needs a device", "POCL_CACHE_DIR=/etc/passwd/x, which cannot be written")
                .contains("computing on the engine cpu");
    }

    private CommandLineRun shell(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("bash", "-c", command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new CommandLineRun(process.waitFor(), said, "");
    }
}
