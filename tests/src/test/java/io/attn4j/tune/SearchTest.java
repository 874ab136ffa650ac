package io.attn4j.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attn4j.graph.KernelChoice;
import io.attn4j.graph.KernelRole;
import io.attn4j.plan.Strategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The search on made-up times. */
class SearchTest {
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    private Path directory;

    private EvidenceLog log() {
        return log("fake", false);
    }

    private EvidenceLog log(String driver, boolean fresh) {
        return new EvidenceLog(file(), Map.of("engine", "opencl", "driver_version", driver), fresh);
    }

    private Path file() {
        return directory.resolve("evidence.jsonl");
    }

    private static Search.Found search(FakeWorkload workload, EvidenceLog log, long budgetNs) {
        Search.Limits limits = new Search.Limits(budgetNs, 60 * SECOND, workload::now);
        try (Search search = new Search(workload, log, limits, (done, of, choice, gain) -> {})) {
            return search.from(FakeWorkload.START);
        } finally {
            assertThat(workload.open()).as("sessions left open").isZero();
        }
    }

    @Test
    void findsTheFastestInSpiteOfNoise() {
        Search.Found found = search(new FakeWorkload(0.05), log(), 1000 * SECOND);
        assertThat(found.best().toString()).isEqualTo(FakeWorkload.BEST.toString());
        assertThat(found.complete()).isTrue();
        assertThat(found.remembered()).isZero();
    }

    @Test
    void neverRunsWhatTheDeviceCannotHold() {
        FakeWorkload workload = new FakeWorkload(0.01);
        Search.Found found = search(workload, log(), 1000 * SECOND);
        assertThat(found.refused()).containsEntry("localBytes of core", 3);
        assertThat(workload.opened).noneMatch(opened -> opened.contains("rows=16)"));
    }

    @Test
    void recordsWrongResultsAndFailuresAndGoesOn() throws IOException {
        FakeWorkload workload = new FakeWorkload(0.01);
        Search.Found found = search(workload, log(), 1000 * SECOND);
        assertThat(found.counts()).containsEntry(Ending.WRONG, 1).containsEntry(Ending.ERROR, 1);
        assertThat(workload.runs.keySet())
                .noneMatch(timed -> timed.contains("=lanes(") || timed.contains("core.forward=rows("));
        assertThat(Files.readString(file()))
                .contains("\"status\":\"wrong\",\"reason\":\"rms 1e-1\"")
                .contains("\"status\":\"error\",\"reason\":\"driver: internal compiler error\"");
    }

