package io.attn4j.kernels.core;

import io.attn4j.kernels.step.ViewLayout;
import io.attn4j.plan.View;
import io.attn4j.plan.core.CoreAttention;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * Positions in the {@code shape} array of the core's gradient kernels: those of {@link CoreLayout}, and behind them the places
 * of gradients.
 */
final class GradientLayout {
    /** Place of dO, as {@link ViewLayout}; likewise the others. */
    static final int GRADIENT = CoreLayout.SIZE;

    static final int DELTA = GRADIENT + ViewLayout.SIZE;
    /** Place of what the query, bias and factor gradients write. */
    static final int Y = DELTA + ViewLayout.SIZE;

    static final int DB = Y + ViewLayout.SIZE;
    static final int DW = DB + ViewLayout.SIZE;
    static final int DC = DW + ViewLayout.SIZE;
    /** 1 when db is wanted; likewise the others. */
    static final int HAS_DB = DC + ViewLayout.SIZE;

    static final int HAS_DW = HAS_DB + 1;
    static final int HAS_DC = HAS_DW + 1;
    /** Batches and heads of the bias gradient. */
    static final int Y_BATCH = HAS_DC + 1;

    static final int Y_HEADS = Y_BATCH + 1;
    /** Rows and keys of a tile of the tiled kernels, 32. */
    static final int TILE = Y_HEADS + 1;
    /** Number of entries. */
    static final int SIZE = TILE + 1;

    private GradientLayout() {}

    /** Fills {@code shape}; {@code y} null where there is none. */
    static void write(IntArray shape, CoreAttention core, View outputGradient, View delta, View y) {
        CoreLayout.write(shape, core);
        ViewLayout.write(shape, GRADIENT, outputGradient);
        ViewLayout.write(shape, DELTA, delta);
        ViewLayout.write(shape, Y, y);
        shape.set(Y_BATCH, y == null ? 0 : y.batch());
        shape.set(Y_HEADS, y == null ? 0 : y.heads());
        shape.set(TILE, QueryGradientTiled.TILE);
        writeKeys(shape, null, null, null);
    }

    /** Fills in the places of gradients by keys, values and key bias, each null where it is not wanted. */
    static void writeKeys(IntArray shape, View db, View dw, View dc) {
        ViewLayout.write(shape, DB, db);
        ViewLayout.write(shape, DW, dw);
        ViewLayout.write(shape, DC, dc);
        shape.set(HAS_DB, db == null ? 0 : 1);
        shape.set(HAS_DW, dw == null ? 0 : 1);
        shape.set(HAS_DC, dc == null ? 0 : 1);
    }
}
