package io.attn4j.bench;

import io.attn4j.batch.BatchPrediction;
import io.attn4j.batch.BatchedSession;
import io.attn4j.device.DeviceConfig;
import io.attn4j.device.Peaks;
import io.attn4j.engine.Engine;
import io.attn4j.engine.EngineOptions;
import io.attn4j.engine.EngineSession;
import io.attn4j.error.UnsupportedRequestException;
import io.attn4j.graph.DeviceType;
import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.GraphTimings;
import io.attn4j.mechanism.PlanMemory;
import io.attn4j.plan.Plan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/**
 * One engine's run of a case, step by step: open and check, be timed, conclude, profile, predict. What a step throws goes to
 * the record and ends the trial.
 */
final class Trial {
    private static final int PROFILED_RUNS = 9;

    private final PreparedCase prepared;
    private final Engine engine;
    private final EngineOptions options;
    private final ResultRecord record;
    private final Supplier<Peaks> cpuPeaks;
    private GraphDevice device;
    private DeviceConfig config;
    private EngineSession session;
    private int parts;

    /**
     * Starts a trial.
     *
     * @param record the record to write to, with what is known of case and engine
     * @param cpuPeaks the measured roof of this machine's processor, asked for when first needed
     */
    Trial(PreparedCase prepared, Engine engine, EngineOptions options, ResultRecord record, Supplier<Peaks> cpuPeaks) {
        this.prepared = prepared;
        this.engine = engine;
        this.options = options;
        this.record = record.set("status", Status.OK.toString());
        this.cpuPeaks = cpuPeaks;
    }

    Engine engine() {
        return engine;
    }

    ResultRecord record() {
        return record;
    }

    /** Whether the check passed, the last one if there were several. */
    boolean passed() {
        return record.is(Check.PASSED);
    }

    /** Bytes that a session takes, by the model of memory. */
    long sessionBytes() {
        Plan plan = engine.plan(prepared.request());
        return PlanMemory.deviceBytes(plan, engine.scratch(plan, options));
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

    /** Takes a step; false if it failed, now or earlier. */
    boolean attempt(Runnable step) {
        if (!record.is(Status.OK)) {
            return false;
        }
        try {
            step.run();
            return true;
        } catch (UnsupportedRequestException unsupported) {
            RecordWriter.end(record, Status.UNSUPPORTED, unsupported.getMessage(), Check.SKIPPED);
        } catch (RuntimeException failure) {
            String reason = failure.getMessage() == null ? failure.toString() : failure.getMessage();
            RecordWriter.end(record, Status.ERROR, reason, Check.FAILED);
        }
        return false;
    }

    void openAndCheck() {
        device = engine.device(options.device());
        config = RecordWriter.device(record, engine, device, options);
        session = BatchedSession.open(engine, prepared.request(), options);
        parts = session instanceof BatchedSession split ? split.parts() : 1;
        record.set("scope", "end-to-end").set("timer", "host").set("parts", parts);
        RecordWriter.launches(record, session.launches());
        GraphTimings first = prepared.runPoisoned(session);
        record.setKnown("first_exec_ns", first.wallNs()).setKnown("jit_ns", first.jitNs());
        prepared.check(record);
    }

    /** One execution of those that are timed. */
    void execute() {
        prepared.runTimed(session);
    }

    /** Checks what was timed once more, and only then reports the times. */
    void conclude(Timing.Outcome outcome) {
        if (outcome.failure() != null) {
            throw outcome.failure();
        }
        GraphTimings last = prepared.runPoisoned(session);
        if (prepared.check(record)) {
            RecordWriter.times(record, prepared.id(), prepared.cost(), outcome.samples(), last, peaks());
        }
    }

    private Peaks peaks() {
        if (config != null && config.peaks() != null) {
            return config.peaks();
        }
        return device.type() == DeviceType.CPU ? cpuPeaks.get() : null;
    }

    /** Device times of the execution with the median kernel time, in a session of its own as taking them slows it. */
    void profile(long timeoutNs) {
        // The simulator has no device whose time could be told from the host's.
        if (!engine.taskGraphs() || engine.instrument() || !passed()) {
            return;
        }
        try (EngineSession inside = BatchedSession.open(engine, prepared.request(), options.withProfile())) {
            inside.run(prepared.request(), prepared.inputs(), prepared.outputs());
            List<GraphTimings> runs = new ArrayList<>();
            long start = System.nanoTime();
            while (runs.isEmpty() || (runs.size() < PROFILED_RUNS && System.nanoTime() - start < timeoutNs)) {
                runs.add(inside.run(prepared.request(), prepared.inputs(), prepared.outputs()));
            }
            runs.sort(Comparator.comparingLong(GraphTimings::kernelNs));
            RecordWriter.deviceTimes(record, runs.get(runs.size() / 2));
        }
    }

    /** What the model of overlapped transfers says of a request that was split, to compare with what was measured. */
    void predict() {
        if (parts > 1 && passed()) {
            BatchPrediction prediction =
                    BatchPrediction.of(engine, prepared.request(), options, prepared.inputs(), prepared.outputs());
            record.set("predicted_ns", prediction.predictedNs()).set("sequential_ns", prediction.sequentialNs());
        }
    }

    /** Closes the session; a second call does nothing. */
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