    @Test
    void givesUpOnTheHopelessAfterOneRun() {
        FakeWorkload workload = new FakeWorkload(0.01);
        Search.Found found = search(workload, log(), 1000 * SECOND);
        assertThat(found.counts().get(Ending.HOPELESS)).isPositive();
        assertThat(workload.runs.entrySet())
                .filteredOn(entry -> entry.getKey().contains("naive"))
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(entry.getValue()).isEqualTo(1));
    }

    @Test
    void leavesOutTheRestOfAStrategyThatIsFarTooSlow() {
        FakeWorkload workload = new FakeWorkload(0.01);
        Search.Found found = search(workload, log(), 1000 * SECOND);
        assertThat(workload.opened).anyMatch(opened -> opened.contains("naive(items=1)"));
        assertThat(workload.opened).noneMatch(opened -> opened.contains("naive(items=2)"));
        assertThat(found.refused()).containsEntry("core.forward naive, a strategy far too slow", 1);
    }

    @Test
    void racesOnlyCasesThatTheRoleHasAKernelIn() {
        FakeWorkload workload = new FakeWorkload(0.01);
        search(workload, log(), 1000 * SECOND);
        assertThat(workload.opened)
                .filteredOn(opened -> opened.contains("local=1)"))
                .isNotEmpty()
                .allMatch(opened -> opened.endsWith(" on a"));
    }

    @Test
    void remembersWhatWasMeasured() throws IOException {
        search(new FakeWorkload(0.01), log(), 1000 * SECOND);
        List<String> before = Files.readAllLines(file());
        FakeWorkload again = new FakeWorkload(0.01);
        Search.Found found = search(again, log(), 1000 * SECOND);
        assertThat(found.best().toString()).isEqualTo(FakeWorkload.BEST.toString());
        assertThat(found.remembered()).isEqualTo(before.size());
        assertThat(again.opened).isEmpty();
        assertThat(Files.readAllLines(file())).isEqualTo(before);
    }

    @Test
    void goesOnWhereItStopped() throws IOException {
        Search.Found stopped = search(new FakeWorkload(0.01), log(), SECOND / 5);
        assertThat(stopped.complete()).isFalse();
        int measured = Files.readAllLines(file()).size();
        assertThat(measured).isPositive();
        // as an interruption in the middle of a line leaves it
        Files.writeString(file(), Files.readString(file()) + "{\"schema_version\":1,\"eng");
        Search.Found found = search(new FakeWorkload(0.01), log(), 1000 * SECOND);
        assertThat(found.remembered()).isEqualTo(measured);
        assertThat(found.best().toString()).isEqualTo(FakeWorkload.BEST.toString());
        assertThat(Files.readAllLines(file())).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
    }

    @Test
    void measuresAgainWhenCodeOrDriverChangedOrWhenAsked() {
        search(new FakeWorkload(0.01), log(), 1000 * SECOND);
        assertThat(search(new FakeWorkload(0.01).withCode("other"), log(), 1000 * SECOND)
                        .remembered())
                .isZero();
        assertThat(search(new FakeWorkload(0.01), log("newer", false), 1000 * SECOND)
                        .remembered())
                .isZero();
        assertThat(search(new FakeWorkload(0.01), log("fake", true), 1000 * SECOND)
                        .remembered())
                .isZero();
    }

    @Test
    void keepsTheIncumbentWhereNothingIsFasterBeyondNoise() {
        FakeWorkload flat = new FakeWorkload(0.2);
        Search.Limits limits = new Search.Limits(1000 * SECOND, 60 * SECOND, flat::now);
        try (Search search = new Search(flat, log(), limits, (done, of, choice, gain) -> {})) {
            Candidate best = search.from(FakeWorkload.BEST).best();
            assertThat(best.toString()).isEqualTo(FakeWorkload.BEST.toString());
        }
    }

    @Test
    void leavesOutAKernelThatDoesNotEnd() throws IOException {
        CountDownLatch end = new CountDownLatch(1);
        FakeWorkload fake = new FakeWorkload(0.01);
        Workload stuck = new Workload() {
            @Override
            public List<String> cases() {
                return fake.cases();
            }

            @Override
            public List<io.attn4j.graph.TuningSpace> spaces() {
                return List.of(new io.attn4j.graph.TuningSpace(KernelRole.CORE, Strategy.NAIVE));
            }

            @Override
            public List<io.attn4j.graph.TaskLaunch> launches(String caseId, Candidate candidate) {
                return fake.launches(caseId, candidate);
            }

            @Override
            public Execution open(String caseId, Candidate candidate) {
                if (candidate.toString().contains("naive")) {
                    try {
                        end.await();
                    } catch (InterruptedException interrupted) {
                        throw new IllegalStateException(interrupted);
                    }
                }
                return fake.open(caseId, candidate);
            }
        };
        Search.Limits limits = new Search.Limits(System.nanoTime() + 3 * SECOND, 20_000_000L, System::nanoTime);
        try (Search search = new Search(stuck, log(), limits, (done, of, choice, gain) -> {})) {
            assertThatThrownBy(() -> search.from(FakeWorkload.START))
                    .isInstanceOf(StuckKernelException.class)
                    .hasMessageContaining("core.forward=naive()");
        }
        end.countDown();
        assertThat(Files.readString(file())).contains("\"status\":\"timeout\"");
        try (Search search = new Search(stuck, log(), limits, (done, of, choice, gain) -> {})) {
            assertThat(search.from(FakeWorkload.START).counts()).containsExactly(Map.entry(Ending.TIMEOUT, 1));
        }
    }

    @Test
    void refusesAnEvidenceFileThatIsNone() throws IOException {
        Files.writeString(file(), "not JSON\n");
        assertThatThrownBy(this::log).hasMessageContaining("evidence.jsonl line 1");
    }

    @Test
    void namesCandidatesWithConstantsInOrder() {
        assertThat(new Candidate(List.of())
                        .with(new KernelChoice(KernelRole.CORE, Strategy.TILED, Map.of("rows", 4, "keys", 2)))
                        .with(new KernelChoice(KernelRole.ROWS, Strategy.ROWS, Map.of())))
                .hasToString("core.forward=tiled(keys=2,rows=4) row.kernels=rows()");
        assertThat(Stream.of(FakeWorkload.START.with(new KernelChoice(KernelRole.CORE, Strategy.NAIVE, Map.of())))
                        .map(Candidate::toString))
                .containsExactly("core.forward=naive() row.kernels=rows(local=64)");
        assertThat(FakeWorkload.START.with(new KernelChoice(KernelRole.CORE, Strategy.TILED, Map.of("keys", 2))))
                .as("an open constant keeps its value")
                .hasToString("core.forward=tiled(keys=2,rows=1) row.kernels=rows(local=64)");
    }
}
