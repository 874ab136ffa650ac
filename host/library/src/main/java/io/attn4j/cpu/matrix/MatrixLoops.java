package io.attn4j.cpu.matrix;

import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.cpu.tile.LoopChoice;
import io.attn4j.plan.matrix.Activate;
import io.attn4j.plan.matrix.ActivateGradient;
import io.attn4j.plan.matrix.MatrixProduct;
import io.attn4j.plan.matrix.MatrixStep;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** Matrix products and activations. Scratch belongs to a worker of the pool and is kept for the next call. */
public final class MatrixLoops {
    private final LoopChoice choice;
    private final WorkerPool pool;
    private final MatrixProductLoops product;

    /** Loops on the threads of {@code pool}, with the inner loops that {@code choice} makes. */
    public MatrixLoops(LoopChoice choice, WorkerPool pool) {
        this.choice = choice;
        this.pool = pool;
        product = new MatrixProductLoops(choice, pool);
    }

    /**
     * Executes {@code step}.
     *
     * @param arrays memory by name of the array, of 4-byte floats in native byte order
     */
    public void execute(MatrixStep step, Map<String, MemorySegment> arrays) {
        switch (step) {
            case MatrixProduct s -> product.execute(s, null, arrays);
            case Activate s -> ActivateLoops.execute(s, arrays, choice.loops(), pool);
            case ActivateGradient s -> ActivateGradientLoops.execute(s, arrays, choice.loops(), pool);
        }
    }

    /** Executes a product the copies of whose w are kept, as {@link #execute(MatrixStep, Map)} does one step. */
    public void execute(KeptProduct step, Map<String, MemorySegment> arrays) {
        product.execute(step.product(), step.panels(), arrays);
    }

    /** Executes {@code step} as one if it gains from it; otherwise it returns false, and the product and the sum are still to do. */
    public boolean execute(SummedProduct step, Map<String, MemorySegment> arrays) {
        return product.execute(step, arrays);
    }
}
