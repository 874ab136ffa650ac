package io.attn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.file.TensorFile;
import io.attn4j.file.TensorFiles;
import io.attn4j.tensor.DType;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exit codes, one-line errors, and a run from file to file. */
class MainTest {

    @TempDir
    private static Path directory;

    @BeforeAll
    static void writeInputs() {
        TensorFiles.write(
                directory.resolve("qkv.safetensors"),
                Map.of(
                        "q", RandomTensors.normal(1, 1, 2, 9, 16),
                        "k", RandomTensors.normal(2, 1, 2, 11, 16),
                        "v", RandomTensors.normal(3, 1, 2, 11, 8)));
        TensorFiles.write(
                directory.resolve("half.safetensors"),
                Map.of(
                        "q", bf16(RandomTensors.normal(1, 1, 2, 9, 16)),
                        "k", bf16(RandomTensors.normal(2, 1, 2, 11, 16)),
                        "v", bf16(RandomTensors.normal(3, 1, 2, 11, 8))));
    }

    private static Tensor bf16(Tensor exact) {
        return Tensor.rounded(DType.BF16, exact.toFloats(), exact.type().shape());
    }

    private static String[] split(String commandLine) {
        return commandLine.replace("DIR", directory.toString()).split(" ");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    frobnicate                                                                 | 2 | verb: got frobnicate
                    list --frobnicate                                                          | 2 | Unknown option: '--frobnicate'
                    list -o xml                                                                | 2 | -o: got xml
                    list --mechanism nothing                                                   | 2 | mechanism: got nothing
                    devices --engine nothing                                                   | 2 | engine: got nothing
                    run                                                                        | 2 | Missing required option
                    run --in DIR/absent.safetensors --out DIR/o.safetensors                    | 2 | no such file
                    run --in DIR/qkv.safetensors --out DIR/absent/o.safetensors                | 2 | no directory
                    run --in DIR/qkv.safetensors --out DIR/o.txt                               | 2 | needs .safetensors or .npy
                    run --in DIR/qkv.safetensors --out DIR/o.npy --lse                         | 2 | 2 tensors (o, lse)
                    run --in DIR/qkv.safetensors --out DIR/o.npy --scale NaN                   | 2 | --scale: got NaN
                    run --in DIR/qkv.safetensors --out DIR/o.npy --scale many                  | 2 | --scale
                    run --in DIR/qkv.safetensors --out DIR/o.npy --memory-budget much          | 2 | --memory-budget: got much
                    run --in DIR/qkv.safetensors --out DIR/o.npy --device x                    | 2 | --device: got x
                    run --in DIR/qkv.safetensors --out DIR/o.npy --engine cpu --device 7       | 3 | --device: got 7
                    run --in DIR/qkv.safetensors --out DIR/o.npy --engine cpu --kernel tiled   | 3 | strategy: got tiled
                    run --in DIR/qkv.safetensors --out DIR/o.npy --rank 4                      | 2 | rank
                    run --in DIR/qkv.safetensors --out DIR/o.npy --mechanism linformer         | 2 | e: got no tensor
                    run --in DIR/qkv.safetensors --out DIR/o.npy --mechanism linformer --causal | 2 | --causal-form past-only or --causal-form block
                    check --mechanism linformer --causal                                       | 2 | --causal-form past-only or --causal-form block
                    check --pass backward                                                      | 2 | --pass: got backward; needs fwd, bwd or fwdbwd
                    check --pass bwd --case standard/fwd/f32/B1/H1/N1/L1/D8                    | 2 | needs the pass of the case
                    check --case standard/back/f32/B1/H1/N1/L1/D8                              | 2 | got back; needs fwd, bwd or fwdbwd
                    check --case standard/bwd/f32/B64/H64/N4096/L4096/D64                      | 3 | checked in fp64; try a smaller case
                    bench --pass bwd                                                           | 2 | needs fwd or fwdbwd
                    bench --case standard/bwd/f32/B1/H1/N1/L1/D8                               | 2 | needs fwd or fwdbwd
                    tune --pass fwdbwd                                                         | 2 | --pass: got fwdbwd
                    explain standard/bwd/f32/B1/H1/N1/L1/D8 --launches DIR/l                   | 3 | needs a forward case
                    check --dtype f64                                                          | 2 | --dtype: got f64
                    check --dtype f16 --case standard/fwd/f32/B1/H1/N1/L1/D8                   | 2 | either case ids or --dtype
                    run --in DIR/half.safetensors --out DIR/o.npy --engine cpu                 | 2 | got BF16; needs a type that .npy knows
                    check --case standard/fwd/f32/B1                                           | 2 | needs the size
                    check --case standard/fwd/f32/B1/H1/N1/L1/D8 --heads 2                     | 2 | either case ids or sizes
                    check --shapes DIR/absent.txt                                              | 2 | --shapes: got
                    check --device-config DIR/absent.json --engine nothing                     | 2 | engine: got nothing
                    bench --seq-q 64..8                                                        | 2 | a range that ascends
                    bench --reps 0                                                             | 2 | --reps: got 0
                    bench --engine cpu --out DIR/records.txt                                   | 2 | --out: got
                    explain nonsense                                                           | 2 | case: got nonsense
                    explain standard/fwd/f32/B1/H1/N1/L1/D8 --device-name H100                 | 2 | --device-name: got no --launches
                    explain standard/fwd/f32/B1/H1/N1/L1/D8 --launches DIR                     | 2 | which holds other files
                    explain standard/fwd/f32/B1/H1/N1/L1/D8 --launches DIR/l --engine cpu      | 2 | needs opencl with --launches
                    explain standard/fwd/f32/B1/H1/N1/L1/D8 --launches DIR/l --device 0        | 2 | needs no device that is there
                    explain standard/fwd/f32/B1/H1/N1/L1/D8 --launches DIR/l --device-type dsp | 2 | --device-type: got dsp
                    explain standard/fwd/f32/B1/H1/N1/L1/D8 --launches DIR/l --group-size 0    | 2 | --group-size: got 0
                    explain standard/fwd/f32/B1/H1/N1/L1/D8 --launches DIR/l --local-memory x  | 2 | --local-memory: got x
                    """)
    void refusesMistakesInOneLine(String commandLine, int code, String message) {
        CommandLineRun run = CommandLineRun.of(split(commandLine));
        assertThat(run.code()).as(run.err()).isEqualTo(code);
        assertThat(run.err()).contains(message).hasLineCount(1).doesNotContain("Exception");
        assertThat(run.out()).isEmpty();
    }

    static Stream<String> verbs() {
        return Main.names().stream();
    }

    @ParameterizedTest(name = "{0} --help")
    @MethodSource("verbs")
    void explainsEachVerb(String verb) {
        CommandLineRun run = CommandLineRun.of(verb, "--help");
        assertThat(run.code()).isZero();
        assertThat(run.out()).startsWith("Usage: attn4j " + verb);
    }

    @Test
    void listsItsVerbs() {
        CommandLineRun run = CommandLineRun.of("--help");
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains(Main.names());
    }

    @Test
    void writesLaunchesForADeviceThatIsNotThere() {
        Path launches = directory.resolve("launches");
        CommandLineRun run = CommandLineRun.of(
                "explain",
                "standard/fwd/f32/B1/H1/N9/L9/D8",
                "--launches",
                launches.toString(),
                "--device-name",
                "NVIDIA H200",
                "--seed",
                "7");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("engine opencl: launches are recorded, nothing is run")
                .contains("device-configs/nvidia-h200.json fits NVIDIA H200 (gpu, described)")
                .endsWith("wrote " + launches.resolve("launches.json") + System.lineSeparator());
        assertThat(launches.resolve("launches.json"))
                .content()
                .contains("--launches DIR --seed 7 --device-name 'NVIDIA H200'\"");
    }

    @Test
    void runsFromFileToFile() throws IOException {
        Path out = directory.resolve("o.safetensors");
        CommandLineRun run = CommandLineRun.of(
                split("run --in DIR/qkv.safetensors --out DIR/o.safetensors --engine cpu --lse --causal -o json"));
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("\"engine\":\"cpu\"", "\"seq_k\":11", "\"causal\":true");
        try (TensorFile file = TensorFiles.read(out)) {
            assertThat(file.types())
                    .containsEntry("o", TensorType.f32(1, 2, 9, 8))
                    .containsEntry("lse", TensorType.f32(1, 2, 9));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "simulator"})
    void runsOnSixteenBits(String engine) {
        CommandLineRun run = CommandLineRun.of(
                split("run --in DIR/half.safetensors --out DIR/b.safetensors --lse -v -o json --engine " + engine));
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("\"engine\":\"" + engine + "\"", "\"dtype\":\"bf16\"");
        try (TensorFile file = TensorFiles.read(directory.resolve("b.safetensors"))) {
            assertThat(file.types())
                    .containsEntry("o", new TensorType(DType.BF16, new long[] {1, 2, 9, 8}))
                    .containsEntry("lse", TensorType.f32(1, 2, 9));
        }
    }

    @Test
    void checksCasesOfEveryElementType() {
        CommandLineRun run = CommandLineRun.of(split("check --engine cpu,reference,simulator --mechanism standard"
                + " --seq-q 17 --head-dim 16 --heads 2 --dtype f32,f16,bf16"));
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        for (String dtype : new String[] {"f16", "bf16"}) {
            assertThat(run.out().lines().filter(line -> line.contains(" " + dtype + " B1 H2 N17")))
                    .as(run.out())
                    .hasSize(3)
                    .allMatch(line -> line.contains("passed"));
        }
        assertThat(run.out().lines().filter(line -> line.contains("passed"))).hasSize(9);
    }

    @Test
    void listsElementTypes() {
        CommandLineRun run = CommandLineRun.of("list");
        assertThat(run.out()).containsPattern("dtype.*f32").containsPattern("dtype.*bf16.*computed in f32");
    }

    @Test
    void printsNothingUnlessAsked() throws IOException {
        Path out = directory.resolve("quiet.npy");
        CommandLineRun run =
                CommandLineRun.of(split("run --in DIR/qkv.safetensors --out DIR/quiet.npy --engine reference"));
        assertThat(run).isEqualTo(new CommandLineRun(0, "", ""));
        assertThat(Files.size(out)).isPositive();
    }

    @Test
    void takesArraysByName() {
        TensorFiles.write(directory.resolve("a.npy"), Map.of("q", RandomTensors.normal(1, 1, 1, 3, 8)));
        CommandLineRun run = CommandLineRun.of(
                split("run --in q=DIR/a.npy --in k=DIR/a.npy --in v=DIR/a.npy --out DIR/named.npy --engine cpu"));
        assertThat(run).isEqualTo(new CommandLineRun(0, "", ""));
    }

    @Test
    void checksCases() {
        CommandLineRun run = CommandLineRun.of(
                split("check --engine cpu,reference --mechanism standard,linformer --seq-q 3,17 --seq-k 9"
                        + " --head-dim 16 --heads 2 --rank 4 --causal false"));
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.out().lines().filter(line -> line.contains("passed"))).hasSize(8);
    }

    @Test
    void aCheckIsRepeatedWithTheKernelsThatWereAskedFor() {
        String id = "standard/fwd/f32/B1/H1/N3/L3/D8";
        CommandLineRun run = CommandLineRun.of(split("check --engine simulator --kernel naive -o jsonl --case " + id));
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("./attn4j bench --case " + id + " --engine simulator --seed 1 --kernel naive\"");
    }
}
