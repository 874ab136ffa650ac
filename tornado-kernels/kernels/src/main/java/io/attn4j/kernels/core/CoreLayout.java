package io.attn4j.kernels.core;

import io.attn4j.core.CoreShape;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

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

    public static final int A_BATCH = 7;
    public static final int A_HEAD = 8;
    public static final int A_ROW = 9;
    public static final int B_BATCH = 10;
    public static final int B_HEAD = 11;
    public static final int B_ROW = 12;
    public static final int W_BATCH = 13;
    public static final int W_HEAD = 14;
    public static final int W_ROW = 15;
    /** 1 when the key bias c is given. */
    public static final int HAS_KEY_BIAS = 16;

    public static final int KEY_BIAS_BATCH = 17;
    public static final int KEY_BIAS_HEAD = 18;
    /** 1 when the dense bias is given. */
    public static final int HAS_BIAS = 19;

    public static final int BIAS_BATCH = 20;
    public static final int BIAS_HEAD = 21;
    public static final int BIAS_ROW = 22;
    /** Number of entries. */
    public static final int SIZE = 23;

    private CoreLayout() {}

    /** Fills {@code shape} for contiguous operands. */
    public static void write(IntArray shape, CoreShape s, boolean keyBias, boolean bias, int biasBatch, int biasHeads) {
        shape.set(BATCH, s.batch());
        shape.set(HEADS, s.heads());
        shape.set(GROUP, s.groupSize());
        shape.set(QUERIES, s.queries());
        shape.set(KEYS, s.keys());
        shape.set(KEY_DIM, s.keyDim());
        shape.set(VALUE_DIM, s.valueDim());
        shape.set(A_ROW, s.keyDim());
        shape.set(A_HEAD, s.queries() * s.keyDim());
        shape.set(A_BATCH, s.heads() * s.queries() * s.keyDim());
        shape.set(B_ROW, s.keyDim());
        shape.set(B_HEAD, s.keys() * s.keyDim());
        shape.set(B_BATCH, s.kvHeads() * s.keys() * s.keyDim());
        shape.set(W_ROW, s.valueDim());
        shape.set(W_HEAD, s.keys() * s.valueDim());
        shape.set(W_BATCH, s.kvHeads() * s.keys() * s.valueDim());
        shape.set(HAS_KEY_BIAS, keyBias ? 1 : 0);
        shape.set(KEY_BIAS_HEAD, s.keys());
        shape.set(KEY_BIAS_BATCH, s.heads() * s.keys());
        shape.set(HAS_BIAS, bias ? 1 : 0);
        shape.set(BIAS_ROW, s.keys());
        shape.set(BIAS_HEAD, biasHeads == 1 ? 0 : s.queries() * s.keys());
        shape.set(BIAS_BATCH, biasBatch == 1 ? 0 : biasHeads * s.queries() * s.keys());
    }
}
