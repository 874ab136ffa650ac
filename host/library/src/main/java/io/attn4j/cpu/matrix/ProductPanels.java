package io.attn4j.cpu.matrix;

import io.attn4j.cpu.tile.TileLoops;
import io.attn4j.plan.View;

/**
 * Copies of the columns of w, in panels of {@code LANES}, term after term, that all tasks of a matrix product share.
 *
 * <p>The memory is kept for the next product, at most {@value #MOST_FLOATS} floats: of larger operands every task copies what
 * it needs ({@link MatrixProductTile}).
 */
final class ProductPanels {
    private static final int LANES = TileLoops.LANES;

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
        if (p.step().ranges() != null || p.isByTerms() || p.step().flops() < LEAST_WORK) {
            return false;
        }
        wBatches = by.batchStride() == 0 ? 1 : from.batch();
        wHeads = p.heads() == 1 || by.headStride() == 0 ? 1 : p.heads();
        long wPanels = (long) wBatches * wHeads * p.slabsPerHead();
        long uses = (long) from.batch() / wBatches * (p.heads() / wHeads) * Math.ceilDiv(from.rows(), LANES);
        // matrices are turned in squares, which may reach beyond the last term
        long panel = (long) Math.ceilDiv(depth, TileLoops.SQUARE) * TileLoops.SQUARE * LANES;
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

    /** Fills one block of terms of one panel. */
    void fill(TileLoops loops, MatrixProductTile scratch, int task) {
        int blocks = Math.ceilDiv(depth, BLOCK);
        int low = task % blocks * BLOCK;
        int terms = Math.min(BLOCK, depth - low);
        int panel = task / blocks;
        int head = panel / product.slabsPerHead();
        int c0 = panel % product.slabsPerHead() * LANES;
        int columns = Math.min(LANES, product.columns() - c0);
        int to = panel * stride + low * LANES;
        scratch.readRight(loops, product.w(), head / wHeads, head % wHeads, low, c0, terms, columns, w, to);
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
}
