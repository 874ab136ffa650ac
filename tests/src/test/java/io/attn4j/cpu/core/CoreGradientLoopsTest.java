package io.attn4j.cpu.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.Step;
import io.attn4j.plan.View;
import io.attn4j.plan.core.BiasGradient;
import io.attn4j.plan.core.CoreAttention;
import io.attn4j.plan.core.FactorGradient;
import io.attn4j.plan.core.KeyGradient;
import io.attn4j.plan.core.Probabilities;
import io.attn4j.plan.core.ProbabilitiesGradient;
import io.attn4j.plan.core.QueryGradient;
import io.attn4j.plan.core.SoftmaxMerge;
import io.attn4j.plan.core.SoftmaxMergeGradient;
import io.attn4j.plan.row.Fill;
import io.attn4j.plan.row.Rearrange;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Gradients of attention and its parts on the cpu engine against the fp64 reference of plans. */
class CoreGradientLoopsTest {
    private static final float NAN = Float.NaN;
    private static final float HIDDEN = Float.NEGATIVE_INFINITY;

    /** A forward step and the gradient of its results. */
    private static final class Problem {
        private final PlanFixture f;
        private CoreAttention core;
        private final View outputGradient;
        private final View delta;

        Problem(PlanFixture f, View a, View b, View w, float scale, KeyRanges ranges) {
            this.f = f;
            View o = f.between("o", a.batch(), a.heads(), a.rows(), w.columns());
            View lse = f.between("lse", a.batch(), a.heads(), a.rows(), 1);
            core = CoreAttention.of("core", scale, a, b, w, ranges, o, lse);
            outputGradient = f.input("do", a.batch(), a.heads(), a.rows(), w.columns());
            delta = f.input("delta", a.batch(), a.heads(), a.rows(), 1);
        }

        static Problem plain(
                PlanFixture f, int batch, int heads, int keyHeads, int n, int l, int da, int dv, KeyRanges ranges) {
            View a = f.input("a", batch, heads, n, da);
            View b = f.input("b", batch, keyHeads, l, da);
            View w = f.input("w", batch, keyHeads, l, dv);
            return new Problem(f, a, b, w, (float) (1 / Math.sqrt(da)), ranges);
        }

        QueryGradient query() {
            View a = core.a();
            View y = f.output("y", a.batch(), a.heads(), a.rows(), a.columns());
            return new QueryGradient("query", core, outputGradient, delta, y);
        }

        KeyGradient key(boolean db, boolean dw, boolean dc) {
            View b = core.b();
            View w = core.w();
            return new KeyGradient(
                    "key",
                    core,
                    outputGradient,
                    delta,
                    db ? f.output("db", b.batch(), b.heads(), b.rows(), b.columns()) : null,
                    dw ? f.output("dw", w.batch(), w.heads(), w.rows(), w.columns()) : null,
                    dc
                            ? f.output("dc", w.batch(), core.a().heads(), w.rows(), 1)
                                    .transposed()
                            : null);
        }

        BiasGradient bias(int batch, int heads) {
            View y = f.output("dbias", batch, heads, core.a().rows(), core.b().rows());
            return new BiasGradient("bias", core, outputGradient, delta, y);
        }

        FactorGradient factor() {
            View p = core.factors();
            View y = f.output("dfactors", p.batch(), p.heads(), p.rows(), p.columns());
            return new FactorGradient("factor", core, outputGradient, delta, y);
        }

