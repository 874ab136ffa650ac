package io.attn4j.cpu.core;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.plan.core.CoreAttention;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** A {@link CoreAttention} with the memory of its operands; those that it lacks are null. */
record CoreOperands(
        CoreAttention step,
        Matrices a,
        Matrices b,
        Matrices w,
        Matrices columnScale,
        Matrices keyBias,
        Matrices bias,
        Matrices factors,
        Matrices seeds,
        Matrices o,
        Matrices lse) {

    static CoreOperands of(CoreAttention step, Map<String, MemorySegment> arrays) {
        return new CoreOperands(
                step,
                Matrices.of(step.a(), arrays),
                Matrices.of(step.b(), arrays),
                Matrices.of(step.w(), arrays),
                Matrices.of(step.columnScale(), arrays),
                Matrices.of(step.keyBias(), arrays),
                Matrices.of(step.bias(), arrays),
                Matrices.of(step.factors(), arrays),
                Matrices.of(step.seeds(), arrays),
                Matrices.of(step.o(), arrays),
                Matrices.of(step.lse(), arrays));
    }

    int keyDim() {
        return step.a().columns();
    }

    int valueDim() {
        return step.w().columns();
    }

    /** Head of the keys and values that head h reads. */
    int keyHead(int h) {
        return h / (step.a().heads() / step.b().heads());
    }

    /** beta of head h. */
    float biasScale(int h) {
        return step.biasScale() == null ? 1 : step.biasScale()[h];
    }
}
