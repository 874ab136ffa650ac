package io.attn4j.cpu.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows are normalised to the same bits by vectors and one element at a time, whatever their length. */
class NormsTest {
    private static final TileLoops SCALAR = new ScalarTileLoops();
    private static final int FROM = 3;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 8, 9, 15, 16, 31, 64, 100, 128, 131, 1024, 1029})
    void vectorsHaveTheBitsOfScalars(int columns) {
        assumeTrue(VectorTileLoops.refusal() == null, VectorTileLoops.refusal());
        TileLoops vector = new VectorTileLoops();
        Random random = new Random(columns);
        for (float offset : new float[] {0, 3, 1e6f, -1e-20f}) {
            float[] x = values(random, columns, offset);
            float[] gamma = values(random, columns, 1);
            float[] beta = values(random, columns, 0);
            float[] dy = values(random, columns, 0);

            float[] scalar = x.clone();
            float[] found = x.clone();
            SCALAR.normalise(scalar, FROM, columns, 1e-5, gamma, beta, new float[columns]);
            vector.normalise(found, FROM, columns, 1e-5, gamma, beta, new float[columns]);
            assertThat(found).isEqualTo(scalar);

            float[] scalarDy = dy.clone();
            float[] scalarDx = new float[FROM + columns];
            float[] foundDy = dy.clone();
            float[] foundDx = new float[FROM + columns];
            scalar = x.clone();
            found = x.clone();
            SCALAR.normaliseGradient(scalar, FROM, columns, 1e-5, gamma, scalarDy, scalarDx);
            vector.normaliseGradient(found, FROM, columns, 1e-5, gamma, foundDy, foundDx);
            assertThat(found).isEqualTo(scalar);
            assertThat(foundDy).isEqualTo(scalarDy);
            assertThat(foundDx).isEqualTo(scalarDx);
        }
    }

    private static float[] values(Random random, int columns, float offset) {
        float[] values = new float[FROM + columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = offset + (float) random.nextGaussian();
        }
        return values;
    }
}
