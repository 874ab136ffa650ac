package io.attn4j.cpu.matrix;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.tile.TileLoops;
import io.attn4j.plan.matrix.Activation;
import java.util.Arrays;

/**
 * Matrix products out of {@link ProductPanels}, some rows by some slabs at a time, with the scratch of one thread. Sums are
 * formed as {@link MatrixProductTile} forms them, with the same bits.
 */
final class PanelProductTile {
    private static final int LANES = TileLoops.LANES;
    private static final int BLOCK = MatrixProductTile.BLOCK;
    private static final int BLOCKS = MatrixProductTile.BLOCKS;
    private static final int MAX_ROWS = MatrixProductCut.MAX_PANEL_ROWS;
    private static final float[] ZEROS = new float[Math.max(LANES, MAX_ROWS + TileLoops.GROUP)];

    private final float[] total = new float[MatrixProductCut.MAX_PANEL_SLABS * MAX_ROWS * LANES];
    private float[] grand = {};
    private final float[] part = new float[MAX_ROWS * LANES];
    private final float[] left = new float[(MAX_ROWS + TileLoops.GROUP) * BLOCK];
    private final ProductResults results = new ProductResults();

    /** Computes the rows and slabs of one task. */
    void run(
            TileLoops loops,
            MatrixProductOperands p,
            MatrixProductCut cut,
            ProductPanels panels,
            MatrixProductTile scratch,
            int task) {
        int row0 = task % cut.rowTasks(p) * cut.rows();
        int rows = Math.min(cut.rows(), p.step().x().rows() - row0);
        int group = task / cut.rowTasks(p);
        int inGroup = group % cut.tasksPerSharing(p) * cut.slabs();
        int slab0 = group / cut.tasksPerSharing(p) * p.sharing() + inGroup;
        int slabs = Math.min(cut.slabs(), p.sharing() - inGroup);
        int depth = p.step().x().columns();
        int head0 = slab0 / p.slabsPerHead();
        if (depth <= BLOCK && isPlain(p)) {
            scratch.readLeft(loops, p.x(), head0 / p.heads(), head0 % p.heads(), row0, 0, rows, depth, left);
            int whole = rows / TileLoops.GROUP * TileLoops.GROUP;
            for (int i = 0; i < slabs; i++) {
                if (isWhole(p, slab0 + i)) {
                    store(loops, p, panels, slab0 + i, row0, whole, depth);
                    sumAndWrite(loops, p, panels, slab0 + i, row0, whole, rows, depth);
                } else {
                    sumAndWrite(loops, p, panels, slab0 + i, row0, 0, rows, depth);
                }
            }
            return;
        }
        Arrays.fill(total, 0, slabs * MAX_ROWS * LANES, 0);
        boolean two = depth > BLOCK * BLOCKS;
        if (two) {
            grand = grand.length == 0 ? new float[total.length] : grand;
            Arrays.fill(grand, 0, slabs * MAX_ROWS * LANES, 0);
        }
        for (int block = 0; block < depth; block += BLOCK) {
            int count = Math.min(BLOCK, depth - block);
            scratch.readLeft(loops, p.x(), head0 / p.heads(), head0 % p.heads(), row0, block, rows, count, left);
            for (int i = 0; i < slabs; i++) {
                int w0 = panels.wAt(slab0 + i) + block * LANES;
                int to = i * MAX_ROWS * LANES;
                int width = loops.width(Math.min(LANES, p.columns() - (slab0 + i) % p.slabsPerHead() * LANES));
                loops.addRows(left, 0, BLOCK, rows, count, panels.w(), w0, ZEROS, part, total, to, width);
            }
            if (two && (block / BLOCK + 1) % BLOCKS == 0) {
                MatrixProductTile.addAndClear(total, grand, slabs * MAX_ROWS * LANES);
            }
        }
        if (two) {
            MatrixProductTile.add(grand, total, 0, slabs * MAX_ROWS * LANES);
        }
        for (int i = 0; i < slabs; i++) {
            // the left factor is done with, and has room for as many rows as a task may have
            results.write(loops, p, slab0 + i, total, i * MAX_ROWS * LANES, row0, rows, left);
        }
    }

    /** Whether nothing but a bias follows the sums, and y takes whole vectors. */
    private static boolean isPlain(MatrixProductOperands p) {
        return p.step().activation() == Activation.NONE
                && p.step().alpha() == null
                && p.residual() == null
                && p.y().view().columnStride() == 1
                && p.y().data().isNative()
                && (p.heads() == p.step().x().heads() || p.step().w().columns() % TileLoops.HALF == 0);
    }

    private static boolean isWhole(MatrixProductOperands p, int slab) {
        return p.columns() - slab % p.slabsPerHead() * LANES >= LANES;
    }

    /** Sums of the first {@code rows} rows, a multiple of {@code GROUP}, straight to y. */
    private void store(
            TileLoops loops, MatrixProductOperands p, ProductPanels panels, int slab, int row0, int rows, int depth) {
        int b = slab / p.slabsPerHead() / p.heads();
        int h0 = slab / p.slabsPerHead() % p.heads();
        int c0 = slab % p.slabsPerHead() * LANES;
        int c1 = c0 + TileLoops.HALF;
        int perHead = p.step().w().columns();
        float[] bias = p.bias() == null ? ZEROS : results.readBias(p, slab);
        Matrices y = p.y();
        long low = y.address(b, h0 + c0 / perHead, row0, c0 % perHead);
        long high = y.address(b, h0 + c1 / perHead, row0, c1 % perHead);
        long stride = y.view().rowStride() * Float.BYTES;
        loops.storeRows(
                left, BLOCK, rows, depth, panels.w(), panels.wAt(slab), bias, ZEROS, part, y.data(), low, high, stride);
    }

    /** Sums of rows {@code from <= r < rows} by way of {@link #total}. */
    private void sumAndWrite(
            TileLoops loops,
            MatrixProductOperands p,
            ProductPanels panels,
            int slab,
            int row0,
            int from,
            int rows,
            int depth) {
        if (from == rows) {
            return;
        }
        Arrays.fill(total, 0, MAX_ROWS * LANES, 0);
        int width = loops.width(Math.min(LANES, p.columns() - slab % p.slabsPerHead() * LANES));
        loops.addRows(
                left,
                from * BLOCK,
                BLOCK,
                rows - from,
                depth,
                panels.w(),
                panels.wAt(slab),
                ZEROS,
                part,
                total,
                0,
                width);
        results.write(loops, p, slab, total, 0, row0 + from, rows - from, part);
    }
}
