package io.attn4j.peers;

import ai.onnxruntime.OrtEnvironment;
import io.attn4j.error.UnsupportedRequestException;
import io.attn4j.engine.Availability;
import io.attn4j.engine.Engine;
import io.attn4j.engine.EngineOptions;
import io.attn4j.engine.EngineSession;
import io.attn4j.graph.GraphDevice;
import io.attn4j.mechanism.Mechanism;
import io.attn4j.mechanism.Request;
import io.attn4j.tensor.DType;
import java.util.List;
import java.util.Set;

/**
 * Standard attention by ONNX Runtime's fused operators on the processor.
 *
 * <p>Of those that it has, {@code com.microsoft.MultiHeadAttention} is fastest without a mask and {@code
 * com.microsoft.GroupQueryAttention} with a causal one; {@code ai.onnx.Attention} of opset 23 comes within a tenth of them on
 * short sequences only. Queries, keys and values lie as the operators take them, {@code [B,N,H*D]}.
 */
public final class OnnxRuntimeEngine implements Engine {
    private static final String ID = "onnxruntime";
    private static final Set<String> INPUTS = Set.of("q", "k", "v");

    private int threads = Runtime.getRuntime().availableProcessors();

    /** Uses every processor; loads nothing yet. */
    public OnnxRuntimeEngine() {}

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Availability availability() {
        try {
            return new Availability(true, description(), "");
        } catch (LinkageError | IllegalStateException missing) {
            return new Availability(
                    false,
                    "ONNX Runtime for this platform, which could not be loaded: " + PeerDevice.firstLine(missing),
                    "leaving --peers out");
        }
    }

    private String description() {
        return "ONNX Runtime " + version() + ", " + threads + (threads == 1 ? " thread" : " threads");
    }

    private static String version() {
        return OrtEnvironment.getEnvironment().getVersion();
    }

    @Override
    public List<GraphDevice> devices() {
        return availability().usable()
                ? List.of(PeerDevice.of(ID, description(), "Microsoft", version(), threads))
                : List.of();
    }

    @Override
    public boolean taskGraphs() {
        return false;
    }

    @Override
    public void useThreads(int limit) {
        threads = limit;
    }

    @Override
    public EngineSession open(Request capacity, EngineOptions options) {
        Mechanism mechanism = capacity.mechanism();
        if (!mechanism.id().equals("standard")
                || !INPUTS.containsAll(capacity.inputs().keySet())) {
            throw unsupported(mechanism.id() + " on " + capacity.inputs().keySet(), "standard on q, k and v");
        }
        if (capacity.dtype() != DType.F32) {
            throw unsupported(capacity.dtype().toString(), "F32");
        }
        if (capacity.heads() != capacity.kvHeads()) {
            throw unsupported(capacity.kvHeads() + " heads of keys", "as many as of queries");
        }
        if (capacity.causal() && capacity.queries() != capacity.keys()) {
            throw unsupported("causal with N = " + capacity.queries() + " and L = " + capacity.keys(), "N = L");
        }
        if (capacity.causal() && capacity.valueDim() != capacity.keyDim()) {
            throw unsupported("causal with Dv = " + capacity.valueDim(), "Dv = D, " + capacity.keyDim());
        }
        return new OnnxRuntimeSession(capacity, threads);
    }

    private static UnsupportedRequestException unsupported(String got, String needs) {
        return new UnsupportedRequestException(
                "onnxruntime: got " + got + "; needs " + needs + ", as its fused operator has it; try --engine cpu");
    }

    @Override
    public void close() {}
}
