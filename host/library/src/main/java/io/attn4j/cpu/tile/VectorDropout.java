package io.attn4j.cpu.tile;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Dropout of a vector of lanes over all rows of a tile: {@link io.attn4j.plan.row.DropoutBits#uniform}, word for word. */
final class VectorDropout {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INT_SPECIES = SPECIES.withLanes(int.class);
    private static final int LANES = TileLoops.LANES;

    private VectorDropout() {}

    /** {@link TileLoops#dropKeys} of one vector of lanes. */
    static void dropKeys1(
            float[] s, int rows, int key, int[] first, int[] second, int threshold, float factor, int lane) {
        IntVector row = IntVector.fromArray(INT_SPECIES, first, lane).lanewise(VectorOperators.LSHL, 8);
        IntVector rowAgain = IntVector.fromArray(INT_SPECIES, second, lane);
        for (int r = 0; r < rows; r++) {
            IntVector x = row.lanewise(VectorOperators.XOR, key + r);
            x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 16))
                    .mul(0x7feb352d);
            x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 15))
                    .mul(0x846ca68b);
            x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 16))
                    .add(rowAgain);
            x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 16))
                    .mul(0x7feb352d);
            x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 15))
                    .mul(0x846ca68b);
            x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 16))
                    .lanewise(VectorOperators.LSHR, 8);
            VectorMask<Float> dropped = x.compare(VectorOperators.LT, threshold).cast(SPECIES);
            FloatVector scales = FloatVector.broadcast(SPECIES, factor).blend(0, dropped);
            FloatVector.fromArray(SPECIES, s, r * LANES + lane).mul(scales).intoArray(s, r * LANES + lane);
        }
    }

    /** {@link TileLoops#drawRows} of one vector of lanes. */
    static void drawRows1(
            float[] scales,
            int from,
            int to,
            int key,
            int[] first,
            int[] second,
            int threshold,
            float factor,
            int lane) {
        IntVector keys = IntVector.zero(INT_SPECIES).addIndex(1).add(key + lane);
        for (int r = from; r < to; r++) {
            IntVector x = keys.lanewise(VectorOperators.XOR, first[r - from] << 8);
            x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 16))
                    .mul(0x7feb352d);
            x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 15))
                    .mul(0x846ca68b);
            x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 16))
                    .add(second[r - from]);
            x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 16))
                    .mul(0x7feb352d);
            x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 15))
                    .mul(0x846ca68b);
            x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 16))
                    .lanewise(VectorOperators.LSHR, 8);
            VectorMask<Float> dropped = x.compare(VectorOperators.LT, threshold).cast(SPECIES);
            FloatVector.broadcast(SPECIES, factor).blend(0, dropped).intoArray(scales, r * LANES + lane);
        }
    }
}
