package io.attn4j.cpu.matrix;

import io.attn4j.cpu.tile.TileLoops;
import java.util.Arrays;

/**
 * Rows and slabs of a {@link SummedProduct} out of {@link ProductPanels}, with the scratch of one thread. Terms are summed in blocks as
 * {@link MatrixProductTile} has them, batch by batch and head by head.
 */
final class SummedProductTile {
    private static final int LANES = TileLoops.LANES;
    private static final int BLOCK = MatrixProductTile.BLOCK;
    private static final int BLOCKS = MatrixProductTile.BLOCKS;
    private static final int MAX_ROWS = MatrixProductCut.MAX_PANEL_ROWS;
    private static final float[] ZEROS = new float[MAX_ROWS + TileLoops.GROUP];

    private float[] total = {};
    private float[] grand = {};
    private float[] part = {};
    private float[] left = {};
    private final ProductResults results = new ProductResults();

    /**
     * Computes the rows and slabs of one task.
     *
     * @param all the product of all heads and batches, whose panels {@code panels} has
     * @param sum that of the first ones, with the place of the sums as its y
     * @param cut of {@code sum}
     */
    void run(
            TileLoops loops,
            MatrixProductOperands all,
            MatrixProductOperands sum,
            MatrixProductCut cut,
            ProductPanels panels,
            MatrixProductTile scratch,
            int task) {
        if (left.length == 0) {
            total = new float[MatrixProductCut.MAX_PANEL_SLABS * MAX_ROWS * LANES];
            part = new float[MAX_ROWS * LANES];
            left = new float[(MAX_ROWS + TileLoops.GROUP) * BLOCK];
        }
        int row0 = task % cut.rowTasks(sum) * cut.rows();
        int rows = Math.min(cut.rows(), sum.step().x().rows() - row0);
        int group = task / cut.rowTasks(sum);
        int inGroup = group % cut.tasksPerSharing(sum) * cut.slabs();
        int slab0 = group / cut.tasksPerSharing(sum) * sum.sharing() + inGroup;
        int slabs = Math.min(cut.slabs(), sum.sharing() - inGroup);
        int perHead = sum.slabsPerHead();
        int batches = all.step().x().batch() / sum.step().x().batch();
        int heads = all.heads() / sum.heads();
        int depth = all.step().x().columns();
        int size = slabs * MAX_ROWS * LANES;
        Arrays.fill(total, 0, size, 0);
        boolean two = (long) batches * heads * Math.ceilDiv(depth, BLOCK) > BLOCKS;
        if (two) {
            grand = grand.length == 0 ? new float[total.length] : grand;
            Arrays.fill(grand, 0, size, 0);
        }
        int blocks = 0;
        int head0 = slab0 / perHead;
        for (int n = 0; n < batches; n++) {
            for (int m = 0; m < heads; m++) {
                for (int block = 0; block < depth; block += BLOCK) {
                    int count = Math.min(BLOCK, depth - block);
                    int b = head0 / sum.heads() + n;
                    int h = head0 % sum.heads() + m;
                    scratch.readLeft(loops, all.x(), b, h, row0, block, rows, count, left);
                    for (int i = 0; i < slabs; i++) {
                        int head = (slab0 + i) / perHead;
                        int from = ((head / sum.heads() + n) * all.heads() + head % sum.heads() + m) * perHead;
                        int slab = (slab0 + i) % perHead;
                        int w0 = panels.wAt(from + slab) + block * LANES;
                        int width = loops.width(Math.min(LANES, sum.columns() - slab * LANES));
                        int to = i * MAX_ROWS * LANES;
                        loops.addRows(left, 0, BLOCK, rows, count, panels.w(), w0, ZEROS, part, total, to, width);
                    }
                    if (two && ++blocks % BLOCKS == 0) {
                        MatrixProductTile.addAndClear(total, grand, size);
                    }
                }
            }
        }
        if (two) {
            MatrixProductTile.add(grand, total, 0, size);
        }
        for (int i = 0; i < slabs; i++) {
            // the left factor is done with, and has room for as many rows as a task may have
            results.write(loops, sum, slab0 + i, total, i * MAX_ROWS * LANES, row0, rows, left);
        }
    }
}
