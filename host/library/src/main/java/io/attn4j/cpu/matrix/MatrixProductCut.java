package io.attn4j.cpu.matrix;

import io.attn4j.cpu.tile.TileLoops;

/** How a product is cut into tasks of some rows by some slabs. */
record MatrixProductCut(int rows, int slabs) {
    static final int MAX_ROWS = 256;
    static final int MAX_SLABS = 4;
    private static final int MIN_ROWS = 32;

    private static final int TASKS_PER_THREAD = 4;

    /** Of products by terms: there is more of them to copy for a task, whose results are few. */
    private static final int TASKS_BY_TERMS = 2;

    /**
     * The largest tasks that give every thread several: a task copies its rows of x once for all of its slabs, and a
     * slab once for all of its rows.
     */
    static MatrixProductCut of(MatrixProductOperands product, int threads) {
        int rows = MAX_ROWS;
        int slabs = Math.min(MAX_SLABS, product.sharing());
        long wanted = (long) (product.isByTerms() ? TASKS_BY_TERMS : TASKS_PER_THREAD) * threads;
        while ((rows > MIN_ROWS || slabs > 1) && new MatrixProductCut(rows, slabs).tasks(product) < wanted) {
            if (slabs > 1 && (slabs * TileLoops.LANES >= rows || rows == MIN_ROWS)) {
                slabs /= 2;
            } else {
                rows /= 2;
            }
        }
        return new MatrixProductCut(rows, slabs);
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
