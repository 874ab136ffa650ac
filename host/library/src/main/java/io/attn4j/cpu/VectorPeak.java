package io.attn4j.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Vector multiply-adds that depend on registers alone; linked only where {@code jdk.incubator.vector} is present. */
final class VectorPeak {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    private VectorPeak() {}

    static String name() {
        return "vector (" + SPECIES.vectorBitSize() + " bit)";
    }

    static double flops(int steps) {
        return 2.0 * 12 * SPECIES.length() * steps;
    }

    /** Twelve chains, which covers the latency of a multiply-add on two ports. */
    static float multiplyAdds(int steps, float seed) {
        FloatVector x = FloatVector.broadcast(SPECIES, seed);
        FloatVector half = FloatVector.broadcast(SPECIES, 0.5f);
        FloatVector a0 = x;
        FloatVector a1 = x;
        FloatVector a2 = x;
        FloatVector a3 = x;
        FloatVector a4 = x;
        FloatVector a5 = x;
        FloatVector a6 = x;
        FloatVector a7 = x;
        FloatVector a8 = x;
        FloatVector a9 = x;
        FloatVector a10 = x;
        FloatVector a11 = x;
        for (int i = 0; i < steps; i++) {
            a0 = a0.fma(half, x);
            a1 = a1.fma(half, x);
            a2 = a2.fma(half, x);
            a3 = a3.fma(half, x);
            a4 = a4.fma(half, x);
            a5 = a5.fma(half, x);
            a6 = a6.fma(half, x);
            a7 = a7.fma(half, x);
            a8 = a8.fma(half, x);
            a9 = a9.fma(half, x);
            a10 = a10.fma(half, x);
            a11 = a11.fma(half, x);
        }
        FloatVector low = a0.add(a1).add(a2).add(a3).add(a4).add(a5);
        FloatVector high = a6.add(a7).add(a8).add(a9).add(a10).add(a11);
        return low.add(high).reduceLanes(VectorOperators.ADD);
    }
}
