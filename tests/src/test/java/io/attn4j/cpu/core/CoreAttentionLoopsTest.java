package io.attn4j.cpu.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.cpu.CpuKernels;
import io.attn4j.cpu.CpuKernelsProvider;
import io.attn4j.cpu.CpuStepRun;
import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.View;
import io.attn4j.plan.core.CoreAttention;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The fused attention of the cpu engine beyond what {@link io.attn4j.plan.core.CoreAttentionTest} asks of every engine:
 * random requests, several blocks of keys and of columns, hidden NaN, and bits that depend on nothing but the row.
 */
class CoreAttentionLoopsTest {
    /** An attention over Gaussian data; {@code heads} query heads share {@code kvHeads} heads of keys and values. */
    private static CoreAttention attention(
            StepData data,
            int batch,
            int heads,
            int kvHeads,
            int queries,
            int keys,
            int keyDim,
            int valueDim,
            boolean gaps,
            KeyRanges ranges) {
        return CoreAttention.of(
                "attention",
                (float) (1.5 / Math.sqrt(keyDim)),
                operand(data, gaps, "a", batch, heads, queries, keyDim),
                operand(data, gaps, "b", batch, kvHeads, keys, keyDim),
                operand(data, gaps, "w", batch, kvHeads, keys, valueDim),
                ranges,
                data.emptyGapped("o", batch, heads, queries, valueDim),
                data.empty("lse", batch, heads, queries, 1));
    }

    private static View operand(StepData data, boolean gaps, String name, int batch, int heads, int rows, int columns) {
        return gaps
                ? data.gapped(name, batch, heads, rows, columns)
                : data.contiguous(name, batch, heads, rows, columns);
    }

    private static KeyRanges all(int batch, int queries, int keys) {
        return KeyRanges.rectangular(batch, queries, keys, false, null);
    }

    /** Checks {@code made} without vectors on one thread, and that vectors on two give the same bits. */
    private static Map<String, float[]> check(CpuKernels scalar, CpuKernels vector, StepCase<CoreAttention> made) {
        Map<String, float[]> result = CpuStepRun.run(scalar, made);
        made.check(made.toString(), result);
        Map<String, float[]> other = CpuStepRun.run(vector, made);
        result.forEach((name, values) ->
                assertThat(other.get(name)).as(name + " with vectors, " + made).isEqualTo(values));
        return result;
    }

    private static Map<String, float[]> check(StepCase<CoreAttention> made) {
        try (CpuKernels scalar = CpuKernelsProvider.openScalar(1);
                CpuKernels vector = CpuKernelsProvider.openVector(2)) {
            return check(scalar, vector, made);
        }
    }

    @Test
    void agreesOnRandomRequests() {
        try (CpuKernels scalar = CpuKernelsProvider.openScalar(1);
                CpuKernels vector = CpuKernelsProvider.openVector(2)) {
            for (int seed = 0; seed < 100; seed++) {
                check(scalar, vector, random(seed));
            }
        }
    }

    private static StepCase<CoreAttention> random(int seed) {
        Random random = new Random(seed);
        StepData data = new StepData(seed);
        int batch = 1 + random.nextInt(3);
        int kvHeads = 1 + random.nextInt(2);
        int heads = kvHeads * (1 + random.nextInt(2));
        int queries = 1 + random.nextInt(random.nextBoolean() ? 20 : 140);
        int keys = 1 + random.nextInt(random.nextBoolean() ? 20 : 300);
        boolean causal = random.nextBoolean();
        int[] lengths = random.nextBoolean() ? new int[batch] : null;
        for (int b = 0; lengths != null && b < batch; b++) {
            lengths[b] = random.nextInt(keys + 1);
        }
        KeyRanges ranges = KeyRanges.rectangular(batch, queries, keys, causal, lengths);
        int keyDim = 1 + random.nextInt(40);
        int valueDim = 1 + random.nextInt(40);
        CoreAttention step =
                attention(data, batch, heads, kvHeads, queries, keys, keyDim, valueDim, random.nextBoolean(), ranges);
        if (lengths != null) {
            data.poison(step.b(), lengths);
            data.poison(step.w(), lengths);
        }
        View keyBias = random.nextInt(3) > 0 ? null : data.gapped("c", batch, heads, 1, keys);
        View bias = random.nextInt(3) > 0
                ? null
                : data.gapped("bias", 1, heads, queries, keys).broadcastBatch(batch);
        for (View view : Arrays.asList(keyBias, bias)) {
            if (view != null && random.nextBoolean()) {
                data.fill(
                        view,
                        (b, h, i, j) -> random.nextInt(3) == 0 ? Double.NEGATIVE_INFINITY : data.get(view, b, h, i, j));
            }
        }
        return new StepCase<>("seed " + seed + (causal ? " causal" : ""), data, step.withBiases(keyBias, bias));
    }

