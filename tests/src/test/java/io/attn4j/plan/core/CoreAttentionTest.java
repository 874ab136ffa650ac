package io.attn4j.plan.core;

import io.attn4j.graph.KernelChoice;
import io.attn4j.graph.KernelRole;
import io.attn4j.kernels.core.CoreAttentionTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.Strategy;
import io.attn4j.plan.View;
import io.attn4j.plan.row.DropoutTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The fused attention with every mask, bias and stride, by each strategy. */
class CoreAttentionTest extends StepTest<CoreAttention> {
    @Override
    protected Map<String, StepRun.Factory<CoreAttention>> tasks() {
        return Map.of(
                "naive as gpu",
                by(Strategy.NAIVE),
                "lanes as cpu",
                by(Strategy.LANES),
                "tiled as gpu",
                by(Strategy.TILED));
    }

    private static StepRun.Factory<CoreAttention> by(Strategy strategy) {
        KernelChoice choice = new KernelChoice(KernelRole.CORE, strategy, Map.of());
        return (capacity, arrays, device) -> new CoreAttentionTasks(capacity, arrays, choice, device);
    }

    @Override
    protected List<StepCase<CoreAttention>> cases() {
        List<StepCase<CoreAttention>> cases = new ArrayList<>();
        for (float p : new float[] {0, 0.3f}) {
            cases.addAll(List.of(
                    everything("one of one", 1, 1, 1, 1, p),
                    everything("everything", 17, 20, 40, 5, p),
                    everything("everything, wide", 130, 9, 33, 33, p),
                    everything("no product", 0, 9, 140, 5, p),
                    plain("heads of 64", 1, 33, 130, 64, 64, KeyRanges.rectangular(1, 33, 130, false, null), p),
                    plain("causal", 1, 70, 70, 16, 24, KeyRanges.rectangular(1, 70, 70, true, null), p),
                    plain("rows that see no key", 2, 40, 10, 8, 8, KeyRanges.rectangular(2, 40, 10, true, null), p),
                    lengths(p),
                    packed(false, p),
                    packed(true, p),
                    hidden(p),
                    negativeScale(p),
                    oneRowOfBias(p),
                    smaller(p)));
        }
        cases.add(visible());
        cases.add(hiddenNaN());
        cases.add(largeLogits());
        cases.add(plain("many keys", 1, 20, 2100, 16, 16, KeyRanges.rectangular(1, 20, 2100, false, null), 0.1f));
        cases.add(plain("most are dropped", 1, 9, 70, 8, 8, KeyRanges.rectangular(1, 9, 70, false, null), 0.95f));
        return cases;
    }

    /** A case, with dropout where {@code p} is not 0. */
    private static StepCase<CoreAttention> of(String name, StepData data, CoreAttention step, float p) {
        View a = step.a();
        return p == 0
                ? new StepCase<>(name, data, step)
                : new StepCase<>(
                        name + ", dropout " + p,
                        data,
                        step.withDropout(DropoutTest.seeds(data, a.batch(), a.heads(), a.rows()), p));
    }

    /** Grouped heads with a scale for each column, all biases, factors, and ranges that leave rows without keys. */
    private static StepCase<CoreAttention> everything(String name, int da, int rows, int keys, int dv, float p) {
        StepData data = new StepData(da);
        // without a product a and b may be views of anything
        View a = da == 0
                ? new View(data.contiguous("a", 1, 1, 1, 1).buffer(), 0, 2, 4, rows, 0, 0, 0, 0, 1)
                : data.splitHeads("a", 2, 4, rows, da);
        View b = da == 0
                ? new View(a.buffer(), 0, 2, 2, keys, 0, 0, 0, 0, 1)
                : data.gapped("b", 1, 2, keys, da).broadcastBatch(2);
        View w = data.gapped("w", 2, 2, keys, dv);
        View mu = da == 0 ? null : data.gapped("mu", 1, 4, 1, da);
        View keyBias = data.gapped("c", 2, 4, keys, 1).transposed();
        View bias = data.gapped("bias", 1, 1, rows, keys).broadcastHeads(4).broadcastBatch(2);
        int high = 4;
        View factors = data.gapped("factors", 2, 4, rows, high + Math.ceilDiv(keys, high));
        KeyRanges ranges =
                KeyRanges.of(2, rows, (batch, i) -> i % 3, (batch, i) -> batch == 0 ? keys : Math.min(i, keys));
        CoreAttention step = new CoreAttention(
                "attention",
                (float) (1 / Math.sqrt(Math.max(1, da))),
                a,
                b,
                w,
                mu,
                keyBias,
                bias,
                new float[] {1, 0.5f, -1, 0},
                factors,
                high,
                ranges,
                data.emptyGapped("o", 2, 4, rows, dv),
                data.empty("lse", 2, 4, rows, 1));
        return of(name, data, step, p);
    }

