package io.attn4j.cpu.matrix;

import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.cpu.tile.LoopChoice;
import io.attn4j.plan.matrix.MatrixProduct;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** Matrix products in tasks of rows by slabs, with the scratch of each thread. */
final class MatrixProductLoops {
    private final LoopChoice choice;
    private final WorkerPool pool;
    private final MatrixProductTile[] tiles;

    MatrixProductLoops(LoopChoice choice, WorkerPool pool) {
        this.choice = choice;
        this.pool = pool;
        tiles = new MatrixProductTile[pool.threads()];
        for (int i = 0; i < tiles.length; i++) {
            tiles[i] = new MatrixProductTile();
        }
    }

    void execute(MatrixProduct step, Map<String, MemorySegment> arrays) {
        MatrixProductOperands product = MatrixProductOperands.of(step, arrays);
        MatrixProductCut cut = MatrixProductCut.of(product, pool.threads());
        choice.run(
                pool,
                step.flops(),
                cut.tasks(product),
                (loops, worker, task) -> tiles[worker].run(loops, product, cut, task));
    }
}
