package io.attn4j.cpu;

import io.attn4j.plan.Buffer;
import io.attn4j.plan.Plan;
import io.attn4j.plan.Step;
import io.attn4j.tensor.Workspace;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;

/**
 * Runs the steps of a plan on {@link CpuKernels}, and keeps its states from execution to execution; the gradients of an
 * attention by its queries and by its keys run as one where the plan has them close together.
 *
 * <p>Where it has room, it also keeps what weights alone decide, from execution to execution of the same plan: {@link
 * RepeatedPlan}.
 *
 * <p>One thread at a time. {@link #close} frees the states that it has made.
 */
public final class PlanExecutor implements AutoCloseable {
    private final CpuKernels kernels;
    private final Workspace memory = new Workspace();
    private final Map<String, MemorySegment> states = new HashMap<>();
    private final long room;

    /** Arrays of the execution in progress by name, and of no other but for constants. */
    private final Map<String, MemorySegment> arrays = new HashMap<>();

    private RepeatedPlan last;
    private Buffer[] buffers = {};

    /** Keeps states alone. */
    public PlanExecutor(CpuKernels kernels) {
        this(kernels, -1);
    }

    /**
     * Keeps what weights alone decide as well.
     *
     * @param room bytes that it may take besides the arrays of the plan, or a negative number to keep nothing
     */
    public PlanExecutor(CpuKernels kernels, long room) {
        this.kernels = kernels;
        this.room = room;
    }

    /**
     * Executes {@code plan}.
     *
     * @param tensors inputs, weights and outputs by name, and in the first execution states that were not {@linkplain #adopt
     *     adopted}, which are copied; outputs that nobody asked for may be absent
     * @param workspace holds the arrays that are neither given nor constants of the plan
     * @throws IllegalArgumentException when an input, a weight or, in the first execution, such a state is absent, a tensor is
     *     smaller than its array, or a state has another size than it started with
     */
    public void execute(Plan plan, Map<String, MemorySegment> tensors, Workspace workspace) {
        if (last == null || last.plan() != plan) {
            prepare(plan);
        }
        try {
            for (Buffer buffer : buffers) {
                arrays.put(
                        buffer.name(),
                        buffer.kind() == Buffer.Kind.STATE
                                ? state(buffer, tensors)
                                : array(buffer, tensors, workspace));
            }
            for (Step step : last.begin(arrays)) {
                kernels.execute(step, arrays);
            }
            last.end();
        } catch (RuntimeException | Error failure) {
            last.forget();
            throw failure;
        } finally {
            for (Buffer buffer : buffers) {
                arrays.put(buffer.name(), null);
            }
        }
    }

    private void prepare(Plan plan) {
        last = new RepeatedPlan(plan, kernels, room);
        arrays.clear();
        plan.constants().forEach((name, content) -> arrays.put(name, MemorySegment.ofArray(content)));
        buffers = plan.buffers().values().stream()
                .filter(buffer -> !plan.constants().containsKey(buffer.name()))
                .toArray(Buffer[]::new);
    }

    /**
     * Makes {@code content} the state {@code name}, without a copy; it is not freed by {@link #close}.
     *
     * @param content as large as the state; read-only where no plan changes it
     * @throws IllegalStateException when there is such a state already
     */
    public void adopt(String name, MemorySegment content) {
        if (states.putIfAbsent(name, content) != null) {
            throw new IllegalStateException(
                    "state " + name + ": got a start after it had one; needs one start; try another session");
        }
    }

    /** The next execution looks whether weights have changed before it takes what was kept of them. */
    public void doubtWeights() {
        if (last != null) {
            last.doubt();
        }
    }

    /**
     * The state {@code name} as the last execution left it; changed by the next one.
     *
     * @throws IllegalArgumentException when no execution had such a state, and it was not adopted
     */
    public MemorySegment read(String name) {
        MemorySegment state = states.get(name);
        if (state == null) {
            throw new IllegalArgumentException(
                    "state: got " + name + "; needs one of " + states.keySet() + "; try it after an execution");
        }
        return state.asReadOnly();
    }

    /** What is kept of {@code plan} besides states, a line for each part; empty where nothing is. */
    public String explain(Plan plan) {
        return new RepeatedPlan(plan, kernels, room).explain();
    }

    /** Bytes of all states, and of what is kept besides arrays. */
    public long heldBytes() {
        return states.values().stream().mapToLong(MemorySegment::byteSize).sum()
                + (last == null ? 0 : last.heldBytes());
    }

    @Override
    public void close() {
        states.clear();
        last = null;
        memory.close();
    }

    private MemorySegment state(Buffer buffer, Map<String, MemorySegment> tensors) {
        long bytes = bytes(buffer);
        MemorySegment state = states.get(buffer.name());
        if (state == null) {
            MemorySegment given = whole(buffer, tensors.get(buffer.name()));
            state = memory.bytes(buffer.name(), bytes);
            MemorySegment.copy(given, 0, state, 0, bytes);
            states.put(buffer.name(), state);
        } else if (state.byteSize() != bytes) {
            throw new IllegalArgumentException(buffer.name() + ": got a state of " + bytes + " bytes; needs "
                    + state.byteSize() + ", as it started; try another session");
        }
        return state;
    }

    private static MemorySegment array(Buffer buffer, Map<String, MemorySegment> tensors, Workspace workspace) {
        MemorySegment tensor = tensors.get(buffer.name());
        return tensor == null && !buffer.kind().given()
                ? workspace.bytes(buffer.name(), bytes(buffer))
                : whole(buffer, tensor);
    }

    private static long bytes(Buffer buffer) {
        return Math.multiplyExact(buffer.storage().bytes(), buffer.elements());
    }

    private static MemorySegment whole(Buffer buffer, MemorySegment tensor) {
        if (tensor == null || tensor.byteSize() < bytes(buffer)) {
            throw new IllegalArgumentException(buffer.name() + ": got "
                    + (tensor == null ? "no tensor" : tensor.byteSize() + " bytes") + "; needs "
                    + bytes(buffer) + " bytes; try giving the whole tensor");
        }
        return tensor;
    }
}
