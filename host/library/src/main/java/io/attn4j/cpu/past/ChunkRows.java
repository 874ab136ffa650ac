package io.attn4j.cpu.past;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.Sums;

/** Copies of the rows of a chunk, products of them in fp64, and where their sums go. */
final class ChunkRows {
    private ChunkRows() {}

    /** Rows {@code from} on, {@code [rows,columns]}. */
    static float[] block(Matrices x, int b, int h, int from, int rows) {
        float[] block = new float[rows * x.columns()];
        if (block.length > 0) {
            x.read(b, h, from, 0, rows, x.columns(), block, 0, x.columns());
        }
        return block;
    }

    /** Columns {@code from} on of a projection, as rows. */
    static float[] turned(Matrices e, int h, int from, int columns) {
        int rank = e.view().rows();
        float[] rows = new float[columns * rank];
        float[] row = new float[columns];
        for (int r = 0; r < rank && columns > 0; r++) {
            e.read(0, h, r, from, 1, columns, row, 0, columns);
            for (int j = 0; j < columns; j++) {
                rows[j * rank + r] = row[j];
            }
        }
        return rows;
    }

    static void writeRows(double[] sums, Matrices to, int b, int h, int from, int rows) {
        float[] row = new float[to.columns()];
        for (int r = 0; r < rows; r++) {
            Sums.round(sums, r * row.length, row);
            to.writeRow(row, b, h, from + r);
        }
    }

    /** Writes rows {@code [count,rank]} as columns {@code from} on. */
    static void writeTurned(double[] rows, Matrices to, int b, int h, int from, int count) {
        int rank = to.view().rows();
        float[] row = new float[count];
        for (int r = 0; r < rank; r++) {
            for (int j = 0; j < count; j++) {
                row[j] = (float) rows[j * rank + r];
            }
            to.write(row, 0, count, 1, count, b, h, r, from);
        }
    }

    /** {@code x . y} in fp64, four sums side by side. */
    static double dot(float[] x, int x0, float[] y, int y0, int count) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int d = 0;
        for (; d + 3 < count; d += 4) {
            sum0 += (double) x[x0 + d] * y[y0 + d];
            sum1 += (double) x[x0 + d + 1] * y[y0 + d + 1];
            sum2 += (double) x[x0 + d + 2] * y[y0 + d + 2];
            sum3 += (double) x[x0 + d + 3] * y[y0 + d + 3];
        }
        for (; d < count; d++) {
            sum0 += (double) x[x0 + d] * y[y0 + d];
        }
        return (sum0 + sum1) + (sum2 + sum3);
    }
}
