package io.attn4j.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.compare.Tolerance;
import io.attn4j.cpu.CpuKernels;
import io.attn4j.cpu.CpuKernelsProvider;
import io.attn4j.cpu.CpuStepRun;
import io.attn4j.graph.KernelChoice;
import io.attn4j.graph.KernelRole;
import io.attn4j.kernels.StepFamilies;
import io.attn4j.kernels.step.KernelChoices;
import io.attn4j.kernels.step.StepArrays;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.plan.centroid.ClusterMeans;
import io.attn4j.plan.core.CoreAttention;
import io.attn4j.plan.core.KeyGradient;
import io.attn4j.plan.core.Probabilities;
import io.attn4j.plan.core.ProbabilitiesGradient;
import io.attn4j.plan.core.QueryGradient;
import io.attn4j.plan.core.WeightedSum;
import io.attn4j.plan.head.HeadMixGradient;
import io.attn4j.plan.loss.CrossEntropy;
import io.attn4j.plan.loss.ScatterAdd;
import io.attn4j.plan.matrix.Activation;
import io.attn4j.plan.matrix.MatrixProduct;
import io.attn4j.plan.optimizer.SquaredSum;
import io.attn4j.plan.past.PastStates;
import io.attn4j.plan.pool.SegmentPool;
import io.attn4j.plan.pool.SegmentWeightGradient;
import io.attn4j.plan.row.HeadScaleGradient;
import io.attn4j.plan.row.LayerNorm;
import io.attn4j.plan.row.RowProducts;
import io.attn4j.plan.row.SquaredNorms;
import io.attn4j.plan.row.Sum;
import io.attn4j.reference.PlanReference;
import io.attn4j.tensor.DType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Sums of as many terms as long sequences give them: of random terms, of terms with a mean, and of equal terms, whose rounding
 * errors do not cancel, stay within the limits on every engine and strategy.
 *
 * <p>{@code -Dattn4j.longsums=131072} takes that many terms, and prints the errors.
 */
class LongSumsOfStepsTest {
    private static final int TERMS = Integer.getInteger("attn4j.longsums", 20_000);
    private static final boolean PRINTS = Integer.getInteger("attn4j.longsums") != null;

    /** What terms are like: an offset, and how much they vary. */
    private record Terms(String name, double offset, double deviation) {
        View fill(StepData data, View view) {
            data.fill(view, (b, h, i, c) -> offset + deviation * data.get(view, b, h, i, c));
            return view;
        }
    }

    private static final List<Terms> KINDS = List.of(
            new Terms("random", 0, 1),
            new Terms("with a mean", 1, 0.3),
            new Terms("equal", 0.1, 0),
            new Terms("equal, threefold", 0.3, 0),
            new Terms("equal, rounded badly", 0.51, 0));

    /** Terms whose rounding kernels in tiles have no registers to keep within the limits. */
    private static final List<Terms> KINDS_ON_CPU =
            List.of(new Terms("equal, 0.61", 0.61, 0), new Terms("equal, 0.83", 0.83, 0));

    /** As many terms as the longest sequences that are measured. */
    private static final int MOST_TERMS = 131_072;

    /** Gradients that equal terms make zero: what is left is rounding. */
    private static final Set<String> ZERO = Set.of("queries over keys", "stored softmax's gradient");

    /** Most keys of few rows that tiled attention sums in registers alone: 64 blocks of one stretch. */
    private static final int KEYS_WITHOUT_STRETCHES = 64 * 128;

    /** Most terms that tiled products add up in local memory alone: 32 blocks of 256. */
    private static final int TERMS_OF_A_PART = 32 * 256;

    /** A step over data, and the limit of its RMS error. */
    private record Made(Step step, StepData data, Tolerance.Pass pass) {}

    private static final Map<String, BiFunction<StepData, Terms, Made>> STEPS = new LinkedHashMap<>();

