package io.attn4j.cli;

import io.attn4j.InvalidInputException;
import io.attn4j.bench.BenchSuite;
import io.attn4j.bench.CaseId;
import io.attn4j.bench.CaseRunner;
import io.attn4j.bench.Machine;
import io.attn4j.bench.ResultRecord;
import io.attn4j.bench.TimingRules;
import io.attn4j.device.Peaks;
import io.attn4j.engine.Engine;
import io.attn4j.engine.EngineOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Runs cases on engines, one after another, as {@code bench} and {@code check} do. */
final class CaseLoop {
    private final Terminal terminal;
    private final EngineList engines;
    private final EngineFlags flags;
    private final boolean suite;

    /**
     * Prepares the loop.
     *
     * @param suite whether the cases are ours rather than the user's: large ones are then kept from the simulator
     */
    CaseLoop(Terminal terminal, EngineList engines, EngineFlags flags, boolean suite) {
        this.terminal = terminal;
        this.engines = engines;
        this.flags = flags;
        this.suite = suite;
    }

    /**
     * Runs all cases.
     *
     * @param rules when enough has been measured, or null to check only
     * @throws InvalidInputException when every case is refused, as the first one
     */
    List<ResultRecord> run(List<CaseId> cases, long seed, Supplier<Peaks> cpuPeaks, TimingRules rules) {
        String sources = System.getProperty("attn4j.root");
        Machine machine = Machine.current(sources == null ? null : Path.of(sources));
        String runId = CaseRunner.newRunId();
        List<ResultRecord> records = new ArrayList<>();
        Map<CaseId, InvalidInputException> refused = new LinkedHashMap<>();
        for (CaseId id : cases) {
            try (CaseRunner runner = new CaseRunner(id, seed, machine, runId, cpuPeaks)) {
                for (Engine engine : engines.usable()) {
                    terminal.progress(id + " on " + engine.id() + " ...");
                    records.add(run(runner, engine, rules));
                }
            } catch (InvalidInputException invalid) {
                refused.put(id, invalid);
            }
        }
        terminal.progressDone();
        if (records.isEmpty()) {
            throw refused.values().iterator().next();
        }
        refused.forEach((id, reason) -> terminal.err().println("attn4j: refused " + id + ": " + reason.getMessage()));
        return records;
    }

    private ResultRecord run(CaseRunner runner, Engine engine, TimingRules rules) {
        if (suite && engine.id().equals("simulator") && runner.flops() > BenchSuite.SIMULATOR_FLOPS) {
            return runner.skipped(
                    engine.id(),
                    "skipped",
                    "a debugging instrument, too slow for this size; --case runs it all the same");
        }
        return runner.run(
                engine,
                new EngineOptions(
                        engines.device(engine, flags.device()),
                        engine.taskGraphs() ? flags.strategy() : null,
                        flags.memoryBudget(),
                        false,
                        flags.deviceConfig()),
                rules);
    }

    /** Exit code of records: a failed check, else a run-time error, else nothing that could run. */
    static int exitCode(List<ResultRecord> records) {
        boolean failed = records.stream()
                .anyMatch(record -> "ok".equals(record.get("status"))
                        && !"passed".equals(record.get("check"))
                        && !"skipped".equals(record.get("check")));
        if (failed) {
            return ExitCode.CHECK_FAILED;
        }
        if (records.stream().anyMatch(record -> "error".equals(record.get("status")))) {
            return ExitCode.RUN_TIME_ERROR;
        }
        return records.stream().anyMatch(record -> "ok".equals(record.get("status")))
                ? ExitCode.OK
                : ExitCode.UNSUPPORTED;
    }
}
