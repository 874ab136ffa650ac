package io.attn4j.cpu.matrix;

import io.attn4j.cpu.tile.TileLoops;

/**
 * A product, or the sum of those of several heads or batches, with the terms of its results in blocks of up to {@link
 * TileLoops#TERMS}: batch by batch and head by head.
 *
 * @param all the product of all heads and batches
 * @param sum {@code all}, or the product of the first ones that go into each result, with the place of the sums as its y
 * @param batches batches that are summed
 * @param heads heads that are summed
 * @param blocks blocks of all of them
 */
record ProductTerms(MatrixProductOperands all, MatrixProductOperands sum, int batches, int heads, int blocks) {
    private static final int BLOCK = TileLoops.TERMS;

    static ProductTerms of(MatrixProductOperands all, MatrixProductOperands sum) {
        int batches = all.step().x().batch() / sum.step().x().batch();
        int heads = all.heads() / sum.heads();
        int blocks = Math.multiplyExact(
                Math.multiplyExact(batches, heads), Math.ceilDiv(all.step().x().columns(), BLOCK));
        return new ProductTerms(all, sum, batches, heads, blocks);
    }

    private int depth() {
        return all.step().x().columns();
    }

    private int perHead() {
        return Math.ceilDiv(depth(), BLOCK);
    }

    /** Batch of {@link #all} that has the terms of block {@code block} of slab {@code slab} of {@link #sum}. */
    int batch(int slab, int block) {
        return slab / sum.slabsPerHead() / sum.heads() + block / perHead() / heads;
    }

    /** Head of {@link #all} that has them. */
    int head(int slab, int block) {
        return slab / sum.slabsPerHead() % sum.heads() + block / perHead() % heads;
    }

    /** First term of {@code block} in its head. */
    int first(int block) {
        return block % perHead() * BLOCK;
    }

    /** Terms of {@code block}. */
    int count(int block) {
        return Math.min(BLOCK, depth() - first(block));
    }

    /** First column of {@code slab} in its head. */
    int firstColumn(int slab) {
        return slab % sum.slabsPerHead() * TileLoops.LANES;
    }

    /** Columns of {@code slab}. */
    int columns(int slab) {
        return Math.min(TileLoops.LANES, sum.columns() - firstColumn(slab));
    }
}