    private static void put(String name, Tolerance.Pass pass, BiFunction<StepData, Terms, Step> step) {
        STEPS.put(name, (data, terms) -> new Made(step.apply(data, terms), data, pass));
    }

    private static void forward(String name, BiFunction<StepData, Terms, Step> step) {
        put(name, Tolerance.Pass.FORWARD, step);
    }

    private static void backward(String name, BiFunction<StepData, Terms, Step> step) {
        put(name, Tolerance.Pass.BACKWARD, step);
    }

    static {
        forward("attention over keys", (data, terms) -> attention(data, terms, 3, TERMS));
        forward("attention over most keys", (data, terms) -> attention(data, terms, 3, MOST_TERMS));
        forward("attention without stretches", (data, terms) -> attention(data, terms, 3, KEYS_WITHOUT_STRETCHES));
        forward("attention in stretches", (data, terms) -> attention(data, terms, 3, KEYS_WITHOUT_STRETCHES + 1));
        // as many rows as make blocks of the most keys
        forward("attention of many rows", (data, terms) -> attention(data, terms, 4096, 2048));
        forward("attention whose maxima are renewed", (data, terms) -> {
            CoreAttention core = attention(data, terms, 3, TERMS);
            data.fill(core.a(), (b, h, i, c) -> 1);
            data.fill(core.b(), (b, h, i, c) -> c == 0 && i / 150 % 2 == 1 ? 18 : 0);
            return core;
        });
        backward("queries over keys", (data, terms) -> {
            CoreAttention core = attention(data, terms, 3, TERMS);
            View dy = data.contiguous("do", 1, 1, 3, 4);
            View delta = computed(data, core, dy);
            return new QueryGradient("dq", core, dy, delta, data.empty("y", 1, 1, 3, 4));
        });
        backward("queries over keys of alternating values", (data, terms) -> alternating(data, terms, TERMS));
        backward("queries over most keys of alternating values", (data, terms) -> alternating(data, terms, MOST_TERMS));
        backward("keys and values over rows", (data, terms) -> keyGradient(data, terms, TERMS));
        backward("keys and values over most rows", (data, terms) -> keyGradient(data, terms, MOST_TERMS));
        forward("product", (data, terms) -> product(data, terms, TERMS));
        forward("product of most terms", (data, terms) -> product(data, terms, MOST_TERMS));
        forward("product of one part", (data, terms) -> product(data, terms, TERMS_OF_A_PART));
        forward("product of two parts", (data, terms) -> product(data, terms, TERMS_OF_A_PART + 1));
        forward("product over a residual", (data, terms) -> {
            View x = terms.fill(data, data.contiguous("x", 1, 1, 9, MOST_TERMS));
            View w = terms.fill(data, data.contiguous("w", 1, 1, MOST_TERMS, 5));
            View y = data.contiguous("y", 1, 1, 9, 5);
            return new MatrixProduct("product", x, w, null, null, Activation.NONE, y, null, y);
        });
        backward("product of a gradient", (data, terms) -> {
            View x = terms.fill(data, data.contiguous("x", 1, 1, TERMS, 9));
            View w = terms.fill(data, data.contiguous("w", 1, 1, TERMS, 5));
            return MatrixProduct.of("product", x.transposed(), w, data.empty("y", 1, 1, 9, 5));
        });
        forward("stored softmax", (data, terms) -> {
            View s = terms.fill(data, data.contiguous("s", 1, 1, 3, TERMS));
            return new Probabilities("softmax", all(3, TERMS), s, data.empty("lse", 1, 1, 3, 1));
        });
        backward("stored softmax's gradient", (data, terms) -> {
            View p = data.contiguous("p", 1, 1, 3, TERMS);
            data.fill(p, (b, h, i, c) -> 1.0 / TERMS);
            View d = terms.fill(data, data.contiguous("d", 1, 1, 3, TERMS));
            Probabilities forward = new Probabilities("softmax", all(3, TERMS), p, data.contiguous("l", 1, 1, 3, 1));
            return new ProbabilitiesGradient("gradient", forward, null, d);
        });
        forward("sum with stored weights", (data, terms) -> {
            View p = terms.fill(data, data.contiguous("p", 1, 1, 3, TERMS));
            View w = terms.fill(data, data.contiguous("w", 1, 1, TERMS, 5));
            return new WeightedSum("sum", all(3, TERMS), p, w, data.empty("y", 1, 1, 3, 5));
        });
        backward("mixing of heads", (data, terms) -> {
            View x = terms.fill(data, data.contiguous("x", 1, 2, 16, TERMS / 16));
            View dy = terms.fill(data, data.contiguous("dy", 1, 2, 16, TERMS / 16));
            return new HeadMixGradient("mix", x, dy, data.empty("dm", 1, 1, 2, 2));
        });
        forward("mean pool", (data, terms) -> pool(data, terms, SegmentPool.Kind.MEAN));
        forward("mean pool of valid rows", (data, terms) -> pool(data, terms, SegmentPool.Kind.VALID_MEAN));
        backward("weights of a convolution", (data, terms) -> {
            View x = terms.fill(data, data.contiguous("x", 1, 1, TERMS, 4));
            View weights = data.contiguous("weights", 1, 1, 4, 2);
            View y = data.contiguous("y", 1, 1, TERMS / 2, 4);
            SegmentPool pool = new SegmentPool("pool", SegmentPool.Kind.WEIGHTED, 2, x, weights, null, y);
            View dy = terms.fill(data, data.contiguous("dy", 1, 1, TERMS / 2, 4));
            return new SegmentWeightGradient("weights", pool, dy, data.empty("dw", 1, 1, 4, 2));
        });
        forward("means of clusters", (data, terms) -> means(data, terms, TERMS));
        forward("means of clusters of most rows", (data, terms) -> means(data, terms, MOST_TERMS));
        forward(
                "sum of rows",
                (data, terms) -> new Sum(
                        "sum", terms.fill(data, data.contiguous("x", 1, 1, TERMS, 4)), data.empty("y", 1, 1, 1, 4)));
        forward(
                "sum of columns",
                (data, terms) -> new Sum(
                        "sum", terms.fill(data, data.contiguous("x", 1, 1, 4, TERMS)), data.empty("y", 1, 1, 4, 1)));
        forward(
                "products of rows",
                (data, terms) -> new RowProducts(
                        "products",
                        terms.fill(data, data.contiguous("a", 1, 1, 2, TERMS)),
                        terms.fill(data, data.contiguous("x", 1, 1, 2, TERMS)),
                        null,
                        data.empty("y", 1, 1, 2, 1)));
        forward(
                "products of rows and gradients",
                (data, terms) -> new HeadScaleGradient(
                        "products",
                        terms.fill(data, data.contiguous("a", 1, 1, 2, TERMS)),
                        terms.fill(data, data.contiguous("x", 1, 1, 2, TERMS)),
                        1,
                        data.empty("y", 1, 1, 2, 1)));
        forward(
                "squared norms of rows",
                (data, terms) -> new SquaredNorms(
                        "norms",
                        terms.fill(data, data.contiguous("x", 1, 1, 2, TERMS)),
                        1,
                        data.empty("y", 1, 1, 2, 1)));
        forward(
                "squared norm of all",
                (data, terms) -> new SquaredSum(
                        "norm",
                        terms.fill(data, data.contiguous("x", 1, 1, 1, TERMS)),
                        null,
                        data.empty("y", 1, 1, 1, 1)));
        forward(
                "norm of a layer",
                (data, terms) -> new LayerNorm(
                        "norm",
                        terms.deviation() == 0
                                ? data.contiguous("x", 1, 1, 2, TERMS)
                                : terms.fill(data, data.contiguous("x", 1, 1, 2, TERMS)),
                        data.contiguous("gamma", 1, 1, 1, TERMS),
                        null,
                        1e-5f,
                        data.empty("y", 1, 1, 2, TERMS)));
        forward("loss over classes", (data, terms) -> {
            View targets = data.contiguous("targets", 1, 1, 2, 1);
            data.fill(targets, (b, h, i, c) -> 7 + i);
            return new CrossEntropy(
                    "loss",
                    terms.fill(data, data.contiguous("z", 1, 1, 2, TERMS)),
                    targets,
                    0.1f,
                    data.empty("y", 1, 1, 2, 1),
                    data.empty("lse", 1, 1, 2, 1));
        });
        forward("rows of one token", (data, terms) -> {
            View ids = data.contiguous("ids", 1, 1, TERMS, 1);
            data.fill(ids, (b, h, i, c) -> i % 3 == 0 ? 1 : 0);
            return new ScatterAdd(
                    "scatter",
                    terms.fill(data, data.contiguous("x", 1, 1, TERMS, 4)),
                    ids,
                    data.empty("y", 1, 1, 2, 4));
        });
        forward("states of chunks", (data, terms) -> {
            View x = terms.fill(data, data.contiguous("x", 1, 1, TERMS, 3));
            View e = terms.fill(data, data.contiguous("e", 1, 1, 2, TERMS));
            int chunks = Math.ceilDiv(TERMS, 64);
            return new PastStates(
                    "states",
                    64,
                    x,
                    e,
                    null,
                    null,
                    null,
                    data.empty("y", 1, chunks, 2, 3),
                    data.empty("last", 1, 1, 2, 3));
        });
    }

