package io.attn4j.cpu;

import io.attn4j.plan.View;
import io.attn4j.plan.matrix.Activation;
import io.attn4j.plan.matrix.MatrixProduct;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;

/**
 * Matrix products, some rows by some slabs at a time, with the scratch of one thread. Lanes are columns of {@code w}; a slab
 * is what up to {@code LANES} columns of one head hold.
 *
 * <p>Partial sums of {@value #BLOCK} terms are added up, so the rounding error does not grow with the length as one running
 * sum's would; blocks begin at multiples of {@value #BLOCK}, so that no result depends on what is computed with it.
 */
final class ProductTile {
    private static final int LANES = TileLoops.LANES;
    private static final int BLOCK = 128;
    private static final int MAX_ROWS = 256;
    private static final int MIN_ROWS = 32;
    private static final int MAX_SLABS = 4;
    private static final int TASKS_PER_THREAD = 4;
    private static final float[] ZEROS = new float[MAX_ROWS + TileLoops.GROUP];
    /** {@code erf(z) = 1 - (ERF_1 t + ... + ERF_5 t^5) e^(-z^2)} with {@code t = 1 / (1 + ERF_P sqrt(2) z)}. */
    private static final float ERF_1 = 0.254829592f;

    private static final float ERF_2 = -0.284496736f;
    private static final float ERF_3 = 1.421413741f;
    private static final float ERF_4 = -1.453152027f;
    private static final float ERF_5 = 1.061405429f;
    private static final float ERF_P = (float) (0.3275911 / Math.sqrt(2));
    private static final float GELU_CUBIC = 0.044715f;

    /** {@code 1 + tanh(sqrt(2/pi) u) = 2 / (1 + 2^(GELU_EXPONENT u))}. */
    private static final float GELU_EXPONENT = (float) (-2 * Math.sqrt(2 / Math.PI) / Math.log(2));

    private final float[] total = new float[MAX_SLABS * MAX_ROWS * LANES];
    private final float[] part = new float[MAX_ROWS * LANES];
    private final float[] left = new float[(MAX_ROWS + TileLoops.GROUP) * BLOCK];
    private final float[] right = new float[BLOCK * LANES];
    private final float[] bias = new float[LANES];
    private final int[] begin = new int[MAX_ROWS];
    private final int[] end = new int[MAX_ROWS];

    /** A step with the memory of its operands. */
    record Product(MatrixProduct step, Matrices x, Matrices w, Matrices bias, Matrices residual, Matrices y) {

        static Product of(MatrixProduct step, Map<String, MemorySegment> arrays) {
            return new Product(
                    step,
                    Matrices.of(step.x(), arrays),
                    Matrices.of(step.w(), arrays),
                    Matrices.of(step.bias(), arrays),
                    Matrices.of(step.residual(), arrays),
                    Matrices.of(step.y(), arrays));
        }

        int slabsPerHead() {
            return Math.ceilDiv(step.w().columns(), LANES);
        }

        int slabs() {
            return Math.multiplyExact(
                    Math.multiplyExact(step.x().batch(), step.x().heads()), slabsPerHead());
        }

        /** Consecutive slabs that multiply the same x. */
        int sharing() {
            View x = step.x();
            boolean heads = x.heads() == 1 || x.headStride() == 0;
            boolean batches = heads && (x.batch() == 1 || x.batchStride() == 0);
            return batches ? slabs() : heads ? x.heads() * slabsPerHead() : slabsPerHead();
        }
    }

    /** How a product is cut into tasks of some rows by some slabs. */
    record Cut(int rows, int slabs) {
        /**
         * The largest tasks that give every thread several: a task copies its rows of x once for all of its slabs, and a
         * slab once for all of its rows.
         */
        static Cut of(Product product, int threads) {
            int rows = MAX_ROWS;
            int slabs = Math.min(MAX_SLABS, product.sharing());
            long wanted = (long) TASKS_PER_THREAD * threads;
            while ((rows > MIN_ROWS || slabs > 1) && new Cut(rows, slabs).tasks(product) < wanted) {
                if (slabs > 1 && (slabs * LANES >= rows || rows == MIN_ROWS)) {
                    slabs /= 2;
                } else {
                    rows /= 2;
                }
            }
            return new Cut(rows, slabs);
        }

        int rowTasks(Product product) {
            return Math.ceilDiv(product.step().x().rows(), rows);
        }

        int tasksPerSharing(Product product) {
            return Math.ceilDiv(product.sharing(), slabs);
        }

        int tasks(Product product) {
            int groups = product.slabs() / product.sharing();
            return Math.multiplyExact(rowTasks(product), Math.multiplyExact(groups, tasksPerSharing(product)));
        }
    }

