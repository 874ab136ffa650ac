package io.attn4j.bench;

import com.sun.management.OperatingSystemMXBean;
import io.attn4j.batch.BatchPrediction;
import io.attn4j.batch.BatchedSession;
import io.attn4j.compare.Comparison;
import io.attn4j.compare.Tolerance;
import io.attn4j.device.DeviceConfig;
import io.attn4j.device.Peaks;
import io.attn4j.engine.Engine;
import io.attn4j.engine.EngineOptions;
import io.attn4j.engine.EngineSession;
import io.attn4j.engine.PeerSession;
import io.attn4j.error.InvalidInputException;
import io.attn4j.error.UnsupportedRequestException;
import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.GraphTimings;
import io.attn4j.mechanism.Cost;
import io.attn4j.mechanism.PlanMemory;
import io.attn4j.mechanism.Request;
import io.attn4j.plan.Plan;
import io.attn4j.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    private static final int PROFILED_RUNS = 9;

    private final CaseId id;
    private final long seed;
    private final ResultRecord origin;
    private final Supplier<Peaks> cpuPeaks;
    private final String flags;
    private final Request request;
    private final Arena arena = Arena.ofShared();
    private final Map<String, Tensor> inputs;
    private final Map<String, Tensor> outputs;
    private final Cost cost;
    private final Tolerance tolerance;
    private CaseReference reference;

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
        this.flags = flags.isEmpty() ? "" : " " + flags;
        this.id = id;
        this.seed = seed;
        this.cpuPeaks = cpuPeaks;
        request = id.request();
        if (request.outputType().elements() > Integer.MAX_VALUE - 8) {
            throw new InvalidInputException(
                    "case", id, "less than 2^31 output elements, which the reference is held in", "a smaller case");
        }
        try {
            inputs = CaseInputs.of(id, seed, arena);
            outputs = Map.of("o", Tensor.allocate(request.outputType(), arena));
            cost = request.cost(request.plan(inputs));
        } catch (RuntimeException | Error failure) {
            arena.close();
            throw failure;
        }
        tolerance = Tolerance.of(id.dtype(), Tolerance.Pass.FORWARD);
        origin = CaseFields.of(id, request, seed, cost, machine, runId);
    }

    /** A new id that the records of one command share. */
    public static String newRunId() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString().replaceAll("[-:]", "") + "-"
                + String.format(Locale.ROOT, "%06x", ThreadLocalRandom.current().nextInt(1 << 24));
    }

    /** FLOPs of one execution by the mechanism's model. */
    public double flops() {
        return cost.flops();
    }

    /** The record of a case that is not run, with the reason. */
    public ResultRecord skipped(String engine, String status, String reason) {
        return stamped(engine).set("status", status).set("reason", reason).set("check", "skipped");
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
        List<Trial> trials = entries.stream().map(Trial::new).toList();
        List<Trial> together = new ArrayList<>();
        for (Trial trial : trials) {
            if (rules == null || trial.instrument()) {
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
        return trials.stream().map(trial -> trial.record).toList();
    }

    /** Whether sessions of all of {@code trials} take at most half of the memory, by the mechanism's model. */
    private boolean fit(List<Trial> trials) {
        long available = ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
        long taken = 0;
        for (Trial trial : trials) {
            Plan plan = request.plan();
            taken += PlanMemory.deviceBytes(plan, trial.engine.scratch(plan, trial.options));
            available = Math.min(available, trial.deviceMemory());
        }
        return taken <= available / 2;
    }

    private void measure(List<Trial> trials, TimingRules rules, Consumer<String> progress) {
        List<Trial> passed = new ArrayList<>();
        try {
            for (Trial trial : trials) {
                progress.accept("checking " + trial.engine.id());
                if (trial.attempt(trial::openAndCheck) && "passed".equals(trial.record.get("check")) && rules != null) {
                    passed.add(trial);
                } else {
                    trial.close();
                }
            }
            progress.accept("timing "
                    + String.join(
                            ", ",
                            passed.stream().map(trial -> trial.engine.id()).toList()));
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

    /** One engine's run of the case. */
    private final class Trial {
        private final Engine engine;
        private final EngineOptions options;
        private final ResultRecord record;
        private GraphDevice device;
        private DeviceConfig config;
        private EngineSession session;
        private int parts;

        Trial(Entry entry) {
            engine = entry.engine();
            options = entry.options();
            record = stamped(engine.id()).set("status", "ok");
        }

        boolean instrument() {
            return engine.id().equals("simulator") || engine.id().equals("reference");
        }

        /** Bytes of a device with memory of its own, else no limit. */
        long deviceMemory() {
            try {
                return engine.taskGraphs() ? engine.device(options.device()).globalMemoryBytes() : Long.MAX_VALUE;
            } catch (UnsupportedRequestException noSuchDevice) {
                // Opening the session meets the same refusal and records it.
                return Long.MAX_VALUE;
            }
        }

        /** Takes a step; what it throws goes to the record, and the trial ends. */
        boolean attempt(Runnable step) {
            if (!"ok".equals(record.get("status"))) {
                return false;
            }
            try {
                step.run();
                return true;
            } catch (UnsupportedRequestException unsupported) {
                end("unsupported", unsupported.getMessage(), "skipped");
            } catch (RuntimeException failure) {
                String reason = failure.getMessage() == null ? failure.toString() : failure.getMessage();
                end("error", reason, "failed");
            }
            return false;
        }

        private void end(String status, String reason, String check) {
            record.set("status", status).set("reason", reason).set("check", check);
        }

        void openAndCheck() {
            device = engine.device(options.device());
            config = CaseFields.device(record, engine, device, options);
            session = BatchedSession.open(engine, request, options);
            parts = session instanceof BatchedSession split ? split.parts() : 1;
            record.set("scope", "end-to-end").set("timer", "host").set("parts", parts);
            CaseFields.launches(record, session.launches());
            GraphTimings first = CaseRunner.this.execute(session);
            record.setKnown("first_exec_ns", first.wallNs()).setKnown("jit_ns", first.jitNs());
            check(record);
        }

        void execute() {
            if (session instanceof PeerSession peer) {
                peer.compute();
            } else {
                session.run(request, inputs, outputs);
            }
        }

        /** Checks what was timed once more, and only then reports the times. */
        void conclude(Timing.Outcome outcome) {
            if (outcome.failure() != null) {
                throw outcome.failure();
            }
            GraphTimings last = CaseRunner.this.execute(session);
            if (check(record)) {
                report(record, outcome.samples(), last, peaks(engine, device, config));
            }
        }

        /** Device times of the execution with the median kernel time, in a session of its own as taking them slows it. */
        void profile(long timeoutNs) {
            // The simulator has no device whose time could be told from the host's.
            if (!engine.taskGraphs() || engine.id().equals("simulator") || !"passed".equals(record.get("check"))) {
                return;
            }
            try (EngineSession inside = BatchedSession.open(engine, request, options.withProfile())) {
                inside.run(request, inputs, outputs);
                List<GraphTimings> runs = new ArrayList<>();
                long start = System.nanoTime();
                while (runs.isEmpty() || (runs.size() < PROFILED_RUNS && System.nanoTime() - start < timeoutNs)) {
                    runs.add(inside.run(request, inputs, outputs));
                }
                runs.sort(Comparator.comparingLong(GraphTimings::kernelNs));
                GraphTimings median = runs.get(runs.size() / 2);
                record.setKnown("h2d_ns", median.toDeviceNs())
                        .setKnown("kernel_ns", median.kernelNs())
                        .setKnown("d2h_ns", median.toHostNs())
                        .setKnown("dispatch_ns", median.dispatchNs());
            }
        }

        /** What the model of overlapped transfers says of a request that was split, to compare with what was measured. */
        void predict() {
            if (parts > 1 && "passed".equals(record.get("check"))) {
                BatchPrediction prediction = BatchPrediction.of(engine, request, options, inputs, outputs);
                record.set("predicted_ns", prediction.predictedNs()).set("sequential_ns", prediction.sequentialNs());
            }
        }

        void close() {
            EngineSession opened = session;
            session = null;
            if (opened == null) {
                return;
            }
            try {
                opened.close();
            } catch (RuntimeException failure) {
                attempt(() -> {
                    throw failure;
                });
            }
        }
    }

    private ResultRecord stamped(String engine) {
        // a bundle's launcher starts one of TornadoVM's code generators
        String backend = System.getProperty("attn4j.backend");
        return new ResultRecord(origin)
                .set(
                        "timestamp_utc",
                        Instant.now().truncatedTo(ChronoUnit.MILLIS).toString())
                .set("engine", engine)
                .set(
                        "repro",
                        "./attn4j " + (backend == null ? "" : "--backend " + backend + " ") + "bench --case " + id
                                + " --engine " + engine + " --seed " + seed + flags);
    }

    private Peaks peaks(Engine engine, GraphDevice device, DeviceConfig config) {
        if (config != null && config.peaks() != null) {
            return config.peaks();
        }
        // The simulator runs on the processor too, but its speed is no claim about anything.
        return device.type().equals("cpu") && !engine.id().equals("simulator") ? cpuPeaks.get() : null;
    }

    private GraphTimings execute(EngineSession session) {
        outputs.values().forEach(CaseRunner::poison);
        return session.run(request, inputs, outputs);
    }

    /** All bits set, which is NaN in every float type. */
    private static void poison(Tensor output) {
        output.segment().fill((byte) 0xff);
    }

    private boolean check(ResultRecord record) {
        if (reference == null) {
            reference = CaseReference.of(request, inputs, cost.flops(), seed);
        }
        Comparison comparison = reference.compare(outputs.get("o"));
        Comparison.Verdict verdict = comparison.verdict(tolerance);
        record.set("check", verdict.name().toLowerCase(Locale.ROOT))
                .set("max_abs_err", finite(comparison.maxAbsolute()))
                .set("rms_rel_err", finite(comparison.rmsRelative()))
                .set("max_rel_err", finite(comparison.maxRelative()))
                .set("limit", tolerance.rms() + " rms / " + tolerance.max() + " max")
                .set("worst_index", comparison.worstIndex())
                .set("nonfinite_count", comparison.nonFinite())
                .set("checked_rows", reference.rows());
        return verdict == Comparison.Verdict.PASSED;
    }

    private static Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    private void report(ResultRecord record, Samples samples, GraphTimings last, Peaks peaks) {
        double median = samples.median();
        double gflops = cost.flops() / median;
        double intensity = cost.flops() / cost.bytes();
        record.set("warmup_iters", samples.warmups())
                .set("reps", samples.count())
                .set("converged", samples.converged())
                .set("min_ns", samples.min())
                .set("median_ns", median)
                .set("mean_ns", samples.mean())
                .set("p95_ns", samples.p95())
                .set("max_ns", samples.max())
                .set("stddev_ns", samples.standardDeviation())
                .set("mad_ns", samples.medianAbsoluteDeviation())
                .set("samples_ns", samples.nanoseconds())
                .setKnown("h2d_bytes", last.bytesToDevice())
                .setKnown("d2h_bytes", last.bytesToHost())
                .setKnown("device_peak_bytes", last.deviceBytes())
                .set("gflops", gflops)
                .set("gbs", cost.bytes() / median)
                .set("intensity", intensity)
                .set("tokens_per_s", 1e9 * id.batch() * id.queries() / median);
        if (peaks != null) {
            record.set("peak_gflops", peaks.gflops())
                    .set("peak_gbs", peaks.gbs())
                    .set("peak_source", peaks.source())
                    .set("roofline_pct", 100 * gflops / peaks.roof(intensity));
        }
    }

    @Override
    public void close() {
        arena.close();
    }
}
