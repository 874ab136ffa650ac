package io.attn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.bench.ResultRecord;
import io.attn4j.compare.Comparison;
import io.attn4j.compare.Tolerance;
import io.attn4j.file.TensorFile;
import io.attn4j.file.TensorFiles;
import io.attn4j.tensor.DType;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code run}, {@code check} and {@code bench} with gradients. */
class GradientVerbsTest {

    @TempDir
    private static Path directory;

    @BeforeAll
    static void writeInputs() {
        Map<String, Tensor> inputs = new HashMap<>();
        inputs.put("q", RandomTensors.normal(1, 2, 2, 9, 16));
        inputs.put("k", RandomTensors.normal(2, 2, 2, 11, 16));
        inputs.put("v", RandomTensors.normal(3, 2, 2, 11, 8));
        inputs.put("lengths", RandomTensors.ints(7, 11));
        TensorFiles.write(directory.resolve("forward.safetensors"), inputs);
        inputs.put("grad.o", RandomTensors.normal(4, 2, 2, 9, 8));
        TensorFiles.write(directory.resolve("all.safetensors"), inputs);
        inputs.put("grad.lse", RandomTensors.normal(5, 2, 2, 9));
        TensorFiles.write(directory.resolve("lse.safetensors"), inputs);
        inputs.remove("grad.lse");
        inputs.put("grad.o", RandomTensors.normal(4, 2, 2, 8, 9));
        TensorFiles.write(directory.resolve("misshapen.safetensors"), inputs);
        inputs.put("grad.o", RandomTensors.ints(1, 2));
        TensorFiles.write(directory.resolve("integers.safetensors"), inputs);
        inputs.remove("grad.o");
        inputs.put("grad.q", RandomTensors.normal(4, 2, 2, 9, 16));
        TensorFiles.write(directory.resolve("input.safetensors"), inputs);
    }

