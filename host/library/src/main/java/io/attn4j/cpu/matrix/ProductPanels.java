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

    /** Terms that are summed before they are added to the sums before, and that are turned at a time where columns lie side by side. */
    private static final int BLOCK = MatrixProductTile.BLOCK;

    /** Terms of all columns that are copied at a time where they lie side by side. */
    private static final int PIECE = 16;

    private static final int MOST_FLOATS = 1 << 22;

    /** Floats before the first panel: the first float of a large array is 16 bytes after the beginning of a line of the cache. */
    private static final int BEFORE = 12;

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
        int length = Math.toIntExact(BEFORE + wPanels * panel);
        w = w.length >= length ? w : new float[length];
        return true;
    }

    /** Tasks that fill the panels. */
    int tasks() {
        int pieces = isTransposed() ? product.slabsPerHead() * Math.ceilDiv(depth, BLOCK) : Math.ceilDiv(depth, PIECE);
        return Math.multiplyExact(wBatches * wHeads, pieces);
    }

    private boolean isTransposed() {
        return MatrixProductTile.isTransposed(product.w());
    }

    /** Fills a part of the panels of one head: memory is read in the order in which it lies. */
    void fill(TileLoops loops, MatrixProductTile scratch, int task) {
        int slabs = product.slabsPerHead();
        int pieces = tasks() / (wBatches * wHeads);
        int head = task / pieces;
        int piece = task % pieces;
        if (isTransposed()) {
            int blocks = Math.ceilDiv(depth, BLOCK);
            fill(loops, scratch, head, piece / blocks, piece % blocks * BLOCK, BLOCK);
        } else {
            for (int slab = 0; slab < slabs; slab++) {
                fill(loops, scratch, head, slab, piece * PIECE, PIECE);
            }
        }
    }

    private void fill(TileLoops loops, MatrixProductTile scratch, int head, int slab, int low, int most) {
        int terms = Math.min(most, depth - low);
        int c0 = slab * LANES;
        int columns = Math.min(LANES, product.columns() - c0);
        int to = BEFORE + (head * product.slabsPerHead() + slab) * 2 * stride + low * HALF;
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
        return BEFORE + ((b * wHeads + h) * product.slabsPerHead() + slab % product.slabsPerHead()) * 2 * stride;
    }

    /** Floats from the first half of the columns of a slab to the second. */
    int stride() {
        return stride;
    }
}
