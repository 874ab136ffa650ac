package io.attn4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.Attention;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rows at the same distance from a centroid: the lowest index wins on every engine, though the rounding of their mean makes
 * their distances differ.
 */
class CentroidTiesTest {
    /** The mean of two rows is as far from one as from the other. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("io.attn4j.conformance.EngineStrategies#all")
    void goToTheLowestIndex(String id, String strategy) {
        try (Attention attention = EngineStrategies.builder("centroid", id, strategy)
                        .option("centroids", "2")
                        .option("init", "mean-pool")
                        .option("neighbours", "1")
                        .build();
                Attention reference = Attention.builder("centroid")
                        .engine("reference")
                        .option("centroids", "2")
                        .option("init", "mean-pool")
                        .option("neighbours", "1")
                        .build()) {
            for (int seed = 0; seed < 6; seed++) {
                float[] x = RandomTensors.normal(seed, 1, 4, 8).toFloats();
                for (float offset : new float[] {0, 10}) {
                    for (int i = 0; i < x.length; i++) {
                        x[i] += offset;
                    }
                    Map<String, Tensor> inputs = Map.of("x", RandomTensors.floats(x, 1, 4, 8));
                    float[] expected = reference.forward(inputs).toFloats();
                    float[] actual = attention.forward(inputs).toFloats();
                    for (int i = 0; i < expected.length; i++) {
                        assertThat(actual[i])
                                .as("seed " + seed + " element " + i)
                                .isCloseTo(expected[i], Offset.offset(1e-4f));
                    }
                }
            }
        }
    }
}