    /** Computes the rows and slabs of one task. */
    void run(TileLoops loops, Product p, Cut cut, int task) {
        int row0 = task % cut.rowTasks(p) * cut.rows();
        int rows = Math.min(cut.rows(), p.step().x().rows() - row0);
        int group = task / cut.rowTasks(p);
        int inGroup = group % cut.tasksPerSharing(p) * cut.slabs();
        int slab0 = group / cut.tasksPerSharing(p) * p.sharing() + inGroup;
        int slabs = Math.min(cut.slabs(), p.sharing() - inGroup);
        int heads = p.step().x().heads();
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
        for (int block = first / BLOCK * BLOCK; block < last; block += BLOCK) {
            int count = Math.min(BLOCK, last - block);
            p.x().read(head0 / heads, head0 % heads, row0, block, rows, count, left, 0, BLOCK);
            for (int i = 0; i < slabs; i++) {
                int b = (slab0 + i) / p.slabsPerHead() / heads;
                if (b != known) {
                    readRanges(p.step(), b, row0, rows);
                    known = b;
                }
                addBlock(loops, p, slab0 + i, i * MAX_ROWS * LANES, rows, block, count);
            }
        }
        for (int i = 0; i < slabs; i++) {
            finish(p, slab0 + i, i * MAX_ROWS * LANES, row0, rows);
        }
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
    private void addBlock(TileLoops loops, Product p, int slab, int to, int rows, int block, int count) {
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
        int heads = p.step().x().heads();
        int c0 = slab % p.slabsPerHead() * LANES;
        int columns = Math.min(LANES, p.w().columns() - c0);
        p.w().read(head / heads, head % heads, low, c0, high - low, columns, right, (low - block) * LANES, LANES);
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
                int w0 = (from - block) * LANES;
                loops.products(left, at, BLOCK, 0, next - r, terms, right, w0, ZEROS, part, 0, width);
                loops.add(part, total, to + r * LANES, next - r);
            }
            r = next;
        }
    }

    /** {@code y = residual + alpha f(sum + bias)} of one slab. */
    private void finish(Product p, int slab, int at, int row0, int rows) {
        int heads = p.step().x().heads();
        int b = slab / p.slabsPerHead() / heads;
        int h = slab / p.slabsPerHead() % heads;
        int c0 = slab % p.slabsPerHead() * LANES;
        int columns = Math.min(LANES, p.w().columns() - c0);
        if (p.bias() != null) {
            p.bias().read(b, h, 0, c0, 1, columns, bias, 0, LANES);
            for (int r = 0; r < rows; r++) {
                addRow(bias, total, at + r * LANES);
            }
        }
        activate(p.step().activation(), total, at, rows * LANES);
        if (p.step().alpha() != null) {
            scale(p.step().alpha()[h], total, at, rows * LANES);
        }
        if (p.residual() != null) {
            p.residual().read(b, h, row0, c0, rows, columns, right, 0, LANES);
            add(right, total, at, rows * LANES);
        }
        p.y().write(total, at, LANES, rows, columns, b, h, row0, c0);
    }

    /** {@code y = f(y)} for {@code count} elements. */
    static void activate(Activation activation, float[] y, int y0, int count) {
        switch (activation) {
            case NONE -> {}
            case RELU -> relu(y, y0, count);
            case GELU -> gelu(y, y0, count);
            case GELU_TANH -> geluTanh(y, y0, count);
        }
    }

    private static void addRow(float[] row, float[] y, int y0) {
        for (int lane = 0; lane < LANES; lane++) {
            y[y0 + lane] += row[lane];
        }
    }

    private static void add(float[] x, float[] y, int y0, int count) {
        for (int i = 0; i < count; i++) {
            y[y0 + i] += x[i];
        }
    }

    private static void scale(float factor, float[] y, int y0, int count) {
        for (int i = 0; i < count; i++) {
            y[y0 + i] *= factor;
        }
    }

    /** {@code x Phi(x)}; erf after Abramowitz and Stegun 7.1.26, absolute error below 1.5e-7. */
    private static void gelu(float[] y, int y0, int count) {
        for (int i = 0; i < count; i++) {
            float x = y[y0 + i];
            float t = 1 / (1 + ERF_P * Math.abs(x));
            // Less would change nothing, and subnormal numbers are slow.
            float exponent = Math.max(-64, -0.5f * Exp2.LOG2_E * x * x);
            float rounded = exponent + Exp2.ROUND;
            float f = exponent - (rounded - Exp2.ROUND);
            float q = Exp2.C5;
            q = Math.fma(q, f, Exp2.C4);
            q = Math.fma(q, f, Exp2.C3);
            q = Math.fma(q, f, Exp2.C2);
            q = Math.fma(q, f, Exp2.C1);
            q = Math.fma(q, f, 1);
            float power = Float.intBitsToFloat(Float.floatToRawIntBits(q) + (Float.floatToRawIntBits(rounded) << 23));
            float erfc = ERF_5;
            erfc = Math.fma(erfc, t, ERF_4);
            erfc = Math.fma(erfc, t, ERF_3);
            erfc = Math.fma(erfc, t, ERF_2);
            erfc = Math.fma(erfc, t, ERF_1);
            // Without a branch, so that the loop vectorises.
            y[y0 + i] = Math.max(x, 0) - 0.5f * Math.abs(x) * (erfc * t * power);
        }
    }

    private static void relu(float[] y, int y0, int count) {
        for (int i = 0; i < count; i++) {
            y[y0 + i] = Math.max(y[y0 + i], 0);
        }
    }

    /** {@code x / (1 + e^-2u)}, the same as {@code x/2 (1 + tanh(u))}, with the exponential of {@link Exp2}. */
    private static void geluTanh(float[] y, int y0, int count) {
        for (int i = 0; i < count; i++) {
            float x = y[y0 + i];
            float exponent = GELU_EXPONENT * (x + GELU_CUBIC * x * x * x);
            exponent = Math.min(126, Math.max(-126, exponent));
            float rounded = exponent + Exp2.ROUND;
            float f = exponent - (rounded - Exp2.ROUND);
            float q = Exp2.C5;
            q = Math.fma(q, f, Exp2.C4);
            q = Math.fma(q, f, Exp2.C3);
            q = Math.fma(q, f, Exp2.C2);
            q = Math.fma(q, f, Exp2.C1);
            q = Math.fma(q, f, 1);
            float power = Float.intBitsToFloat(Float.floatToRawIntBits(q) + (Float.floatToRawIntBits(rounded) << 23));
            y[y0 + i] = x / (1 + power);
        }
    }
}