        void check(Step... gradients) {
            f.add(core);
            for (Step gradient : gradients) {
                f.add(gradient);
            }
            f.check();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, 1, 1, 3, 3",
        "1, 2, 2, 33, 31, 8, 8",
        "2, 4, 2, 129, 65, 20, 33",
        "1, 1, 1, 300, 520, 64, 64",
        "1, 2, 1, 100, 300, 80, 16",
        "1, 1, 1, 20, 70, 300, 260"
    })
    void queriesAndKeys(int batch, int heads, int keyHeads, int n, int l, int da, int dv) {
        for (boolean causal : new boolean[] {false, true}) {
            if (n > 1 || !causal) {
                KeyRanges ranges = KeyRanges.rectangular(batch, n, l, causal, null);
                Problem p = Problem.plain(new PlanFixture(n), batch, heads, keyHeads, n, l, da, dv, ranges);
                p.check(p.query(), p.key(l > 1, true, l == 520));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"db", "dw", "dc", "db dc", "dw dc"})
    void keysAsFarAsWanted(String wanted) {
        KeyRanges ranges = KeyRanges.rectangular(2, 70, 90, true, new int[] {90, 55});
        Problem p = Problem.plain(new PlanFixture(1), 2, 2, 1, 70, 90, 16, 24, ranges);
        p.check(p.key(wanted.contains("db"), wanted.contains("dw"), wanted.contains("dc")));
    }

    @ParameterizedTest
    @CsvSource({"0, 70, 140, 5", "17, 65, 300, 30", "5, 200, 270, 3", "300, 3, 9, 33"})
    void everyOperand(int da, int rows, int keys, int dv) {
        PlanFixture f = new PlanFixture(da);
        View a = da == 0 ? empty(f, "a", 4, rows) : f.splitHeads("a", 2, 4, rows, da);
        View b = da == 0 ? empty(f, "b", 2, keys) : f.input("b", 1, 2, keys, da).broadcastBatch(2);
        Problem p = new Problem(
                f,
                a,
                b,
                f.splitHeads("w", 2, 2, keys, dv),
                (float) (1 / Math.sqrt(Math.max(1, da))),
                KeyRanges.of(2, rows, (batch, i) -> i % 3, (batch, i) -> batch == 0 ? keys : Math.min(keys, i)));
        int high = 4;
        p.core = new CoreAttention(
                "core",
                p.core.scale(),
                a,
                b,
                p.core.w(),
                da == 0 ? null : f.input("mu", 1, 4, 1, da),
                f.input("c", 2, 4, keys, 1).transposed(),
                f.input("bias", 1, 1, rows, keys).broadcastHeads(4).broadcastBatch(2),
                new float[] {1, 0.5f, -1, 0},
                f.input("factors", 2, 4, rows, high + Math.ceilDiv(keys, high)),
                high,
                p.core.ranges(),
                p.core.o(),
                p.core.lse());
        if (da == 0) {
            p.check(p.key(false, true, true), p.bias(1, 1), p.factor());
        } else {
            p.check(p.key(true, true, true), p.query(), p.bias(1, 1), p.factor());
        }
    }

    /** A row of one key has all of its weight, as long as its large logit is formed as the forward pass forms it. */
    @ParameterizedTest
    @ValueSource(ints = {40, 64, 200})
    void logitsHaveTheBitsOfTheForwardPass(int dim) {
        PlanFixture f = new PlanFixture(dim);
        Problem p = Problem.plain(f, 1, 1, 1, 1, 1, dim, 8, KeyRanges.rectangular(1, 1, 1, false, null));
        f.fillRow(p.core.a(), 0, 0, 0, 20.3f);
        f.fillRow(p.core.b(), 0, 0, 0, 17.7f);
        View c = f.input("c", 1, 1, 1, 1);
        f.set(c, 0, 0, 0, 0, (float) (-20.3 * 17.7 * Math.sqrt(dim) + 0.5));
        p.core = p.core.withBiases(c, null);
        p.check(p.key(false, true, false));
    }

    private static View empty(PlanFixture f, String name, int heads, int rows) {
        View one = f.input(name, 1, 1, 1, 1);
        return new View(one.buffer(), 0, 2, heads, rows, 0, 0, 0, 0, 1);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "1, 4", "2, 4"})
    void biasSharedByBatchesAndHeads(int batch, int heads) {
        PlanFixture f = new PlanFixture(heads);
        KeyRanges ranges = KeyRanges.rectangular(2, 530, 290, true, new int[] {290, 200});
        Problem p = Problem.plain(f, 2, 4, 2, 530, 290, 8, 8, ranges);
        View bias = f.input("bias", batch, heads, 530, 290);
        bias = batch == 1 ? bias.broadcastBatch(2) : bias;
        p.core = p.core.withBiases(null, heads == 1 ? bias.broadcastHeads(4) : bias);
        p.check(p.bias(batch, heads));
    }

