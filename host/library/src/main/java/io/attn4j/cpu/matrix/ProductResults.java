package io.attn4j.cpu.matrix;

import io.attn4j.cpu.tile.RowCopies;
import io.attn4j.cpu.tile.TileLoops;

/** What follows the sums of a matrix product, {@code y = residual + alpha f(sum + bias)}, with the scratch of one thread. */
final class ProductResults {
    private static final int LANES = TileLoops.LANES;

    private final float[] bias = new float[LANES];
    private float[] residuals = {};

    /**
     * Writes rows of one slab, head by head.
     *
     * @param total the sums, from element {@code at} on, in rows of {@code LANES}; changed
     * @param row0 the row of y that the first of them belongs to
     */
    void write(TileLoops loops, MatrixProductOperands p, int slab, float[] total, int at, int row0, int rows) {
        int b = slab / p.slabsPerHead() / p.heads();
        int h0 = slab / p.slabsPerHead() % p.heads();
        int c0 = slab % p.slabsPerHead() * LANES;
        int columns = Math.min(LANES, p.columns() - c0);
        int perHead = p.step().w().columns();
        if (p.residual() != null && residuals.length < rows * LANES) {
            residuals = new float[rows * LANES];
        }
        if (p.bias() != null) {
            readBias(p, slab);
            for (int r = 0; r < rows; r++) {
                addRow(bias, total, at + r * LANES);
            }
        }
        loops.activate(p.step().activation(), total, at, rows * LANES);
        for (int c = 0; c < columns; ) {
            int run = Math.min(columns - c, perHead - (c0 + c) % perHead);
            int h = h0 + (c0 + c) / perHead;
            int column = (c0 + c) % perHead;
            if (p.step().alpha() != null) {
                for (int r = 0; r < rows; r++) {
                    scale(p.step().alpha()[h], total, at + r * LANES + c, run);
                }
            }
            if (p.residual() != null) {
                RowCopies.read(loops, p.residual(), b, h, row0, column, rows, run, residuals, c, LANES);
            }
            c += run;
        }
        if (p.residual() != null) {
            for (int i = 0; i < rows * LANES; i++) {
                total[at + i] += residuals[i];
            }
        }
        for (int c = 0; c < columns; ) {
            int run = Math.min(columns - c, perHead - (c0 + c) % perHead);
            int h = h0 + (c0 + c) / perHead;
            int column = (c0 + c) % perHead;
            RowCopies.write(loops, total, at + c, LANES, rows, run, p.y(), b, h, row0, column);
            c += run;
        }
    }

    private void readBias(MatrixProductOperands p, int slab) {
        int b = slab / p.slabsPerHead() / p.heads();
        int h0 = slab / p.slabsPerHead() % p.heads();
        int c0 = slab % p.slabsPerHead() * LANES;
        int columns = Math.min(LANES, p.columns() - c0);
        int perHead = p.step().w().columns();
        for (int c = 0; c < columns; ) {
            int run = Math.min(columns - c, perHead - (c0 + c) % perHead);
            p.bias().read(b, h0 + (c0 + c) / perHead, 0, (c0 + c) % perHead, 1, run, bias, c, LANES);
            c += run;
        }
    }

    private static void addRow(float[] row, float[] y, int y0) {
        for (int lane = 0; lane < LANES; lane++) {
            y[y0 + lane] += row[lane];
        }
    }

    private static void scale(float factor, float[] y, int y0, int count) {
        for (int i = 0; i < count; i++) {
            y[y0 + i] *= factor;
        }
    }
}
