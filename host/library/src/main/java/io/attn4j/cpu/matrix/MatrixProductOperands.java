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

    /**
     * Whether the columns of all heads count as those of one: where they are few, lie side by side in w, and all heads multiply
     * the same x.
     */
    boolean isFolded() {
        View x = step.x();
        View w = step.w();
        return x.heads() > 1
                && x.headStride() == 0
                && w.columns() < TileLoops.LANES
                && w.columnStride() == 1
                && w.headStride() == w.columns();
    }

    /** Whether x lies in memory term by term and w does not: what gradients by weights are. */
    boolean isByTerms() {
        return MatrixProductTile.isTransposed(x) && !MatrixProductTile.isTransposed(w) && step.ranges() == null;
    }

    /** Heads whose columns are apart. */
    int heads() {
        return isFolded() ? 1 : step.x().heads();
    }

    /** Columns of one of {@link #heads}. */
    int columns() {
        return isFolded() ? step.x().heads() * step.w().columns() : step.w().columns();
    }

    /** Slabs of up to {@link TileLoops#LANES} columns of one of {@link #heads}. */
    int slabsPerHead() {
        return Math.ceilDiv(columns(), TileLoops.LANES);
    }

    /** Slabs of all heads and batches. */
    int slabs() {
        return Math.multiplyExact(Math.multiplyExact(step.x().batch(), heads()), slabsPerHead());
    }

    /** Consecutive slabs that multiply the same x. */
    int sharing() {
        View x = step.x();
        boolean heads = x.heads() == 1 || x.headStride() == 0;
        boolean batches = heads && (x.batch() == 1 || x.batchStride() == 0);
        return batches ? slabs() : heads ? heads() * slabsPerHead() : slabsPerHead();
    }
}
