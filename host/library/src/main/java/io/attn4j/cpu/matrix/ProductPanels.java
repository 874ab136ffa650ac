package io.attn4j.cpu.matrix;

import io.attn4j.cpu.tile.TileLoops;
import io.attn4j.plan.View;

/**
 * Copies of the columns of w, a slab of {@code LANES} as two panels of {@code HALF}, term after term, that all tasks of a matrix
 * product share.
 *
 * <p>The memory is kept for the next product, at most {@value #MOST_FLOATS} floats: of larger operands every task copies what
 * it needs ({@link MatrixProductTile}).
 */
final class ProductPanels {
    private static final int LANES = TileLoops.LANES;
    private static final int HALF = TileLoops.HALF;

    /** Terms that are summed before they are added to the sums before; a panel is filled so many terms at a time. */
    private static final int BLOCK = MatrixProductTile.BLOCK;

    private static final int MOST_FLOATS = 1 << 22;

    /** Operations below which copying first, and waiting for it, costs more than it saves. */
    private static final double LEAST_WORK = 4e6;

    private float[] w = {};
    private MatrixProductOperands product;
    private int depth;

    /** Floats from panel to panel. */
    private int stride;

    private int wBatches;
    private int wHeads;

    /** Whether the panels fit, and enough tasks share each of them; if so they are those of {@code p} from now on. */
    boolean suit(MatrixProductOperands p) {
        View from = p.step().x();
        View by = p.step().w();
        depth = from.columns();
        if (p.step().ranges() != null || p.step().flops() < LEAST_WORK) {
            return false;
        }
        wBatches = by.batchStride() == 0 ? 1 : from.batch();
        wHeads = p.heads() == 1 || by.headStride() == 0 ? 1 : p.heads();
        long wPanels = 2L * wBatches * wHeads * p.slabsPerHead();
        long uses = (long) from.batch() / wBatches * (p.heads() / wHeads) * Math.ceilDiv(from.rows(), LANES);
        // matrices are turned in squares, which may reach beyond the last term
        long panel = (long) Math.ceilDiv(depth, TileLoops.SQUARE) * TileLoops.SQUARE * HALF;
        if (uses < 2 || wPanels * panel > MOST_FLOATS) {
            return false;
        }
        product = p;
        stride = Math.toIntExact(panel);
        int length = Math.toIntExact(wPanels * panel);
        w = w.length >= length ? w : new float[length];
        return true;
    }

    /** Tasks that fill the panels. */
    int tasks() {
        return Math.ceilDiv(depth, BLOCK) * wBatches * wHeads * product.slabsPerHead();
    }

    /** Fills one block of terms of one slab. */
    void fill(TileLoops loops, MatrixProductTile scratch, int task) {
        int blocks = Math.ceilDiv(depth, BLOCK);
        int low = task % blocks * BLOCK;
        int terms = Math.min(BLOCK, depth - low);
        int slab = task / blocks;
        int head = slab / product.slabsPerHead();
        int c0 = slab % product.slabsPerHead() * LANES;
        int columns = Math.min(LANES, product.columns() - c0);
        int to = 2 * slab * stride + low * HALF;
        scratch.readPanels(loops, product.w(), head / wHeads, head % wHeads, low, c0, terms, columns, w, to, stride);
    }

    /** Panels of w. */
    float[] w() {
        return w;
    }

    /** Where term 0 of the first half of the columns of {@code slab} is in {@link #w()}. */
    int wAt(int slab) {
        int head = slab / product.slabsPerHead();
        int b = wBatches == 1 ? 0 : head / product.heads();
        int h = wHeads == 1 ? 0 : head % product.heads();
        return ((b * wHeads + h) * product.slabsPerHead() + slab % product.slabsPerHead()) * 2 * stride;
    }

    /** Floats from the first half of the columns of a slab to the second. */
    int stride() {
        return stride;
    }
}
