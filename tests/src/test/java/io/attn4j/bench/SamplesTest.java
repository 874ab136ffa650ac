package io.attn4j.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SamplesTest {

    @Test
    void describesTheirSpread() {
        Samples samples = new Samples(new long[] {5, 1, 4, 2, 100}, 3, true);
        assertThat(samples.min()).isEqualTo(1);
        assertThat(samples.max()).isEqualTo(100);
        assertThat(samples.median()).isEqualTo(4);
        assertThat(samples.mean()).isEqualTo(22.4);
        assertThat(samples.p95()).isEqualTo(100);
        assertThat(samples.medianAbsoluteDeviation()).isEqualTo(2);
        assertThat(samples.noise()).isEqualTo(0.5);
        assertThat(samples.standardDeviation()).isCloseTo(43.41, within(0.01));
    }

    @Test
    void takeTheMiddleOfTwo() {
        assertThat(new Samples(new long[] {1, 2}, 0, true).median()).isEqualTo(1.5);
    }

    @Test
    void areTakenUntilThereAreEnough() {
        AtomicInteger executions = new AtomicInteger();
        TimingRules rules = new TimingRules(12, 1, 1e9, 7, 60_000_000_000L);
        Samples samples = new Timing(rules).of(executions::incrementAndGet);
        assertThat(samples.count()).isBetween(12, 1000);
        assertThat(samples.converged()).isTrue();
        assertThat(samples.warmups()).isBetween(5, 7);
        assertThat(executions).hasValue(samples.count() + samples.warmups());
    }

    @Test
    void stopAtTheTimeLimit() {
        TimingRules rules = new TimingRules(1_000_000, 1, 0.01, 3, 20_000_000);
        Samples samples = new Timing(rules).of(SamplesTest::sleepAMillisecond);
        assertThat(samples.count()).isBetween(1, 40);
        assertThat(samples.converged()).isFalse();
    }

    private static void sleepAMillisecond() {
        try {
            Thread.sleep(1);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
