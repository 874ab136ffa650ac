package io.attn4j.cpu;

import io.attn4j.core.CoreProblem;
import io.attn4j.core.CoreShape;
import io.attn4j.core.Operand;
import io.attn4j.mechanism.Workspace;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.CoreAttention;
import io.attn4j.plan.MatrixProduct;
import io.attn4j.plan.Plan;
import io.attn4j.plan.SegmentPool;
import io.attn4j.plan.Step;
import io.attn4j.plan.View;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;

/** Runs the steps of a plan on {@link CpuKernels}. */
public final class PlanExecutor {
    private final CpuKernels kernels;

    public PlanExecutor(CpuKernels kernels) {
        this.kernels = kernels;
    }

    /** Executes {@code plan} on tensors by name; arrays that are not among them come from {@code workspace}. */
    public void execute(Plan plan, Map<String, MemorySegment> tensors, Workspace workspace) {
        Map<String, MemorySegment> arrays = new HashMap<>();
        for (Buffer buffer : plan.buffers().values()) {
            MemorySegment given = tensors.get(buffer.name());
            arrays.put(buffer.name(), given == null ? workspace.floats(buffer.name(), buffer.elements()) : given);
        }
        for (Step step : plan.steps()) {
            run(step, arrays);
        }
    }

    private void run(Step step, Map<String, MemorySegment> arrays) {
        switch (step) {
            case CoreAttention c ->
                kernels.attention(
                        new CoreProblem(
                                new CoreShape(
                                        c.a().batch(),
                                        c.a().heads(),
                                        c.b().heads(),
                                        c.a().rows(),
                                        c.b().rows(),
                                        c.a().columns(),
                                        c.w().columns()),
                                c.scale(),
                                operand(c.a(), arrays),
                                operand(c.b(), arrays),
                                operand(c.w(), arrays),
                                operand(c.keyBias(), arrays),
                                operand(c.bias(), arrays),
                                c.ranges()),
                        arrays.get(c.o().buffer().name()),
                        arrays.get(c.lse().buffer().name()));
            case MatrixProduct p ->
                kernels.projectSequence(
                        operand(p.w(), arrays),
                        operand(p.x(), arrays),
                        p.x().batch(),
                        p.x().heads(),
                        p.x().columns(),
                        p.x().rows(),
                        p.w().columns(),
                        lengths(p),
                        arrays.get(p.y().buffer().name()));
            case SegmentPool p ->
                kernels.meanPoolSequence(
                        operand(p.x(), arrays),
                        p.x().batch(),
                        p.x().heads(),
                        p.x().rows(),
                        p.y().rows(),
                        p.x().columns(),
                        p.lengths(),
                        arrays.get(p.y().buffer().name()));
            default -> throw new IllegalArgumentException("step: got " + step.task() + "; needs one with loops");
        }
    }

    private static int[] lengths(MatrixProduct p) {
        int[] lengths = new int[p.x().batch()];
        for (int b = 0; b < lengths.length; b++) {
            lengths[b] = p.ranges() == null ? p.x().columns() : p.ranges().end(b, 0);
        }
        return lengths;
    }

    private static Operand operand(View view, Map<String, MemorySegment> arrays) {
        return view == null
                ? null
                : new Operand(
                        arrays.get(view.buffer().name()),
                        view.offset(),
                        view.batchStride(),
                        view.headStride(),
                        view.rowStride());
    }
}
