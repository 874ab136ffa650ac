package io.attn4j.plan.core;

import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.KernelChoice;
import io.attn4j.graph.KernelRole;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.Strategy;
import io.attn4j.plan.View;
import io.attn4j.plan.row.DropoutTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A {@link CoreAttention} over data, and the gradient of its outputs, for tests of its gradients: every operand, every mask,
 * grouped queries, sizes that fill no tile.
 *
 * <p>Log-sum-exps and delta are those of the fp64 reference, rounded. Keys that no row sees, and rows that see no key, hold
 * NaN.
 */
final class GradientCase {
    /** Errors of gradients against those of the forward pass, whose logits they compute again. */
    private static final double LIMIT = 2;

    /** Sizes and options; see {@link #all}. */
    record Options(
            int batch,
            int heads,
            int kvHeads,
            int queries,
            int keys,
            int da,
            int dv,
            boolean mu,
            boolean keyBias,
            String bias,
            int high,
            String ranges,
            boolean shared,
            float dropout) {
        Options(
                int batch,
                int heads,
                int kvHeads,
                int queries,
                int keys,
                int da,
                int dv,
                boolean mu,
                boolean keyBias,
                String bias,
                int high,
                String ranges,
                boolean shared) {
            this(batch, heads, kvHeads, queries, keys, da, dv, mu, keyBias, bias, high, ranges, shared, 0);
        }

        @Override
        public String toString() {
            return "B" + batch + " H" + heads + "/" + kvHeads + " N" + queries + " L" + keys + " D" + da + "/" + dv
                    + (mu ? " mu" : "") + (keyBias ? " c" : "") + (bias.isEmpty() ? "" : " bias " + bias)
                    + (high == 0 ? "" : " high " + high) + " " + ranges + (shared ? " shared" : "")
                    + (dropout == 0 ? "" : " dropout " + dropout);
        }
    }

    private static final List<Options> ALL = List.of(
            new Options(1, 1, 1, 1, 1, 20, 20, false, false, "", 0, "full", false),
            new Options(2, 4, 2, 17, 63, 20, 40, true, true, "", 0, "causal", false),
            new Options(2, 2, 2, 65, 65, 64, 64, false, false, "batch inf", 0, "lengths", false),
            new Options(1, 3, 1, 63, 140, 40, 20, false, true, "", 7, "packed", false),
            new Options(2, 2, 1, 140, 63, 128, 128, true, false, "heads", 0, "any", true),
            new Options(2, 2, 2, 65, 17, 0, 64, false, false, "batch heads", 5, "causal lengths", false),
            new Options(1, 1, 1, 140, 140, 256, 256, false, true, "inf", 0, "causal", false),
            new Options(1, 2, 1, 2100, 17, 20, 20, false, false, "", 0, "any", false),
            new Options(1, 2, 2, 17, 1100, 20, 20, false, true, "", 0, "lengths", false),
            new Options(1, 1, 1, 1, 1, 20, 20, false, false, "", 0, "full", false, 0.5f),
            new Options(2, 4, 2, 67, 130, 20, 40, true, true, "heads", 0, "causal", false, 0.1f),
            new Options(2, 2, 2, 65, 65, 64, 64, false, false, "batch inf", 0, "lengths", false, 0.3f),
            new Options(1, 3, 1, 63, 140, 40, 20, false, true, "inf", 7, "packed", false, 0.75f),
            new Options(2, 2, 1, 70, 63, 128, 128, true, false, "batch heads", 5, "any", true, 0.2f),
            new Options(1, 2, 1, 2100, 17, 20, 20, false, false, "", 0, "full", false, 0.1f));

    private static final Options LARGE = new Options(1, 2, 1, 70, 140, 40, 20, true, true, "heads", 12, "full", false);

    private static final Options LARGE_DROPOUT =
            new Options(1, 2, 1, 70, 140, 40, 20, true, true, "heads", 12, "full", false, 0.4f);

    final Options options;
    final StepData data;
    final CoreAttention core;
    final View outputGradient;
    final View delta;

