package io.attn4j.cpu.tile;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The products of {@link VectorProducts} twelve rows at a time, any number of floats apart, where there are registers for 24 sums: a vector
 * of the other factor, loaded once, is used twelve times.
 */
final class VectorTallProducts {
    /** Rows of each of them. */
    static final int ROWS = 12;

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int V = SPECIES.length();
    private static final int LANES = TileLoops.LANES;

    private VectorTallProducts() {}

    /** {@link TileLoops#products} of twelve rows by two vectors of lanes. */
    static void products12x2(float[] a, int a0, int aStride, int depth, float[] b, int b0, float[] c, int c0) {
        int a1 = a0 + aStride;
        int a2 = a1 + aStride;
        int a3 = a2 + aStride;
        int a4 = a3 + aStride;
        int a5 = a4 + aStride;
        int a6 = a5 + aStride;
        int a7 = a6 + aStride;
        int a8 = a7 + aStride;
        int a9 = a8 + aStride;
        int a10 = a9 + aStride;
        int a11 = a10 + aStride;
        FloatVector c0a = FloatVector.zero(SPECIES);
        FloatVector c0b = c0a;
        FloatVector c1a = FloatVector.zero(SPECIES);
        FloatVector c1b = c1a;
        FloatVector c2a = FloatVector.zero(SPECIES);
        FloatVector c2b = c2a;
        FloatVector c3a = FloatVector.zero(SPECIES);
        FloatVector c3b = c3a;
        FloatVector c4a = FloatVector.zero(SPECIES);
        FloatVector c4b = c4a;
        FloatVector c5a = FloatVector.zero(SPECIES);
        FloatVector c5b = c5a;
        FloatVector c6a = FloatVector.zero(SPECIES);
        FloatVector c6b = c6a;
        FloatVector c7a = FloatVector.zero(SPECIES);
        FloatVector c7b = c7a;
        FloatVector c8a = FloatVector.zero(SPECIES);
        FloatVector c8b = c8a;
        FloatVector c9a = FloatVector.zero(SPECIES);
        FloatVector c9b = c9a;
        FloatVector c10a = FloatVector.zero(SPECIES);
        FloatVector c10b = c10a;
        FloatVector c11a = FloatVector.zero(SPECIES);
        FloatVector c11b = c11a;
        for (int t = 0; t < depth; t++) {
            int at = b0 + t * LANES;
            FloatVector low = FloatVector.fromArray(SPECIES, b, at);
            FloatVector high = FloatVector.fromArray(SPECIES, b, at + V);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + t]);
            c0a = x0.fma(low, c0a);
            c0b = x0.fma(high, c0b);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[a1 + t]);
            c1a = x1.fma(low, c1a);
            c1b = x1.fma(high, c1b);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[a2 + t]);
            c2a = x2.fma(low, c2a);
            c2b = x2.fma(high, c2b);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[a3 + t]);
            c3a = x3.fma(low, c3a);
            c3b = x3.fma(high, c3b);
            FloatVector x4 = FloatVector.broadcast(SPECIES, a[a4 + t]);
            c4a = x4.fma(low, c4a);
            c4b = x4.fma(high, c4b);
            FloatVector x5 = FloatVector.broadcast(SPECIES, a[a5 + t]);
            c5a = x5.fma(low, c5a);
            c5b = x5.fma(high, c5b);
            FloatVector x6 = FloatVector.broadcast(SPECIES, a[a6 + t]);
            c6a = x6.fma(low, c6a);
            c6b = x6.fma(high, c6b);
            FloatVector x7 = FloatVector.broadcast(SPECIES, a[a7 + t]);
            c7a = x7.fma(low, c7a);
            c7b = x7.fma(high, c7b);
            FloatVector x8 = FloatVector.broadcast(SPECIES, a[a8 + t]);
            c8a = x8.fma(low, c8a);
            c8b = x8.fma(high, c8b);
            FloatVector x9 = FloatVector.broadcast(SPECIES, a[a9 + t]);
            c9a = x9.fma(low, c9a);
            c9b = x9.fma(high, c9b);
            FloatVector x10 = FloatVector.broadcast(SPECIES, a[a10 + t]);
            c10a = x10.fma(low, c10a);
            c10b = x10.fma(high, c10b);
            FloatVector x11 = FloatVector.broadcast(SPECIES, a[a11 + t]);
            c11a = x11.fma(low, c11a);
            c11b = x11.fma(high, c11b);
        }
        c0a.intoArray(c, c0);
        c0b.intoArray(c, c0 + V);
        c1a.intoArray(c, c0 + LANES);
        c1b.intoArray(c, c0 + LANES + V);
        c2a.intoArray(c, c0 + 2 * LANES);
        c2b.intoArray(c, c0 + 2 * LANES + V);
        c3a.intoArray(c, c0 + 3 * LANES);
        c3b.intoArray(c, c0 + 3 * LANES + V);
        c4a.intoArray(c, c0 + 4 * LANES);
        c4b.intoArray(c, c0 + 4 * LANES + V);
        c5a.intoArray(c, c0 + 5 * LANES);
        c5b.intoArray(c, c0 + 5 * LANES + V);
        c6a.intoArray(c, c0 + 6 * LANES);
        c6b.intoArray(c, c0 + 6 * LANES + V);
        c7a.intoArray(c, c0 + 7 * LANES);
        c7b.intoArray(c, c0 + 7 * LANES + V);
        c8a.intoArray(c, c0 + 8 * LANES);
        c8b.intoArray(c, c0 + 8 * LANES + V);
        c9a.intoArray(c, c0 + 9 * LANES);
        c9b.intoArray(c, c0 + 9 * LANES + V);
        c10a.intoArray(c, c0 + 10 * LANES);
        c10b.intoArray(c, c0 + 10 * LANES + V);
        c11a.intoArray(c, c0 + 11 * LANES);
        c11b.intoArray(c, c0 + 11 * LANES + V);
    }

    /** {@link TileLoops#addRows} of twelve rows by two vectors of lanes. */
    static void addRows12x2(float[] a, int a0, int aStride, int depth, float[] b, int b0, float[] c, int c0) {
        int a1 = a0 + aStride;
        int a2 = a1 + aStride;
        int a3 = a2 + aStride;
        int a4 = a3 + aStride;
        int a5 = a4 + aStride;
        int a6 = a5 + aStride;
        int a7 = a6 + aStride;
        int a8 = a7 + aStride;
        int a9 = a8 + aStride;
        int a10 = a9 + aStride;
        int a11 = a10 + aStride;
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
        for (int t = 0; t < depth; t++) {
            int at = b0 + t * LANES;
            FloatVector low = FloatVector.fromArray(SPECIES, b, at);
            FloatVector high = FloatVector.fromArray(SPECIES, b, at + V);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + t]);
            c0a = x0.fma(low, c0a);
            c0b = x0.fma(high, c0b);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[a1 + t]);
            c1a = x1.fma(low, c1a);
            c1b = x1.fma(high, c1b);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[a2 + t]);
            c2a = x2.fma(low, c2a);
            c2b = x2.fma(high, c2b);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[a3 + t]);
            c3a = x3.fma(low, c3a);
            c3b = x3.fma(high, c3b);
            FloatVector x4 = FloatVector.broadcast(SPECIES, a[a4 + t]);
            c4a = x4.fma(low, c4a);
            c4b = x4.fma(high, c4b);
            FloatVector x5 = FloatVector.broadcast(SPECIES, a[a5 + t]);
            c5a = x5.fma(low, c5a);
            c5b = x5.fma(high, c5b);
            FloatVector x6 = FloatVector.broadcast(SPECIES, a[a6 + t]);
            c6a = x6.fma(low, c6a);
            c6b = x6.fma(high, c6b);
            FloatVector x7 = FloatVector.broadcast(SPECIES, a[a7 + t]);
            c7a = x7.fma(low, c7a);
            c7b = x7.fma(high, c7b);
            FloatVector x8 = FloatVector.broadcast(SPECIES, a[a8 + t]);
            c8a = x8.fma(low, c8a);
            c8b = x8.fma(high, c8b);
            FloatVector x9 = FloatVector.broadcast(SPECIES, a[a9 + t]);
            c9a = x9.fma(low, c9a);
            c9b = x9.fma(high, c9b);
            FloatVector x10 = FloatVector.broadcast(SPECIES, a[a10 + t]);
            c10a = x10.fma(low, c10a);
            c10b = x10.fma(high, c10b);
            FloatVector x11 = FloatVector.broadcast(SPECIES, a[a11 + t]);
            c11a = x11.fma(low, c11a);
            c11b = x11.fma(high, c11b);
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
    }
}
