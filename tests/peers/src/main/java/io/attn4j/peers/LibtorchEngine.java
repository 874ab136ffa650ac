package io.attn4j.peers;

import io.attn4j.error.UnsupportedRequestException;
import io.attn4j.engine.Availability;
import io.attn4j.engine.Engine;
import io.attn4j.engine.EngineOptions;
import io.attn4j.engine.EngineSession;
import io.attn4j.engine.PeerSession;
import io.attn4j.graph.GraphDevice;
import io.attn4j.mechanism.Mechanism;
import io.attn4j.mechanism.Request;
import io.attn4j.tensor.DType;
import io.attn4j.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.mkl.global.mkl_rt;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.global.torch;

/** Mechanisms composed from operations of libtorch on the processor, as {@link LibtorchComposition} lists them. */
public final class LibtorchEngine implements Engine {
    private static final String ID = "libtorch";

    private static final String MATRIX_LIBRARY = "org.bytedeco.openblas.load";
    private static final String MKL = "mkl_rt";

    private int threads = Runtime.getRuntime().availableProcessors();

    /** Uses every processor; loads nothing yet. */
    public LibtorchEngine() {
        // MKL multiplies matrices faster here than the OpenBLAS that is loaded otherwise, whose threads also nest
        // badly.
        setUnlessGiven(MATRIX_LIBRARY, MKL);
        // The limit counts the whole process, of which other engines hold most.
        setUnlessGiven("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    }

    private static void setUnlessGiven(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Availability availability() {
        try {
            Loader.load(torch.class);
            if (onMkl()) {
                // libtorch's own OpenMP: with a second one, matrix products would start threads within its threads.
                mkl_rt.MKL_Set_Threading_Layer(mkl_rt.MKL_THREADING_GNU);
            }
            return new Availability(true, description(), "");
        } catch (LinkageError missing) {
            return new Availability(
                    false,
                    "libtorch for this platform, which could not be loaded: " + PeerDevice.firstLine(missing),
                    "leaving --peers out");
        }
    }

    private static boolean onMkl() {
        return MKL.equals(System.getProperty(MATRIX_LIBRARY));
    }

    private String description() {
        return "libtorch " + version() + " on " + System.getProperty(MATRIX_LIBRARY) + ", " + threads
                + (threads == 1 ? " thread" : " threads");
    }

    /** Of the build in use, such as {@code 2.10.0-1.5.13}. */
    private static String version() {
        return Objects.requireNonNullElse(torch.class.getPackage().getImplementationVersion(), "unknown");
    }

    @Override
    public List<GraphDevice> devices() {
        return availability().usable()
                ? List.of(PeerDevice.of(ID, description(), "PyTorch", version(), threads))
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
        if (capacity.dtype() != DType.F32) {
            throw new UnsupportedRequestException(
                    "dtype: got " + capacity.dtype() + " on libtorch; needs F32; try --engine cpu");
        }
        LibtorchComposition.requireKnown(mechanism.id(), capacity);
        if (!availability().usable()) {
            throw new UnsupportedRequestException("engine: got libtorch; needs "
                    + availability().reason() + "; try " + availability().remedy());
        }
        torch.set_num_threads(threads);
        if (onMkl()) {
            mkl_rt.MKL_Set_Num_Threads(threads);
        }
        return new Session(mechanism.id(), capacity);
    }

    @Override
    public void close() {}

    /** Memory of somebody else. */
    private static final class Address extends Pointer {
        Address(MemorySegment segment) {
            address = segment.address();
            limit = segment.byteSize();
            capacity = limit;
        }
    }

    private static org.bytedeco.pytorch.Tensor wrapped(Tensor tensor) {
        return torch.from_blob(new Address(tensor.segment()), tensor.type().shape());
    }

    private static final class Session extends PeerSession {
        private final String mechanism;
        private LibtorchComposition composition;
        private org.bytedeco.pytorch.Tensor result;

        Session(String mechanism, Request capacity) {
            super(capacity);
            this.mechanism = mechanism;
        }

        @Override
        protected void load(Request request, Map<String, Tensor> inputs) {
            release();
            try (PointerScope scope = new PointerScope();
                    InferenceMode inference = new InferenceMode(true)) {
                Map<String, org.bytedeco.pytorch.Tensor> wrapped = new HashMap<>();
                inputs.forEach((name, tensor) -> wrapped.put(name, wrapped(tensor)));
                composition = LibtorchComposition.of(mechanism, request, wrapped);
            }
        }

        @Override
        public void compute() {
            dropResult();
            try (PointerScope scope = new PointerScope();
                    InferenceMode inference = new InferenceMode(true)) {
                result = composition.compute().retainReference();
            }
        }

        @Override
        protected void store(Tensor o) {
            try (PointerScope scope = new PointerScope();
                    InferenceMode inference = new InferenceMode(true)) {
                wrapped(o).copy_(result.reshape(o.type().shape()));
            }
        }

        @Override
        public String explain() {
            return mechanism + " on libtorch: " + LibtorchComposition.class.getName() + "\n";
        }

        private void dropResult() {
            if (result != null) {
                result.releaseReference();
                result = null;
            }
        }

        private void release() {
            dropResult();
            if (composition != null) {
                composition.close();
                composition = null;
            }
        }

        @Override
        public void close() {
            super.close();
            release();
        }
    }
}
