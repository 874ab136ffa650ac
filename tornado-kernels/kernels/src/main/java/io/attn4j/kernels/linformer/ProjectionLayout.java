package io.attn4j.kernels.linformer;

import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** Positions in the {@code sizes} array that every sequence-projection kernel reads; strides count elements. */
public final class ProjectionLayout {
    public static final int BATCH = 0;
    /** Heads of the projected tensor (key/value heads). */
    public static final int HEADS = 1;
    /** N: rows before the projection. */
    public static final int SEQUENCE = 2;
    /** k: rows after the projection. */
    public static final int RANK = 3;
    /** D: columns. */
    public static final int DIM = 4;
    /** Elements between the projections of two heads, 0 when they share one. */
    public static final int PROJECTION_HEAD = 5;
    /** Elements between two rows of a projection, its Nmax. */
    public static final int PROJECTION_ROW = 6;
    /** Number of entries. */
    public static final int SIZE = 7;

    private ProjectionLayout() {}

    /** Fills {@code sizes}; {@code projectionHeads} is 1 or {@code heads}. */
    public static void write(
            IntArray sizes, int batch, int heads, int sequence, int rank, int dim, int projectionHeads, int columns) {
        sizes.set(BATCH, batch);
        sizes.set(HEADS, heads);
        sizes.set(SEQUENCE, sequence);
        sizes.set(RANK, rank);
        sizes.set(DIM, dim);
        sizes.set(PROJECTION_HEAD, projectionHeads == 1 ? 0 : rank * columns);
        sizes.set(PROJECTION_ROW, columns);
    }
}
