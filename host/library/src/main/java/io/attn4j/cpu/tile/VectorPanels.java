package io.attn4j.cpu.tile;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link TileLoops#addTile} on vectors: 28 sums in registers, so that a term of the panel, loaded once, is used fourteen times, and the
 * panel may come from the second-level cache. Each size is written out, as in {@link VectorProducts}.
 */
final class VectorPanels {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int V = SPECIES.length();
    private static final int LANES = TileLoops.LANES;
    private static final int ROW = TileLoops.TERMS;

    private VectorPanels() {}

    /** Fourteen rows, each with its terms side by side, by two vectors of lanes. */
    static void byRows14x2(float[] a, int a0, int depth, float[] b, int b0, float[] c, int c0) {
        FloatVector c0a = FloatVector.zero(SPECIES);
        FloatVector c0b = FloatVector.zero(SPECIES);
        FloatVector c1a = FloatVector.zero(SPECIES);
        FloatVector c1b = FloatVector.zero(SPECIES);
        FloatVector c2a = FloatVector.zero(SPECIES);
        FloatVector c2b = FloatVector.zero(SPECIES);
        FloatVector c3a = FloatVector.zero(SPECIES);
        FloatVector c3b = FloatVector.zero(SPECIES);
        FloatVector c4a = FloatVector.zero(SPECIES);
        FloatVector c4b = FloatVector.zero(SPECIES);
        FloatVector c5a = FloatVector.zero(SPECIES);
        FloatVector c5b = FloatVector.zero(SPECIES);
        FloatVector c6a = FloatVector.zero(SPECIES);
        FloatVector c6b = FloatVector.zero(SPECIES);
        FloatVector c7a = FloatVector.zero(SPECIES);
        FloatVector c7b = FloatVector.zero(SPECIES);
        FloatVector c8a = FloatVector.zero(SPECIES);
        FloatVector c8b = FloatVector.zero(SPECIES);
        FloatVector c9a = FloatVector.zero(SPECIES);
        FloatVector c9b = FloatVector.zero(SPECIES);
        FloatVector c10a = FloatVector.zero(SPECIES);
        FloatVector c10b = FloatVector.zero(SPECIES);
        FloatVector c11a = FloatVector.zero(SPECIES);
        FloatVector c11b = FloatVector.zero(SPECIES);
        FloatVector c12a = FloatVector.zero(SPECIES);
        FloatVector c12b = FloatVector.zero(SPECIES);
        FloatVector c13a = FloatVector.zero(SPECIES);
        FloatVector c13b = FloatVector.zero(SPECIES);
        for (int t = 0; t < depth; t++) {
            int at = b0 + t * TileLoops.HALF;
            FloatVector low = FloatVector.fromArray(SPECIES, b, at);
            FloatVector high = FloatVector.fromArray(SPECIES, b, at + V);
            int from = a0 + t;
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[from]);
            c0a = x0.fma(low, c0a);
            c0b = x0.fma(high, c0b);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[from + ROW]);
            c1a = x1.fma(low, c1a);
            c1b = x1.fma(high, c1b);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[from + 2 * ROW]);
            c2a = x2.fma(low, c2a);
            c2b = x2.fma(high, c2b);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[from + 3 * ROW]);
            c3a = x3.fma(low, c3a);
            c3b = x3.fma(high, c3b);
            FloatVector x4 = FloatVector.broadcast(SPECIES, a[from + 4 * ROW]);
            c4a = x4.fma(low, c4a);
            c4b = x4.fma(high, c4b);
            FloatVector x5 = FloatVector.broadcast(SPECIES, a[from + 5 * ROW]);
            c5a = x5.fma(low, c5a);
            c5b = x5.fma(high, c5b);
            FloatVector x6 = FloatVector.broadcast(SPECIES, a[from + 6 * ROW]);
            c6a = x6.fma(low, c6a);
            c6b = x6.fma(high, c6b);
            FloatVector x7 = FloatVector.broadcast(SPECIES, a[from + 7 * ROW]);
            c7a = x7.fma(low, c7a);
            c7b = x7.fma(high, c7b);
            FloatVector x8 = FloatVector.broadcast(SPECIES, a[from + 8 * ROW]);
            c8a = x8.fma(low, c8a);
            c8b = x8.fma(high, c8b);
            FloatVector x9 = FloatVector.broadcast(SPECIES, a[from + 9 * ROW]);
            c9a = x9.fma(low, c9a);
            c9b = x9.fma(high, c9b);
            FloatVector x10 = FloatVector.broadcast(SPECIES, a[from + 10 * ROW]);
            c10a = x10.fma(low, c10a);
            c10b = x10.fma(high, c10b);
            FloatVector x11 = FloatVector.broadcast(SPECIES, a[from + 11 * ROW]);
            c11a = x11.fma(low, c11a);
            c11b = x11.fma(high, c11b);
            FloatVector x12 = FloatVector.broadcast(SPECIES, a[from + 12 * ROW]);
            c12a = x12.fma(low, c12a);
            c12b = x12.fma(high, c12b);
            FloatVector x13 = FloatVector.broadcast(SPECIES, a[from + 13 * ROW]);
            c13a = x13.fma(low, c13a);
            c13b = x13.fma(high, c13b);
        }
        c0a.add(FloatVector.fromArray(SPECIES, c, c0)).intoArray(c, c0);
        c0b.add(FloatVector.fromArray(SPECIES, c, c0 + V)).intoArray(c, c0 + V);
        c1a.add(FloatVector.fromArray(SPECIES, c, c0 + LANES)).intoArray(c, c0 + LANES);
        c1b.add(FloatVector.fromArray(SPECIES, c, c0 + LANES + V)).intoArray(c, c0 + LANES + V);
        c2a.add(FloatVector.fromArray(SPECIES, c, c0 + 2 * LANES)).intoArray(c, c0 + 2 * LANES);
        c2b.add(FloatVector.fromArray(SPECIES, c, c0 + 2 * LANES + V)).intoArray(c, c0 + 2 * LANES + V);
        c3a.add(FloatVector.fromArray(SPECIES, c, c0 + 3 * LANES)).intoArray(c, c0 + 3 * LANES);
        c3b.add(FloatVector.fromArray(SPECIES, c, c0 + 3 * LANES + V)).intoArray(c, c0 + 3 * LANES + V);
        c4a.add(FloatVector.fromArray(SPECIES, c, c0 + 4 * LANES)).intoArray(c, c0 + 4 * LANES);
        c4b.add(FloatVector.fromArray(SPECIES, c, c0 + 4 * LANES + V)).intoArray(c, c0 + 4 * LANES + V);
        c5a.add(FloatVector.fromArray(SPECIES, c, c0 + 5 * LANES)).intoArray(c, c0 + 5 * LANES);
        c5b.add(FloatVector.fromArray(SPECIES, c, c0 + 5 * LANES + V)).intoArray(c, c0 + 5 * LANES + V);
        c6a.add(FloatVector.fromArray(SPECIES, c, c0 + 6 * LANES)).intoArray(c, c0 + 6 * LANES);
        c6b.add(FloatVector.fromArray(SPECIES, c, c0 + 6 * LANES + V)).intoArray(c, c0 + 6 * LANES + V);
        c7a.add(FloatVector.fromArray(SPECIES, c, c0 + 7 * LANES)).intoArray(c, c0 + 7 * LANES);
        c7b.add(FloatVector.fromArray(SPECIES, c, c0 + 7 * LANES + V)).intoArray(c, c0 + 7 * LANES + V);
        c8a.add(FloatVector.fromArray(SPECIES, c, c0 + 8 * LANES)).intoArray(c, c0 + 8 * LANES);
        c8b.add(FloatVector.fromArray(SPECIES, c, c0 + 8 * LANES + V)).intoArray(c, c0 + 8 * LANES + V);
        c9a.add(FloatVector.fromArray(SPECIES, c, c0 + 9 * LANES)).intoArray(c, c0 + 9 * LANES);
        c9b.add(FloatVector.fromArray(SPECIES, c, c0 + 9 * LANES + V)).intoArray(c, c0 + 9 * LANES + V);
        c10a.add(FloatVector.fromArray(SPECIES, c, c0 + 10 * LANES)).intoArray(c, c0 + 10 * LANES);
        c10b.add(FloatVector.fromArray(SPECIES, c, c0 + 10 * LANES + V)).intoArray(c, c0 + 10 * LANES + V);
        c11a.add(FloatVector.fromArray(SPECIES, c, c0 + 11 * LANES)).intoArray(c, c0 + 11 * LANES);
        c11b.add(FloatVector.fromArray(SPECIES, c, c0 + 11 * LANES + V)).intoArray(c, c0 + 11 * LANES + V);
        c12a.add(FloatVector.fromArray(SPECIES, c, c0 + 12 * LANES)).intoArray(c, c0 + 12 * LANES);
        c12b.add(FloatVector.fromArray(SPECIES, c, c0 + 12 * LANES + V)).intoArray(c, c0 + 12 * LANES + V);
        c13a.add(FloatVector.fromArray(SPECIES, c, c0 + 13 * LANES)).intoArray(c, c0 + 13 * LANES);
        c13b.add(FloatVector.fromArray(SPECIES, c, c0 + 13 * LANES + V)).intoArray(c, c0 + 13 * LANES + V);
    }

    /** Fourteen rows, each term of which has them side by side, by two vectors of lanes. */
    static void byTerms14x2(float[] a, int a0, int depth, float[] b, int b0, float[] c, int c0) {
        FloatVector c0a = FloatVector.zero(SPECIES);
        FloatVector c0b = FloatVector.zero(SPECIES);
        FloatVector c1a = FloatVector.zero(SPECIES);
        FloatVector c1b = FloatVector.zero(SPECIES);
        FloatVector c2a = FloatVector.zero(SPECIES);
        FloatVector c2b = FloatVector.zero(SPECIES);
        FloatVector c3a = FloatVector.zero(SPECIES);
        FloatVector c3b = FloatVector.zero(SPECIES);
        FloatVector c4a = FloatVector.zero(SPECIES);
        FloatVector c4b = FloatVector.zero(SPECIES);
        FloatVector c5a = FloatVector.zero(SPECIES);
        FloatVector c5b = FloatVector.zero(SPECIES);
        FloatVector c6a = FloatVector.zero(SPECIES);
        FloatVector c6b = FloatVector.zero(SPECIES);
        FloatVector c7a = FloatVector.zero(SPECIES);
        FloatVector c7b = FloatVector.zero(SPECIES);
        FloatVector c8a = FloatVector.zero(SPECIES);
        FloatVector c8b = FloatVector.zero(SPECIES);
        FloatVector c9a = FloatVector.zero(SPECIES);
        FloatVector c9b = FloatVector.zero(SPECIES);
        FloatVector c10a = FloatVector.zero(SPECIES);
        FloatVector c10b = FloatVector.zero(SPECIES);
        FloatVector c11a = FloatVector.zero(SPECIES);
        FloatVector c11b = FloatVector.zero(SPECIES);
        FloatVector c12a = FloatVector.zero(SPECIES);
        FloatVector c12b = FloatVector.zero(SPECIES);
        FloatVector c13a = FloatVector.zero(SPECIES);
        FloatVector c13b = FloatVector.zero(SPECIES);
        for (int t = 0; t < depth; t++) {
            int at = b0 + t * TileLoops.HALF;
            FloatVector low = FloatVector.fromArray(SPECIES, b, at);
            FloatVector high = FloatVector.fromArray(SPECIES, b, at + V);
            int from = a0 + t * TileLoops.SQUARE;
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[from]);
            c0a = x0.fma(low, c0a);
            c0b = x0.fma(high, c0b);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[from + 1]);
            c1a = x1.fma(low, c1a);
            c1b = x1.fma(high, c1b);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[from + 2]);
            c2a = x2.fma(low, c2a);
            c2b = x2.fma(high, c2b);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[from + 3]);
            c3a = x3.fma(low, c3a);
            c3b = x3.fma(high, c3b);
            FloatVector x4 = FloatVector.broadcast(SPECIES, a[from + 4]);
            c4a = x4.fma(low, c4a);
            c4b = x4.fma(high, c4b);
            FloatVector x5 = FloatVector.broadcast(SPECIES, a[from + 5]);
            c5a = x5.fma(low, c5a);
            c5b = x5.fma(high, c5b);
            FloatVector x6 = FloatVector.broadcast(SPECIES, a[from + 6]);
            c6a = x6.fma(low, c6a);
            c6b = x6.fma(high, c6b);
            FloatVector x7 = FloatVector.broadcast(SPECIES, a[from + 7]);
            c7a = x7.fma(low, c7a);
            c7b = x7.fma(high, c7b);
            FloatVector x8 = FloatVector.broadcast(SPECIES, a[from + 8]);
            c8a = x8.fma(low, c8a);
            c8b = x8.fma(high, c8b);
            FloatVector x9 = FloatVector.broadcast(SPECIES, a[from + 9]);
            c9a = x9.fma(low, c9a);
            c9b = x9.fma(high, c9b);
            FloatVector x10 = FloatVector.broadcast(SPECIES, a[from + 10]);
            c10a = x10.fma(low, c10a);
            c10b = x10.fma(high, c10b);
            FloatVector x11 = FloatVector.broadcast(SPECIES, a[from + 11]);
            c11a = x11.fma(low, c11a);
            c11b = x11.fma(high, c11b);
            FloatVector x12 = FloatVector.broadcast(SPECIES, a[from + 12]);
            c12a = x12.fma(low, c12a);
            c12b = x12.fma(high, c12b);
            FloatVector x13 = FloatVector.broadcast(SPECIES, a[from + 13]);
            c13a = x13.fma(low, c13a);
            c13b = x13.fma(high, c13b);
        }
        c0a.add(FloatVector.fromArray(SPECIES, c, c0)).intoArray(c, c0);
        c0b.add(FloatVector.fromArray(SPECIES, c, c0 + V)).intoArray(c, c0 + V);
        c1a.add(FloatVector.fromArray(SPECIES, c, c0 + LANES)).intoArray(c, c0 + LANES);
        c1b.add(FloatVector.fromArray(SPECIES, c, c0 + LANES + V)).intoArray(c, c0 + LANES + V);
        c2a.add(FloatVector.fromArray(SPECIES, c, c0 + 2 * LANES)).intoArray(c, c0 + 2 * LANES);
        c2b.add(FloatVector.fromArray(SPECIES, c, c0 + 2 * LANES + V)).intoArray(c, c0 + 2 * LANES + V);
        c3a.add(FloatVector.fromArray(SPECIES, c, c0 + 3 * LANES)).intoArray(c, c0 + 3 * LANES);
        c3b.add(FloatVector.fromArray(SPECIES, c, c0 + 3 * LANES + V)).intoArray(c, c0 + 3 * LANES + V);
        c4a.add(FloatVector.fromArray(SPECIES, c, c0 + 4 * LANES)).intoArray(c, c0 + 4 * LANES);
        c4b.add(FloatVector.fromArray(SPECIES, c, c0 + 4 * LANES + V)).intoArray(c, c0 + 4 * LANES + V);
        c5a.add(FloatVector.fromArray(SPECIES, c, c0 + 5 * LANES)).intoArray(c, c0 + 5 * LANES);
        c5b.add(FloatVector.fromArray(SPECIES, c, c0 + 5 * LANES + V)).intoArray(c, c0 + 5 * LANES + V);
        c6a.add(FloatVector.fromArray(SPECIES, c, c0 + 6 * LANES)).intoArray(c, c0 + 6 * LANES);
        c6b.add(FloatVector.fromArray(SPECIES, c, c0 + 6 * LANES + V)).intoArray(c, c0 + 6 * LANES + V);
        c7a.add(FloatVector.fromArray(SPECIES, c, c0 + 7 * LANES)).intoArray(c, c0 + 7 * LANES);
        c7b.add(FloatVector.fromArray(SPECIES, c, c0 + 7 * LANES + V)).intoArray(c, c0 + 7 * LANES + V);
        c8a.add(FloatVector.fromArray(SPECIES, c, c0 + 8 * LANES)).intoArray(c, c0 + 8 * LANES);
        c8b.add(FloatVector.fromArray(SPECIES, c, c0 + 8 * LANES + V)).intoArray(c, c0 + 8 * LANES + V);
        c9a.add(FloatVector.fromArray(SPECIES, c, c0 + 9 * LANES)).intoArray(c, c0 + 9 * LANES);
        c9b.add(FloatVector.fromArray(SPECIES, c, c0 + 9 * LANES + V)).intoArray(c, c0 + 9 * LANES + V);
        c10a.add(FloatVector.fromArray(SPECIES, c, c0 + 10 * LANES)).intoArray(c, c0 + 10 * LANES);
        c10b.add(FloatVector.fromArray(SPECIES, c, c0 + 10 * LANES + V)).intoArray(c, c0 + 10 * LANES + V);
        c11a.add(FloatVector.fromArray(SPECIES, c, c0 + 11 * LANES)).intoArray(c, c0 + 11 * LANES);
        c11b.add(FloatVector.fromArray(SPECIES, c, c0 + 11 * LANES + V)).intoArray(c, c0 + 11 * LANES + V);
        c12a.add(FloatVector.fromArray(SPECIES, c, c0 + 12 * LANES)).intoArray(c, c0 + 12 * LANES);
        c12b.add(FloatVector.fromArray(SPECIES, c, c0 + 12 * LANES + V)).intoArray(c, c0 + 12 * LANES + V);
        c13a.add(FloatVector.fromArray(SPECIES, c, c0 + 13 * LANES)).intoArray(c, c0 + 13 * LANES);
        c13b.add(FloatVector.fromArray(SPECIES, c, c0 + 13 * LANES + V)).intoArray(c, c0 + 13 * LANES + V);
    }

    /** Four rows by two vectors of lanes. */
    static void add4x2(
            float[] a,
            int a0,
            int rowStride,
            int termStride,
            int depth,
            float[] b,
            int b0,
            int bStride,
            float[] c,
            int c0) {
        FloatVector c0a = FloatVector.zero(SPECIES);
        FloatVector c0b = FloatVector.zero(SPECIES);
        FloatVector c1a = FloatVector.zero(SPECIES);
        FloatVector c1b = FloatVector.zero(SPECIES);
        FloatVector c2a = FloatVector.zero(SPECIES);
        FloatVector c2b = FloatVector.zero(SPECIES);
        FloatVector c3a = FloatVector.zero(SPECIES);
        FloatVector c3b = FloatVector.zero(SPECIES);
        int a1 = a0 + rowStride;
        int a2 = a1 + rowStride;
        int a3 = a2 + rowStride;
        for (int t = 0; t < depth; t++) {
            int at = b0 + t * bStride;
            FloatVector low = FloatVector.fromArray(SPECIES, b, at);
            FloatVector high = FloatVector.fromArray(SPECIES, b, at + V);
            int from = t * termStride;
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + from]);
            c0a = x0.fma(low, c0a);
            c0b = x0.fma(high, c0b);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[a1 + from]);
            c1a = x1.fma(low, c1a);
            c1b = x1.fma(high, c1b);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[a2 + from]);
            c2a = x2.fma(low, c2a);
            c2b = x2.fma(high, c2b);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[a3 + from]);
            c3a = x3.fma(low, c3a);
            c3b = x3.fma(high, c3b);
        }
        c0a.add(FloatVector.fromArray(SPECIES, c, c0)).intoArray(c, c0);
        c0b.add(FloatVector.fromArray(SPECIES, c, c0 + V)).intoArray(c, c0 + V);
        c1a.add(FloatVector.fromArray(SPECIES, c, c0 + LANES)).intoArray(c, c0 + LANES);
        c1b.add(FloatVector.fromArray(SPECIES, c, c0 + LANES + V)).intoArray(c, c0 + LANES + V);
        c2a.add(FloatVector.fromArray(SPECIES, c, c0 + 2 * LANES)).intoArray(c, c0 + 2 * LANES);
        c2b.add(FloatVector.fromArray(SPECIES, c, c0 + 2 * LANES + V)).intoArray(c, c0 + 2 * LANES + V);
        c3a.add(FloatVector.fromArray(SPECIES, c, c0 + 3 * LANES)).intoArray(c, c0 + 3 * LANES);
        c3b.add(FloatVector.fromArray(SPECIES, c, c0 + 3 * LANES + V)).intoArray(c, c0 + 3 * LANES + V);
    }
}
