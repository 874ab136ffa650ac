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
    private final PanelProductTile[] panelTiles;
    private final SummedProductTile[] sumTiles;
    private final ProductPanels panels = new ProductPanels();

    MatrixProductLoops(LoopChoice choice, WorkerPool pool) {
        this.choice = choice;
        this.pool = pool;
        tiles = new MatrixProductTile[pool.threads()];
        panelTiles = new PanelProductTile[pool.threads()];
        sumTiles = new SummedProductTile[pool.threads()];
        for (int i = 0; i < tiles.length; i++) {
            tiles[i] = new MatrixProductTile();
            panelTiles[i] = new PanelProductTile();
            sumTiles[i] = new SummedProductTile();
        }
    }

    void execute(MatrixProduct step, Map<String, MemorySegment> arrays) {
        MatrixProductOperands product = MatrixProductOperands.of(step, arrays);
        if (panels.suit(product)) {
            choice.run(pool, 0, panels.tasks(), (loops, worker, task) -> panels.fill(loops, tiles[worker], task));
            MatrixProductCut cut = MatrixProductCut.ofPanels(product, pool.threads());
            choice.run(
                    pool,
                    step.flops(),
                    cut.tasks(product),
                    (loops, worker, task) -> panelTiles[worker].run(loops, product, cut, panels, tiles[worker], task));
            return;
        }
        MatrixProductCut cut = MatrixProductCut.of(product, pool.threads());
        choice.run(
                pool,
                step.flops(),
                cut.tasks(product),
                (loops, worker, task) -> tiles[worker].run(loops, product, cut, task));
    }

    /** Computes the sums of {@code step} alone where its product suits panels; if not, nothing. */
    boolean execute(SummedProduct step, Map<String, MemorySegment> arrays) {
        MatrixProductOperands all = step.all(arrays);
        MatrixProductOperands sum = step.first(arrays);
        if (all.isFolded() || sum.isFolded() || !panels.suit(all)) {
            return false;
        }
        choice.run(pool, 0, panels.tasks(), (loops, worker, task) -> panels.fill(loops, tiles[worker], task));
        MatrixProductCut cut = MatrixProductCut.ofPanels(sum, pool.threads());
        choice.run(
                pool,
                step.flops(),
                cut.tasks(sum),
                (loops, worker, task) -> sumTiles[worker].run(loops, all, sum, cut, panels, tiles[worker], task));
        return true;
    }
}
