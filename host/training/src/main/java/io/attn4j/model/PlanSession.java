package io.attn4j.model;

import io.attn4j.cpu.CpuKernels;
import io.attn4j.cpu.CpuKernelsProvider;
import io.attn4j.cpu.PlanExecutor;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.Plan;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.Workspace;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;

/**
 * Runs plans that share their states by name, such as a training step and the loss of the same model, on the {@code cpu}
 * engine's kernels.
 *
 * <p>One thread at a time.
 */
public final class PlanSession implements AutoCloseable {
    private final CpuKernels kernels;
    private final PlanExecutor executor;
    private final Workspace workspace = new Workspace();
    private final Map<String, Tensor> starts;

    /**
     * A session.
     *
     * @param threads threads to use, from 1
     * @param states what states hold before their first execution, by name; the session closes them
     */
    public PlanSession(int threads, Map<String, Tensor> states) {
        kernels = CpuKernelsProvider.open(threads);
        executor = new PlanExecutor(kernels);
        starts = new HashMap<>(states);
    }

    /**
     * Executes a plan.
     *
     * @param tensors inputs, weights and outputs, by name
     */
    public void run(Plan plan, Map<String, MemorySegment> tensors) {
        Map<String, MemorySegment> all = new HashMap<>(tensors);
        starts.forEach((name, tensor) -> all.put(name, tensor.segment()));
        executor.execute(plan, all, workspace);
        plan.buffers().forEach((name, buffer) -> {
            if (buffer.kind() == Buffer.Kind.STATE && starts.containsKey(name)) {
                starts.remove(name).close();
            }
        });
    }

    /** What a state holds now; valid until the next execution. */
    public MemorySegment read(String name) {
        Tensor start = starts.get(name);
        return start == null ? executor.read(name) : start.segment().asReadOnly();
    }

    /** Bytes of states and of arrays between steps. */
    public long heldBytes() {
        return executor.heldBytes() + workspace.heldBytes();
    }

    @Override
    public void close() {
        starts.values().forEach(Tensor::close);
        executor.close();
        workspace.close();
        kernels.close();
    }
}