    /** Sides of tiles, of blocks of keys and of vectors, and one more or less. */
    @Test
    void agreesOnAwkwardShapes() {
        int[] lengths = {1, 3, 63, 64, 65, 129};
        int[] dims = {1, 16, 40, 64, 80, 128, 300};
        try (CpuKernels scalar = CpuKernelsProvider.openScalar(1);
                CpuKernels vector = CpuKernelsProvider.openVector(2)) {
            for (int i = 0; i < lengths.length; i++) {
                for (int j = 0; j < dims.length; j++) {
                    int keys = lengths[(i * 5 + j) % lengths.length];
                    int valueDim = dims[(i + 2 * j) % dims.length];
                    StepData data = new StepData(10L * i + j);
                    KeyRanges ranges = KeyRanges.rectangular(1, lengths[i], keys, j % 2 == 0, null);
                    CoreAttention step = attention(data, 1, 1, 1, lengths[i], keys, dims[j], valueDim, false, ranges);
                    check(scalar, vector, new StepCase<>(lengths[i] + " by " + keys + ", " + dims[j], data, step));
                }
            }
        }
    }

    static Stream<int[]> sequences() {
        return Stream.of(new int[] {1, 2, 3}, new int[] {64, 64}, new int[] {63, 1, 130, 0, 7}, new int[] {
            5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5
        });
    }

    @ParameterizedTest
    @MethodSource("sequences")
    void agreesOnPackedSequences(int... lengths) {
        int[] cu = new int[lengths.length + 1];
        int[] cuKeys = new int[lengths.length + 1];
        for (int i = 0; i < lengths.length; i++) {
            cu[i + 1] = cu[i] + lengths[i];
            cuKeys[i + 1] = cuKeys[i] + 2 * lengths[i] % 301;
        }
        int n = cu[lengths.length];
        for (boolean causal : new boolean[] {false, true}) {
            for (int[] keys : List.of(cu, cuKeys)) {
                StepData data = new StepData(n);
                KeyRanges ranges = KeyRanges.packed(cu, keys, causal);
                CoreAttention step = attention(data, 1, 2, 1, n, keys[lengths.length], 24, 16, false, ranges);
                check(new StepCase<>("packed", data, step));
            }
        }
    }

    /** What a hidden key or value holds is nobody's concern, on this engine even where a bias hides it. */
    @Test
    void keepsHiddenNanAndInfinityOutOfResults() {
        StepData data = new StepData(3);
        CoreAttention step = attention(data, 2, 2, 1, 70, 300, 16, 17, false, all(2, 70, 300));
        View keyBias = data.gapped("c", 2, 2, 1, 300);
        data.fill(keyBias, (b, h, i, j) -> j % 3 == 0 ? Double.NEGATIVE_INFINITY : data.get(keyBias, b, h, i, j));
        View bias = data.gapped("bias", 1, 1, 70, 300).broadcastHeads(2).broadcastBatch(2);
        data.fill(bias, (b, h, i, j) -> i == 3 || j % 5 == 0 ? Double.NEGATIVE_INFINITY : data.get(bias, b, h, i, j));
        for (View view : List.of(step.b(), step.w())) {
            data.fill(view, (b, h, j, d) -> {
                boolean hidden = j % 3 == 0 || j % 5 == 0;
                return !hidden ? data.get(view, b, h, j, d) : d == 0 ? Double.NaN : Double.POSITIVE_INFINITY;
            });
        }
        Map<String, float[]> result = check(new StepCase<>("hidden", data, step.withBiases(keyBias, bias)));
        assertThat(result.get("lse")[3]).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(result.get("lse")[2]).isFinite();
    }

