package io.attn4j.cpu.past;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.tile.TileLoops;
import java.util.Arrays;

/**
 * Rows of a chunk in blocks of at most {@value #BLOCK}, copied into scratch whose rows are a multiple of {@value
 * TileLoops#SQUARE} floats, and products of blocks of which one row sees another or does not.
 */
final class ChunkRows {
    /** Rows of a block. */
    static final int BLOCK = 64;

    private static final int SQUARE = TileLoops.SQUARE;

    private ChunkRows() {}

    /** Floats of a row of {@code columns} elements. */
    static int stride(int columns) {
        return Math.ceilDiv(columns, SQUARE) * SQUARE;
    }

    /** Floats of a block of {@code rows x columns} elements that may be turned: whole squares. */
    static int floats(int rows, int columns) {
        return stride(rows) * stride(columns);
    }

    /** As {@link #read(Matrices, int, int, int, int, int, int)} into {@code block}, which has room for whole squares. */
    static float[] read(Matrices x, int b, int h, int i, int c, int rows, int columns, float[] block) {
        int stride = stride(columns);
        if (rows > 0 && columns > 0) {
            x.read(b, h, i, c, rows, columns, block, 0, stride);
        }
        for (int r = 0; stride > columns && r < rows; r++) {
            Arrays.fill(block, r * stride + columns, (r + 1) * stride, 0);
        }
        Arrays.fill(block, rows * stride, floats(rows, columns), 0);
        return block;
    }

    /** As {@link #turned(float[], int, int)} into {@code turned}, which has room for whole squares; leaves nothing of {@code x}. */
    static float[] turn(TileLoops loops, float[] x, int rows, int columns, float[] turned) {
        loops.toLanes(x, stride(rows), columns, stride(columns), 1, turned, 0, stride(rows));
        return turned;
    }

    /** {@code rows x columns} elements of {@code x} from row {@code i} and column {@code c} on, and zeros up to the stride. */
    static float[] read(Matrices x, int b, int h, int i, int c, int rows, int columns) {
        float[] block = new float[rows * stride(columns)];
        if (rows > 0 && columns > 0) {
            x.read(b, h, i, c, rows, columns, block, 0, stride(columns));
        }
        return block;
    }

    /** Whole rows {@code i} on. */
    static float[] read(Matrices x, int b, int h, int i, int rows) {
        return read(x, b, h, i, 0, rows, x.columns());
    }

    /** {@code x} of {@code rows x columns} elements turned around: {@code [columns,stride(rows)]}. */
    static float[] turned(float[] x, int rows, int columns) {
        int from = stride(columns);
        int to = stride(rows);
        float[] turned = new float[columns * to];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                turned[c * to + r] = x[r * from + c];
            }
        }
        return turned;
    }

    /** Writes rows {@code i} on of {@code to}. */
    static void write(float[] block, Matrices to, int b, int h, int i, int rows) {
        if (rows > 0) {
            to.write(block, 0, stride(to.columns()), rows, to.columns(), b, h, i, 0);
        }
    }

    /** Writes rows {@code [count,rank]} as columns {@code c} on of {@code to}. */
    static void writeTurned(float[] block, Matrices to, int b, int h, int c, int count) {
        int rank = to.view().rows();
        to.write(turned(block, count, rank), 0, stride(count), rank, count, b, h, 0, c);
    }

    /** {@code y += x w}: {@code x} of {@code rows x depth} elements, {@code w} of {@code depth x columns}. */
    static void add(TileLoops loops, float[] x, int rows, int depth, float[] w, int columns, float[] y) {
        loops.addRowProducts(
                x, 0, stride(depth), rows, w, 0, stride(columns), depth, y, 0, stride(columns), stride(columns));
    }

    /**
     * {@code y[i] += sum_{j <= i} x[i][j] w[j]} with {@code j < depth}: what {@code w} holds beyond i is not read for row i.
     */
    static void addSeen(TileLoops loops, float[] x, int rows, int depth, float[] w, int columns, float[] y) {
        int xs = stride(depth);
        int s = stride(columns);
        for (int i0 = 0; i0 < rows; i0 += SQUARE) {
            int some = Math.min(SQUARE, rows - i0);
            loops.addRowProducts(x, i0 * xs, xs, some, w, 0, s, Math.min(depth, i0), y, i0 * s, s, s);
            for (int i = i0; i0 < depth && i < i0 + some; i++) {
                int own = Math.min(depth, i + 1) - i0;
                loops.addRowProducts(x, i * xs + i0, xs, 1, w, i0 * s, s, own, y, i * s, s, s);
            }
        }
    }

    /**
     * {@code y[j] += sum_{i >= j} x[j][i] w[i]} with {@code i < depth}: what {@code w} holds before j is not read for row j.
     */
    static void addSeeing(TileLoops loops, float[] x, int rows, int depth, float[] w, int columns, float[] y) {
        int xs = stride(depth);
        int s = stride(columns);
        for (int j0 = 0; j0 < rows; j0 += SQUARE) {
            int some = Math.min(SQUARE, rows - j0);
            int rest = Math.min(depth, j0 + some);
            loops.addRowProducts(x, j0 * xs + rest, xs, some, w, rest * s, s, depth - rest, y, j0 * s, s, s);
            for (int j = j0; j < rest; j++) {
                loops.addRowProducts(x, j * xs + j, xs, 1, w, j * s, s, rest - j, y, j * s, s, s);
            }
        }
    }
}
