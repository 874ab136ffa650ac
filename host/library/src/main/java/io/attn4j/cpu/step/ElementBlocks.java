package io.attn4j.cpu.step;

import io.attn4j.plan.View;

/** Steps that compute each element by itself, some rows and columns at a time, which the workers share. */
public final class ElementBlocks {
    /** Rows that are taken at once, so that a transposed matrix is read along its memory. */
    private static final int ROWS = 16;

    private static final int COLUMNS = 1024;

    /** What is done for a block: {@code rows x columns} elements from row i and column c on. */
    @FunctionalInterface
    public interface Body {
        /**
         * Computes a block.
         *
         * @param values room for its elements or more
         * @param other the same
         */
        void run(int b, int h, int i, int c, int rows, int columns, float[] values, float[] other);
    }

    private ElementBlocks() {}

    /** Runs {@code body} over all elements of {@code view}. */
    public static void run(WorkerPool pool, View view, Body body) {
        int slices = Math.ceilDiv(view.columns(), COLUMNS);
        double work = 4.0 * view.batch() * view.heads() * view.rows() * view.columns();
        ParallelRows.run(
                pool, view.batch() * view.heads(), slices, view.rows(), work, (scratch, batchHead, slice, from, to) -> {
                    int c = slice * COLUMNS;
                    int columns = Math.min(COLUMNS, view.columns() - c);
                    float[] values = scratch.floats(0, ROWS * columns);
                    float[] other = scratch.floats(1, ROWS * columns);
                    int b = batchHead / view.heads();
                    int h = batchHead % view.heads();
                    for (int i = from; i < to; i += ROWS) {
                        body.run(b, h, i, c, Math.min(ROWS, to - i), columns, values, other);
                    }
                });
    }
}
