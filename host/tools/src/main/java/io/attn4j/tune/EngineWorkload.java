package io.attn4j.tune;

import io.attn4j.batch.BatchedSession;
import io.attn4j.bench.CaseId;
import io.attn4j.bench.CaseInputs;
import io.attn4j.compare.Comparison;
import io.attn4j.compare.Tolerance;
import io.attn4j.device.TuningEvidence;
import io.attn4j.engine.Engine;
import io.attn4j.engine.EngineOptions;
import io.attn4j.engine.EngineSession;
import io.attn4j.error.UnsupportedRequestException;
import io.attn4j.graph.DeviceType;
import io.attn4j.graph.GraphTimings;
import io.attn4j.graph.TaskLaunch;
import io.attn4j.graph.TuningSpace;
import io.attn4j.mechanism.Request;
import io.attn4j.tensor.Tensor;
import java.lang.foreign.Arena;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Cases on one device of an engine that runs task graphs. Close it to free the tensors.
 *
 * <p>What counts is the wall time of an execution on a CPU, where copies cost next to nothing, and elsewhere the time of its
 * kernels by the device's clock: copies, which no choice of kernels changes, would hide the difference.
 */
final class EngineWorkload implements Workload, AutoCloseable {
    private final Engine engine;
    private final EngineOptions options;
    private final boolean deviceTimer;
    private final Arena arena = Arena.ofShared();
    private final Map<String, Case> cases = new LinkedHashMap<>();
    private final Map<List<String>, List<TaskLaunch>> planned = new HashMap<>();

    /** One case with its tensors; the reference is computed when first needed. */
    private final class Case {
        private final Request request;
        private final Map<String, Tensor> inputs;
        private final Map<String, Tensor> outputs;
        private double[] reference;

        Case(CaseId id, long seed) {
            request = id.request();
            inputs = CaseInputs.of(id, seed, arena);
            outputs = Map.of("o", Tensor.allocate(request.outputType(), arena));
        }

        double[] reference() {
            if (reference == null) {
                double[] exact = new double[Math.toIntExact(request.outputType().elements())];
                request.reference(inputs, Map.of("o", exact));
                reference = exact;
            }
            return reference;
        }
    }

    /**
     * Makes the inputs of the cases.
     *
     * @param device index of the device within the engine
     */
    EngineWorkload(Engine engine, int device, List<CaseId> ids, long seed) {
        this.engine = engine;
        deviceTimer = engine.device(device).type() != DeviceType.CPU;
        options = new EngineOptions(device, null, 0, deviceTimer);
        try {
            ids.forEach(id -> cases.put(id.toString(), new Case(id, seed)));
        } catch (RuntimeException | Error failure) {
            arena.close();
            throw failure;
        }
    }

    /** The device's clock where it times kernels, else the host's. */
    TuningEvidence.Timer timer() {
        return deviceTimer ? TuningEvidence.Timer.DEVICE : TuningEvidence.Timer.HOST;
    }

    @Override
    public List<String> cases() {
        return List.copyOf(cases.keySet());
    }

    @Override
    public List<TuningSpace> spaces() {
        Set<TuningSpace> spaces = new LinkedHashSet<>();
        cases.values().forEach(run -> spaces.addAll(engine.tuningSpaces(run.request)));
        return List.copyOf(spaces);
    }

    @Override
    public List<TaskLaunch> launches(String caseId, Candidate candidate) {
        return planned.computeIfAbsent(List.of(caseId, candidate.toString()), _ -> plan(caseId, candidate));
    }

    private List<TaskLaunch> plan(String caseId, Candidate candidate) {
        Case run = cases.get(caseId);
        List<TaskLaunch> launches = engine.launches(run.request, options.withKernels(candidate.choices()));
        for (TaskLaunch launch : launches) {
            if (engine.exportedOnly() && !launch.exported()) {
                throw new UnsupportedRequestException("export of " + launch.kernel() + ": got " + launch.constants()
                        + "; needs constants that it is exported with; try --engine tornado");
            }
        }
        return launches;
    }

    @Override
    public Execution open(String caseId, Candidate candidate) {
        Case run = cases.get(caseId);
        EngineSession session = BatchedSession.open(engine, run.request, options.withKernels(candidate.choices()));
        try {
            check(run, session);
        } catch (RuntimeException | Error failure) {
            session.close();
            throw failure;
        }
        return new Execution() {
            @Override
            public long run() {
                GraphTimings timings = session.run(run.request, run.inputs, run.outputs);
                return deviceTimer ? timings.kernelNs() : timings.wallNs();
            }

            @Override
            public void close() {
                session.close();
            }
        };
    }

    private static void check(Case run, EngineSession session) {
        Tensor o = run.outputs.get("o");
        long elements = o.type().elements();
        for (long i = 0; i < elements; i++) {
            o.setFloat(i, Float.NaN);
        }
        session.run(run.request, run.inputs, run.outputs);
        Comparison comparison = Comparison.of(o, run.reference());
        if (comparison.verdict(Tolerance.of(o.type().dtype(), Tolerance.Pass.FORWARD)) != Comparison.Verdict.PASSED) {
            throw new WrongResultException(run.request.mechanism().id() + ": " + comparison);
        }
    }

    @Override
    public void close() {
        arena.close();
    }
}
