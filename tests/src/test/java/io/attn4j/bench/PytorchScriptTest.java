package io.attn4j.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.attn4j.mechanism.Mechanism;
import io.attn4j.mechanism.Mechanisms;
import io.attn4j.mechanism.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code tests/peers/pytorch}: the same cases, FLOPs and fields of records as attn4j's own, and the script's own tests. */
class PytorchScriptTest {
    private static final Path SCRIPTS = Path.of(System.getProperty("attn4j.root"), "tests/peers/pytorch");

    private record Run(int code, List<String> lines) {}

    private static Run python(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("python3", "-B"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(SCRIPTS.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output.lines().toList());
    }

    @BeforeEach
    void needsPython() throws InterruptedException {
        boolean found;
        try {
            found = python("-c", "import sys; sys.exit(sys.version_info < (3, 9))")
                            .code()
                    == 0;
        } catch (IOException none) {
            found = false;
        }
        assumeTrue(found, "no python3 of version 3.9 or later");
    }

    @Test
    void recordsHaveTheFieldsOfTheSchema() throws IOException, InterruptedException {
        Run run = python("-c", "import bench_peers; print('\\n'.join(bench_peers.FIELDS))");
        assertThat(run.lines()).containsExactlyElementsOf(ResultRecord.FIELDS);
    }

    @Test
    void suiteAndFlopsAreThoseOfBench() throws IOException, InterruptedException {
        Run run = python(
                "-c",
                "import bench_peers\nfor id in bench_peers.SUITE: print(id, bench_peers.Case.parse(id).flops()[0])");
        List<String> expected = new ArrayList<>();
        for (CaseId id : BenchSuite.bench()) {
            Mechanism mechanism = Mechanisms.byId(id.mechanism());
            Problem problem = id.problem();
            double flops =
                    mechanism.cost(problem, mechanism.plan(problem, Map.of())).flops();
            expected.add(id + " " + (long) flops);
        }
        assertThat(run.lines()).containsExactlyElementsOf(expected);
    }

    @Test
    void ownTestsOfTheScriptPass() throws IOException, InterruptedException {
        Run run = python("-m", "unittest", "discover");
        assertThat(run.code()).as(String.join("\n", run.lines())).isZero();
    }
}
