package io.attn4j.bench.regression;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.bench.Medians;
import io.attn4j.bench.Records;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BlockMediansTest {
    private static double[] autoregressive(double correlation) {
        return Arrays.stream(Records.noisy(new Random(1), 1000, 1e6, 0.02, correlation, 0))
                .asDoubleStream()
                .toArray();
    }

    @Test
    void findsTheAutocorrelationTimeOfAFirstOrderProcess() {
        // (1 + rho) / (1 - rho), less what ranks and bursts lose of it
        assertThat(BlockMedians.autocorrelationTime(autoregressive(0))).isBetween(0.7, 1.6);
        assertThat(BlockMedians.autocorrelationTime(autoregressive(0.9))).isBetween(10.0, 25.0);
    }

    @Test
    void takesADriftForOneObservation() {
        double[] drift = IntStream.range(0, 500).mapToDouble(i -> 1000 + i).toArray();
        assertThat(BlockMedians.of(drift).length).isLessThan(5);
    }

    @Test
    void keepsIndependentSamplesApart() {
        assertThat(BlockMedians.of(new double[] {3, 1, 2, 3, 1, 2})).hasSize(6);
        assertThat(BlockMedians.of(new double[] {5, 5, 5})).containsExactly(5, 5, 5);
        assertThat(BlockMedians.of(new double[] {4})).containsExactly(4);
    }

    @Test
    void estimatesSpreadFromTheShortestHalf() {
        Random random = new Random(3);
        double[] mixed = IntStream.range(0, 1001)
                .mapToDouble(i -> i < 600 ? random.nextGaussian() : 50 + 30 * random.nextDouble())
                .toArray();
        assertThat(Medians.shortestHalf(mixed)).isBetween(1.0, 2.5);
        assertThat(Medians.shortestHalf(new double[] {0.2, 0.2, 0.2})).isZero();
    }
}