    private static KeyRanges all(int rows, int keys) {
        return KeyRanges.rectangular(1, rows, keys, false, null);
    }

    /** Equal terms have equal weights. */
    private static CoreAttention attention(StepData data, Terms terms, int rows, int keys) {
        View q = data.contiguous("q", 1, 1, rows, 4);
        if (terms.deviation() == 0) {
            data.fill(q, (b, h, i, c) -> 0);
        }
        View k = terms.fill(data, data.contiguous("k", 1, 1, keys, 4));
        View v = terms.fill(data, data.contiguous("v", 1, 1, keys, 4));
        View o = data.empty("o", 1, 1, rows, 4);
        return CoreAttention.of("attention", 0.5f, q, k, v, all(rows, keys), o, data.empty("lse", 1, 1, rows, 1));
    }

    /**
     * Values that change their sign from key to key, and keys with them: the terms of the gradient are as large as each other
     * and do not cancel.
     */
    private static Step alternating(StepData data, Terms terms, int keys) {
        CoreAttention core = attention(data, terms, 3, keys);
        for (View view : List.of(core.b(), core.w())) {
            data.fill(view, (b, h, i, c) -> (i % 2 == 0 ? 1 : -1) * data.get(view, b, h, i, c));
        }
        View dy = terms.fill(data, data.contiguous("do", 1, 1, 3, 4));
        View delta = computed(data, core, dy);
        return new QueryGradient("dq", core, dy, delta, data.empty("y", 1, 1, 3, 4));
    }

