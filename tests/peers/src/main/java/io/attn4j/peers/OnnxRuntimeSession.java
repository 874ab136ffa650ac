package io.attn4j.peers;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.attn4j.error.UnsupportedRequestException;
import io.attn4j.engine.PeerSession;
import io.attn4j.mechanism.Request;
import io.attn4j.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;

/** One model of the fused operator for one request, made again when the request changes. */
final class OnnxRuntimeSession extends PeerSession {
    private static final String OUTPUT = "o";

    private final int threads;
    private Request request;
    private Arena arena;
    private OrtSession session;
    private final Map<String, MemorySegment> rows = new LinkedHashMap<>();
    private final Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
    private final Map<String, OnnxTensor> outputs = new LinkedHashMap<>();

    OnnxRuntimeSession(Request capacity, int threads) {
        super(capacity);
        this.threads = threads;
    }

    @Override
    protected void load(Request wanted, Map<String, Tensor> tensors) {
        if (!wanted.equals(request)) {
            release();
            open(wanted);
        }
        tensors.forEach((name, tensor) -> new Heads(wanted, name).join(tensor.segment(), rows.get(name)));
    }

    private void open(Request wanted) {
        arena = Arena.ofShared();
        request = wanted;
        OnnxModel model = new OnnxModel("com.microsoft", operator(wanted), 1);
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            for (String name : new String[] {"q", "k", "v"}) {
                inputs.put(name, floats(wanted, name));
                model.input(name, inputs.get(name).getInfo().getShape());
            }
            if (wanted.causal()) {
                // Its cache: none before, and after it the keys and values given; lengths count from the last position.
                model.noInput().noInput();
                model.integers("last", wanted.batch());
                inputs.put("last", integers(wanted.keys() - 1, wanted.batch()));
                model.integers("total", 1);
                inputs.put("total", integers(wanted.keys(), 1));
                model.attribute("kv_num_heads", wanted.heads());
            }
            outputs.put(OUTPUT, floats(wanted, OUTPUT));
            model.output(OUTPUT, outputs.get(OUTPUT).getInfo().getShape());
            if (wanted.causal()) {
                model.innerOutput("keys").innerOutput("values");
            }
            model.attribute("num_heads", wanted.heads()).attribute("scale", wanted.scale());
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            // Threads spin between operators of one run, but not into the time of the engine that comes next.
            options.addConfigEntry("session.intra_op.allow_spinning", "1");
            options.addConfigEntry("session.force_spinning_stop", "1");
            session = OrtEnvironment.getEnvironment().createSession(model.bytes(), options);
        } catch (OrtException failure) {
            release();
            throw new IllegalStateException("onnxruntime: " + failure.getMessage(), failure);
        }
    }

    private static String operator(Request request) {
        return request.causal() ? "GroupQueryAttention" : "MultiHeadAttention";
    }

    private OnnxTensor floats(Request wanted, String name) throws OrtException {
        Heads heads = new Heads(wanted, name);
        MemorySegment memory = arena.allocate(heads.bytes(), 64);
        rows.put(name, memory);
        return OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(),
                memory.asByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer(),
                new long[] {wanted.batch(), heads.rows, (long) wanted.heads() * heads.width});
    }

    private OnnxTensor integers(int value, int count) throws OrtException {
        MemorySegment memory = arena.allocate(ValueLayout.JAVA_INT, count);
        for (int i = 0; i < count; i++) {
            memory.setAtIndex(ValueLayout.JAVA_INT, i, value);
        }
        return OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(),
                memory.asByteBuffer().order(ByteOrder.nativeOrder()).asIntBuffer(),
                new long[] {count});
    }

    @Override
    public void compute() {
        try (OrtSession.Result result = session.run(inputs, outputs)) {
            if (result.size() != outputs.size()) {
                throw new IllegalStateException("onnxruntime: got " + result.size() + " results for one output");
            }
        } catch (OrtException failure) {
            throw new IllegalStateException("onnxruntime: " + failure.getMessage(), failure);
        }
    }

    @Override
    protected void store(Tensor o) {
        new Heads(request, OUTPUT).split(rows.get(OUTPUT), o.segment());
    }

    @Override
    public String explain() {
        return "standard on onnxruntime: com.microsoft.MultiHeadAttention, and GroupQueryAttention when causal\n";
    }

    private void release() {
        try {
            inputs.values().forEach(OnnxTensor::close);
            outputs.values().forEach(OnnxTensor::close);
            if (session != null) {
                session.close();
            }
        } catch (OrtException failure) {
            throw new IllegalStateException("onnxruntime: " + failure.getMessage(), failure);
        } finally {
            inputs.clear();
            outputs.clear();
            rows.clear();
            session = null;
            request = null;
            if (arena != null) {
                arena.close();
                arena = null;
            }
        }
    }

    @Override
    public void close() {
        super.close();
        release();
    }

    /** The two layouts of one tensor: heads one after another, [B,H,N,D], and side by side, [B,N,H*D]. */
    private static final class Heads {
        private final int batch;
        private final int heads;
        private final int rows;
        private final int width;

        Heads(Request p, String name) {
            batch = p.batch();
            heads = p.heads();
            rows = name.equals("q") || name.equals(OUTPUT) ? p.queries() : p.keys();
            width = name.equals("v") || name.equals(OUTPUT) ? p.valueDim() : p.keyDim();
        }

        /** Size of the tensor; the Java interface takes buffers of up to 2 GB. */
        long bytes() {
            long bytes = (long) Float.BYTES * batch * heads * rows * width;
            if (bytes > Integer.MAX_VALUE) {
                throw new UnsupportedRequestException(
                        "onnxruntime: got a tensor of " + bytes + " bytes; needs less than 2^31; try --engine cpu");
            }
            return bytes;
        }

        void join(MemorySegment apart, MemorySegment joined) {
            copy(apart, joined, true);
        }

        void split(MemorySegment joined, MemorySegment apart) {
            copy(joined, apart, false);
        }

        private void copy(MemorySegment from, MemorySegment to, boolean joining) {
            long size = (long) Float.BYTES * width;
            for (int b = 0; b < batch; b++) {
                for (int h = 0; h < heads; h++) {
                    for (int row = 0; row < rows; row++) {
                        long apart = (((long) b * heads + h) * rows + row) * size;
                        long joined = (((long) b * rows + row) * heads + h) * size;
                        MemorySegment.copy(from, joining ? apart : joined, to, joining ? joined : apart, size);
                    }
                }
            }
        }
    }
}
