package io.attn4j.kernels.core;

import io.attn4j.kernels.step.SizeTable;
import io.attn4j.kernels.step.ViewLayout;
import io.attn4j.plan.core.CoreAttention;
import io.attn4j.plan.row.DropoutBits;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/**
 * Positions in the {@code shape} array that every core kernel reads: all run-time sizes, so that one compilation and one
 * export serve every length.
 *
 * <p>Strides count elements; 0 broadcasts. TornadoVM bakes scalar arguments into the code it generates, which is why
 * these are not kernel parameters.
 */
public final class CoreLayout {
    public static final int BATCH = 0;
    public static final int HEADS = 1;
    /** Query heads per key/value head. */
    public static final int GROUP = 2;

    public static final int QUERIES = 3;
    public static final int KEYS = 4;
    /** da: columns of A and B that hold data; the rest of a kernel's capacity counts as zero. */
    public static final int KEY_DIM = 5;
    /** dv: columns of W and O that hold data. */
    public static final int VALUE_DIM = 6;

    /** Place of A, as {@link ViewLayout}; likewise the others. */
    public static final int A = 7;

    public static final int B = A + ViewLayout.SIZE;
    public static final int W = B + ViewLayout.SIZE;
    public static final int MU = W + ViewLayout.SIZE;
    public static final int KEY_BIAS = MU + ViewLayout.SIZE;
    public static final int BIAS = KEY_BIAS + ViewLayout.SIZE;
    public static final int FACTORS = BIAS + ViewLayout.SIZE;
    public static final int O = FACTORS + ViewLayout.SIZE;
    /** 1 when mu is given. */
    public static final int HAS_MU = O + ViewLayout.SIZE;
    /** 1 when the key bias c is given. */
    public static final int HAS_KEY_BIAS = HAS_MU + 1;
    /** 1 when the dense bias is given. */
    public static final int HAS_BIAS = HAS_KEY_BIAS + 1;
    /** Columns of p, 0 when factors are not given. */
    public static final int HIGH = HAS_BIAS + 1;
    /** Columns of q, 0 when factors are not given. */
    public static final int LOW = HIGH + 1;
    /** Groups that share the keys of one tile of rows, 1 where a group takes all of them. */
    public static final int SPLITS = LOW + 1;
    /** Keys of a block: sums run over one block at a time, and a group of several takes one. */
    public static final int BLOCK = SPLITS + 1;
    /** 1 when each group is to leave its outputs, maxima and sums as they are, for another kernel to join. */
    public static final int PARTIAL = BLOCK + 1;
    /** Work-items that share a row of the kernel that joins them. */
    public static final int LANES = PARTIAL + 1;
    /** Place of the outputs that it joins them to. */
    public static final int RESULT = LANES + 1;
    /** Number of entries. */
    public static final int SIZE = RESULT + ViewLayout.SIZE;

    private CoreLayout() {}

    /** Fills {@code shape}. */
    static void write(SizeTable shape, CoreAttention core) {
        int factors = core.factors() == null ? 0 : core.factors().columns();
        shape.set(BATCH, core.a().batch())
                .set(HEADS, core.a().heads())
                .set(GROUP, core.a().heads() / core.b().heads())
                .set(QUERIES, core.a().rows())
                .set(KEYS, core.b().rows())
                .set(KEY_DIM, core.a().columns())
                .set(VALUE_DIM, core.w().columns())
                .view(A, core.a())
                .view(B, core.b())
                .view(W, core.w())
                .view(MU, core.columnScale())
                .view(KEY_BIAS, core.keyBias())
                .view(BIAS, core.bias())
                .view(FACTORS, core.factors())
                .view(O, core.o())
                .given(HAS_MU, core.columnScale())
                .given(HAS_KEY_BIAS, core.keyBias())
                .given(HAS_BIAS, core.bias())
                .set(HIGH, factors == 0 ? 0 : core.high())
                .set(LOW, factors == 0 ? 0 : factors - core.high());
    }

    /** Entries of {@link #writeScalars}. */
    static int scalars(int heads) {
        return 3 + heads;
    }

    /** Writes the scale, then beta of each head, then threshold and factor of dropout. */
    static void writeScalars(FloatArray scalars, CoreAttention core) {
        scalars.set(0, core.scale());
        for (int h = 0; h < core.a().heads(); h++) {
            scalars.set(1 + h, core.biasScale() == null ? 1 : core.biasScale()[h]);
        }
        scalars.set(1 + core.a().heads(), DropoutBits.threshold(core.dropout()));
        scalars.set(2 + core.a().heads(), DropoutBits.factor(core.dropout()));
    }
}
