package io.attn4j.cpu.matrix;

import io.attn4j.cpu.tile.TileLoops;
import io.attn4j.plan.View;

/**
 * How a product out of {@link ProductPanels} is cut: into parts of some slabs by all rows, and these into tiles of rows. Units, a tile
 * of one part, are numbered along the rows, so that consecutive ones take the same panels.
 *
 * <p>Every thread copies for itself what it multiplies: a copy that another thread has just made lies in the cache of its core, from
 * where it comes more slowly than the operand itself from the cache that all share.
 *
 * @param rowTiles tiles of {@link TileLoops#TILE} rows
 * @param sharing consecutive slabs that multiply the same rows of x
 * @param groups sets of such slabs
 * @param slabs slabs of a part, at most
 * @param partsFirst whether all groups take the same w, so that units of all groups with the same part come one after another
 */
record PanelCut(int rowTiles, int sharing, int groups, int slabs, boolean partsFirst) {
    /** Tiles and slabs that are worked on at a time, at most. */
    static final int MAX_TILES = 4;

    static final int MAX_SLABS = 16;

    /** Floats of the panels of a part, at most, unless one slab has more. */
    private static final int MOST_FLOATS = 1 << 19;

    /** Units of each thread, at least, where there are as many: what the slowest one does alone is one of them. */
    private static final int UNITS = 8;

    /**
     * As few copies as can be, x for every part and w for every thread that works on a part, that leave every thread enough units.
     *
     * @param terms terms of a result
     */
    static PanelCut of(MatrixProductOperands product, int terms, int threads) {
        int rowTiles = RowTiles.count(product.x());
        int sharing = product.sharing();
        int groups = product.slabs() / sharing;
        View w = product.step().w();
        boolean same = (w.batch() == 1 || w.batchStride() == 0)
                && (sharing >= product.heads() * product.slabsPerHead() || w.headStride() == 0);
        // an operand that is turned, or copied by terms, takes about twice as long
        double x = (double) product.step().x().rows() * (RowTiles.areByTerms(product.x()) ? 2 : 1);
        double columns = (double) product.columns() * sharing / product.slabsPerHead();
        double copiesOfW = columns * (MatrixProductTile.isTransposed(product.w()) ? 2 : 1);
        int most = Math.clamp(MOST_FLOATS / ((long) terms * TileLoops.LANES), 1, MAX_SLABS);
        int best = Math.min(most, sharing);
        double least = Double.POSITIVE_INFINITY;
        for (int slabs = best; slabs >= 1; slabs--) {
            int parts = Math.ceilDiv(sharing, slabs);
            double copied = x * parts + copiesOfW * Math.max(1, threads / ((double) parts * (same ? 1 : groups)));
            if (copied < least) {
                least = copied;
                best = slabs;
            }
        }
        PanelCut cut = new PanelCut(rowTiles, sharing, groups, best, same);
        while (cut.slabs > 1 && cut.units() < UNITS * threads) {
            cut = new PanelCut(rowTiles, sharing, groups, Math.ceilDiv(cut.slabs, 2), same);
        }
        return cut;
    }

    private int parts() {
        return Math.ceilDiv(sharing, slabs);
    }

    int units() {
        return Math.multiplyExact(Math.multiplyExact(parts(), groups), rowTiles);
    }

    /** Units from {@code unit} on in its part. */
    int run(int unit) {
        return rowTiles - unit % rowTiles;
    }

    int tile(int unit) {
        return unit % rowTiles;
    }

    private int part(int unit) {
        int place = unit / rowTiles;
        return partsFirst ? place / groups : place % parts();
    }

    private int group(int unit) {
        int place = unit / rowTiles;
        return partsFirst ? place % groups : place / parts();
    }

    /** First slab of the part of {@code unit}, of those of all groups. */
    int slab(int unit) {
        return group(unit) * sharing + part(unit) * slabs;
    }

    /** Slabs of the part of {@code unit}. */
    int slabs(int unit) {
        return Math.min(slabs, sharing - part(unit) * slabs);
    }
}
