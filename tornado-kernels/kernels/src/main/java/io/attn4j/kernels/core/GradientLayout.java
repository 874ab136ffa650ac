package io.attn4j.kernels.core;

import io.attn4j.kernels.step.SizeTable;
import io.attn4j.kernels.step.ViewLayout;
import io.attn4j.plan.View;
import io.attn4j.plan.core.CoreAttention;

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
    /** Blocks of a group where groups share a sum. */
    static final int SHARE = TILE + 1;
    /** Blocks of a part. */
    static final int PART = SHARE + 1;
    /** Places of a sum's parts; 1 where a group takes all blocks and none wait. */
    static final int SLOTS = PART + 1;
    /** 1 where the sums of earlier parts wait in a place of their own while another part is added up. */
    static final int WAITS = SLOTS + 1;
    /** That place, as {@link ViewLayout}. */
    static final int WAITING = WAITS + 1;
    /** Number of entries. */
    static final int SIZE = WAITING + ViewLayout.SIZE;

    private GradientLayout() {}

    /** Fills {@code shape}; {@code y} null where there is none. */
    static void write(SizeTable shape, CoreAttention core, View outputGradient, View delta, View y) {
        CoreLayout.write(shape, core);
        shape.view(GRADIENT, outputGradient)
                .view(DELTA, delta)
                .view(Y, y)
                .set(Y_BATCH, y == null ? 0 : y.batch())
                .set(Y_HEADS, y == null ? 0 : y.heads())
                .set(TILE, QueryGradientTiled.TILE);
        writeKeys(shape, null, null, null);
    }

    /**
     * Fills in how sums are made.
     *
     * @param split whether groups share a sum
     * @param y place of the result
     * @param waiting where sums of earlier parts wait; null where they do not
     */
    static void writeBlocks(SizeTable shape, GradientBlocks blocks, boolean split, View y, View waiting) {
        shape.set(CoreLayout.SPLITS, split ? blocks.shares() : 1)
                .set(CoreLayout.BLOCK, blocks.size())
                .set(SHARE, blocks.perShare())
                .set(PART, blocks.perPart(split))
                .set(SLOTS, split ? blocks.slots() : 1)
                .given(WAITS, waiting)
                .view(Y, y)
                .view(WAITING, waiting);
    }

    /** Fills in the places of gradients by keys, values and key bias, each null where it is not wanted. */
    static void writeKeys(SizeTable shape, View db, View dw, View dc) {
        shape.view(DB, db)
                .view(DW, dw)
                .view(DC, dc)
                .given(HAS_DB, db)
                .given(HAS_DW, dw)
                .given(HAS_DC, dc);
    }
}