    private static CoreAttention step(StepData data, int batch, int rows, int keys, int da, int dv, KeyRanges ranges) {
        return CoreAttention.of(
                "attention",
                (float) (1 / Math.sqrt(da)),
                data.splitHeads("a", batch, 2, rows, da),
                data.gapped("b", batch, 1, keys, da),
                data.contiguous("w", batch, 1, keys, dv),
                ranges,
                data.emptySplitHeads("o", batch, 2, rows, dv),
                data.empty("lse", batch, 2, rows, 1));
    }

    private static StepCase<CoreAttention> plain(
            String name, int batch, int rows, int keys, int da, int dv, KeyRanges ranges, float p) {
        StepData data = new StepData(rows);
        return of(name, data, step(data, batch, rows, keys, da, dv, ranges), p);
    }

    private static StepCase<CoreAttention> lengths(float p) {
        StepData data = new StepData(2);
        int[] lengths = {50, 0, 129};
        CoreAttention step = step(data, 3, 33, 140, 20, 24, KeyRanges.rectangular(3, 33, 140, false, lengths));
        data.poison(step.b(), lengths);
        data.poison(step.w(), lengths);
        return of("lengths, NaN beyond", data, step, p);
    }

    private static StepCase<CoreAttention> packed(boolean causal, float p) {
        StepData data = new StepData(3);
        int[] queries = {0, 3, 60, 60, 67};
        int[] keys = {0, 5, 90, 96, 96};
        KeyRanges ranges = KeyRanges.packed(queries, keys, causal);
        return of("packed" + (causal ? ", causal" : ""), data, step(data, 1, 67, 96, 16, 16, ranges), p);
    }

    /** Biases of negative infinity hide keys; row 3 sees none at all. */
    private static StepCase<CoreAttention> hidden(float p) {
        StepData data = new StepData(4);
        CoreAttention step = step(data, 1, 40, 70, 16, 16, KeyRanges.rectangular(1, 40, 70, false, null));
        View keyBias = data.gapped("c", 1, 2, 1, 70);
        data.fill(keyBias, (b, h, i, j) -> j % 3 == 0 ? Double.NEGATIVE_INFINITY : data.get(keyBias, b, h, i, j));
        View bias = data.gapped("bias", 1, 1, 40, 70).broadcastHeads(2);
        data.fill(
                bias,
                (b, h, i, j) -> i == 3 || (i + j) % 5 == 0 ? Double.NEGATIVE_INFINITY : data.get(bias, b, h, i, j));
        return of("hidden by biases", data, step.withBiases(keyBias, bias), p);
    }

    /** Negative infinity hides a key where the scale of the bias is negative, or zero, too. */
    private static StepCase<CoreAttention> negativeScale(float p) {
        StepData data = new StepData(8);
        CoreAttention made = step(data, 1, 40, 70, 16, 16, KeyRanges.rectangular(1, 40, 70, false, null));
        View bias = data.gapped("bias", 1, 2, 40, 70);
        data.fill(
                bias,
                (b, h, i, j) -> i == 3 || (i + j) % 5 == 0 ? Double.NEGATIVE_INFINITY : data.get(bias, b, h, i, j));
        return of("hidden by a bias of negative scale", data, scaled(made, bias, -1.5f, 0), p);
    }

