package io.attn4j.cpu.matrix;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.tile.TileLoops;
import io.attn4j.plan.View;
import io.attn4j.plan.matrix.MatrixProduct;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** A {@link MatrixProduct} with the memory of its operands; those that it lacks are null. */
record MatrixProductOperands(MatrixProduct step, Matrices x, Matrices w, Matrices bias, Matrices residual, Matrices y) {

    static MatrixProductOperands of(MatrixProduct step, Map<String, MemorySegment> arrays) {
        return new MatrixProductOperands(
                step,
                Matrices.of(step.x(), arrays),
                Matrices.of(step.w(), arrays),
                Matrices.of(step.bias(), arrays),
                Matrices.of(step.residual(), arrays),
                Matrices.of(step.y(), arrays));
    }

    /** Slabs of up to {@link TileLoops#LANES} columns of one head. */
    int slabsPerHead() {
        return Math.ceilDiv(step.w().columns(), TileLoops.LANES);
    }

    /** Slabs of all heads and batches. */
    int slabs() {
        return Math.multiplyExact(Math.multiplyExact(step.x().batch(), step.x().heads()), slabsPerHead());
    }

    /** Consecutive slabs that multiply the same x. */
    int sharing() {
        View x = step.x();
        boolean heads = x.heads() == 1 || x.headStride() == 0;
        boolean batches = heads && (x.batch() == 1 || x.batchStride() == 0);
        return batches ? slabs() : heads ? x.heads() * slabsPerHead() : slabsPerHead();
    }
}
