package io.attn4j.cpu.core;

import io.attn4j.cpu.tile.TileLoops;
import io.attn4j.plan.row.DropoutBits;

/**
 * Dropout of attention weights in tiles, with the scratch of one thread (docs/equations.md, section 8.4).
 *
 * <p>Which weights are dropped is computed again wherever it is needed, forward and backward; nothing of it is stored for
 * longer than a tile.
 */
final class CoreDropout {
    private static final int LANES = TileLoops.LANES;

    private final float[] seeds = new float[2 * LANES];
    private final int[] first = new int[LANES];
    private final int[] second = new int[LANES];
    private float[] scales = {};

    /**
     * Multiplies weights whose lanes are rows, {@code s[key][lane]}, by 0 or {@code 1 / (1 - p)}.
     *
     * @param row row of lane 0
     * @param used lanes that are rows, at most {@link TileLoops#LANES}; those beyond hold weights of no meaning
     * @param key key of row 0 of {@code s}
     * @param count keys
     */
    void dropWeights(
            TileLoops loops, CoreOperands core, int b, int h, int row, int used, int key, int count, float[] s) {
        read(core, b, h, row, used);
        int threshold = DropoutBits.threshold(core.step().dropout());
        float factor = DropoutBits.factor(core.step().dropout());
        loops.dropKeys(s, count, key, first, second, threshold, factor, loops.width(used));
    }

    /**
     * Draws 0 or {@code 1 / (1 - p)} for each weight of some rows of a tile whose lanes are keys, for {@link #multiply}.
     *
     * @param row0 row of row 0 of the tile
     * @param from first row of the tile
     * @param to row after the last, at most {@link TileLoops#LANES} behind the first
     * @param key key of lane 0
     */
    void draw(TileLoops loops, CoreOperands core, int b, int h, int row0, int from, int to, int key, int width) {
        if (scales.length < to * LANES) {
            scales = new float[to * LANES];
        }
        read(core, b, h, row0 + from, to - from);
        int threshold = DropoutBits.threshold(core.step().dropout());
        float factor = DropoutBits.factor(core.step().dropout());
        loops.drawRows(scales, from, to, key, first, second, threshold, factor, width);
    }

    private void read(CoreOperands core, int b, int h, int row, int count) {
        core.seeds().read(b, h, row, 0, count, 2, seeds, 0, 2);
        for (int r = 0; r < count; r++) {
            first[r] = (int) seeds[2 * r];
            second[r] = (int) seeds[2 * r + 1];
        }
    }

    /** Multiplies {@code x[row][lane]} by what was drawn, for {@code from <= row < to} and {@code lane < width}. */
    void multiply(float[] x, int from, int to, int width) {
        for (int r = from; r < to; r++) {
            multiply(x, scales, r * LANES, width);
        }
    }

    private static void multiply(float[] x, float[] y, int at, int count) {
        for (int i = at; i < at + count; i++) {
            x[i] *= y[i];
        }
    }
}
