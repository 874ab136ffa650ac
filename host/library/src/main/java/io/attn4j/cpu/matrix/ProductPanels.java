package io.attn4j.cpu.matrix;

import io.attn4j.cpu.tile.TileLoops;
import io.attn4j.plan.View;
import java.util.Arrays;

/** The {@link Panels} of one thread, who copies a slab when it is first needed, and has those of one part of a product at a time. */
final class ProductPanels implements Panels {
    private static final int HALF = TileLoops.HALF;
    private static final int BLOCK = TileLoops.TERMS;

    /** Floats of a block of terms of one panel. */
    static final int FLOATS = BLOCK * HALF;

    /** Floats of one slab, at most: of longer ones every task copies what it needs ({@link MatrixProductTile}). */
    private static final int MOST_FLOATS = 1 << 22;

    /** Floats before the first panel: the first float of a large array is 16 bytes after the beginning of a line of the cache. */
    static final int BEFORE = 12;

    /** Floats of an array that is large in this sense, as a rule. */
    private static final int LARGE = 1 << 17;

    /** Operations below which there are too few to gain from it. */
    private static final double LEAST_WORK = 4e6;

    private float[] w = {};
    private ProductTerms product;
    private int slab0;
    private int slabs;
    private final boolean[] filled = new boolean[PanelCut.MAX_SLABS];

    /** Whether the panels of a slab fit, and are used often enough to be copied for one execution. */
    static boolean suit(MatrixProductOperands p) {
        View x = p.step().x();
        View w = p.step().w();
        long heads = w.headStride() == 0 ? p.heads() : 1;
        long batches = w.batchStride() == 0 ? x.batch() : 1;
        return fit(p) && batches * heads * Math.ceilDiv(x.rows(), TileLoops.LANES) >= 2;
    }

    /** Whether the panels of a slab fit, and there is enough to compute with them. */
    static boolean fit(MatrixProductOperands p) {
        return p.step().ranges() == null
                && p.step().flops() >= LEAST_WORK
                && (long) p.step().x().columns() * TileLoops.LANES <= MOST_FLOATS;
    }

    void forget() {
        product = null;
    }

    /** {@inheritDoc} They stay where they are of the same columns of w. */
    @Override
    public void choose(ProductTerms p, int first, int count) {
        if (p == product && count == slabs && isSame(first)) {
            slab0 = first;
            return;
        }
        product = p;
        slab0 = first;
        slabs = count;
        Arrays.fill(filled, false);
        int length = Math.toIntExact(BEFORE + 2L * FLOATS * p.blocks() * count);
        w = w.length >= length ? w : new float[Math.max(length, LARGE)];
    }

    /** Whether slabs from {@code first} on are of the same columns of w as those from {@code slab0} on. */
    private boolean isSame(int first) {
        if (first == slab0) {
            return true;
        }
        View by = product.all().step().w();
        return first % product.sum().slabsPerHead() == slab0 % product.sum().slabsPerHead()
                && (by.batchStride() == 0 || product.batch(first, 0) == product.batch(slab0, 0))
                && (by.headStride() == 0 || product.head(first, 0) == product.head(slab0, 0));
    }

    @Override
    public void fill(TileLoops loops, MatrixProductTile scratch, int i) {
        if (!filled[i]) {
            filled[i] = true;
            copy(loops, scratch, product, slab0 + i, this, i);
        }
    }

    /** Copies slab {@code slab} of {@code p} as slab {@code i} of those that {@code to} has chosen. */
    static void copy(TileLoops loops, MatrixProductTile scratch, ProductTerms p, int slab, Panels to, int i) {
        int c0 = p.firstColumn(slab);
        int columns = p.columns(slab);
        int stride = p.blocks() * FLOATS;
        for (int block = 0; block < p.blocks(); block++) {
            int b = p.batch(slab, block);
            int h = p.head(slab, block);
            int low = p.first(block);
            int count = p.count(block);
            scratch.readPanels(loops, p.all().w(), b, h, low, c0, count, columns, to.w(), to.at(i, 0, block), stride);
        }
    }

    @Override
    public float[] w() {
        return w;
    }

    @Override
    public int at(int i, int half, int block) {
        return BEFORE + ((2 * i + half) * product.blocks() + block) * FLOATS;
    }
}
