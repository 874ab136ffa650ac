package io.attn4j.cpu.decode;

import io.attn4j.cpu.tile.TileLoops;
import io.attn4j.plan.matrix.Activation;

/** {@code y = f(x W + b)}, or {@code y += x W + b}, for a few rows. */
public final class RowProduct implements RowThreads.Body {
    private static final int LANES = TileLoops.LANES;

    private final RowThreads threads;
    private final PackedMatrix w;
    private final float[] bias;
    private final Activation activation;
    private RowArray x;
    private RowArray y;
    private int rows;
    private boolean add;

    /**
     * A product.
     *
     * @param bias as many as W has columns, or null for zeros
     */
    public RowProduct(RowThreads threads, PackedMatrix w, float[] bias, Activation activation) {
        this.threads = threads;
        this.w = w;
        this.bias = new float[RowArray.padded(w.columns())];
        if (bias != null) {
            System.arraycopy(bias, 0, this.bias, 0, w.columns());
        }
        this.activation = activation;
    }

    /** The columns of y. */
    public int columns() {
        return w.columns();
    }

    /** {@code y = f(x W + b)} of the first {@code count} rows. */
    public void run(RowArray from, int count, RowArray to) {
        start(from, count, to, false);
    }

    /** {@code y += x W + b}; there is no activation then. */
    public void add(RowArray from, int count, RowArray to) {
        start(from, count, to, true);
    }

    private void start(RowArray from, int count, RowArray to, boolean adds) {
        x = from;
        y = to;
        rows = count;
        add = adds;
        threads.run(2.0 * count * w.rows() * w.columns(), w.panels(), this);
    }

    @Override
    public void run(TileLoops loops, int worker, int panel) {
        int c0 = panel * LANES;
        float[] data = y.data();
        for (int r = 0; r < rows; r++) {
            int at = y.at(r) + c0;
            if (add) {
                for (int c = 0; c < LANES; c++) {
                    data[at + c] += bias[c0 + c];
                }
            } else {
                System.arraycopy(bias, c0, data, at, LANES);
            }
        }
        w.addPanel(loops, x, rows, panel, y);
        if (!add && activation != Activation.NONE) {
            for (int r = 0; r < rows; r++) {
                loops.activate(activation, data, y.at(r) + c0, LANES);
            }
        }
    }
}
