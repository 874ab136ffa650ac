package io.attn4j.kernels.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.graph.KernelChoice;
import io.attn4j.kernels.step.StepArrays;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.Plan;
import io.attn4j.plan.Step;
import io.attn4j.plan.View;
import io.attn4j.plan.core.CoreAttention;
import io.attn4j.reference.PlanReference;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A {@link CoreAttention} with contents, and the gradient of its outputs, for tests of its gradients against fp64.
 *
 * <p>Log-sum-exps and delta come from the fp64 reference. Keys that no row sees, and rows that see no key, hold NaN.
 */
final class GradientCase {
    private static final double MAX_ERROR = 1e-4;
    private static final double RMS_ERROR = 5e-6;

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
            boolean shared) {
        @Override
        public String toString() {
            return "B" + batch + " H" + heads + "/" + kvHeads + " N" + queries + " L" + keys + " D" + da + "/" + dv
                    + (mu ? " mu" : "") + (keyBias ? " c" : "") + (bias.isEmpty() ? "" : " bias " + bias)
                    + (high == 0 ? "" : " high " + high) + " " + ranges + (shared ? " shared" : "");
        }
    }

    final Options options;
    final CoreAttention core;
    final View outputGradient;
    final View delta;
    /** Contents of all arrays that gradients read. */
    final Map<String, float[]> contents = new HashMap<>();

    GradientCase(Options x) {
        options = x;
        KeyRanges ranges = ranges(x);
        int n = x.queries;
        int l = x.keys;
        int low = x.high == 0 ? 0 : (l + x.high - 1) / x.high;
        View a = split("a", x.batch, x.heads, n, x.da);
        // a weight in place of keys: one for all batches
        View b = x.shared
                ? View.contiguous(StepArrays.input("b", (long) x.kvHeads * l * x.da), 1, x.kvHeads, l, x.da)
                        .broadcastBatch(x.batch)
                : split("b", x.batch, x.kvHeads, l, x.da);
        View w = View.contiguous(
                        StepArrays.input("w", (long) x.batch * x.kvHeads * (l + 3) * x.dv),
                        x.batch,
                        x.kvHeads,
                        l + 3,
                        x.dv)
                .rows(2, l + 2);
        View mu = x.mu ? View.contiguous(StepArrays.input("mu", (long) x.heads * x.da), 1, x.heads, 1, x.da) : null;
        View keyBias = x.keyBias
                ? View.contiguous(StepArrays.input("c", (long) x.batch * l * x.heads), x.batch, 1, l, x.heads)
                        .transposed()
                : null;
        if (keyBias != null) {
            keyBias = new View(keyBias.buffer(), 0, x.batch, x.heads, 1, l, (long) l * x.heads, 1, 1, x.heads);
        }
        View bias = bias(x);
        float[] beta = null;
        if (bias != null) {
            beta = new float[x.heads];
            Arrays.fill(beta, 0.7f);
            // a negative one would make infinity of -infinity
            beta[0] = x.bias.contains("inf") ? 1.25f : -1.25f;
        }
        View factors = x.high == 0
                ? null
                : View.contiguous(
                        StepArrays.input("factors", (long) x.batch * x.heads * n * (x.high + low)),
                        x.batch,
                        x.heads,
                        n,
                        x.high + low);
        View o =
                View.contiguous(StepArrays.output("o", (long) x.batch * x.heads * n * x.dv), x.batch, x.heads, n, x.dv);
        View lse = View.contiguous(StepArrays.input("lse", (long) x.batch * x.heads * n), x.batch, x.heads, n, 1);
        float scale = x.da == 0 ? 1 : (float) (1.5 / Math.sqrt(x.da));
        core = new CoreAttention("core", scale, a, b, w, mu, keyBias, bias, beta, factors, x.high, ranges, o, lse);
        outputGradient = split("gradient", x.batch, x.heads, n, x.dv);
        delta = View.contiguous(StepArrays.input("delta", (long) x.batch * x.heads * n * 2), x.batch, x.heads, n, 2)
                .columns(1, 2);
        fill();
    }

    /** Head-split, or of one head contiguous. */
    static View split(String name, int batch, int heads, int rows, int columns) {
        Buffer buffer = StepArrays.input(name, Math.max(1, (long) batch * heads * rows * columns));
        return View.splitHeads(buffer, batch, heads, rows, columns);
    }

    private static View bias(Options x) {
        int batch = x.bias.contains("batch") ? 1 : x.batch;
        int heads = x.bias.contains("heads") ? 1 : x.heads;
        if (x.bias.isEmpty()) {
            return null;
        }
        Buffer buffer = StepArrays.input("bias", (long) batch * heads * x.queries * (x.keys + 1));
        View view = View.contiguous(buffer, batch, heads, x.queries, x.keys + 1).columns(0, x.keys);
        view = batch < x.batch ? view.broadcastBatch(x.batch) : view;
        return heads < x.heads ? view.broadcastHeads(x.heads) : view;
    }

    private static KeyRanges ranges(Options x) {
        int n = x.queries;
        int l = x.keys;
        int[] lengths = new int[x.batch];
        Arrays.setAll(lengths, b -> b == 0 ? l : l / 2);
        return switch (x.ranges) {
            case "full" -> KeyRanges.rectangular(x.batch, n, l, false, null);
            case "causal" -> KeyRanges.rectangular(x.batch, n, l, true, null);
            case "lengths" -> KeyRanges.rectangular(x.batch, n, l, false, lengths);
            case "causal lengths" -> KeyRanges.rectangular(x.batch, n, l, true, lengths);
            case "packed" ->
                KeyRanges.packed(new int[] {0, n / 3, n / 3, n / 2, n}, new int[] {0, l / 3, l / 2, l / 2, l}, true);
            default -> {
                Random random = new Random(5);
                int[] table = new int[2 * x.batch * n];
                for (int i = 0; i < table.length; i += 2) {
                    table[i] = random.nextInt(l);
                    table[i + 1] = Math.min(l, table[i] + random.nextInt(l) - 3);
                }
                yield KeyRanges.of(x.batch, n, table);
            }
        };
    }

    private void fill() {
        long seed = 1;
        for (View view : Operands.of(core)) {
            contents.put(view.buffer().name(), StepArrays.normal(seed++, view.buffer()));
        }
        contents.put("gradient", StepArrays.normal(seed, outputGradient.buffer()));
        float[] bias = contents.get("bias");
        for (int i = 0; bias != null && options.bias.contains("inf") && i < bias.length; i++) {
            // one row as a whole, others here and there
            int row = i / (options.keys + 1) % options.queries;
            bias[i] = row == 3 || i % 5 == 2 ? Float.NEGATIVE_INFINITY : bias[i];
        }
        poison();
        Plan.Builder forward = Plan.builder("forward");
        contents.forEach((name, content) -> forward.input(name, content.length));
        forward.output("o", core.o().buffer().elements());
        forward.output("lse", core.lse().buffer().elements());
        CoreAttention written = new CoreAttention(
                "core",
                core.scale(),
                core.a(),
                core.b(),
                core.w(),
                core.columnScale(),
                core.keyBias(),
                core.bias(),
                core.biasScale(),
                core.factors(),
                core.high(),
                core.ranges(),
                core.o(),
                View.contiguous(
                        StepArrays.output("lse", core.lse().buffer().elements()),
                        options.batch,
                        options.heads,
                        options.queries,
                        1));
        Map<String, double[]> done = PlanReference.execute(forward.add(written).build(), wide(contents));
        float[] lse = new float[done.get("lse").length];
        for (int i = 0; i < lse.length; i++) {
            lse[i] = (float) done.get("lse")[i];
        }
        contents.put("lse", lse);
        float[] deltas = StepArrays.normal(77, delta.buffer());
        StepArrays.each(core.lse(), (b, h, i, _) -> {
            double sum = 0.3 * deltas[StepArrays.at(delta, b, h, i, 0)];
            for (int c = 0; c < options.dv; c++) {
                sum += (double) contents.get("gradient")[StepArrays.at(outputGradient, b, h, i, c)]
                        * done.get("o")[StepArrays.at(core.o(), b, h, i, c)];
            }
            deltas[StepArrays.at(delta, b, h, i, 0)] = (float) sum;
        });
        contents.put("delta", deltas);
    }

    /** NaN in keys that no row sees and rows that see none, except in what batches or heads share. */
    private void poison() {
        int group = options.heads / options.kvHeads;
        for (int b = 0; b < options.batch; b++) {
            boolean[] seen = new boolean[options.keys];
            for (int i = 0; i < options.queries; i++) {
                boolean any = false;
                for (int j = core.ranges().start(b, i); j < core.ranges().end(b, i); j++) {
                    seen[j] = true;
                    any = true;
                }
                for (int h = 0; !any && h < options.heads; h++) {
                    put("a", core.a(), b, h, i);
                    put("gradient", outputGradient, b, h, i);
                    if (core.factors() != null) {
                        put("factors", core.factors(), b, h, i);
                    }
                    if (core.bias() != null && core.bias().batchStride() != 0) {
                        put("bias", core.bias(), b, h, i);
                    }
                }
            }
            for (int j = 0; j < options.keys; j++) {
                for (int h = 0; !seen[j] && h < options.heads; h++) {
                    put("w", core.w(), b, h / group, j);
                    if (!options.shared) {
                        put("b", core.b(), b, h / group, j);
                    }
                    if (core.keyBias() != null) {
                        contents.get("c")[StepArrays.at(core.keyBias(), b, h, 0, j)] = Float.NaN;
                    }
                }
            }
        }
    }

    private void put(String name, View view, int b, int h, int i) {
        for (int c = 0; c < view.columns(); c++) {
            contents.get(name)[StepArrays.at(view, b, h, i, c)] = Float.NaN;
        }
    }

    private static Map<String, double[]> wide(Map<String, float[]> arrays) {
        Map<String, double[]> wide = new HashMap<>();
        arrays.forEach((name, values) -> {
            double[] made = new double[values.length];
            Arrays.setAll(made, i -> values[i]);
            wide.put(name, made);
        });
        return wide;
    }

    /** Runs {@code step} on {@code engine} and asserts that what it writes is within the limits of fp32 gradients. */
    <S extends Step> void check(String engine, S step, StepRun.Factory<S> factory) {
        check(engine, step, factory, RMS_ERROR);
    }

    /** The same with another limit of the root mean square of errors. */
    <S extends Step> void check(String engine, S step, StepRun.Factory<S> factory, double rmsError) {
        Map<String, double[]> expected = expected(step);
        Map<String, float[]> actual = StepRun.run(engine, step, factory, given(step));
        for (View view : step.writes()) {
            String name = view.buffer().name();
            assertWithin(this.options + ", " + engine + ": " + name, actual.get(name), expected.get(name), rmsError);
        }
    }

    private Map<String, float[]> given(Step step) {
        Map<String, float[]> given = new HashMap<>();
        for (View view : step.reads()) {
            String name = view.buffer().name();
            given.put(name, contents.get(name));
        }
        return given;
    }

    private Map<String, double[]> expected(Step step) {
        Plan.Builder backward = Plan.builder("backward");
        Map<String, float[]> given = given(step);
        given.forEach((name, content) -> backward.input(name, content.length));
        step.writes()
                .forEach(view ->
                        backward.output(view.buffer().name(), view.buffer().elements()));
        return PlanReference.execute(backward.add(step).build(), wide(given));
    }

    private static void assertWithin(String name, float[] actual, double[] expected, double rmsError) {
        double squares = 0;
        double squaredErrors = 0;
        double maxError = 0;
        int finite = 0;
        for (int at = 0; at < expected.length; at++) {
            if (Double.isNaN(expected[at])) {
                assertThat(actual[at]).as(name + ", element " + at).isNaN();
                continue;
            }
            double error = Math.abs(actual[at] - expected[at]);
            assertThat(error).as(name + ", element " + at).isFinite();
            squares += expected[at] * expected[at];
            squaredErrors += error * error;
            maxError = Math.max(maxError, error);
            finite++;
        }
        assertThat(finite).as(name + ", elements").isPositive();
        double scale = Math.sqrt(squares / finite);
        assertThat(Math.sqrt(squaredErrors / finite)).as(name + ", RMS error").isLessThanOrEqualTo(rmsError * scale);
        assertThat(maxError).as(name + ", largest error").isLessThanOrEqualTo(MAX_ERROR * scale);
    }

    /** The strategies of the core; each falls back to the other's shape where it has none. */
    static KernelChoice choice(String engine) {
        return new KernelChoice(CoreAttentionTasks.ROLE, engine.endsWith("cpu") ? "lanes" : "tiled", Map.of());
    }

    /** Engines times cases. */
    static Stream<org.junit.jupiter.params.provider.Arguments> all() {
        List<GradientCase> cases = options().map(GradientCase::new).toList();
        return StepRun.engines()
                .flatMap(engine ->
                        cases.stream().map(each -> org.junit.jupiter.params.provider.Arguments.of(engine, each)));
    }

    private static Stream<Options> options() {
        return Stream.of(
                new Options(1, 1, 1, 1, 1, 20, 20, false, false, "", 0, "full", false),
                new Options(2, 4, 2, 17, 63, 20, 40, true, true, "", 0, "causal", false),
                new Options(2, 2, 2, 65, 65, 64, 64, false, false, "batch inf", 0, "lengths", false),
                new Options(1, 3, 1, 63, 140, 40, 20, false, true, "", 7, "packed", false),
                new Options(2, 2, 1, 140, 63, 128, 128, true, false, "heads", 0, "any", true),
                new Options(2, 2, 2, 65, 17, 0, 64, false, false, "batch heads", 5, "causal lengths", false),
                new Options(1, 1, 1, 140, 140, 256, 256, false, true, "inf", 0, "causal", false),
                new Options(1, 2, 1, 2100, 17, 20, 20, false, false, "", 0, "any", false),
                new Options(1, 2, 2, 17, 1100, 20, 20, false, true, "", 0, "lengths", false));
    }

    @Override
    public String toString() {
        return options.toString();
    }

    /** Views of what a core reads. */
    private static final class Operands {
        static List<View> of(CoreAttention core) {
            Map<String, View> views = new LinkedHashMap<>();
            for (View view : Stream.concat(Stream.of(core.a(), core.b()), core.reads().stream())
                    .toList()) {
                views.put(view.buffer().name(), view);
            }
            return List.copyOf(views.values());
        }
    }
}
