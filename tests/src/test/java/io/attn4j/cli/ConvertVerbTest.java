package io.attn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.file.TensorFile;
import io.attn4j.file.TensorFiles;
import io.attn4j.model.encoder.Encoder;
import io.attn4j.model.encoder.EncoderFile;
import io.attn4j.model.encoder.SmallBert;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
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
        TensorFiles.write(directory.resolve("wide.safetensors"), Map.of("x", RandomTensors.normal(1, 4, 6)));
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

    /** With moments of inputs, the same shapes and another fit. */
    @Test
    void weightsTheFitByRealInputs() {
        TensorFiles.write(
                directory.resolve("inputs.safetensors"),
                Map.of("x", RandomTensors.normal(7, 3, 20, 16), "lengths", RandomTensors.ints(20, 4, 0)));
        String convert = "convert --in DIR/plain.safetensors --heads 4 --rank 5 -o json --out DIR/";
        CommandLineRun run = run(convert + "weighted.safetensors --calibrate DIR/inputs.safetensors");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("\"rank\":5", "\"calibrated_by\":", "inputs.safetensors");
        assertThat(run(convert + "unweighted.safetensors").out()).doesNotContain("calibrated_by");
        try (TensorFile weighted = TensorFiles.read(directory.resolve("weighted.safetensors"));
                TensorFile plain = TensorFiles.read(directory.resolve("unweighted.safetensors"))) {
            assertThat(weighted.types()).isEqualTo(plain.types());
            assertThat(weighted.tensors().get("wq").toFloats())
                    .isNotEqualTo(plain.tensors().get("wq").toFloats());
        }
    }

    /** All layers of an encoder: with D~ = M it computes what the original does. */
    @Test
    void convertsAnEncoder() throws IOException {
        Files.write(directory.resolve("bert.onnx"), new SmallBert().graph().model());
        assertThat(run("import DIR/bert.onnx --out DIR/model.safetensors").code())
                .isZero();
        CommandLineRun exact = run("convert --model DIR --out DIR/same.safetensors -o json");
        assertThat(exact.code()).as(exact.err()).isZero();
        assertThat(exact.out()).contains("\"rank\":8", "\"relative_errors\":[0.0,0.0]");
        List<int[]> texts = List.of(new int[] {1, 5, 9, 2}, new int[] {3, 3});
        EncoderFile original = EncoderFile.read(directory);
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        try (Encoder one = Encoder.open(original, "cpu");
                Encoder other = Encoder.open(EncoderFile.read(directory.resolve("same.json")), "cpu")) {
            float[][] expected = one.embed(texts);
            float[][] actual = other.embed(texts);
            for (int b = 0; b < 2; b++) {
                assertThat(actual[b]).usingComparatorWithPrecision(1e-5f).containsExactly(expected[b]);
            }
            List<Tensor> layers = one.layers(texts);
            inputs.put("layers.0.x", layers.get(0));
            inputs.put("layers.1.x", layers.get(1));
            inputs.put("lengths", RandomTensors.ints(4, 2));
            TensorFiles.write(directory.resolve("layers.safetensors"), inputs);
        }
        CommandLineRun small = run(
                "convert --model DIR --rank 5 --calibrate DIR/layers.safetensors --out DIR/fewer.safetensors -o json");
        assertThat(small.code()).as(small.err()).isZero();
        assertThat(small.out())
                .contains("\"rank\":5", "\"projection_parameters_before\":256", "\"projection_parameters_after\":212");
        try (Encoder fewer = Encoder.open(EncoderFile.read(directory.resolve("fewer.json")), "cpu")) {
            assertThat(fewer.config().attention().mechanism()).isEqualTo("collaborative");
            assertThat(fewer.embed(texts)).hasDimensions(2, 8);
        }
        CommandLineRun again = run("convert --model DIR/same.json --out DIR/refused.safetensors");
        assertThat(again.err()).contains("--model: got collaborative; needs an encoder with standard attention");
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
                    --heads 3                                                 | Missing required option: '--in=FILE'
                    --model DIR/absent                                        | model: got
                    --model DIR --heads 3                                     | --heads: got 3; needs none with --model
                    --in DIR/plain.safetensors --heads 3 --calibrate DIR/plain.safetensors | x: got no tensor
                    --in DIR/plain.safetensors --heads 3 --calibrate DIR/wide.safetensors  | x: got inputs of width 6; needs M of wq, 16
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