    @Test
    void windowsAndGapsBetweenThem() {
        int[] table = new int[2 * 400];
        for (int i = 0; i < 400; i++) {
            table[2 * i] = i % 70 == 3 ? 9 : Math.max(0, i - 40);
            table[2 * i + 1] = i % 50 == 7 ? table[2 * i] : Math.min(400, i + 3);
        }
        Problem p = Problem.plain(new PlanFixture(3), 1, 2, 2, 400, 400, 16, 16, KeyRanges.of(1, 400, table));
        p.check(p.query(), p.key(true, true, true));
    }

    @Test
    void packedSequences() {
        int[] sequences = {0, 5, 5, 130, 300};
        KeyRanges ranges = KeyRanges.packed(sequences, sequences, true);
        Problem p = Problem.plain(new PlanFixture(4), 1, 2, 1, 300, 300, 16, 8, ranges);
        p.check(p.query(), p.key(true, true, false));
    }

    @Test
    void whatHiddenKeysAndRowsWithoutKeysHoldReachesNothing() {
        PlanFixture f = new PlanFixture(5);
        int[] lengths = {70, 33};
        KeyRanges ranges =
                KeyRanges.of(2, 80, (b, i) -> 0, (b, i) -> i == 5 ? 0 : Math.min(lengths[b], b == 0 ? i + 1 : 100));
        Problem p = Problem.plain(f, 2, 2, 2, 80, 100, 16, 16, ranges);
        View bias = f.input("bias", 2, 2, 80, 100);
        View c = f.input("c", 2, 2, 100, 1);
        for (int b = 0; b < 2; b++) {
            for (int h = 0; h < 2; h++) {
                for (int j = 0; j < 100; j++) {
                    if (j >= lengths[b] || j == 12 || j == 20) {
                        f.fillRow(p.core.b(), b, h, j, j == 71 ? Float.POSITIVE_INFINITY : NAN);
                        f.fillRow(p.core.w(), b, h, j, NAN);
                    }
                }
                f.set(c, b, h, 12, 0, HIDDEN);
                for (int i = 0; i < 80; i++) {
                    f.set(bias, b, h, i, 20, HIDDEN);
                    f.set(bias, b, h, i, 3 + i % 2, HIDDEN);
                }
                // Row 5 sees nothing for its range, row 9 for its bias.
                f.fillRow(bias, b, h, 9, HIDDEN);
                for (int i : new int[] {5, 9}) {
                    f.fillRow(p.core.a(), b, h, i, NAN);
                    f.fillRow(p.outputGradient, b, h, i, NAN);
                    f.fillRow(p.delta, b, h, i, NAN);
                }
            }
        }
        p.core = p.core.withBiases(c.transposed(), bias);
        p.check(p.query(), p.key(true, true, true), p.bias(2, 2));
    }

    @Test
    void largeLogitsGiveFiniteGradients() {
        PlanFixture f = new PlanFixture(6);
        Problem p = Problem.plain(f, 1, 1, 1, 65, 300, 4, 8, KeyRanges.rectangular(1, 65, 300, false, null));
        // The log-sum-exp is rounded by more than 100, so probabilities mean nothing; but none is above 1.
        for (int i = 0; i < 65; i++) {
            f.fillRow(p.core.a(), 0, 0, i, i % 2 == 0 ? 1e15f : -1e15f);
        }
        f.add(p.core).add(p.query()).add(p.key(true, true, false)).checkFinite();
    }

    @Test
    void probabilities() {
        PlanFixture f = new PlanFixture(7);
        int[] table = {0, 9, 2, 5, 4, 4, 0, 1, 3, 9, 1, 8};
        KeyRanges ranges = KeyRanges.of(1, 6, table);
        View logits = f.input("s", 1, 2, 6, 9);
        View s = f.between("p", 1, 2, 6, 9);
        View lse = f.between("lse", 1, 2, 6, 1);
        Probabilities softmax = new Probabilities("softmax", ranges, s, lse);
        View gradient = f.input("dp", 1, 2, 6, 9);
        f.set(gradient, 0, 0, 1, 0, NAN);
        f.set(gradient, 0, 0, 2, 4, NAN);
        for (View dlse : new View[] {null, f.input("dlse", 1, 2, 6, 1)}) {
            String name = dlse == null ? "d" : "d2";
            View d = f.output(name, 1, 2, 6, 9);
            f.add(new Rearrange("logits" + name, logits, null, s));
            f.add(new Probabilities(softmax.task() + name, ranges, s, lse));
            f.add(new Rearrange("copy" + name, gradient, null, d));
            f.add(new ProbabilitiesGradient("gradient" + name, softmax, dlse, d));
        }
        f.check();
    }