    GradientCase(Options x) {
        options = x;
        data = new StepData(x.queries());
        int n = x.queries();
        int l = x.keys();
        View a = x.da() == 0 ? none("a", x.heads(), n) : data.splitHeads("a", x.batch(), x.heads(), n, x.da());
        View b = x.da() == 0 ? none("b", x.kvHeads(), l) : keys();
        View w = data.contiguous("w", x.batch(), x.kvHeads(), l + 3, x.dv()).rows(2, l + 2);
        View mu = x.mu() ? data.contiguous("mu", 1, x.heads(), 1, x.da()) : null;
        View keyBias = null;
        if (x.keyBias()) {
            // [B,L,H] seen as [B,H,1,L]
            View c = data.contiguous("c", x.batch(), 1, l, x.heads());
            keyBias = new View(c.buffer(), 0, x.batch(), x.heads(), 1, l, (long) l * x.heads(), 1, 1, x.heads());
        }
        View factors = x.high() == 0
                ? null
                : data.contiguous("factors", x.batch(), x.heads(), n, x.high() + Math.ceilDiv(l, x.high()));
        View o = data.empty("o", x.batch(), x.heads(), n, x.dv());
        View lse = data.empty("lse", x.batch(), x.heads(), n, 1);
        float scale = x.da() == 0 ? 1 : (float) (1.5 / Math.sqrt(x.da()));
        View bias = bias();
        CoreAttention whole = new CoreAttention(
                "core", scale, a, b, w, mu, keyBias, bias, beta(bias), factors, x.high(), ranges(x), o, lse);
        core = x.dropout() == 0
                ? whole
                : whole.withDropout(DropoutTest.seeds(data, x.batch(), x.heads(), n), x.dropout());
        outputGradient = data.splitHeads("gradient", x.batch(), x.heads(), n, x.dv());
        delta = data.contiguous("delta", x.batch(), x.heads(), n, 2).columns(1, 2);
        poison();
        forward();
    }

    /** The first rows and keys of {@code large}, over its arrays. */
    private GradientCase(GradientCase large, int queries, int keys) {
        options = large.options;
        data = large.data;
        CoreAttention all = large.core;
        View lse = View.contiguous(all.lse().buffer(), all.a().batch(), all.a().heads(), queries, 1);
        CoreAttention part = new CoreAttention(
                "core",
                all.scale(),
                all.a().firstRows(queries),
                all.b().firstRows(keys),
                all.w().firstRows(keys),
                all.columnScale(),
                all.keyBias().columns(0, keys),
                all.bias().firstRows(queries).columns(0, keys),
                all.biasScale(),
                all.factors().firstRows(queries),
                all.high(),
                KeyRanges.rectangular(all.a().batch(), queries, keys, true, null),
                all.o().firstRows(queries),
                lse);
        core = all.seeds() == null
                ? part
                : part.withDropout(
                        View.contiguous(
                                all.seeds().buffer(), all.a().batch(), all.a().heads(), queries, 2),
                        all.dropout() / 2);
        outputGradient = large.outputGradient.firstRows(queries);
        delta = large.delta.firstRows(queries);
        forward();
    }

    /** Steps of all sizes whose options are {@code asked}. */
    static <S extends CoreStep> List<StepCase<S>> all(Predicate<Options> asked, Function<GradientCase, S> step) {
        List<StepCase<S>> cases = new ArrayList<>();
        ALL.stream().filter(asked).forEach(options -> cases.add(new GradientCase(options).of(step)));
        return cases;
    }

    /** As {@link #all}, and one that is smaller than what its tasks are made for, which {@code part} makes. */
    static <S extends CoreStep> List<StepCase<S>> all(
            Predicate<Options> asked, Function<GradientCase, S> step, BiFunction<GradientCase, S, S> part) {
        List<StepCase<S>> cases = all(asked, step);
        cases.add(smaller(LARGE, 9, 33, step, part));
        cases.add(smaller(LARGE_DROPOUT, 9, 33, step, part));
        return cases;
    }

    /** A step over the first rows and keys of a larger one, with tasks for that. */
    static <S extends CoreStep> StepCase<S> smaller(
            Options large, int queries, int keys, Function<GradientCase, S> step, BiFunction<GradientCase, S, S> part) {
        GradientCase whole = new GradientCase(large);
        S capacity = step.apply(whole);
        GradientCase first = new GradientCase(whole, queries, keys);
        String name = "N" + queries + " L" + keys + " in tasks for " + large;
        return new StepCase<>(name, first.data, part.apply(first, capacity))
                .within(capacity)
                .limit(LIMIT);
    }

    /** The case of the step that {@code step} makes. */
    <S extends CoreStep> StepCase<S> of(Function<GradientCase, S> step) {
        S made = step.apply(this);
        return new StepCase<>(options.toString(), data, made).limit(LIMIT);
    }

    /** Makes tasks by the kernel that a device-config chose. */
    @FunctionalInterface
    interface Factory<S extends CoreStep> {
        StepTasks<S> create(S capacity, DeviceArrays arrays, KernelChoice choice, GraphDevice device);
    }

    /** The strategies of the core. */
    static <S extends CoreStep> Map<String, StepRun.Factory<S>> strategies(Factory<S> factory) {
        return Map.of("lanes as cpu", by(Strategy.LANES, factory), "tiled as gpu", by(Strategy.TILED, factory));
    }

    /** Tasks by one strategy. */
    static <S extends CoreStep> StepRun.Factory<S> by(Strategy strategy, Factory<S> factory) {
        KernelChoice choice = new KernelChoice(KernelRole.CORE, strategy, Map.of());
        return (capacity, arrays, device) -> factory.create(capacity, arrays, choice, device);
    }

