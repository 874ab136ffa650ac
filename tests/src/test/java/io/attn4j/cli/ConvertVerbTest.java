package io.attn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.file.TensorFile;
import io.attn4j.file.TensorFiles;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvertVerbTest {
    private static final Tensor VALUES = RandomTensors.normal(3, 16, 6);

    @TempDir
    private static Path directory;

    @BeforeAll
    static void writeWeights() {
        Tensor wq = RandomTensors.normal(1, 16, 12);
        Tensor wk = RandomTensors.normal(2, 16, 12);
        TensorFiles.write(
                directory.resolve("layer.safetensors"),
                Map.of(
                        "wq", wq,
                        "wk", wk,
                        "bq", RandomTensors.normal(4, 12),
                        "bk", RandomTensors.normal(5, 12),
                        "wv", VALUES));
        TensorFiles.write(directory.resolve("plain.safetensors"), Map.of("wq", wq, "wk", wk));
        TensorFiles.write(directory.resolve("half.safetensors"), Map.of("wq", wq));
        TensorFiles.write(directory.resolve("unequal.safetensors"), Map.of("wq", wq, "wk", VALUES));
        TensorFiles.write(directory.resolve("mixed.safetensors"), Map.of("wq", wq, "wk", wk, "mu", VALUES));
        TensorFiles.write(
                directory.resolve("scalar.safetensors"),
                Map.of("wq", VALUES.slice(0, 0, 0), "wk", VALUES.slice(0, 0, 0)));
    }

    private static CommandLineRun run(String commandLine) {
        return CommandLineRun.of(
                commandLine.replace("DIR", directory.toString()).split(" "));
    }

    @Test
    void convertsExactlyWithoutARank() {
        CommandLineRun run = run("convert --in DIR/layer.safetensors --out DIR/exact.safetensors --heads 3 -o json");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains(
                        "\"rank\":12",
                        "\"exact\":true",
                        "\"relative_error\":0.0",
                        "\"key_dim\":4",
                        "\"dropped\":[\"bk\"]",
                        "\"run_options\":[\"--key-dim\",\"4\"]");
        try (TensorFile file = TensorFiles.read(directory.resolve("exact.safetensors"))) {
            assertThat(file.types())
                    .containsOnly(
                            Map.entry("wq", TensorType.f32(16, 12)),
                            Map.entry("wk", TensorType.f32(16, 12)),
                            Map.entry("mu", TensorType.f32(3, 12)),
                            Map.entry("wc", TensorType.f32(16, 3)),
                            Map.entry("wv", TensorType.f32(16, 6)));
            assertThat(file.tensors().get("wv").toFloats()).isEqualTo(VALUES.toFloats());
        }
    }

    @Test
    void compressesAndReportsTheError() {
        CommandLineRun run = run("convert --in DIR/plain.safetensors --out DIR/small.safetensors --heads 4 --rank 5"
                + " --seed 3 --sweeps 7 --restarts 1 --tolerance 0 -o json");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains(
                        "\"rank\":5",
                        "\"exact\":false",
                        "\"relative_error\":0.",
                        "\"sweeps\":7",
                        "\"converged\":false",
                        "\"parameters_before\":384",
                        "\"parameters_after\":180",
                        "\"dropped\":[]");
        try (TensorFile file = TensorFiles.read(directory.resolve("small.safetensors"))) {
            assertThat(file.types())
                    .containsOnly(
                            Map.entry("wq", TensorType.f32(16, 5)),
                            Map.entry("wk", TensorType.f32(16, 5)),
                            Map.entry("mu", TensorType.f32(4, 5)));
        }
    }

    @Test
    void printsATable() {
        CommandLineRun run = run("convert --in DIR/plain.safetensors --out DIR/table.safetensors --heads 4 --rank 5");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("| relative_error ");
        assertThat(run.err()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    --in DIR/plain.safetensors --heads 5                      | heads: got 5; needs a divisor of the 12 columns
                    --in DIR/plain.safetensors --heads 0                      | heads: got 0
                    --in DIR/plain.safetensors --heads 3 --rank 13            | rank: got 13
                    --in DIR/plain.safetensors --heads 3 --rank 0             | rank: got 0
                    --in DIR/plain.safetensors --heads 3 --rank 4 --sweeps 0  | sweeps: got 0
                    --in DIR/plain.safetensors --heads 3 --tolerance NaN      | tolerance: got NaN
                    --in DIR/plain.safetensors --heads 3 --restarts -1        | restarts: got -1
                    --in DIR/plain.safetensors --heads 3 -o xml               | -o: got xml
                    --in DIR/plain.safetensors                                | Missing required option: '--heads=H'
                    --in DIR/half.safetensors --heads 3                       | wk: got no tensor
                    --in DIR/unequal.safetensors --heads 3                    | wk: got F32[16, 6]; needs the shape of wq
                    --in DIR/mixed.safetensors --heads 3                      | mu: got a tensor that convert writes
                    --in DIR/scalar.safetensors --heads 3                     | wq: got F32[0, 6]
                    --in DIR/absent.safetensors --heads 3                     | no such file
                    """)
    void refusesMistakesInOneLine(String arguments, String message) {
        CommandLineRun run = run("convert --out DIR/refused.safetensors " + arguments.strip());
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains(message).hasLineCount(1);
        assertThat(run.out()).isEmpty();
        assertThat(directory.resolve("refused.safetensors"))
                .satisfies(path -> assertThat(Files.exists(path)).isFalse());
    }
}
