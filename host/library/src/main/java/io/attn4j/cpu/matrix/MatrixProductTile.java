package io.attn4j.cpu.matrix;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.tile.RowCopies;
import io.attn4j.cpu.tile.TileLoops;
import io.attn4j.plan.matrix.MatrixProduct;
import java.util.Arrays;

/**
 * Matrix products, some rows by some slabs at a time, with the scratch of one thread. Lanes are columns of {@code w}; a slab
 * is what up to {@code LANES} columns of one head hold.
 *
 * <p>Partial sums of {@link #BLOCK} terms are added up, and those of {@value #BLOCKS} blocks, so the rounding error does not
 * grow with the length as one running sum's would; blocks begin at multiples of {@link #BLOCK}, so that no result depends on
 * what is computed with it.
 */
final class MatrixProductTile {
    private static final int LANES = TileLoops.LANES;
    private static final int HALF = TileLoops.HALF;
    static final int BLOCK = TileLoops.TERMS;

    /** Blocks whose sums are added up before they join those before. */
    static final int BLOCKS = 32;

    private static final int MAX_ROWS = MatrixProductCut.MAX_ROWS;
    private static final int MAX_SLABS = MatrixProductCut.MAX_SLABS;

    private final float[] total = new float[MAX_SLABS * MAX_ROWS * LANES];
    private float[] grand = {};
    private final float[] part = new float[MAX_ROWS * LANES];
    private final float[] left = new float[(MAX_ROWS + TileLoops.GROUP) * BLOCK];
    private final float[] right = new float[(BLOCK + TileLoops.SQUARE) * LANES + TileLoops.LINE];
    private int rightAt;
    private float[] turned = {};
    private final ProductResults results = new ProductResults();
    private final int[] begin = new int[MAX_ROWS];
    private final int[] end = new int[MAX_ROWS];

    /** Computes the rows and slabs of one task. */
    void run(TileLoops loops, MatrixProductOperands p, MatrixProductCut cut, int task) {
        rightAt = loops.first(right);
        int row0 = task % cut.rowTasks(p) * cut.rows();
        int rows = Math.min(cut.rows(), p.step().x().rows() - row0);
        int group = task / cut.rowTasks(p);
        int inGroup = group % cut.tasksPerSharing(p) * cut.slabs();
        int slab0 = group / cut.tasksPerSharing(p) * p.sharing() + inGroup;
        int slabs = Math.min(cut.slabs(), p.sharing() - inGroup);
        int heads = p.heads();
        int head0 = slab0 / p.slabsPerHead();
        Arrays.fill(total, 0, slabs * MAX_ROWS * LANES, 0);

        int firstBatch = head0 / heads;
        int lastBatch = (slab0 + slabs - 1) / p.slabsPerHead() / heads;
        int first = Integer.MAX_VALUE;
        int last = 0;
        for (int b = firstBatch; b <= lastBatch; b++) {
            readRanges(p.step(), b, row0, rows);
            for (int r = 0; r < rows; r++) {
                if (begin[r] < end[r]) {
                    first = Math.min(first, begin[r]);
                    last = Math.max(last, end[r]);
                }
            }
        }
        int known = lastBatch;
        boolean two = last - first / BLOCK * BLOCK > BLOCK * BLOCKS;
        if (two) {
            grand = grand.length == 0 ? new float[total.length] : grand;
            Arrays.fill(grand, 0, slabs * MAX_ROWS * LANES, 0);
        }
        boolean byTerms = p.isByTerms();
        for (int block = first / BLOCK * BLOCK; block < last; block += BLOCK) {
            int count = Math.min(BLOCK, last - block);
            if (byTerms) {
                addTransposed(loops, p, slab0, slabs, row0, rows, block, count);
            } else {
                readLeft(loops, p.x(), head0 / heads, head0 % heads, row0, block, rows, count, left);
                for (int i = 0; i < slabs; i++) {
                    int b = (slab0 + i) / p.slabsPerHead() / heads;
                    if (b != known) {
                        readRanges(p.step(), b, row0, rows);
                        known = b;
                    }
                    addBlock(loops, p, slab0 + i, i * MAX_ROWS * LANES, rows, block, count);
                }
            }
            if (two && (block / BLOCK + 1) % BLOCKS == 0) {
                addAndClear(total, grand, slabs * MAX_ROWS * LANES);
            }
        }
        if (two) {
            add(grand, total, 0, slabs * MAX_ROWS * LANES);
        }
        for (int i = 0; i < slabs; i++) {
            results.write(loops, p, slab0 + i, total, i * MAX_ROWS * LANES, row0, rows);
        }
    }

    /**
     * Adds the terms {@code block <= n < block + count} of all slabs where x lies in memory term by term: rows are the lanes then,
     * and nothing is turned.
     */
    private void addTransposed(
            TileLoops loops, MatrixProductOperands p, int slab0, int slabs, int row0, int rows, int block, int count) {
        int heads = p.heads();
        for (int i = 0; i < slabs; i++) {
            int slab = slab0 + i;
            int head = slab / p.slabsPerHead();
            int c0 = slab % p.slabsPerHead() * LANES;
            int columns = Math.min(LANES, p.columns() - c0);
            RowCopies.read(loops, p.w(), head / heads, head % heads, block, c0, count, columns, right, rightAt, LANES);
            for (int r = 0; r < rows; r += LANES) {
                int lanes = Math.min(LANES, rows - r);
                if (i == 0) {
                    p.x().readTransposed(
                                    head / heads, head % heads, row0 + r, block, lanes, count, left, r * BLOCK, LANES);
                }
                int to = (i * MAX_ROWS + r) * LANES;
                loops.addProducts(right, rightAt, LANES, count, left, r * BLOCK, total, to, lanes);
            }
        }
    }

