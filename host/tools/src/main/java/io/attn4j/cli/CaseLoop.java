package io.attn4j.cli;

import io.attn4j.bench.BenchSuite;
import io.attn4j.bench.CaseId;
import io.attn4j.bench.CaseRunner;
import io.attn4j.bench.Check;
import io.attn4j.bench.Machine;
import io.attn4j.bench.ResultRecord;
import io.attn4j.bench.Status;
import io.attn4j.bench.TimingRules;
import io.attn4j.device.Peaks;
import io.attn4j.engine.Engine;
import io.attn4j.engine.EngineOptions;
import io.attn4j.error.InvalidInputException;
import io.attn4j.error.UnsupportedRequestException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Runs cases, one after another, on all engines, as {@code bench} and {@code check} do. */
final class CaseLoop {
    private final Terminal terminal;
    private final EngineList engines;
    private final EngineFlags flags;
    private final boolean suite;
    private final String repro;
    private final Consumer<ResultRecord> sink;

    /**
     * Prepares the loop.
     *
     * @param suite whether the cases are ours rather than the user's: large ones are then kept from the simulator
     * @param repro flags that a repetition of a record needs in addition to case, engine and seed, or empty
     * @param sink is given each case's records when the case is done
     */
    CaseLoop(
            Terminal terminal,
            EngineList engines,
            EngineFlags flags,
            boolean suite,
            String repro,
            Consumer<ResultRecord> sink) {
        this.terminal = terminal;
        this.engines = engines;
        this.flags = flags;
        this.suite = suite;
        this.repro = repro;
        this.sink = sink;
    }

    /**
     * Runs all cases.
     *
     * @param rules when enough has been measured, or null to check only
     * @throws InvalidInputException when every case is refused, as the first one
     * @throws UnsupportedRequestException when every case is refused and the first one has no gradient
     */
    List<ResultRecord> run(List<CaseId> cases, long seed, Supplier<Peaks> cpuPeaks, TimingRules rules) {
        String sources = System.getProperty("attn4j.root");
        Machine machine = Machine.current(sources == null ? null : Path.of(sources));
        String runId = CaseRunner.newRunId();
        List<ResultRecord> records = new ArrayList<>();
        Map<CaseId, RuntimeException> refused = new LinkedHashMap<>();
        for (CaseId id : cases) {
            try (CaseRunner runner = new CaseRunner(id, seed, machine, runId, cpuPeaks, repro)) {
                List<ResultRecord> ofCase = run(runner, rules, text -> terminal.progress(id + ": " + text + " ..."));
                ofCase.forEach(sink);
                records.addAll(ofCase);
            } catch (InvalidInputException | UnsupportedRequestException refusal) {
                refused.put(id, refusal);
            }
        }
        terminal.progressDone();
        if (records.isEmpty()) {
            throw refused.values().iterator().next();
        }
        refused.forEach((id, reason) -> terminal.err().println("attn4j: refused " + id + ": " + reason.getMessage()));
        return records;
    }

    /** The records of a case, in the order of the engines. */
    private List<ResultRecord> run(CaseRunner runner, TimingRules rules, Consumer<String> progress) {
        List<CaseRunner.Entry> entries = new ArrayList<>();
        for (Engine engine : engines.usable()) {
            if (!skips(engine, runner)) {
                entries.add(new CaseRunner.Entry(engine, options(engine)));
            }
        }
        Iterator<ResultRecord> measured = runner.run(entries, rules, progress).iterator();
        List<ResultRecord> records = new ArrayList<>();
        for (Engine engine : engines.usable()) {
            records.add(
                    skips(engine, runner)
                            ? runner.skipped(
                                    engine.id(),
                                    Status.SKIPPED,
                                    "an instrument, too slow for this size; --case runs it anyway")
                            : measured.next());
        }
        return records;
    }

    private boolean skips(Engine engine, CaseRunner runner) {
        return suite && runner.flops() > BenchSuite.mostFlops(engine);
    }

    private EngineOptions options(Engine engine) {
        return new EngineOptions(
                engines.device(engine, flags.device()),
                engine.taskGraphs() ? flags.strategy() : null,
                flags.memoryBudget(),
                false,
                flags.deviceConfig());
    }

    /** Exit code of records: a failed check, else a run-time error, else nothing that could run. */
    static int exitCode(List<ResultRecord> records) {
        boolean failed = records.stream()
                .anyMatch(record -> record.is(Status.OK) && !record.is(Check.PASSED) && !record.is(Check.SKIPPED));
        if (failed) {
            return ExitCode.CHECK_FAILED;
        }
        if (records.stream().anyMatch(record -> record.is(Status.ERROR))) {
            return ExitCode.RUN_TIME_ERROR;
        }
        return records.stream().anyMatch(record -> record.is(Status.OK)) ? ExitCode.OK : ExitCode.UNSUPPORTED;
    }
}
