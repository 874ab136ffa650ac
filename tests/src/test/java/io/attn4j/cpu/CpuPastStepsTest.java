package io.attn4j.cpu;

import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.View;
import io.attn4j.plan.core.CoreAttention;
import io.attn4j.plan.core.Probabilities;
import io.attn4j.plan.core.Scores;
import io.attn4j.plan.core.WeightedSum;
import io.attn4j.plan.past.PastAttention;
import io.attn4j.plan.past.PastRecurrence;
import io.attn4j.plan.past.PastStates;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Past-only Linformer attention and attention with its logits in memory, on the cpu engine, against fp64 loops. */
class CpuPastStepsTest {
    private static final int[] LENGTHS = {11, 6};

    @Test
    void sumsStatesUpToEachChunk() {
        StepFixture f = new StepFixture(1);
        View x = f.input("x", 2, 2, 11, 3);
        f.poison(x, LENGTHS);
        View e = f.input("e", 1, 2, 5, 11);
        View initial = f.contiguous("initial", false, 2, 2, 5, 3);
        View y = f.contiguous("y", true, 2, 6, 5, 3);
        View last = f.contiguous("last", true, 2, 2, 5, 3);
        f.check(
                new PastStates("states", 4, x, e, initial, LENGTHS, y, last),
                Map.of(
                        y,
                        (b, hc, r, d) -> f.get(initial, b, hc / 3, r, d) + state(f, x, e, b, hc / 3, r, d, hc % 3 * 4),
                        last,
                        (b, h, r, d) -> f.get(initial, b, h, r, d) + state(f, x, e, b, h, r, d, 11)));
    }

    private static double state(StepFixture f, View x, View e, int b, int h, int r, int d, int before) {
        double sum = 0;
        for (int n = 0; n < Math.min(before, LENGTHS[b]); n++) {
            sum += f.get(e, 0, h, r, n) * f.get(x, b, h, n, d);
        }
        return sum;
    }

    /** What both forms must give: softmax over the slots of the states up to and with row i. */
    private static final class Expected {
        private final StepFixture f;
        private final View q;
        private final View k;
        private final View v;
        private final View e;
        private final View w;
        private final View keyState;
        private final View valueState;

        Expected(StepFixture f, View q, View k, View v, View e, View w, View keyState, View valueState) {
            this.f = f;
            this.q = q;
            this.k = k;
            this.v = v;
            this.e = e;
            this.w = w;
            this.keyState = keyState;
            this.valueState = valueState;
        }

        double weight(int b, int h, int i, int r) {
            double logit = 0;
            for (int d = 0; d < 3; d++) {
                double key = f.get(keyState, b, h / 2, r, d) + state(f, k, e, b, h / 2, r, d, i + 1);
                logit += 0.7f * f.get(q, b, h, i, d) * key;
            }
            return Math.exp(logit);
        }

        double sum(int b, int h, int i) {
            double sum = 0;
            for (int r = 0; r < 5; r++) {
                sum += weight(b, h, i, r);
            }
            return sum;
        }

        double o(int b, int h, int i, int d) {
            double sum = 0;
            for (int r = 0; r < 5; r++) {
                double value = f.get(valueState, b, h / 2, r, d) + state(f, v, w, b, h / 2, r, d, i + 1);
                sum += weight(b, h, i, r) * value;
            }
            return sum / sum(b, h, i);
        }
    }

    @Test
    void attendsToThePastRowByRowAndInOneChunk() {
        StepFixture f = new StepFixture(2);
        View q = f.input("q", 2, 4, 11, 3);
        View k = f.input("k", 2, 2, 11, 3);
        View v = f.input("v", 2, 2, 11, 2);
        f.poison(k, LENGTHS);
        f.poison(v, LENGTHS);
        View e = f.input("e", 1, 2, 5, 11);
        View w = f.input("f", 1, 2, 5, 11);
        View keys = f.contiguous("keys", false, 2, 2, 5, 3);
        View values = f.contiguous("values", false, 2, 2, 5, 2);
        View o = f.output("o", 2, 4, 11, 2);
        View lse = f.contiguous("lse", true, 2, 4, 11, 1);
        Expected expected = new Expected(f, q, k, v, e, w, keys, values);
        StepFixture.Element logSum = (b, h, i, c) -> Math.log(expected.sum(b, h, i));
        f.check(
                new PastAttention("past", 0.7f, 11, q, k, v, e, w, keys, values, LENGTHS, o, lse),
                Map.of(o, expected::o, lse, logSum));
        f.check(
                new PastRecurrence("past", 0.7f, q, k, v, e, w, LENGTHS, keys, values, o, lse),
                Map.of(
                        o,
                        expected::o,
                        lse,
                        logSum,
                        keys,
                        (b, h, r, d) -> f.get(keys, b, h, r, d) + state(f, k, e, b, h, r, d, 11)));
    }

    @Test
    void keepsLogitsInMemory() {
        StepFixture f = new StepFixture(3);
        View a = f.input("a", 2, 4, 7, 5);
        View b = f.input("b", 2, 2, 9, 5);
        View w = f.input("w", 2, 2, 9, 3);
        View s = f.contiguous("s", false, 2, 4, 7, 9);
        View o = f.output("o", 2, 4, 7, 3);
        View lse = f.contiguous("lse", true, 2, 4, 7, 1);
        KeyRanges ranges = KeyRanges.of(2, 7, (batch, i) -> i % 2, (batch, i) -> i);
        CoreAttention core =
                CoreAttention.of("core", 0.5f, a, b, w, KeyRanges.rectangular(2, 7, 9, false, null), o, lse);
        f.check(new Scores("scores", core, s), s, (batch, h, i, j) -> {
            double sum = 0;
            for (int d = 0; d < 5; d++) {
                sum += 0.5 * f.get(a, batch, h, i, d) * f.get(b, batch, h / 2, j, d);
            }
            return sum;
        });
        StepFixture.Element total = (batch, h, i, c) -> {
            double sum = 0;
            for (int j = i % 2; j < i; j++) {
                sum += Math.exp(f.get(s, batch, h, i, j));
            }
            return sum;
        };
        f.check(
                new Probabilities("softmax", ranges, s, lse),
                Map.of(
                        lse,
                        (batch, h, i, c) -> Math.log(total.at(batch, h, i, 0)),
                        s,
                        (batch, h, i, j) -> j >= i % 2 && j < i
                                ? Math.exp(f.get(s, batch, h, i, j)) / total.at(batch, h, i, 0)
                                : 0));
        for (int c = 0; c < 3; c++) {
            f.set(w, 0, 0, 8, c, Float.NaN);
        }
        f.check(new WeightedSum("sum", ranges, s, w, o), o, (batch, h, i, c) -> {
            double sum = 0;
            for (int j = i % 2; j < i; j++) {
                sum += f.get(s, batch, h, i, j) * f.get(w, batch, h / 2, j, c);
            }
            return sum;
        });
    }
}
