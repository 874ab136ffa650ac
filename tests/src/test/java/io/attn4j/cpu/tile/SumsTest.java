package io.attn4j.cpu.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums of rows: the values, and the same bits in plain Java and on vectors. */
class SumsTest {
    private static final int FROM = 3;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 40, 63, 1000})
    void sumsAreThoseOfExactTerms(int count) {
        assumeTrue(VectorTileLoops.refusal() == null, VectorTileLoops.refusal());
        Random random = new Random(count);
        float[] x = floats(random, count);
        float[] y = floats(random, count);
        double sum = 0;
        double products = 0;
        for (int i = 0; i < count; i++) {
            sum += x[FROM + i];
            products += (double) x[FROM + i] * y[FROM + i];
        }
        TileLoops scalar = new ScalarTileLoops();
        TileLoops vector = new VectorTileLoops();
        assertThat(scalar.sum(x, FROM, count)).isEqualTo(sum, within(1e-9));
        assertThat(scalar.sumOfProducts(x, FROM, y, FROM, count)).isEqualTo(products, within(1e-9));
        assertThat(vector.sum(x, FROM, count)).isEqualTo(scalar.sum(x, FROM, count));
        assertThat(vector.sumOfProducts(x, FROM, y, FROM, count))
                .isEqualTo(scalar.sumOfProducts(x, FROM, y, FROM, count));
    }

    /** Numbers with others before and after them, which no sum may take. */
    private static float[] floats(Random random, int count) {
        float[] all = new float[FROM + count + 20];
        for (int i = 0; i < all.length; i++) {
            all[i] = i < FROM || i >= FROM + count
                    ? 1e6f
                    : (float) (random.nextGaussian() * Math.exp(random.nextGaussian()));
        }
        return all;
    }
}
