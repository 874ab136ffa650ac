package io.attn4j.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.attn4j.error.InvalidInputException;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SamplerTest {
    private static final float[] LOGITS = {0, (float) Math.log(2), Float.NEGATIVE_INFINITY, (float) Math.log(5)};

    @Test
    void greedyTakesTheFirstOfTheMostLikely() {
        assertThat(Sampler.GREEDY.draw(LOGITS, 0)).isEqualTo(3);
        assertThat(Sampler.GREEDY.draw(new float[] {1, 4, 4, 2}, 9)).isEqualTo(1);
    }

    @Test
    void drawsAsLogitsSay() {
        assertThat(shares(new Sampler(1, 0, 4)))
                .containsExactly(new double[] {1 / 8.0, 2 / 8.0, 0, 5 / 8.0}, within(0.02));
        assertThat(shares(new Sampler(0.5, 0, 4)))
                .containsExactly(new double[] {1 / 30.0, 4 / 30.0, 0, 25 / 30.0}, within(0.02));
        assertThat(shares(new Sampler(1, 2, 4))).containsExactly(new double[] {0, 2 / 7.0, 0, 5 / 7.0}, within(0.02));
    }

    private static double[] shares(Sampler sampler) {
        int draws = 4000;
        double[] shares = new double[LOGITS.length];
        for (int i = 0; i < draws; i++) {
            int drawn = sampler.draw(LOGITS, i);
            assertThat(sampler.draw(LOGITS, i)).isEqualTo(drawn);
            shares[drawn] += 1.0 / draws;
        }
        return shares;
    }

    @Test
    void refusesWhatIsNoTemperature() {
        for (double temperature : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new Sampler(temperature, 0, 1)).isInstanceOf(InvalidInputException.class);
        }
        assertThatThrownBy(() -> new Sampler(1, -1, 1)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void topPKeepsTheFewestThatAreLikelyEnough() {
        // shares of 1/2, 3/10, 1/5
        float[] logits = {(float) Math.log(3), (float) Math.log(5), (float) Math.log(2)};
        assertThat(tokens(new Sampler(1, 0, 0.49, 1, 2), logits)).containsExactly(1);
        assertThat(tokens(new Sampler(1, 0, 0.51, 1, 2), logits)).containsExactly(0, 1);
        assertThat(tokens(new Sampler(1, 0, 0.81, 1, 2), logits)).containsExactly(0, 1, 2);
        assertThat(tokens(new Sampler(1, 2, 0.99, 1, 2), logits)).containsExactly(0, 1);
        assertThat(tokens(new Sampler(1, 2, 0.6, 1, 2), logits)).containsExactly(1);
    }

    private static SortedSet<Integer> tokens(Sampler sampler, float[] logits) {
        SortedSet<Integer> met = new TreeSet<>();
        for (int number = 0; number < 300; number++) {
            met.add(sampler.draw(logits, number));
        }
        return met;
    }

    @Test
    void thePenaltyMakesTokensOfTheTextLessLikely() {
        Draws draws = new Sampler(0, 0, 1, 2, 0).draws(3);
        float[] logits = {3, 2, -1};
        assertThat(draws.draw(logits, 0)).isZero();
        draws.meet(0);
        assertThat(draws.draw(logits, 1)).isEqualTo(1);
        draws.meet(1);
        assertThat(draws.draw(logits, 2)).isZero();
        assertThat(draws.draw(new float[] {-1, -1, -1.5f}, 3)).isEqualTo(2);
        assertThat(logits).containsExactly(3, 2, -1);
    }

    @Test
    void refusesSharesAndPenaltiesThatAreNone() {
        for (double share : new double[] {0, -1, 1.01, Double.NaN}) {
            assertThatThrownBy(() -> new Sampler(1, 0, share, 1, 1)).isInstanceOf(InvalidInputException.class);
        }
        for (double penalty : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new Sampler(1, 0, 1, penalty, 1)).isInstanceOf(InvalidInputException.class);
        }
    }
}
