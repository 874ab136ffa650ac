package io.attn4j.cpu.core;

import io.attn4j.cpu.tile.TileLoops;
import io.attn4j.plan.row.DropoutBits;

/**
 * Dropout of attention weights in tiles, with the scratch of one thread (docs/equations.md, section 8.5).
 *
 * <p>Which weights are dropped is computed again wherever it is needed, forward and backward; nothing of it is stored for
 * longer than a tile. The loops branch on nothing, so that the JIT compiler makes vectors of them.
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
    void dropWeights(CoreOperands core, int b, int h, int row, int used, int key, int count, float[] s, int width) {
        core.seeds().read(b, h, row, 0, used, 2, seeds, 0, 2);
        for (int lane = 0; lane < used; lane++) {
            first[lane] = (int) seeds[2 * lane];
            second[lane] = (int) seeds[2 * lane + 1];
        }
        int threshold = DropoutBits.threshold(core.step().dropout());
        float factor = DropoutBits.factor(core.step().dropout());
        for (int j = 0; j < count; j++) {
            scaleRows(s, j * LANES, key + j, first, second, width, threshold, factor);
        }
    }

    private static void scaleRows(
            float[] s, int s0, int key, int[] first, int[] second, int width, int threshold, float factor) {
        for (int lane = 0; lane < width; lane++) {
            s[s0 + lane] *= DropoutBits.keeps(key, first[lane], second[lane], threshold) * factor;
        }
    }

    /**
     * Draws 0 or {@code 1 / (1 - p)} for each weight of some rows of a tile whose lanes are keys, for {@link #multiply}.
     *
     * @param row0 row of row 0 of the tile
     * @param from first row of the tile
     * @param to row after the last, at most {@link TileLoops#LANES} behind the first
     * @param key key of lane 0
     */
    void draw(CoreOperands core, int b, int h, int row0, int from, int to, int key, int width) {
        if (scales.length < to * LANES) {
            scales = new float[to * LANES];
        }
        core.seeds().read(b, h, row0 + from, 0, to - from, 2, seeds, 0, 2);
        int threshold = DropoutBits.threshold(core.step().dropout());
        float factor = DropoutBits.factor(core.step().dropout());
        for (int r = from; r < to; r++) {
            int at = 2 * (r - from);
            scaleKeys(scales, r * LANES, key, (int) seeds[at], (int) seeds[at + 1], width, threshold, factor);
        }
    }

    private static void scaleKeys(
            float[] scales, int at, int key, int first, int second, int width, int threshold, float factor) {
        for (int lane = 0; lane < width; lane++) {
            scales[at + lane] = DropoutBits.keeps(key + lane, first, second, threshold) * factor;
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
