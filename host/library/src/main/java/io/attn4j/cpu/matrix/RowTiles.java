package io.attn4j.cpu.matrix;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.tile.RowCopies;
import io.attn4j.cpu.tile.TileLoops;

/** Copies of rows of x in tiles, as {@link TileLoops#addTile} takes them. */
final class RowTiles {
    /** Floats of a tile of up to {@link TileLoops#TERMS} terms. */
    static final int FLOATS = TileLoops.SQUARE * TileLoops.TERMS;

    private static final int TILE = TileLoops.TILE;
    private static final int SQUARE = TileLoops.SQUARE;

    private RowTiles() {}

    /** Tiles of all rows of x. */
    static int count(Matrices x) {
        return Math.ceilDiv(x.view().rows(), TILE);
    }

    /** Whether x lies in memory term by term, and so do its tiles. */
    static boolean areByTerms(Matrices x) {
        return MatrixProductTile.isTransposed(x);
    }

    /** Copies terms {@code term <= t < term + count} of the rows of tile {@code tile} of one head as the first terms at {@code at}. */
    static void copy(TileLoops loops, Matrices x, int b, int h, int tile, int term, int count, float[] to, int at) {
        int row = tile * TILE;
        int rows = Math.min(TILE, x.view().rows() - row);
        if (areByTerms(x)) {
            if (x.data().isNative() && row + SQUARE <= x.view().rows()) {
                long stride = x.view().columnStride() * Float.BYTES;
                loops.copyRows(x.data(), x.address(b, h, row, term), stride, count, SQUARE, to, at, SQUARE);
            } else {
                x.readTransposed(b, h, row, term, rows, count, to, at, SQUARE);
            }
        } else {
            RowCopies.read(loops, x, b, h, row, term, rows, count, to, at, TileLoops.TERMS);
        }
    }
}
