package io.attn4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {

    /** 100 steps of which 20 are warm-up, down to a tenth. */
    @ParameterizedTest(name = "{0}, step {1}")
    @CsvSource({
        "none, 1, 1",
        "none, 100, 1",
        "cosine, 1, 0.05",
        "cosine, 20, 1",
        "cosine, 60, 0.55",
        "cosine, 40, 0.868198",
        "cosine, 100, 0.1",
        "linear, 10, 0.5",
        "linear, 20, 1",
        "linear, 60, 0.55",
        "linear, 40, 0.775",
        "linear, 100, 0.1",
        "inverse-square-root, 10, 0.5",
        "inverse-square-root, 20, 1",
        "inverse-square-root, 80, 0.5"
    })
    void followsItsCurve(String word, long step, double factor) {
        Schedule schedule = Schedule.of(word);
        assertThat(schedule.word()).isEqualTo(word);
        assertThat(schedule.factor(step, 100, 20, 0.1)).isCloseTo(factor, within(1e-6));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"none", "cosine", "linear", "inverse-square-root"})
    void startsWithoutWarmup(String word) {
        assertThat(Schedule.of(word).factor(1, 1, 0, 0.1)).isBetween(0.1, 1.0);
        assertThat(Schedule.of(word).factor(1, 1000, 0, 0.1)).isCloseTo(1, within(2e-3));
    }
}