    /** Where there is no product, a and b may be views of anything. */
    private View none(String name, int heads, int rows) {
        View any = data.contiguous(name, 1, 1, 1, 1);
        return new View(any.buffer(), 0, options.batch(), heads, rows, 0, 0, 0, 0, 1);
    }

    /** Head-split, or one for all batches. */
    private View keys() {
        return options.shared()
                ? data.contiguous("b", 1, options.kvHeads(), options.keys(), options.da())
                        .broadcastBatch(options.batch())
                : data.splitHeads("b", options.batch(), options.kvHeads(), options.keys(), options.da());
    }

    private View bias() {
        if (options.bias().isEmpty()) {
            return null;
        }
        int batch = options.bias().contains("batch") ? 1 : options.batch();
        int heads = options.bias().contains("heads") ? 1 : options.heads();
        View view = data.contiguous("bias", batch, heads, options.queries(), options.keys() + 1)
                .columns(0, options.keys());
        if (options.bias().contains("inf")) {
            // one row as a whole, others here and there
            data.fill(
                    view,
                    (b, h, i, j) -> i == 3 || (i + j) % 5 == 2 ? Double.NEGATIVE_INFINITY : data.get(view, b, h, i, j));
        }
        View shared = batch < options.batch() ? view.broadcastBatch(options.batch()) : view;
        return heads < options.heads() ? shared.broadcastHeads(options.heads()) : shared;
    }

    private float[] beta(View bias) {
        if (bias == null) {
            return null;
        }
        float[] beta = new float[options.heads()];
        Arrays.fill(beta, 0.7f);
        beta[0] = -1.25f;
        return beta;
    }

    private static KeyRanges ranges(Options x) {
        int n = x.queries();
        int l = x.keys();
        int[] lengths = new int[x.batch()];
        Arrays.setAll(lengths, b -> b == 0 ? l : l / 2);
        return switch (x.ranges()) {
            case "full" -> KeyRanges.rectangular(x.batch(), n, l, false, null);
            case "causal" -> KeyRanges.rectangular(x.batch(), n, l, true, null);
            case "lengths" -> KeyRanges.rectangular(x.batch(), n, l, false, lengths);
            case "causal lengths" -> KeyRanges.rectangular(x.batch(), n, l, true, lengths);
            case "packed" ->
                KeyRanges.packed(new int[] {0, n / 3, n / 3, n / 2, n}, new int[] {0, l / 3, l / 2, l / 2, l}, true);
            default -> {
                Random random = new Random(5);
                int[] table = new int[2 * x.batch() * n];
                for (int i = 0; i < table.length; i += 2) {
                    table[i] = random.nextInt(l);
                    table[i + 1] = Math.min(l, table[i] + random.nextInt(l) - 3);
                }
                yield KeyRanges.of(x.batch(), n, table);
            }
        };
    }

    /** Stores o and lse, and deltas that go with them. */
    private void forward() {
        data.compute(core);
        data.fill(delta, (b, h, i, zero) -> {
            double sum = 0.3 * Math.cos(b + h + i);
            for (int c = 0; c < core.o().columns(); c++) {
                sum += (double) data.get(outputGradient, b, h, i, c) * data.get(core.o(), b, h, i, c);
            }
            return sum;
        });
    }

    /** NaN in keys that no row sees and rows that see none, except in what batches or heads share. */
    private void poison() {
        int group = options.heads() / options.kvHeads();
        KeyRanges ranges = core.ranges();
        for (int b = 0; b < options.batch(); b++) {
            boolean[] seen = new boolean[options.keys()];
            for (int i = 0; i < options.queries(); i++) {
                boolean any = false;
                for (int j = ranges.start(b, i); j < ranges.end(b, i); j++) {
                    seen[j] = true;
                    any = true;
                }
                for (int h = 0; !any && h < options.heads(); h++) {
                    poison(core.a(), b, h, i);
                    poison(outputGradient, b, h, i);
                    if (core.factors() != null) {
                        poison(core.factors(), b, h, i);
                    }
                    if (core.bias() != null && core.bias().batchStride() != 0) {
                        poison(core.bias(), b, h, i);
                    }
                }
            }
            for (int j = 0; j < options.keys(); j++) {
                for (int h = 0; !seen[j] && h < options.heads(); h++) {
                    poison(core.w(), b, h / group, j);
                    if (!options.shared()) {
                        poison(core.b(), b, h / group, j);
                    }
                    if (core.keyBias() != null) {
                        data.set(core.keyBias(), b, h, 0, j, Float.NaN);
                    }
                }
            }
        }
    }

    private void poison(View view, int b, int h, int i) {
        for (int c = 0; c < view.columns(); c++) {
            data.set(view, b, h, i, c, Float.NaN);
        }
    }

    @Override
    public String toString() {
        return options.toString();
    }
}
