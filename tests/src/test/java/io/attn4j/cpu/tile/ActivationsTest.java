package io.attn4j.cpu.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.attn4j.plan.matrix.Activation;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Elementwise functions of the inner loops: the values, and the same bits in plain Java and on vectors. */
class ActivationsTest {
    private static final float[] SPECIAL = {
        0,
        -0f,
        1,
        -1,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        1e-30f,
        -1e-30f,
        5,
        -5,
        9.4f,
        -9.4f,
        16,
        -16,
        40,
        -40,
        1e5f,
        -1e5f,
        1e19f,
        -1e19f,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.NaN
    };
    private static final TileLoops SCALAR = new ScalarTileLoops();

    /** More than a vector, not a multiple of one, from an odd place on. */
    private static final int FROM = 3;

    @ParameterizedTest
    @EnumSource(Activation.class)
    void vectorsHaveTheBitsOfPlainJava(Activation f) {
        assumeTrue(VectorTileLoops.refusal() == null, "no vectors worth using here");
        TileLoops vector = new VectorTileLoops();
        float[] z = inputs();
        float[] expected = z.clone();
        float[] actual = z.clone();
        SCALAR.activate(f, expected, FROM, z.length - 2 * FROM);
        vector.activate(f, actual, FROM, z.length - 2 * FROM);
        assertThat(bits(actual)).containsExactly(bits(expected));
        float[] slopes = ones(z.length);
        float[] vectorSlopes = ones(z.length);
        SCALAR.activateGradient(f, z, slopes, z.length - FROM);
        vector.activateGradient(f, z, vectorSlopes, z.length - FROM);
        assertThat(bits(vectorSlopes)).containsExactly(bits(slopes));
    }

    @Test
    void exponentialsHaveTheBitsOfPlainJava() {
        assumeTrue(VectorTileLoops.refusal() == null, "no vectors worth using here");
        float[] expected = inputs();
        for (int i = 0; i < expected.length; i++) {
            expected[i] = Math.min(expected[i], 7);
        }
        float[] actual = expected.clone();
        SCALAR.exponentials(expected, expected.length - FROM, 7);
        new VectorTileLoops().exponentials(actual, actual.length - FROM, 7);
        assertThat(bits(actual)).containsExactly(bits(expected));
        assertThat(expected[0]).isCloseTo((float) Math.exp(-7), org.assertj.core.data.Percentage.withPercentage(1e-4));
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void slopesAreThoseOfTheFunction(Activation f) {
        for (float z : new float[] {-3.2f, -1, -0.3f, 0.2f, 0.9f, 2.7f}) {
            float step = 1e-2f;
            float[] around = {z - step, z + step, z - 2 * step, z + 2 * step};
            SCALAR.activate(f, around, 0, around.length);
            float[] slope = {1};
            SCALAR.activateGradient(f, new float[] {z}, slope, 1);
            double difference = (8.0 * (around[1] - around[0]) - (around[3] - around[2])) / (12 * step);
            assertThat((double) slope[0]).isCloseTo(difference, org.assertj.core.data.Offset.offset(1e-4));
        }
    }

    private static float[] inputs() {
        Random random = new Random(7);
        float[] x = new float[1003];
        for (int i = 0; i < x.length; i++) {
            x[i] = i < SPECIAL.length ? SPECIAL[i] : (float) (random.nextGaussian() * Math.pow(10, i % 4 - 2));
        }
        return x;
    }

    private static float[] ones(int count) {
        float[] ones = new float[count];
        java.util.Arrays.fill(ones, 1);
        return ones;
    }

    /** Bits of each, alike for all NaNs. */
    private static int[] bits(float[] x) {
        int[] bits = new int[x.length];
        for (int i = 0; i < x.length; i++) {
            bits[i] = Float.floatToIntBits(x[i]);
        }
        return bits;
    }
}
