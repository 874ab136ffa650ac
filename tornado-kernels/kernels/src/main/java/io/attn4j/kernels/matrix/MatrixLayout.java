package io.attn4j.kernels.matrix;

import io.attn4j.kernels.step.SizeTable;
import io.attn4j.kernels.step.ViewLayout;
import io.attn4j.plan.matrix.MatrixProduct;

/** Positions in the {@code sizes} array that every matrix kernel reads. */
public final class MatrixLayout {
    public static final int BATCH = 0;
    public static final int HEADS = 1;
    /** R: rows of x and y. */
    public static final int ROWS = 2;
    /** K: columns of x and rows of w. */
    public static final int INNER = 3;
    /** C: columns of w and y. */
    public static final int COLUMNS = 4;
    /** 1 when a bias is given. */
    public static final int HAS_BIAS = 5;
    /** 1 when a residual is given. */
    public static final int HAS_RESIDUAL = 6;
    /** 1 when rows take parts of the sum only. */
    public static final int HAS_RANGES = 7;
    /** Ordinal of the {@link io.attn4j.plan.matrix.Activation}. */
    public static final int ACTIVATION = 8;
    /** Place of x, as {@link ViewLayout}; likewise the others. */
    public static final int X = 9;

    public static final int W = X + ViewLayout.SIZE;
    public static final int BIAS = W + ViewLayout.SIZE;
    public static final int RESIDUAL = BIAS + ViewLayout.SIZE;
    public static final int Y = RESIDUAL + ViewLayout.SIZE;
    /** Groups that share the sums of one tile, 1 where a group takes all terms. */
    public static final int SPLITS = Y + ViewLayout.SIZE;
    /** Terms of a block: sums run over one block at a time. */
    public static final int BLOCK = SPLITS + 1;
    /** 1 when y is to hold the sums of each group by themselves, {@code [B,H,R,splits,C]}. */
    public static final int PARTIAL = BLOCK + 1;
    /** Place of the result that such sums are added up to. */
    public static final int RESULT = PARTIAL + 1;
    /** Blocks of 8 rows that a work-item takes together where it copies a part of w first. */
    public static final int LANE_ROWS = RESULT + ViewLayout.SIZE;
    /** Blocks that a group takes where several share the sums of one tile: one, or {@link MatrixProductKernel#PART}. */
    public static final int TAKEN = LANE_ROWS + 1;
    /** Number of entries. */
    public static final int SIZE = TAKEN + 1;

    private MatrixLayout() {}

    /** Fills {@code sizes}. */
    static void write(SizeTable sizes, MatrixProduct product) {
        sizes.set(BATCH, product.x().batch())
                .set(HEADS, product.x().heads())
                .set(ROWS, product.x().rows())
                .set(INNER, product.x().columns())
                .set(COLUMNS, product.w().columns())
                .given(HAS_BIAS, product.bias())
                .given(HAS_RESIDUAL, product.residual())
                .given(HAS_RANGES, product.ranges())
                .set(ACTIVATION, product.activation().ordinal())
                .view(X, product.x())
                .view(W, product.w())
                .view(BIAS, product.bias())
                .view(RESIDUAL, product.residual())
                .view(Y, product.y());
    }
}
