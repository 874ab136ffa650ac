package io.attn4j.cpu;

import io.attn4j.plan.Buffer;
import io.attn4j.plan.Plan;
import io.attn4j.plan.Step;
import io.attn4j.tensor.Workspace;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the steps of a plan on {@link CpuKernels}, and keeps its states from execution to execution; the gradients of an
 * attention by its queries and by its keys run as one where the plan has them close together.
 *
 * <p>One thread at a time. {@link #close} frees the states.
 */
public final class PlanExecutor implements AutoCloseable {
    private final CpuKernels kernels;
    private final Workspace memory = new Workspace();
    private final Map<String, MemorySegment> states = new HashMap<>();
    private Plan lastPlan;
    private List<Step> lastSteps = List.of();

    public PlanExecutor(CpuKernels kernels) {
        this.kernels = kernels;
    }

    /**
     * Executes {@code plan}.
     *
     * @param tensors inputs, weights and outputs by name, and states in the first execution; outputs that nobody asked for
     *     may be absent
     * @param workspace holds the arrays that are neither given nor constants of the plan
     * @throws IllegalArgumentException when an input, a weight or, in the first execution, a state is absent, a tensor is
     *     smaller than its array, or a state has another size than before
     */
    public void execute(Plan plan, Map<String, MemorySegment> tensors, Workspace workspace) {
        Map<String, MemorySegment> arrays = new HashMap<>();
        for (Buffer buffer : plan.buffers().values()) {
            arrays.put(
                    buffer.name(),
                    buffer.kind() == Buffer.Kind.STATE
                            ? state(buffer, tensors)
                            : array(buffer, plan, tensors, workspace));
        }
        for (Step step : stepsOf(plan)) {
            kernels.execute(step, arrays);
        }
    }

    /** The steps of the plan as they run; of the same plan again without any work. */
    private List<Step> stepsOf(Plan plan) {
        if (plan != lastPlan) {
            lastPlan = plan;
            lastSteps = StepSequence.of(plan.steps());
        }
        return lastSteps;
    }

    /**
     * The state {@code name} as the last execution left it; changed by the next one.
     *
     * @throws IllegalArgumentException when no execution had such a state
     */
    public MemorySegment read(String name) {
        MemorySegment state = states.get(name);
        if (state == null) {
            throw new IllegalArgumentException(
                    "state: got " + name + "; needs one of " + states.keySet() + "; try it after an execution");
        }
        return state.asReadOnly();
    }

    /** Bytes of all states. */
    public long heldBytes() {
        return memory.heldBytes();
    }

    @Override
    public void close() {
        states.clear();
        memory.close();
    }

    private MemorySegment state(Buffer buffer, Map<String, MemorySegment> tensors) {
        long bytes = buffer.elements() * Float.BYTES;
        MemorySegment state = states.get(buffer.name());
        if (state == null) {
            MemorySegment given = whole(buffer, tensors.get(buffer.name()));
            state = memory.floats(buffer.name(), buffer.elements());
            MemorySegment.copy(given, 0, state, 0, bytes);
            states.put(buffer.name(), state);
        } else if (state.byteSize() != bytes) {
            throw new IllegalArgumentException(buffer.name() + ": got a state of " + bytes + " bytes; needs "
                    + state.byteSize() + ", as in the first execution; try another session");
        }
        return state;
    }

    private static MemorySegment array(
            Buffer buffer, Plan plan, Map<String, MemorySegment> tensors, Workspace workspace) {
        float[] constant = plan.constants().get(buffer.name());
        MemorySegment tensor = constant == null ? tensors.get(buffer.name()) : MemorySegment.ofArray(constant);
        return tensor == null && !buffer.kind().given()
                ? workspace.floats(buffer.name(), buffer.elements())
                : whole(buffer, tensor);
    }

    private static MemorySegment whole(Buffer buffer, MemorySegment tensor) {
        if (tensor == null || tensor.byteSize() < buffer.elements() * Float.BYTES) {
            throw new IllegalArgumentException(buffer.name() + ": got "
                    + (tensor == null ? "no tensor" : tensor.byteSize() + " bytes") + "; needs "
                    + buffer.elements() * Float.BYTES + " bytes; try giving the whole tensor");
        }
        return tensor;
    }
}