    @Test
    void softmaxMerge() {
        PlanFixture f = new PlanFixture(8);
        View o1 = f.input("o1", 2, 2, 7, 5);
        View o2 = f.input("o2", 2, 2, 7, 5);
        View lse1 = f.input("lse1", 2, 2, 7, 1);
        View lse2 = f.input("lse2", 2, 2, 7, 1);
        f.set(lse1, 0, 0, 3, 0, HIDDEN);
        f.fillRow(o1, 0, 0, 3, 0);
        f.set(lse1, 1, 1, 4, 0, HIDDEN);
        f.fillRow(o1, 1, 1, 4, 0);
        f.set(lse2, 1, 1, 4, 0, HIDDEN);
        f.fillRow(o2, 1, 1, 4, 0);
        SoftmaxMerge merge =
                new SoftmaxMerge("merge", o1, lse1, o2, lse2, f.between("o", 2, 2, 7, 5), f.between("lse", 2, 2, 7, 1));
        View gradient = f.input("do", 2, 2, 7, 5);
        f.add(merge);
        for (View dlse : new View[] {null, f.input("dlse", 2, 2, 7, 1)}) {
            String name = dlse == null ? "a" : "b";
            f.add(new SoftmaxMergeGradient(
                    "gradient" + name,
                    merge,
                    gradient,
                    dlse,
                    f.output("do1" + name, 2, 2, 7, 5),
                    f.output("dlse1" + name, 2, 2, 7, 1),
                    f.output("do2" + name, 2, 2, 7, 5),
                    f.output("dlse2" + name, 2, 2, 7, 1)));
        }
        f.check();
    }

    @Test
    void oneSweepOnlyOverTheSameStepAndApartArrays() {
        KeyRanges ranges = KeyRanges.rectangular(1, 9, 9, false, null);
        PlanFixture f = new PlanFixture(9);
        Problem p = Problem.plain(f, 1, 1, 1, 9, 9, 4, 4, ranges);
        QueryGradient query = p.query();
        KeyGradient key = p.key(true, true, false);
        assertThat(QueryKeyGradient.of(query, key)).isEqualTo(new QueryKeyGradient(query, key));
        assertThat(QueryKeyGradient.of(key, query)).isEqualTo(new QueryKeyGradient(query, key));
        assertThat(QueryKeyGradient.of(query, query)).isNull();
        KeyGradient inPlace = new KeyGradient("k", p.core, p.outputGradient, p.delta, p.core.b(), null, null);
        assertThat(QueryKeyGradient.of(query, inPlace)).isNull();
        KeyGradient other = new KeyGradient("k", p.core, p.core.o(), p.delta, key.db(), null, null);
        assertThat(QueryKeyGradient.of(query, other)).isNull();

        View copy = f.output("copy", 1, 1, 9, 4);
        Step apart = new Rearrange("apart", query.y(), null, copy);
        Step between = new Rearrange("between", key.db(), null, copy);
        Step cleared = new Fill("cleared", 0, key.db());
        Step both = new QueryKeyGradient(query, key);
        assertThat(QueryKeyGradient.joined(List.of(query, key))).containsExactly(both);
        assertThat(QueryKeyGradient.joined(List.of(query, apart, key))).containsExactly(both, apart);
        assertThat(QueryKeyGradient.joined(List.of(query, cleared, key))).containsExactly(cleared, both);
        assertThat(QueryKeyGradient.joined(List.of(query, between, key))).containsExactly(between, both);
        Step uses = new Rearrange("uses", copy, null, key.db());

        assertThat(QueryKeyGradient.joined(List.of(query, apart, cleared, key))).containsExactly(cleared, both, apart);
        assertThat(QueryKeyGradient.joined(List.of(query, apart, uses, key))).containsExactly(query, apart, uses, key);
        assertThat(QueryKeyGradient.joined(List.of(query, apart, query))).containsExactly(query, apart, query);
        assertThat(QueryKeyGradient.joined(List.of(key, apart, query))).containsExactly(apart, both);
        assertThat(QueryKeyGradient.joined(List.of(query, key, apart, query, cleared, key)))
                .containsExactly(both, apart, cleared, both);
    }
}
