package io.attn4j.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.mechanism.Cost;
import io.attn4j.mechanism.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code tests/peers/pytorch}: the same cases, FLOPs and fields of records as attn4j's own, and the script's own tests. */
class PytorchScriptTest {
    private static final String SCRIPTS = "tests/peers/pytorch";

    @BeforeEach
    void needsPython() throws InterruptedException {
        PythonRun.assumePython();
    }

    @Test
    void recordsHaveTheFieldsOfTheSchema() throws IOException, InterruptedException {
        PythonRun run = PythonRun.in(SCRIPTS, "-c", "import bench_peers; print('\\n'.join(bench_peers.FIELDS))");
        assertThat(run.lines()).containsExactlyElementsOf(ResultRecord.FIELDS);
    }

    @Test
    void suiteAndFlopsAreThoseOfBench() throws IOException, InterruptedException {
        PythonRun run = PythonRun.in(
                SCRIPTS,
                "-c",
                "import bench_peers\nfor id in bench_peers.SUITE: print(id, bench_peers.Case.parse(id).flops()[0])");
        Set<String> composed =
                run.lines().stream().map(line -> line.split("/", 2)[0]).collect(Collectors.toSet());
        assertThat(composed).contains("standard", "linformer", "synthesizer", "centroid", "collaborative");
        List<String> expected = new ArrayList<>();
        for (CaseId id : BenchSuite.bench()) {
            if (!composed.contains(id.mechanism())) {
                // a mechanism that has no composition in PyTorch
                continue;
            }
            Request request = id.request();
            double flops = request.cost(request.plan(Map.of())).flops();
            expected.add(id + " " + (long) flops);
        }
        assertThat(run.lines()).containsExactlyElementsOf(expected);
    }

    @Test
    void flopsOfGradientsAreThoseOfThePlan() throws IOException, InterruptedException {
        for (String id : List.of(
                "standard/fwdbwd/f32/B1/H8/N512/L512/D64", "standard/fwdbwd/f32/B2/H4/N33/L65/D16/G2/V8/causal")) {
            PythonRun run = PythonRun.in(
                    SCRIPTS, "-c", "import bench_peers\nprint(*bench_peers.Case.parse('" + id + "').flops(), sep='|')");
            Request request = CaseId.parse(id).request();
            Cost cost = request.cost(request.plan(Map.of()));
            assertThat(run.lines()).containsExactly((long) cost.flops() + "|" + cost.flopModel());
        }
    }

    @Test
    void ownTestsOfTheScriptPass() throws IOException, InterruptedException {
        PythonRun run = PythonRun.in(SCRIPTS, "-m", "unittest", "discover");
        assertThat(run.code()).as(run.text()).isZero();
    }
}
