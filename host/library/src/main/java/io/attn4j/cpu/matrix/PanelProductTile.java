package io.attn4j.cpu.matrix;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.tile.TileLoops;
import java.util.Arrays;

/**
 * Matrix products out of {@link ProductPanels}, some tiles of rows by some slabs at a time, with the scratch of one thread. Sums are
 * formed as {@link MatrixProductTile} forms them, with the same bits.
 *
 * <p>A panel passes through the first-level cache once for all tiles of a task, and comes from the second-level cache as fast as it
 * is used; the tiles of x, copied once for all slabs of a task, and the sums stay near.
 */
final class PanelProductTile {
    private static final int LANES = TileLoops.LANES;
    private static final int HALF = TileLoops.HALF;
    private static final int SQUARE = TileLoops.SQUARE;
    private static final int TILE = TileLoops.TILE;
    private static final int BLOCK = TileLoops.TERMS;
    private static final int BLOCKS = MatrixProductTile.BLOCKS;

    /** Blocks of terms of which x is copied at a time; divides {@link #BLOCKS}. */
    private static final int CHUNK = 8;

    private static final int MAX_TILES = PanelCut.MAX_TILES;

    /** Floats of a tile of x and of a tile of sums. */
    private static final int X_TILE = SQUARE * BLOCK;

    private static final int SUM_TILE = SQUARE * LANES;

    private float[] total = {};
    private float[] grand = {};
    private float[] left = {};
    private final ProductResults results = new ProductResults();

    /**
     * Computes the tiles and slabs of one task of {@code sum}.
     *
     * @param all the product whose panels {@code panels} has
     * @param sum {@code all}, or the product of the first heads and batches, with the place of the sums of all of them as its y
     * @param cut of {@code sum}
     */
    void run(
            TileLoops loops,
            MatrixProductOperands all,
            MatrixProductOperands sum,
            PanelCut cut,
            ProductPanels panels,
            MatrixProductTile scratch,
            int task) {
        if (left.length == 0) {
            total = new float[PanelCut.MAX_SLABS * MAX_TILES * SUM_TILE];
            left = new float[CHUNK * MAX_TILES * X_TILE];
        }
        int row0 = cut.tile(task) * TILE;
        int rows = Math.min(cut.tiles(task) * TILE, sum.step().x().rows() - row0);
        int slab0 = cut.group(task) * sum.sharing() + cut.slab(task);
        int slabs = Math.min(cut.slabs(), sum.sharing() - cut.slab(task));
        int heads = all.heads() / sum.heads();
        int depth = all.step().x().columns();
        int perHead = Math.ceilDiv(depth, BLOCK);
        int blocks = all.step().x().batch() / sum.step().x().batch() * heads * perHead;
        boolean once = blocks <= CHUNK;
        boolean two = blocks > BLOCKS;
        int size = slabs * MAX_TILES * SUM_TILE;
        if (!once) {
            Arrays.fill(total, 0, size, 0);
        }
        if (two) {
            grand = grand.length == 0 ? new float[total.length] : grand;
            Arrays.fill(grand, 0, size, 0);
        }
        boolean byTerms = MatrixProductTile.isTransposed(all.x());
        int head0 = slab0 / sum.slabsPerHead();
        for (int low = 0; low < blocks; low += CHUNK) {
            int high = Math.min(blocks, low + CHUNK);
            for (int block = low; block < high; block++) {
                int b = head0 / sum.heads() + block / perHead / heads;
                int h = head0 % sum.heads() + block / perHead % heads;
                int term = block % perHead * BLOCK;
                int to = (block - low) * MAX_TILES * X_TILE;
                readLeft(loops, all.x(), byTerms, b, h, row0, rows, term, Math.min(BLOCK, depth - term), to);
            }
            for (int i = 0; i < slabs; i++) {
                int at = once ? 0 : i * MAX_TILES * SUM_TILE;
                if (once) {
                    Arrays.fill(total, 0, cut.tiles(task) * SUM_TILE, 0);
                }
                int head = (slab0 + i) / sum.slabsPerHead();
                int slab = (slab0 + i) % sum.slabsPerHead();
                int columns = Math.min(LANES, sum.columns() - slab * LANES);
                for (int lane = 0; lane < columns; lane += HALF) {
                    for (int block = low; block < high; block++) {
                        int b = head / sum.heads() + block / perHead / heads;
                        int h = head % sum.heads() + block / perHead % heads;
                        int term = block % perHead * BLOCK;
                        int from = panels.wAt((b * all.heads() + h) * sum.slabsPerHead() + slab);
                        from += lane / HALF * panels.stride() + term * HALF;
                        int a = (block - low) * MAX_TILES * X_TILE;
                        int count = Math.min(BLOCK, depth - term);
                        for (int r = 0, to = at + lane; r < rows; r += TILE, a += X_TILE, to += SUM_TILE) {
                            int some = Math.min(TILE, rows - r);
                            loops.addTile(left, a, byTerms, some, count, panels.w(), from, total, to);
                            if (once && block == high - 1 && lane + HALF >= columns) {
                                results.write(loops, sum, slab0 + i, total, to - lane, row0 + r, some);
                            }
                        }
                    }
                }
            }
            if (two && high % BLOCKS == 0) {
                MatrixProductTile.addAndClear(total, grand, size);
            }
        }
        if (two) {
            MatrixProductTile.add(grand, total, 0, size);
        }
        for (int i = 0; i < slabs && !once; i++) {
            for (int r = 0, at = i * MAX_TILES * SUM_TILE; r < rows; r += TILE, at += SUM_TILE) {
                results.write(loops, sum, slab0 + i, total, at, row0 + r, Math.min(TILE, rows - r));
            }
        }
    }

    /** Copies {@code count} terms of {@code rows} rows, tile by tile, as {@link TileLoops#addTile} takes them. */
    private void readLeft(
            TileLoops loops,
            Matrices x,
            boolean byTerms,
            int b,
            int h,
            int row0,
            int rows,
            int term,
            int count,
            int to) {
        for (int r = 0, at = to; r < rows; r += TILE, at += X_TILE) {
            int some = Math.min(TILE, rows - r);
            if (!byTerms && count == BLOCK && x.view().columnStride() == 1 && x.data().isNative()) {
                long stride = x.view().rowStride() * Float.BYTES;
                loops.copyRows(x.data(), x.address(b, h, row0 + r, term), stride, some, BLOCK, left, at);
            } else if (!byTerms) {
                x.read(b, h, row0 + r, term, some, count, left, at, BLOCK);
            } else if (row0 + r + SQUARE <= x.view().rows() && x.data().isNative()) {
                long stride = x.view().columnStride() * Float.BYTES;
                loops.copyRows(x.data(), x.address(b, h, row0 + r, term), stride, count, SQUARE, left, at);
            } else {
                x.readTransposed(b, h, row0 + r, term, some, count, left, at, SQUARE);
            }
        }
    }
}
