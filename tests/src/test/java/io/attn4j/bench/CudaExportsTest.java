package io.attn4j.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.attn4j.engine.EngineOptions;
import io.attn4j.engine.RecordingEngine;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code tests/gpu}: the exports compile for CUDA, and translated to it they compute what attn4j expects of its launches.
 *
 * <p>{@code -Dattn4j.test.cuda=all} compiles every export rather than a handful.
 */
class CudaExportsTest {
    private static final String SCRIPTS = "tests/gpu";
    private static final String EXPORTS = "../../tornado-kernels/exports";
    private static final String LIMITS = "limits-sm_90.tsv";
    private static final String HANDFUL =
            "forwardTiled_(64|128)_|backwardTiled_128|MatrixProductKernel|forwardGroups|forwardChunks_128"
                    + "|SegmentPoolKernel.forwardMean";

    /** A small case of every mechanism and of what has kernels of its own. */
    private static final List<String> CASES = List.of(
            "standard/fwd/f32/B2/H2/N63/L65/D64/causal",
            "standard/fwd/f32/B1/H4/N32/L48/D128/G2/V32",
            "linformer/fwd/f32/B2/H2/N37/L37/D12/R9",
            "linformer/fwd/f32/B1/H2/N31/L33/D32/R7/variant=mean-pool",
            "linformer/fwd/f32/B2/H2/N37/L37/D12/R9/causal/variant=past-only",
            "linformer/fwd/f32/B2/H2/N37/L37/D12/R9/causal/variant=block",
            "synthesizer/fwd/f32/B2/H2/N33/L33/D16/causal",
            "synthesizer/fwd/f32/B2/H2/N37/L37/D12/variant=mixture",
            "centroid/fwd/f32/B2/H2/N37/L37/D12/R7/variant=farthest",
            "collaborative/fwd/f32/B2/H2/N37/L37/D12/R10/variant=talking",
            "block/fwd/f32/B2/H2/N37/L37/D12");

    @TempDir
    private Path folder;

    private static void assumeOnPath(String program) {
        boolean found = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
        assumeTrue(found, "no " + program + " on the PATH");
    }

    @Test
    void ownTestsOfTheScriptsPass() throws IOException, InterruptedException {
        PythonRun.assumeNumPy();
        PythonRun run = PythonRun.in(SCRIPTS, "-m", "unittest", "discover");
        assertThat(run.code()).as(run.text()).isZero();
    }

    @Test
    void exportsCompile() throws IOException, InterruptedException {
        PythonRun.assumePython();
        assumeOnPath("nvcc");
        String only = "all".equals(System.getProperty("attn4j.test.cuda")) ? "" : HANDFUL;
        // takes no more registers, stack and spills than the table says
        PythonRun run =
                PythonRun.in(SCRIPTS, "cuda_exports.py", "--compile-only", "--limits", LIMITS, "--only", only, EXPORTS);
        assertThat(run.code()).as(run.text()).isZero();
        assertThat(run.lines().getLast()).matches("[1-9]\\d* compiled for sm_90 by nvcc .*, 0 failed, \\d+ left out");
    }

    @Test
    void launchesComputeWhatIsExpected() throws IOException, InterruptedException {
        PythonRun.assumeNumPy();
        assumeOnPath("g++");
        assumeTrue(System.getProperty("os.name").equals("Linux"), "emulation of CUDA: needs Linux");
        Path out = folder.resolve("records.jsonl");
        List<String> arguments = new ArrayList<>(List.of("cuda_exports.py", "--emulate", "--out", out.toString()));
        try (RecordingEngine engine = CaseLaunchesTest.described(Long.MAX_VALUE)) {
            for (String id : CASES) {
                Path launches = folder.resolve(String.valueOf(arguments.size()));
                String repro = "./attn4j explain " + id + " --launches launches --device-name 'NVIDIA H200'";
                new CaseLaunches(CaseId.parse(id), 1, repro)
                        .write(engine, EngineOptions.DEFAULT, new LaunchFolder(launches));
                arguments.add(launches.toString());
            }
        }
        PythonRun run = PythonRun.in(SCRIPTS, arguments.toArray(String[]::new));
        assertThat(run.code()).as(run.text()).isZero();
        List<ResultRecord> records = RecordReader.read(out);
        assertThat(records).extracting(record -> record.get("case_id")).containsExactlyElementsOf(CASES);
        assertThat(records).allSatisfy(record -> {
            assertThat(record.get("check")).as((String) record.get("repro")).isEqualTo("passed");
            assertThat(record.get("median_ns")).isNull();
        });
    }
}
