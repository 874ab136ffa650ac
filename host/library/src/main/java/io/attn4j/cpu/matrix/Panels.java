package io.attn4j.cpu.matrix;

import io.attn4j.cpu.tile.TileLoops;

/**
 * Copies of columns of the right-hand factor of a product: of a slab, two panels of {@link TileLoops#HALF} columns, term after term.
 * Those of one part of a product, some slabs, are in use at a time.
 */
interface Panels {
    /** Takes slabs {@code first <= slab < first + count} of {@code p}. */
    void choose(ProductTerms p, int first, int count);

    /** Copies slab {@code i} of those chosen unless it is there. */
    void fill(TileLoops loops, MatrixProductTile scratch, int i);

    /** All panels. */
    float[] w();

    /** Where block {@code block} of terms of half {@code half} of slab {@code i} of those chosen is in {@link #w()}. */
    int at(int i, int half, int block);
}