    private static Step keyGradient(StepData data, Terms terms, int rows) {
        CoreAttention core = attention(data, terms, rows, 3);
        View dy = terms.fill(data, data.contiguous("do", 1, 1, rows, 4));
        View delta = computed(data, core, dy);
        return new KeyGradient("dk", core, dy, delta, data.empty("db", 1, 1, 3, 4), data.empty("dw", 1, 1, 3, 4), null);
    }

    private static Step product(StepData data, Terms terms, int count) {
        View x = terms.fill(data, data.contiguous("x", 1, 1, 9, count));
        View w = terms.fill(data, data.contiguous("w", 1, 1, count, 5));
        return MatrixProduct.of("product", x, w, data.empty("y", 1, 1, 9, 5));
    }

    private static Step means(StepData data, Terms terms, int rows) {
        View x = terms.fill(data, data.contiguous("x", 1, 1, rows, 4));
        View assignment = data.contiguous("assignment", 1, 1, 1, rows);
        data.fill(assignment, (b, h, i, c) -> c % 5 == 0 ? 1 : 0);
        return new ClusterMeans("means", x, assignment, data.contiguous("u", 1, 1, 2, 4), data.empty("y", 1, 1, 2, 4));
    }

    /** Computes the attention, and delta of its rows. */
    private static View computed(StepData data, CoreAttention core, View dy) {
        data.compute(core);
        View delta = data.empty("delta", 1, 1, dy.rows(), 1);
        data.compute(new RowProducts("delta", core.o(), dy, null, delta));
        return delta;
    }