    private static CoreAttention scaled(CoreAttention made, View bias, float... scale) {
        return new CoreAttention(
                made.task(),
                made.scale(),
                made.a(),
                made.b(),
                made.w(),
                null,
                null,
                bias,
                scale,
                null,
                0,
                made.ranges(),
                made.o(),
                made.lse());
    }

    /** A dense bias whose rows lie in one place. */
    private static StepCase<CoreAttention> oneRowOfBias(float p) {
        StepData data = new StepData(9);
        CoreAttention made = step(data, 2, 37, 50, 16, 16, KeyRanges.rectangular(2, 37, 50, true, null));
        View bias = data.gapped("bias", 2, 1, 1, 50).broadcastHeads(2).broadcastRows(37);
        return of("one row of bias", data, scaled(made, bias, 0.5f, -2), p);
    }

    /**
     * Keys and values that are NaN, in tiles whose other keys all rows see: rows that a bias hides them from know nothing of
     * them, and the one that sees them is NaN.
     */
    private static StepCase<CoreAttention> hiddenNaN() {
        StepData data = new StepData(10);
        CoreAttention made = step(data, 1, 70, 70, 8, 8, KeyRanges.rectangular(1, 70, 70, false, null));
        View bias = data.gapped("bias", 1, 1, 70, 70).broadcastHeads(2);
        data.fill(bias, (b, h, i, j) -> j % 11 == 5 && i != 43 ? Double.NEGATIVE_INFINITY : data.get(bias, b, h, i, j));
        for (int key = 5; key < 70; key += 11) {
            data.set(made.b(), 0, 0, key, 1, Float.NaN);
            data.set(made.w(), 0, 0, key, 2, Float.NaN);
        }
        return new StepCase<>("NaN hidden by a bias", data, scaled(made, bias, 1, -1));
    }

    /** A key that is NaN and a value that is infinite reach the rows that see them and no others. */
    private static StepCase<CoreAttention> visible() {
        StepData data = new StepData(5);
        CoreAttention step = step(data, 1, 70, 70, 8, 8, KeyRanges.rectangular(1, 70, 70, true, null));
        data.set(step.w(), 0, 0, 20, 3, Float.NEGATIVE_INFINITY);
        data.set(step.b(), 0, 0, 35, 3, Float.NaN);
        return new StepCase<>("NaN and infinity", data, step);
    }

    /** Logits up to 1800, whose exponentials overflow and whose last digits are worth 1e-4. */
    private static StepCase<CoreAttention> largeLogits() {
        StepData data = new StepData(6);
        CoreAttention made = step(data, 1, 20, 140, 4, 8, KeyRanges.rectangular(1, 20, 140, false, null));
        data.fill(made.a(), (b, h, i, d) -> d == 0 ? i % 2 == 0 ? 1 : -1 : d == 1 ? 1 : 0);
        data.fill(made.b(), (b, h, j, d) -> d == 0 ? 256 * (1 + j % 7) : d == 1 ? j % 3 : 0);
        CoreAttention step =
                CoreAttention.of("attention", 1, made.a(), made.b(), made.w(), made.ranges(), made.o(), made.lse());
        return new StepCase<>("large logits", data, step).limit(100);
    }

    private static StepCase<CoreAttention> smaller(float p) {
        StepData data = new StepData(7);
        CoreAttention whole = step(data, 1, 70, 140, 16, 16, KeyRanges.rectangular(1, 70, 140, false, null));
        CoreAttention part = CoreAttention.of(
                "attention",
                whole.scale(),
                whole.a().firstRows(9),
                whole.b().firstRows(33),
                whole.w().firstRows(33),
                KeyRanges.rectangular(1, 9, 33, true, null),
                whole.o().firstRows(9),
                View.contiguous(whole.lse().buffer(), 1, 2, 9, 1));
        if (p == 0) {
            return new StepCase<>("smaller than its tasks", data, part).within(whole);
        }
        View seeds = DropoutTest.seeds(data, 1, 2, 70);
        CoreAttention dropped = part.withDropout(View.contiguous(seeds.buffer(), 1, 2, 9, 2), p);
        return new StepCase<>("smaller than its tasks, dropout " + p, data, dropped)
                .within(whole.withDropout(seeds, p / 2));
    }
}