    /** {@code to[r][n] = x[row0 + r][block + n]}, rows of {@link #BLOCK}. */
    void readLeft(TileLoops loops, Matrices x, int b, int h, int row0, int block, int rows, int count, float[] to) {
        if (!isTransposed(x)) {
            RowCopies.read(loops, x, b, h, row0, block, rows, count, to, 0, BLOCK);
            return;
        }
        for (int n = 0; n < count; n += LANES) {
            int terms = Math.min(LANES, count - n);
            x.readTransposed(b, h, row0, block + n, rows, terms, turned(), 0, MAX_ROWS);
            loops.toLanes(turned, LANES, rows, MAX_ROWS, 1, to, n, BLOCK);
        }
    }

    /** {@code to[n][lane] = w[low + n][c0 + lane]}, rows of {@code LANES} from element {@code at} on. */
    void readRight(
            TileLoops loops, Matrices w, int b, int h, int low, int c0, int terms, int columns, float[] to, int at) {
        if (!isTransposed(w)) {
            RowCopies.read(loops, w, b, h, low, c0, terms, columns, to, at, LANES);
            return;
        }
        w.readTransposed(b, h, low, c0, terms, columns, turned(), 0, BLOCK);
        loops.toLanes(turned, terms, BLOCK, 1, to, at);
    }

    /** As {@link #readRight} in rows of {@code HALF}: the second half of the columns at {@code at + stride}. */
    void readPanels(
            TileLoops loops,
            Matrices w,
            int b,
            int h,
            int low,
            int c0,
            int terms,
            int columns,
            float[] to,
            int at,
            int stride) {
        if (!isTransposed(w)) {
            if (columns == LANES) {
                RowCopies.readHalves(loops, w, b, h, low, c0, terms, to, at, at + stride);
                return;
            }
            for (int c = 0; c < columns; c += HALF) {
                int run = Math.min(HALF, columns - c);
                RowCopies.read(loops, w, b, h, low, c0 + c, terms, run, to, at + c / HALF * stride, HALF);
            }
            return;
        }
        for (int c = 0; c < columns; c += HALF) {
            w.readTransposed(b, h, low, c0 + c, terms, Math.min(HALF, columns - c), turned(), 0, BLOCK);
            loops.toLanes(turned, HALF, terms, BLOCK, 1, to, at + c / HALF * stride, HALF);
        }
    }

    /** Whether columns, not rows, are contiguous in memory. */
    static boolean isTransposed(Matrices x) {
        return x.view().rowStride() == 1 && x.view().columnStride() != 1;
    }

    /** Columns of a transposed operand as rows, before they are turned. */
    private float[] turned() {
        if (turned.length == 0) {
            turned = new float[LANES * MAX_ROWS];
        }
        return turned;
    }

    private void readRanges(MatrixProduct step, int b, int row0, int rows) {
        int depth = step.x().columns();
        for (int r = 0; r < rows; r++) {
            begin[r] = step.ranges() == null ? 0 : Math.max(0, step.ranges().start(b, row0 + r));
            end[r] = step.ranges() == null
                    ? depth
                    : Math.min(depth, step.ranges().end(b, row0 + r));
        }
    }

    /** Adds the terms {@code block <= n < block + count} of one slab to its sums, for each run of rows that take the same. */
    private void addBlock(TileLoops loops, MatrixProductOperands p, int slab, int to, int rows, int block, int count) {
        int low = block + count;
        int high = block;
        for (int r = 0; r < rows; r++) {
            if (begin[r] < end[r]) {
                low = Math.min(low, begin[r]);
                high = Math.max(high, end[r]);
            }
        }
        low = Math.max(low, block);
        high = Math.min(high, block + count);
        if (low >= high) {
            return;
        }
        int head = slab / p.slabsPerHead();
        int heads = p.heads();
        int c0 = slab % p.slabsPerHead() * LANES;
        int columns = Math.min(LANES, p.columns() - c0);
        int rightFrom = rightAt + (low - block) * LANES;
        readRight(loops, p.w(), head / heads, head % heads, low, c0, high - low, columns, right, rightFrom);
        int width = loops.width(columns);
        for (int r = 0; r < rows; ) {
            int from = Math.clamp(begin[r], low, high);
            int until = Math.clamp(end[r], low, high);
            int next = r + 1;
            while (next < rows
                    && Math.clamp(begin[next], low, high) == from
                    && Math.clamp(end[next], low, high) == until) {
                next++;
            }
            if (from < until) {
                int at = r * BLOCK + from - block;
                int terms = until - from;
                int w0 = rightAt + (from - block) * LANES;
                if (next == rows) {
                    loops.addRows(left, at, BLOCK, next - r, terms, right, w0, part, total, to + r * LANES, width);
                } else {
                    loops.products(left, at, BLOCK, 0, next - r, terms, right, w0, part, 0, width);
                    loops.add(part, total, to + r * LANES, next - r);
                }
            }
            r = next;
        }
    }

    static void addAndClear(float[] x, float[] y, int count) {
        for (int i = 0; i < count; i++) {
            y[i] += x[i];
            x[i] = 0;
        }
    }

    static void add(float[] x, float[] y, int y0, int count) {
        for (int i = 0; i < count; i++) {
            y[y0 + i] += x[i];
        }
    }
}
