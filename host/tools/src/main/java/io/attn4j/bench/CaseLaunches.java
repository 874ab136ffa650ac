package io.attn4j.bench;

import io.attn4j.batch.BatchedSession;
import io.attn4j.compare.Tolerance;
import io.attn4j.device.Peaks;
import io.attn4j.engine.EngineOptions;
import io.attn4j.engine.EngineSession;
import io.attn4j.engine.RecordingEngine;
import io.attn4j.error.UnsupportedRequestException;
import io.attn4j.mechanism.Cost;
import io.attn4j.mechanism.Request;
import io.attn4j.tensor.Tensor;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes down what the engine {@code opencl} would launch for a case on a described device, with everything that is needed to
 * launch it elsewhere and to check it: the inputs that {@code check} and {@code bench} use, sources, grids, arguments, and
 * the fp64 result.
 */
public final class CaseLaunches {
    private final CaseId id;
    private final long seed;
    private final Request request;
    private final String repro;

    /**
     * Checks the case.
     *
     * @param repro the command line that writes the same
     * @throws io.attn4j.error.InvalidInputException when the mechanism refuses the case
     * @throws UnsupportedRequestException for cases with gradients
     */
    public CaseLaunches(CaseId id, long seed, String repro) {
        this.id = id;
        this.seed = seed;
        this.repro = repro;
        requireForward(id);
        request = id.request();
    }

    /**
     * Refuses cases with gradients.
     *
     * @throws UnsupportedRequestException for those
     */
    public static void requireForward(CaseId id) {
        if (id.pass() != Pass.FORWARD) {
            throw new UnsupportedRequestException("--launches: got " + id
                    + "; needs a forward case, as the folder holds the expected o alone; try "
                    + id.withPass(Pass.FORWARD));
        }
    }

    /**
     * Records one execution and writes it to a folder, as {@link LaunchFolder} lays it out.
     *
     * @return the files written
     * @throws UnsupportedRequestException when the device does not hold the case whole
     */
    public List<Path> write(RecordingEngine engine, EngineOptions options, LaunchFolder folder) {
        try (Arena arena = Arena.ofShared();
                EngineSession session = BatchedSession.open(engine, request, options)) {
            if (session instanceof BatchedSession split) {
                throw new UnsupportedRequestException("--launches: got " + id + ", which runs in " + split.parts()
                        + " parts; needs a case that the device holds whole; try a smaller batch");
            }
            Map<String, Tensor> inputs = CaseInputs.of(id, seed, arena);
            Cost cost = request.cost(request.plan(inputs));
            session.run(request, inputs, Map.of("o", Tensor.allocate(request.outputType(), arena)));
            CaseReference reference = CaseReference.of(request, inputs, cost.flops(), seed);
            return folder.write(
                    head(engine, options, session, cost), engine.recorded(), expected(reference), reference);
        }
    }

    /** What is known of the case, by the name that the file has for it. */
    private Map<String, Object> head(RecordingEngine engine, EngineOptions options, EngineSession session, Cost cost) {
        ResultRecord record =
                RecordWriter.of(id, request, seed, cost, Machine.current(sources()), CaseRunner.newRunId());
        Peaks peaks = RecordWriter.device(record, engine, engine.device(options.device()), options)
                .peaks();
        if (peaks != null) {
            record.set("peak_gflops", peaks.gflops())
                    .set("peak_gbs", peaks.gbs())
                    .set("peak_source", peaks.source().toString());
        }
        RecordWriter.launches(record, session.launches());
        record.set("engine", engine.id()).set("repro", repro);
        Map<String, Object> known = new LinkedHashMap<>(record.values());
        known.values().removeIf(value -> value == null);
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("case_id", id.toString());
        head.put("seed", seed);
        head.put("flops", cost.flops());
        head.put("bytes", cost.bytes());
        head.put("record", known);
        return head;
    }

    private static Path sources() {
        String root = System.getProperty("attn4j.root");
        return root == null ? null : Path.of(root);
    }

    private Map<String, Object> expected(CaseReference reference) {
        Tolerance tolerance = Tolerance.of(id.dtype(), Tolerance.Pass.FORWARD);
        List<Long> shape = new ArrayList<>();
        for (long dimension : request.outputType().shape()) {
            shape.add(dimension);
        }
        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("array", "o");
        expected.put("dtype", request.outputType().dtype().id());
        expected.put("shape", shape);
        expected.put("rows", reference.sampledRows());
        expected.put("rms_limit", tolerance.rms());
        expected.put("max_limit", tolerance.max());
        return expected;
    }
}
