package io.attn4j.cpu.matrix;

import io.attn4j.cpu.tile.TileLoops;
import java.util.Arrays;

/**
 * Matrix products out of {@link ProductPanels}, some tiles of rows by some slabs at a time, with the scratch of one thread. Sums are
 * formed as {@link MatrixProductTile} forms them, with the same bits.
 *
 * <p>A panel passes through the first-level cache once for all tiles, and comes from the second-level cache as fast as it
 * is used; the tiles of x, copied once for all slabs of a part, and the sums stay near.
 */
final class PanelProductTile {
    private static final int LANES = TileLoops.LANES;
    private static final int HALF = TileLoops.HALF;
    private static final int TILE = TileLoops.TILE;
    private static final int BLOCKS = MatrixProductTile.BLOCKS;

    /** Blocks of terms of which x is copied at a time; divides {@link #BLOCKS}. */
    private static final int CHUNK = 8;

    private static final int MAX_TILES = PanelCut.MAX_TILES;

    /** Floats of a tile of sums. */
    private static final int SUMS = TileLoops.SQUARE * LANES;

    private float[] total = {};
    private float[] grand = {};
    private float[] left = {};
    private final ProductPanels own = new ProductPanels();
    private Panels panels = own;
    private final ProductResults results = new ProductResults();

    /** Takes the panels of {@code kept}, or those of its own where that is null. */
    void choose(KeptPanels kept) {
        panels = kept == null ? own : kept.view();
    }

    /** Forgets the panels: operands may have changed since. */
    void forget() {
        own.forget();
        panels = own;
    }

    /** Computes {@code tiles} tiles from that of {@code unit} on, by the slabs of its part. */
    void run(TileLoops loops, ProductTerms p, PanelCut cut, MatrixProductTile scratch, int unit, int tiles) {
        if (total.length == 0) {
            total = new float[PanelCut.MAX_SLABS * MAX_TILES * SUMS];
            left = new float[CHUNK * MAX_TILES * RowTiles.FLOATS];
        }
        int slabs = cut.slabs(unit);
        int slab0 = cut.slab(unit);
        panels.choose(p, slab0, slabs);
        boolean once = p.blocks() <= CHUNK;
        boolean two = p.blocks() > BLOCKS;
        int size = slabs * MAX_TILES * SUMS;
        Arrays.fill(total, 0, once ? 0 : size, 0);
        if (two) {
            grand = grand.length == 0 ? new float[total.length] : grand;
            Arrays.fill(grand, 0, size, 0);
        }
        for (int low = 0; low < p.blocks(); low += CHUNK) {
            int high = Math.min(p.blocks(), low + CHUNK);
            readLeft(loops, p, slab0, cut.tile(unit), tiles, low, high);
            for (int i = 0; i < slabs; i++) {
                panels.fill(loops, scratch, i);
                int at = once ? 0 : i * MAX_TILES * SUMS;
                Arrays.fill(total, at, once ? at + tiles * SUMS : at, 0);
                add(loops, p, slab0, i, cut.tile(unit), tiles, low, high, at, once);
            }
            if (two && high % BLOCKS == 0) {
                MatrixProductTile.addAndClear(total, grand, size);
            }
        }
        if (two) {
            MatrixProductTile.add(grand, total, 0, size);
        }
        for (int i = 0; i < slabs && !once; i++) {
            for (int tile = 0; tile < tiles; tile++) {
                write(loops, p, slab0 + i, cut.tile(unit) + tile, (i * MAX_TILES + tile) * SUMS);
            }
        }
    }

    /** Copies the tiles of blocks {@code low <= block < high}. */
    private void readLeft(TileLoops loops, ProductTerms p, int slab, int tile0, int tiles, int low, int high) {
        for (int block = low; block < high; block++) {
            int b = p.batch(slab, block);
            int h = p.head(slab, block);
            int at = (block - low) * MAX_TILES * RowTiles.FLOATS;
            for (int tile = 0; tile < tiles; tile++) {
                int to = at + tile * RowTiles.FLOATS;
                RowTiles.copy(loops, p.all().x(), b, h, tile0 + tile, p.first(block), p.count(block), left, to);
            }
        }
    }

    /**
     * Adds the terms of blocks {@code low <= block < high} to the sums of slab {@code slab0 + i}, from element {@code at} on; writes
     * these where there are no more.
     */
    private void add(
            TileLoops loops,
            ProductTerms p,
            int slab0,
            int i,
            int tile0,
            int tiles,
            int low,
            int high,
            int at,
            boolean once) {
        boolean byTerms = RowTiles.areByTerms(p.all().x());
        int columns = p.columns(slab0 + i);
        int allRows = p.sum().step().x().rows();
        for (int lane = 0; lane < columns; lane += HALF) {
            for (int block = low; block < high; block++) {
                int w = panels.at(i, lane / HALF, block);
                int count = p.count(block);
                boolean last = once && block == high - 1 && lane + HALF >= columns;
                for (int tile = 0; tile < tiles; tile++) {
                    int from = ((block - low) * MAX_TILES + tile) * RowTiles.FLOATS;
                    int rows = Math.min(TILE, allRows - (tile0 + tile) * TILE);
                    int to = at + tile * SUMS;
                    loops.addTile(left, from, byTerms, rows, count, panels.w(), w, total, to + lane);
                    if (last) {
                        write(loops, p, slab0 + i, tile0 + tile, to);
                    }
                }
            }
        }
    }

    private void write(TileLoops loops, ProductTerms p, int slab, int tile, int at) {
        int row = tile * TILE;
        int rows = Math.min(TILE, p.sum().step().x().rows() - row);
        results.write(loops, p.sum(), slab, total, at, row, rows);
    }
}