    private static Step pool(StepData data, Terms terms, SegmentPool.Kind kind) {
        View x = terms.fill(data, data.contiguous("x", 1, 1, TERMS, 4));
        return new SegmentPool("pool", kind, 0, x, null, null, data.empty("y", 1, 1, 2, 4));
    }

    @TestFactory
    Stream<DynamicTest> staysWithinTheLimits() {
        return STEPS.entrySet().stream()
                .flatMap(each -> Stream.concat(KINDS.stream(), KINDS_ON_CPU.stream())
                        .filter(terms -> terms.deviation() > 0 || !ZERO.contains(each.getKey()))
                        .flatMap(terms -> Stream.concat(
                                        Stream.of("cpu"),
                                        KINDS_ON_CPU.contains(terms) ? Stream.empty() : StepRun.compilingEngines())
                                .map(engine -> {
                                    String name = engine + ": " + each.getKey() + ", " + terms.name();
                                    return DynamicTest.dynamicTest(
                                            name,
                                            () -> check(
                                                    name,
                                                    engine,
                                                    each.getValue().apply(new StepData(7), terms)));
                                })));
    }

    private static void check(String name, String engine, Made made) {
        StepCase<Step> step = new StepCase<>(name, made.data(), made.step());
        Map<String, double[]> expected = new LinkedHashMap<>();
        step.contents().forEach((array, values) -> {
            double[] wide = new double[values.length];
            Arrays.setAll(wide, i -> values[i]);
            expected.put(array, wide);
        });
        PlanReference.execute(made.step(), expected);
        Map<String, float[]> found = found(engine, step);
        for (View view : made.step().writes()) {
            double[] sums = new double[2];
            StepArrays.each(view, (b, h, i, c) -> {
                int at = StepArrays.at(view, b, h, i, c);
                double want = expected.get(view.buffer().name())[at];
                sums[0] += want * want;
                sums[1] += Math.pow(found.get(view.buffer().name())[at] - want, 2);
            });
            double error = Math.sqrt(sums[1] / Math.max(sums[0], Double.MIN_NORMAL));
            if (PRINTS) {
                System.out.printf("%-70s %-8s %.2e%n", name, view.buffer().name(), error);
            }
            assertThat(error)
                    .as(name + ", " + view.buffer().name() + ", RMS error")
                    .isLessThanOrEqualTo(Tolerance.of(DType.F32, made.pass()).rms());
        }
    }

    private static Map<String, float[]> found(String engine, StepCase<Step> step) {
        if (engine.equals("cpu")) {
            try (CpuKernels kernels = CpuKernelsProvider.openVector(2)) {
                return CpuStepRun.run(kernels, step);
            }
        }
        Strategy strategy = engine.endsWith("gpu") ? Strategy.TILED : Strategy.LANES;
        KernelChoices choices = new KernelChoices(List.of(
                new KernelChoice(KernelRole.CORE, strategy, Map.of()),
                new KernelChoice(KernelRole.MATRIX, strategy, Map.of()),
                new KernelChoice(KernelRole.ROWS, strategy, Map.of())));
        StepRun.Factory<Step> factory = (capacity, arrays, device) -> {
            @SuppressWarnings("unchecked")
            StepTasks<Step> tasks =
                    (StepTasks<Step>) StepFamilies.of(capacity).tasks(capacity, arrays, choices, device);
            return tasks;
        };
        return StepRun.run(engine, step.step(), factory, step.contents());
    }
}
