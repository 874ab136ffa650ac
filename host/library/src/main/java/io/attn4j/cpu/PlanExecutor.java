package io.attn4j.cpu;

import io.attn4j.cpu.core.QueryKeyGradient;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.Plan;
import io.attn4j.plan.Step;
import io.attn4j.tensor.Workspace;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the steps of a plan on {@link CpuKernels}; the gradients of an attention by its queries and by its keys as one where
 * the plan has them close together.
 */
public final class PlanExecutor {
    private final CpuKernels kernels;

    public PlanExecutor(CpuKernels kernels) {
        this.kernels = kernels;
    }

    /**
     * Executes {@code plan}.
     *
     * @param tensors inputs, weights and outputs by name; outputs that nobody asked for may be absent
     * @param workspace holds the arrays that are neither given nor constants of the plan
     * @throws IllegalArgumentException when an input or a weight is absent, or a tensor is smaller than its array
     */
    public void execute(Plan plan, Map<String, MemorySegment> tensors, Workspace workspace) {
        Map<String, MemorySegment> arrays = new HashMap<>();
        for (Buffer buffer : plan.buffers().values()) {
            arrays.put(buffer.name(), array(buffer, plan, tensors, workspace));
        }
        List<Step> steps = plan.steps();
        boolean[] done = new boolean[steps.size()];
        for (int i = 0; i < steps.size(); i++) {
            int partner = done[i] ? -1 : QueryKeyGradient.partner(steps, i);
            if (partner >= 0 && !done[partner]) {
                kernels.execute(QueryKeyGradient.of(steps.get(i), steps.get(partner)), arrays);
                done[partner] = true;
            } else if (!done[i]) {
                kernels.execute(steps.get(i), arrays);
            }
        }
    }

    private static MemorySegment array(
            Buffer buffer, Plan plan, Map<String, MemorySegment> tensors, Workspace workspace) {
        boolean given = buffer.kind() == Buffer.Kind.INPUT || buffer.kind() == Buffer.Kind.WEIGHT;
        float[] constant = plan.constants().get(buffer.name());
        MemorySegment tensor = constant == null ? tensors.get(buffer.name()) : MemorySegment.ofArray(constant);
        if (tensor == null && !given) {
            return workspace.floats(buffer.name(), buffer.elements());
        }
        if (tensor == null || tensor.byteSize() < buffer.elements() * Float.BYTES) {
            throw new IllegalArgumentException(buffer.name() + ": got "
                    + (tensor == null ? "no tensor" : tensor.byteSize() + " bytes") + "; needs "
                    + buffer.elements() * Float.BYTES + " bytes; try giving the whole tensor");
        }
        return tensor;
    }
}
