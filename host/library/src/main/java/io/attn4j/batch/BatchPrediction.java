package io.attn4j.batch;

import io.attn4j.engine.Engine;
import io.attn4j.engine.EngineOptions;
import io.attn4j.engine.EngineSession;
import io.attn4j.error.UnsupportedRequestException;
import io.attn4j.graph.DeviceType;
import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.GraphTimings;
import io.attn4j.mechanism.Request;
import io.attn4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What {@link TransferModel} says of a split request, from parts that were measured alone on the device.
 *
 * @param parts parts that the request is split into
 * @param sessions sessions that take turns
 * @param model the device's kind
 * @param largest stages of the largest part as measured
 * @param toDeviceGbs measured copies to the device, 0 where nothing is copied
 * @param toHostGbs measured copies to the host, 0 where nothing is copied
 * @param dispatchNs host work that does not grow with the part
 * @param predictedNs time of the request by the model
 * @param sequentialNs time of the request without overlap
 */
public record BatchPrediction(
        int parts,
        int sessions,
        TransferModel model,
        TransferModel.Part largest,
        double toDeviceGbs,
        double toHostGbs,
        double dispatchNs,
        double predictedNs,
        double sequentialNs) {
    private static final int RUNS = 9;

    /**
     * Measures the largest part and a part of one batch (or head) in one session, and predicts.
     *
     * <p>A part copies the arrays of its session whole, so u and d are those of the largest; kernels go by FLOPs, host work by
     * bytes with a fixed share.
     *
     * @param inputs of the whole request, in
     * @param outputs of the whole request; parts of it are overwritten
     * @throws UnsupportedRequestException when one key/value head of one batch does not fit
     */
    public static BatchPrediction of(
            Engine engine,
            Request request,
            EngineOptions options,
            Map<String, Tensor> inputs,
            Map<String, Tensor> outputs) {
        BatchPlan plan = BatchedSession.plan(engine, request, options);
        EngineOptions profiled =
                new EngineOptions(options.device(), options.strategy(), 0, true, options.deviceConfig());
        Whole whole = new Whole(request, inputs, outputs);
        try (EngineSession session = engine.open(plan.capacity(), profiled)) {
            GraphTimings large = whole.measure(session, plan.chunks().getFirst());
            GraphTimings small = whole.measure(session, smallest(plan.chunks().getFirst()));
            return predicted(whole, plan, model(engine, options), large, small);
        }
    }

    private static Chunk smallest(Chunk chunk) {
        return chunk.batchTo() - chunk.batchFrom() > 1
                ? new Chunk(chunk.batchFrom(), chunk.batchFrom() + 1, chunk.kvHeadFrom(), chunk.kvHeadTo())
                : chunk;
    }

    private static BatchPrediction predicted(
            Whole whole, BatchPlan plan, TransferModel model, GraphTimings large, GraphTimings small) {
        Chunk first = plan.chunks().getFirst();
        double bytes = whole.bytes(first);
        double smallBytes = whole.bytes(smallest(first));
        double host = Math.max(0, large.dispatchNs());
        // A line through both measurements; where noise lets it fall, all of the host's work is fixed.
        double slope = bytes == smallBytes ? 0 : Math.max(0, (host - small.dispatchNs()) / (bytes - smallBytes));
        double dispatch = Math.max(0, host - slope * bytes);
        double flops = whole.flops(first);
        List<TransferModel.Part> parts = new ArrayList<>();
        for (Chunk chunk : plan.chunks()) {
            parts.add(new TransferModel.Part(
                    dispatch + slope * whole.bytes(chunk),
                    large.toDeviceNs(),
                    large.kernelNs() * whole.flops(chunk) / flops,
                    large.toHostNs()));
        }
        return new BatchPrediction(
                parts.size(),
                plan.sessions(),
                model,
                parts.getFirst(),
                rate(large.bytesToDevice(), large.toDeviceNs()),
                rate(large.bytesToHost(), large.toHostNs()),
                dispatch,
                model.ns(parts, plan.sessions()),
                TransferModel.sequentialNs(parts));
    }

    private static double rate(long bytes, long ns) {
        return ns <= 0 ? 0 : (double) bytes / ns;
    }

    /** Sessions on a processor share its cores; other devices are taken to copy both ways while kernels run. */
    private static TransferModel model(Engine engine, EngineOptions options) {
        if (!engine.taskGraphs()) {
            // The host's own engines copy nothing, and take turns.
            return new TransferModel(TransferModel.Copies.PROCESSOR, 1);
        }
        GraphDevice device = engine.device(options.device());
        return device.type() == DeviceType.CPU
                ? new TransferModel(TransferModel.Copies.PROCESSOR, Math.max(1, device.computeUnits()))
                : new TransferModel(TransferModel.Copies.ENGINE_EACH_WAY, 1);
    }

    /** The whole request, from which parts are cut. */
    private record Whole(Request request, Map<String, Tensor> inputs, Map<String, Tensor> outputs) {

        /** The execution with the median wall time, behind one that builds and uploads what stays. */
        GraphTimings measure(EngineSession session, Chunk chunk) {
            Request part = chunk.request(request);
            Map<String, Tensor> from = chunk.slice(request, inputs);
            Map<String, Tensor> to = chunk.slice(request, outputs);
            session.run(part, from, to);
            List<GraphTimings> runs = new ArrayList<>();
            for (int i = 0; i < RUNS; i++) {
                runs.add(session.run(part, from, to));
            }
            runs.sort(Comparator.comparingLong(GraphTimings::wallNs));
            return runs.get(RUNS / 2);
        }

        double flops(Chunk chunk) {
            Request part = chunk.request(request);
            return part.cost(part.plan(chunk.slice(request, inputs))).flops();
        }

        /** Bytes that change from part to part: all tensors but weights. */
        double bytes(Chunk chunk) {
            double bytes = 0;
            for (Map<String, Tensor> tensors : List.of(inputs, outputs)) {
                for (Map.Entry<String, Tensor> tensor :
                        chunk.slice(request, tensors).entrySet()) {
                    if (!request.mechanism().resident(tensor.getKey())) {
                        bytes += tensor.getValue().segment().byteSize();
                    }
                }
            }
            return bytes;
        }
    }
}