    /** Powers of two, so that the logits are exact in base 2 and their differences are not lost in rounding. */
    @ParameterizedTest
    @MethodSource("magnitudes")
    void staysStableWithLargeLogits(float magnitude) {
        StepData data = new StepData(3);
        CoreAttention made = attention(data, 1, 1, 1, 65, 300, 4, 8, false, all(1, 65, 300));
        data.fill(made.a(), (b, h, i, d) -> d == 0 ? Math.signum(magnitude) : d == 1 ? 1 : 0);
        data.fill(
                made.b(),
                (b, h, j, d) -> d == 0 ? Math.scalb(1f + j % 7, Math.getExponent(magnitude)) : d == 1 ? j % 3 : 0);
        float scale = (float) Math.log(2);
        CoreAttention step =
                CoreAttention.of("attention", scale, made.a(), made.b(), made.w(), made.ranges(), made.o(), made.lse());
        check(new StepCase<>("logits of " + magnitude, data, step));
    }

    static Stream<Float> magnitudes() {
        return Stream.of(1e4f, -1e4f, 1e30f);
    }

    /** A bias that raises the logits of some rows by 0.1 from key to key, and lowers those of others. */
    @Test
    void keepsUpWithLogitsThatRiseInSomeRowsAndFallInOthers() {
        StepData data = new StepData(4);
        CoreAttention step = attention(data, 1, 2, 2, 70, 700, 16, 24, false, all(1, 70, 700));
        View bias = data.contiguous("bias", 1, 1, 70, 700).broadcastHeads(2);
        data.fill(bias, (b, h, i, j) -> 0.1f * (i % 3 - 1) * j);
        check(new StepCase<>("rising and falling", data, step.withBiases(null, bias)));
    }

    @Test
    void givesTheSameBitsForEveryNumberOfThreads() {
        StepData data = new StepData(1);
        KeyRanges causal = KeyRanges.rectangular(2, 257, 700, true, null);
        StepCase<CoreAttention> made =
                new StepCase<>("causal", data, attention(data, 2, 4, 2, 257, 700, 40, 24, false, causal));
        Map<String, float[]> first = null;
        for (int threads : new int[] {1, 2, 3, 8}) {
            try (CpuKernels kernels = CpuKernelsProvider.openVector(threads)) {
                for (int run = 0; run < 3; run++) {
                    Map<String, float[]> result = CpuStepRun.run(kernels, made);
                    first = first == null ? result : first;
                    for (String name : List.of("o", "lse")) {
                        assertThat(result.get(name))
                                .as("%s, %d threads", name, threads)
                                .isEqualTo(first.get(name));
                    }
                }
            }
        }
    }

    @Test
    void givesARowTheSameBitsWhicheverRowsAreComputedWithIt() {
        for (boolean causal : new boolean[] {false, true}) {
            KeyRanges ranges = KeyRanges.rectangular(1, 300, 300, causal, null);
            StepData data = new StepData(5);
            CoreAttention whole = attention(data, 1, 1, 1, 300, 300, 16, 8, false, ranges);
            Map<String, float[]> expected = check(new StepCase<>("all rows", data, whole));
            for (int row : new int[] {0, 63, 64, 299}) {
                int[] range = {ranges.start(0, row), ranges.end(0, row)};
                CoreAttention one = CoreAttention.of(
                        "attention",
                        whole.scale(),
                        whole.a().rows(row, row + 1),
                        whole.b(),
                        whole.w(),
                        KeyRanges.of(1, 1, range),
                        whole.o().rows(row, row + 1),
                        View.contiguous(whole.lse().buffer(), 1, 1, 1, 1));
                Map<String, float[]> result = check(new StepCase<>("row " + row, data, one));
                assertThat(result.get("lse")[0]).isEqualTo(expected.get("lse")[row]);
                int at = (int) one.o().offset();
                assertThat(Arrays.copyOfRange(result.get("o"), at, at + 8))
                        .as("row %d", row)
                        .isEqualTo(Arrays.copyOfRange(expected.get("o"), at, at + 8));
            }
        }
    }
}
