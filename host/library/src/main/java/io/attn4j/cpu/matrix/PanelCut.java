package io.attn4j.cpu.matrix;

import io.attn4j.cpu.tile.TileLoops;

/**
 * How a product out of {@link ProductPanels} is cut into tasks: of some tiles of rows by some slabs each, and at the end of one
 * tile, so that no thread waits long for the last task of another.
 *
 * @param rowTiles tiles of {@link TileLoops#TILE} rows
 * @param large tasks of {@link #MAX_TILES} of them; the others are small
 * @param slabs slabs of a task
 * @param parts tasks by the slabs that multiply the same rows of x
 * @param groups sets of such slabs
 */
record PanelCut(int rowTiles, int large, int slabs, int parts, int groups) {
    static final int MAX_TILES = 4;
    static final int MAX_SLABS = 16;

    /** Small tasks of each thread: what the slowest one does alone is part of one of them. */
    private static final int SMALL_PER_THREAD = 6;

    static PanelCut of(MatrixProductOperands product, int threads) {
        int rowTiles = Math.ceilDiv(product.step().x().rows(), TileLoops.TILE);
        int groups = product.slabs() / product.sharing();
        int small = SMALL_PER_THREAD * threads;
        int slabs = Math.min(MAX_SLABS, product.sharing());
        while (slabs > 1 && (long) rowTiles * groups * Math.ceilDiv(product.sharing(), slabs) < small) {
            slabs = Math.ceilDiv(slabs, 2);
        }
        int parts = Math.ceilDiv(product.sharing(), slabs);
        int left = Math.ceilDiv(small, Math.multiplyExact(groups, parts));
        return new PanelCut(rowTiles, Math.max(0, rowTiles - left) / MAX_TILES, slabs, parts, groups);
    }

    private int perRows() {
        return Math.multiplyExact(groups, parts);
    }

    int tasks() {
        return Math.multiplyExact(large + rowTiles - large * MAX_TILES, perRows());
    }

    /** First tile of rows of {@code task}. */
    int tile(int task) {
        int place = task / perRows();
        return place < large ? place * MAX_TILES : place + large * (MAX_TILES - 1);
    }

    /** Tiles of rows of {@code task}. */
    int tiles(int task) {
        return task / perRows() < large ? MAX_TILES : 1;
    }

    /** Which of {@link #groups} the slabs of {@code task} are of. */
    int group(int task) {
        return task % perRows() / parts;
    }

    /** First slab of {@code task} in its group. */
    int slab(int task) {
        return task % parts * slabs;
    }
}
