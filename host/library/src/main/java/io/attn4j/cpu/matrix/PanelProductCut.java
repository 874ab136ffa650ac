package io.attn4j.cpu.matrix;

import io.attn4j.cpu.tile.TileLoops;

/** How a product of {@link ProductPanels} is cut into tasks of some rows by some slabs. */
record PanelProductCut(int rows, int slabs) {
    static final int MAX_ROWS = TileLoops.LANES;
    static final int MAX_SLABS = 16;
    private static final int MIN_ROWS = 16;
    private static final int TASKS_PER_THREAD = 4;

    /** The largest tasks that give every thread several. */
    static PanelProductCut of(MatrixProductOperands product, int threads) {
        int rows = MAX_ROWS;
        int slabs = Math.min(MAX_SLABS, product.sharing());
        long wanted = (long) TASKS_PER_THREAD * threads;
        while ((rows > MIN_ROWS || slabs > 1) && new PanelProductCut(rows, slabs).tasks(product) < wanted) {
            if (slabs > 1) {
                slabs = Math.ceilDiv(slabs, 2);
            } else {
                rows /= 2;
            }
        }
        return new PanelProductCut(rows, slabs);
    }

    int rowTasks(MatrixProductOperands product) {
        return Math.ceilDiv(product.step().x().rows(), rows);
    }

    int tasksPerSharing(MatrixProductOperands product) {
        return Math.ceilDiv(product.sharing(), slabs);
    }

    int tasks(MatrixProductOperands product) {
        int groups = product.slabs() / product.sharing();
        return Math.multiplyExact(rowTasks(product), Math.multiplyExact(groups, tasksPerSharing(product)));
    }
}
