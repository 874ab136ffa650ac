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
    private final ProductPanels panels = new ProductPanels();

    MatrixProductLoops(LoopChoice choice, WorkerPool pool) {
        this.choice = choice;
        this.pool = pool;
        tiles = new MatrixProductTile[pool.threads()];
        panelTiles = new PanelProductTile[pool.threads()];
        for (int i = 0; i < tiles.length; i++) {
            tiles[i] = new MatrixProductTile();
            panelTiles[i] = new PanelProductTile();
        }
    }

    void execute(MatrixProduct step, Map<String, MemorySegment> arrays) {
        MatrixProductOperands product = MatrixProductOperands.of(step, arrays);
        if (panels.suit(product)) {
            run(product, product, step.flops());
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
        run(all, sum, step.flops());
        return true;
    }

    /** Fills the panels of {@code all}, and multiplies. */
    private void run(MatrixProductOperands all, MatrixProductOperands sum, double flops) {
        choice.prepare(pool, panels.tasks(), (loops, worker, task) -> panels.fill(loops, tiles[worker], task));
        PanelCut cut = PanelCut.of(sum, pool.threads());
        choice.run(
                pool,
                flops,
                cut.tasks(),
                (loops, worker, task) -> panelTiles[worker].run(loops, all, sum, cut, panels, tiles[worker], task));
    }
}