    private static CommandLineRun run(String commandLine) {
        return CommandLineRun.of(
                commandLine.replace("DIR", directory.toString()).split(" +"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    --in DIR/forward.safetensors --pass bwd                    | grad.o: got no tensor; needs F32[2, 2, 9, 8]
                    --in DIR/misshapen.safetensors --pass bwd                  | grad.o: got F32[2, 2, 8, 9]; needs F32[2, 2, 9, 8]
                    --in DIR/integers.safetensors --pass bwd                   | grad.o: got I32[2]; needs F32[2, 2, 9, 8]
                    --in DIR/input.safetensors --pass bwd                      | grad.q: got a gradient of no output
                    --in DIR/all.safetensors --pass bwd --wanted lengths       | wanted: got lengths of I32; needs a tensor of floats
                    --in DIR/all.safetensors --pass bwd --wanted q,x           | wanted: got x; needs a tensor that the call has
                    --in DIR/all.safetensors --pass bwd --wanted grad.o        | wanted: got grad.o; needs a tensor that the call has
                    --in DIR/forward.safetensors --wanted q                    | --wanted: got q; needs a backward pass
                    --in DIR/forward.safetensors --pass fwd --wanted q,k       | --wanted: got q,k; needs a backward pass
                    --in DIR/all.safetensors --pass backward                   | --pass: got backward; needs fwd, bwd or fwdbwd
                    --in DIR/all.safetensors --pass fwd                        | grad.o: got a tensor
                    """)
    void refusesMistakesInOneLine(String flags, String message) {
        Path out = directory.resolve("refused.safetensors");
        CommandLineRun run = run("run " + flags + " --out " + out + " --engine reference");
        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains(message).hasLineCount(1).doesNotContain("Exception");
        assertThat(run.out()).isEmpty();
        assertThat(out).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "lse"})
    void enginesGiveTheGradientsOfTheReference(String inputs) {
        for (String engine : new String[] {"reference", "cpu"}) {
            CommandLineRun run = run("run --in DIR/" + inputs + ".safetensors --causal --pass bwd --engine " + engine
                    + " --out DIR/" + inputs + "-" + engine + ".safetensors");
            assertThat(run).isEqualTo(new CommandLineRun(0, "", ""));
        }
        try (TensorFile reference = TensorFiles.read(directory.resolve(inputs + "-reference.safetensors"));
                TensorFile cpu = TensorFiles.read(directory.resolve(inputs + "-cpu.safetensors"))) {
            assertThat(reference.types()).containsOnlyKeys("o", "grad.q", "grad.k", "grad.v");
            assertThat(cpu.types()).isEqualTo(reference.types());
            reference.tensors().forEach((name, tensor) -> {
                float[] values = tensor.toFloats();
                double[] expected = new double[values.length];
                for (int i = 0; i < values.length; i++) {
                    expected[i] = values[i];
                }
                Comparison comparison = Comparison.of(cpu.tensors().get(name), expected);
                assertThat(comparison.verdict(Tolerance.of(DType.F32, Tolerance.Pass.BACKWARD)))
                        .as(name + " " + comparison)
                        .isEqualTo(Comparison.Verdict.PASSED);
            });
        }
    }

    @Test
    void writesTheGradientsThatAreWanted() {
        for (String pass : new String[] {"bwd", "fwdbwd"}) {
            Path out = directory.resolve("wanted-" + pass + ".safetensors");
            CommandLineRun run =
                    run("run --in DIR/all.safetensors --pass " + pass + " --wanted v,q --engine cpu --out " + out);
            assertThat(run).isEqualTo(new CommandLineRun(0, "", ""));
            try (TensorFile file = TensorFiles.read(out)) {
                assertThat(file.types()).containsOnlyKeys("o", "grad.q", "grad.v");
            }
        }
    }

    @Test
    void checksGradients() {
        CommandLineRun run = run("check --engine cpu,reference --pass fwd,bwd,fwdbwd --dtype f32,bf16"
                + " --mechanism standard,linformer --seq-q 17 --seq-k 9 --head-dim 16 --heads 2 --rank 4");
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.out().lines().filter(line -> line.contains("passed")))
                .as(run.out())
                .hasSize(24);
        for (String mechanism : new String[] {"standard", "linformer linear"}) {
            for (String pass : new String[] {"", " bwd", " fwdbwd"}) {
                assertThat(run.out().lines().filter(line -> line.startsWith("| " + mechanism + pass + " ")))
                        .as(run.out())
                        .hasSizeGreaterThanOrEqualTo(4);
            }
        }
    }

    @Test
    void aRecordSaysWhatWasComparedAndHowToRepeatIt() {
        String id = "standard/bwd/f32/B1/H2/N9/L9/D16";
        CommandLineRun run = run("check --engine cpu -o jsonl --case " + id);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("\"case_id\":\"" + id + "\"", "\"pass\":\"bwd\"", "\"check\":\"passed\"")
                .contains("\"limit\":\"5.0E-6 rms / 1.0E-4 max\"", "\"checked_tensor\":\"grad.")
                .contains("\"repro\":\"./attn4j check --case " + id + " --engine cpu --seed 1\"");
    }

    @Test
    void aTimeIsThatOfForwardAndGradients() {
        CommandLineRun run = run("bench --engine cpu --pass fwdbwd --mechanism standard --heads 2 --seq-q 16"
                + " --head-dim 8 --reps 3 --min-time 0.001 --timeout 0.1 -o jsonl");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("\"case_id\":\"standard/fwdbwd/f32/B1/H2/N16/L16/D8\"", "\"pass\":\"fwdbwd\"")
                .contains("./attn4j bench --case standard/fwdbwd/")
                .contains("\"flop_model\":\"sum over the steps of forward and gradient\"")
                .doesNotContain("\"median_ns\":null", "\"gflops\":null");
        assertThat(ResultRecord.FIELDS).contains("checked_tensor");
    }

    @Test
    void oneCaseWithoutAGradientDoesNotEndTheOthers() {
        CommandLineRun run = run("check --engine cpu --pass bwd --mechanism standard --heads 64 --batch 8"
                + " --seq-q 8,8192 --head-dim 64");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out().lines().filter(line -> line.contains("passed"))).hasSize(1);
        assertThat(run.err()).contains("refused standard/bwd/f32/B8/H64/N8192");
    }
}
