package io.attn4j.cpu.matrix;

import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.cpu.tile.LoopChoice;
import io.attn4j.cpu.tile.TileLoops;
import io.attn4j.plan.matrix.MatrixProduct;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** Matrix products in tasks of rows by slabs, with the scratch of each thread. */
final class MatrixProductLoops {
    private final LoopChoice choice;
    private final WorkerPool pool;
    private final MatrixProductTile[] tiles;
    private final PanelProductTile[] panelTiles;

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

    /**
     * Executes {@code step}.
     *
     * @param kept where the panels of its w are kept, or null
     */
    void execute(MatrixProduct step, KeptPanels kept, Map<String, MemorySegment> arrays) {
        MatrixProductOperands product = MatrixProductOperands.of(step, arrays);
        if (kept != null || ProductPanels.suit(product)) {
            run(product, product, kept, step.flops());
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
        if (all.isFolded() || sum.isFolded() || !ProductPanels.suit(all)) {
            return false;
        }
        run(all, sum, null, step.flops());
        return true;
    }

    /** Multiplies out of panels. */
    private void run(MatrixProductOperands all, MatrixProductOperands sum, KeptPanels kept, double flops) {
        ProductTerms terms = ProductTerms.of(all, sum);
        int threads = pool.threads();
        if (kept != null) {
            kept.fill(choice.loops(), pool, terms, tiles);
        }
        for (PanelProductTile tile : panelTiles) {
            tile.choose(kept);
        }
        PanelCut cut = PanelCut.of(sum, terms.blocks() * TileLoops.TERMS, threads);
        UnitShares shares = new UnitShares(cut, threads);
        choice.run(
                pool,
                flops,
                threads,
                (loops, worker, task) -> shares.run(
                        worker,
                        (unit, count) -> panelTiles[worker].run(loops, terms, cut, tiles[worker], unit, count)));
        for (PanelProductTile tile : panelTiles) {
            tile.forget();
        }
    }
}
