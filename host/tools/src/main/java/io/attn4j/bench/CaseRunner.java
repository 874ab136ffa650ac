package io.attn4j.bench;

import com.sun.management.OperatingSystemMXBean;
import io.attn4j.device.Peaks;
import io.attn4j.engine.Engine;
import io.attn4j.engine.EngineOptions;
import io.attn4j.error.InvalidInputException;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs one case on engines against one reference: a check, and behind it the measurement.
 *
 * <p>Outputs are filled with NaN before each checked execution, so a kernel that does not run fails its check. A case that
 * fails reports no speed. Close it to free the tensors.
 */
public final class CaseRunner implements AutoCloseable {
    private final PreparedCase prepared;
    private final ResultRecord origin;
    private final Supplier<Peaks> cpuPeaks;
    private final String flags;

    /** As {@link #CaseRunner(CaseId, long, Machine, String, Supplier, String)}, run without further flags. */
    public CaseRunner(CaseId id, long seed, Machine machine, String runId, Supplier<Peaks> cpuPeaks) {
        this(id, seed, machine, runId, cpuPeaks, "");
    }

    /**
     * Prepares a case: checks it, and makes its inputs.
     *
     * @param machine what the records say of code and machine
     * @param cpuPeaks the measured roof of this machine's processor, asked for when first needed
     * @param flags more flags that {@code repro} of the records needs, such as {@code --threads 1}, or empty
     * @throws InvalidInputException when the mechanism refuses the case
     */
    public CaseRunner(CaseId id, long seed, Machine machine, String runId, Supplier<Peaks> cpuPeaks, String flags) {
        this.flags = flags;
        this.cpuPeaks = cpuPeaks;
        prepared = new PreparedCase(id, seed);
        origin = RecordWriter.of(id, prepared.request(), seed, prepared.cost(), machine, runId);
    }

    /** A new id that the records of one command share. */
    public static String newRunId() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString().replaceAll("[-:]", "") + "-"
                + String.format(Locale.ROOT, "%06x", ThreadLocalRandom.current().nextInt(1 << 24));
    }

    /** FLOPs of one execution by the mechanism's model. */
    public double flops() {
        return prepared.cost().flops();
    }

    /** The record of a case that is not run, with the reason. */
    public ResultRecord skipped(String engine, Status status, String reason) {
        ResultRecord record = stamped(engine);
        RecordWriter.end(record, status, reason, Check.SKIPPED);
        return record;
    }

    private ResultRecord stamped(String engine) {
        return RecordWriter.stamp(new ResultRecord(origin), prepared.id(), engine, prepared.seed(), flags);
    }

    /**
     * An engine that a case is to be run on, and how.
     *
     * @param engine the engine, open
     * @param options device and kernels
     */
    public record Entry(Engine engine, EngineOptions options) {}

    /**
     * Checks the case on an engine, and measures it if it passes.
     *
     * @param rules when enough has been measured, or null to check only
     * @return the record; what the engine cannot do has status {@code unsupported}, what broke has {@code error}
     */
    public ResultRecord run(Engine engine, EngineOptions options, TimingRules rules) {
        return run(List.of(new Entry(engine, options)), rules, id -> {}).getFirst();
    }

    /**
     * Checks the case on engines, and measures those that pass side by side: sessions are open together and take turns.
     *
     * <p>Each is measured by itself instead where all sessions together would take more than half of the memory; and {@code
     * simulator} and {@code reference}, which are instruments rather than contenders, always are.
     *
     * @param rules when enough has been measured, or null to check only
     * @param progress is told about each step
     * @return the records in the order of {@code entries}, as {@link #run(Engine, EngineOptions, TimingRules)} gives them
     */
    public List<ResultRecord> run(List<Entry> entries, TimingRules rules, Consumer<String> progress) {
        List<Trial> trials = entries.stream().map(this::trial).toList();
        List<Trial> together = new ArrayList<>();
        for (Trial trial : trials) {
            if (rules == null || trial.engine().instrument()) {
                measure(List.of(trial), rules, progress);
            } else {
                together.add(trial);
            }
        }
        if (fit(together)) {
            measure(together, rules, progress);
        } else {
            together.forEach(trial -> measure(List.of(trial), rules, progress));
        }
        return trials.stream().map(Trial::record).toList();
    }

    private Trial trial(Entry entry) {
        return new Trial(
                prepared,
                entry.engine(),
                entry.options(),
                stamped(entry.engine().id()),
                cpuPeaks);
    }

    /** Whether sessions of all of {@code trials} take at most half of the memory, by the mechanism's model. */
    private static boolean fit(List<Trial> trials) {
        long available = ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
        long taken = 0;
        for (Trial trial : trials) {
            taken += trial.sessionBytes();
            available = Math.min(available, trial.deviceMemory());
        }
        return taken <= available / 2;
    }

    private static void measure(List<Trial> trials, TimingRules rules, Consumer<String> progress) {
        List<Trial> passed = new ArrayList<>();
        try {
            for (Trial trial : trials) {
                progress.accept("checking " + trial.engine().id());
                if (trial.attempt(trial::openAndCheck) && trial.passed() && rules != null) {
                    passed.add(trial);
                } else {
                    trial.close();
                }
            }
            progress.accept("timing "
                    + String.join(
                            ", ",
                            passed.stream().map(trial -> trial.engine().id()).toList()));
            List<Timing.Outcome> outcomes = passed.isEmpty()
                    ? List.of()
                    : new Timing(rules)
                            .of(passed.stream()
                                    .map(trial -> (Runnable) trial::execute)
                                    .toList());
            for (int i = 0; i < outcomes.size(); i++) {
                Timing.Outcome outcome = outcomes.get(i);
                Trial trial = passed.get(i);
                trial.attempt(() -> trial.conclude(outcome));
            }
        } finally {
            trials.forEach(Trial::close);
        }
        passed.forEach(trial -> trial.attempt(() -> trial.profile(rules.timeoutNs())));
        passed.forEach(trial -> trial.attempt(trial::predict));
    }

    @Override
    public void close() {
        prepared.close();
    }
}
