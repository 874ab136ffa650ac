package io.attn4j.cpu.matrix;

import io.attn4j.cpu.tile.TileLoops;
import io.attn4j.plan.View;

/**
 * Copies of the operands of a matrix product that all its tasks share: columns of w in panels of {@code LANES}, term after term;
 * and the rows of x likewise, where x lies in memory term by term. A task then reads nothing but what is in order.
 *
 * <p>The memory is kept for the next product, and at most {@value #MOST_FLOATS} floats for each operand, whatever the sizes: of
 * larger ones every task copies what it needs ({@link MatrixProductTile}).
 */
final class ProductPanels {
    static final int LANES = TileLoops.LANES;

    /** Terms that are summed before they are added to the sums before; a panel is filled so many terms at a time. */
    static final int BLOCK = MatrixProductTile.BLOCK;

    private static final int MOST_FLOATS = 1 << 21;

    /** Operations below which copying first, and waiting for it, costs more than it saves. */
    private static final double LEAST_WORK = 4e6;

    private float[] w = {};
    private float[] x = {};
    private MatrixProductOperands product;
    private int depth;
    /** Floats from panel to panel. */
    private int stride;

    private boolean byTerms;
    private int wBatches;
    private int wHeads;
    private int rowPanels;
    /** Floats from panel to panel of x. */
    private int xStride;

    private int xHeads;

    /** Whether the panels fit, and enough tasks share each of them; if so they are those of {@code p} from now on. */
    boolean suit(MatrixProductOperands p) {
        View from = p.step().x();
        View by = p.step().w();
        depth = from.columns();
        byTerms = MatrixProductTile.isTransposed(p.x()) && !MatrixProductTile.isTransposed(p.w());
        if (p.step().ranges() != null || p.step().flops() < LEAST_WORK) {
            return false;
        }
        wBatches = by.batchStride() == 0 ? 1 : from.batch();
        wHeads = p.heads() == 1 || by.headStride() == 0 ? 1 : p.heads();
        rowPanels = Math.ceilDiv(from.rows(), LANES);
        int xBatches = from.batchStride() == 0 ? 1 : from.batch();
        xHeads = p.heads() == 1 || from.headStride() == 0 ? 1 : p.heads();
        long wPanels = (long) wBatches * wHeads * p.slabsPerHead();
        long xPanels = (long) xBatches * xHeads * rowPanels;
        long uses = (long) from.batch() / wBatches * (p.heads() / wHeads) * rowPanels;
        // matrices are turned in squares, which may reach beyond the last term
        long panel = (long) Math.ceilDiv(depth, TileLoops.SQUARE) * TileLoops.SQUARE * LANES;
        if (uses < 2 && !(byTerms && p.slabsPerHead() > 1)
                || wPanels * panel > MOST_FLOATS
                || byTerms && xPanels * depth * LANES > MOST_FLOATS) {
            return false;
        }
        product = p;
        stride = Math.toIntExact(panel);
        xStride = depth * LANES;
        w = room(w, Math.toIntExact(wPanels * panel));
        x = byTerms ? room(x, Math.toIntExact(xPanels * depth * LANES)) : x;
        return true;
    }

    private static float[] room(float[] old, int length) {
        return old.length >= length ? old : new float[length];
    }

    /** Whether x is there too. */
    boolean byTerms() {
        return byTerms;
    }

    /** Tasks that fill the panels. */
    int tasks() {
        return Math.ceilDiv(depth, BLOCK) * (wPanels() + (byTerms ? xPanels() : 0));
    }

    private int wPanels() {
        return wBatches * wHeads * product.slabsPerHead();
    }

    private int xPanels() {
        int batches =
                product.step().x().batchStride() == 0 ? 1 : product.step().x().batch();
        return batches * xHeads * rowPanels;
    }

    /** Fills one block of terms of one panel. */
    void fill(TileLoops loops, MatrixProductTile scratch, int task) {
        int blocks = Math.ceilDiv(depth, BLOCK);
        int low = task % blocks * BLOCK;
        int terms = Math.min(BLOCK, depth - low);
        int panel = task / blocks;
        if (panel < wPanels()) {
            int head = panel / product.slabsPerHead();
            int c0 = panel % product.slabsPerHead() * LANES;
            int columns = Math.min(LANES, product.columns() - c0);
            int to = panel * stride + low * LANES;
            scratch.readRight(loops, product.w(), head / wHeads, head % wHeads, low, c0, terms, columns, w, to);
            return;
        }
        panel -= wPanels();
        int head = panel / rowPanels;
        int row0 = panel % rowPanels * LANES;
        int rows = Math.min(LANES, product.step().x().rows() - row0);
        int to = panel * xStride + low * LANES;
        product.x().readTransposed(head / xHeads, head % xHeads, row0, low, rows, terms, x, to, LANES);
    }

    /** Panels of w. */
    float[] w() {
        return w;
    }

    /** Where term 0 of the columns of {@code slab} is in {@link #w()}. */
    int wAt(int slab) {
        int head = slab / product.slabsPerHead();
        int b = wBatches == 1 ? 0 : head / product.heads();
        int h = wHeads == 1 ? 0 : head % product.heads();
        return ((b * wHeads + h) * product.slabsPerHead() + slab % product.slabsPerHead()) * stride;
    }

    /** Panels of x. */
    float[] x() {
        return x;
    }

    /** Where term 0 of row {@code row} of the x of {@code slab} is in {@link #x()}; terms are {@code LANES} apart. */
    int xAt(int slab, int row) {
        int head = slab / product.slabsPerHead();
        int b = product.step().x().batchStride() == 0 ? 0 : head / product.heads();
        int h = xHeads == 1 ? 0 : head % product.heads();
        return ((b * xHeads + h) * rowPanels + row / LANES) * xStride + row % LANES;
    }
}
