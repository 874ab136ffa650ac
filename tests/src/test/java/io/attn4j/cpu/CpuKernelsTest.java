package io.attn4j.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attn4j.plan.Buffer;
import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.View;
import io.attn4j.plan.core.CoreAttention;
import io.attn4j.plan.matrix.Activation;
import io.attn4j.plan.matrix.MatrixProduct;
import io.attn4j.plan.pool.SegmentPool;
import io.attn4j.reference.CoreShape;
import io.attn4j.reference.Operand;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Both implementations of {@link CpuKernels} against plain fp64 loops. */
class CpuKernelsTest {
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final double RMS_LIMIT = 2e-6;
    private static final double MAX_LIMIT = 5e-5;

    enum Implementation {
        VECTOR {
            @Override
            CpuKernels open(int threads) {
                CpuKernels kernels = CpuKernelsProvider.openVector(threads);
                assertThat(kernels.description()).startsWith("vector");
                return kernels;
            }
        },
        SCALAR {
            @Override
            CpuKernels open(int threads) {
                CpuKernels kernels = CpuKernelsProvider.openScalar(threads);
                assertThat(kernels.description()).startsWith("scalar");
                return kernels;
            }
        };

        abstract CpuKernels open(int threads);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void matchesFp64OnAwkwardShapes(Implementation implementation) {
        int[] lengths = {1, 3, 63, 64, 65, 257};
        int[] dims = {1, 16, 40, 64, 80, 128, 256};
        try (CpuKernels kernels = implementation.open(2)) {
            for (int i = 0; i < lengths.length; i++) {
                for (int j = 0; j < dims.length; j++) {
                    int keys = lengths[(i * 5 + j) % lengths.length];
                    int valueDim = dims[(i + 2 * j) % dims.length];
                    check(kernels, new Problem(10 * i + j, 1, 2, 2, lengths[i], keys, dims[j], valueDim));
                    check(kernels, new Problem(10 * i + j, 1, 1, 1, lengths[i], lengths[i], dims[j], dims[j]).causal());
                }
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void matchesFp64OnRandomProblems(Implementation implementation) {
        try (CpuKernels kernels = implementation.open(2)) {
            for (int seed = 0; seed < 150; seed++) {
                Random random = new Random(seed);
                int kvHeads = 1 + random.nextInt(3);
                int heads = kvHeads * (1 + random.nextInt(3));
                int queries = 1 + random.nextInt(random.nextBoolean() ? 20 : 300);
                int keys = 1 + random.nextInt(random.nextBoolean() ? 20 : 600);
                Problem problem = new Problem(
                        seed,
                        1 + random.nextInt(3),
                        heads,
                        kvHeads,
                        queries,
                        keys,
                        1 + random.nextInt(70),
                        1 + random.nextInt(70));
                if (random.nextBoolean()) {
                    problem.causal();
                }
                if (random.nextBoolean()) {
                    problem.lengths();
                }
                if (random.nextInt(3) == 0) {
                    problem.keyBias(random.nextBoolean());
                }
                if (random.nextInt(3) == 0) {
                    problem.denseBias(random.nextInt(2), random.nextInt(2), random.nextBoolean());
                }
                if (random.nextBoolean()) {
                    problem.strided();
                }
                if (random.nextInt(3) == 0) {
                    problem.poisonHidden();
                }
                check(kernels, problem);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void matchesFp64OnPackedSequences(Implementation implementation) {
        int[][] sequences = {
            {1, 2, 3}, {64, 64}, {63, 1, 130, 0, 7}, {300}, {5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5}
        };
        try (CpuKernels kernels = implementation.open(2)) {
            for (int[] lengths : sequences) {
                int[] cu = new int[lengths.length + 1];
                int[] cuKeys = new int[lengths.length + 1];
                for (int i = 0; i < lengths.length; i++) {
                    cu[i + 1] = cu[i] + lengths[i];
                    cuKeys[i + 1] = cuKeys[i] + 2 * lengths[i] % 301;
                }
                int n = cu[lengths.length];
                for (boolean causal : new boolean[] {false, true}) {
                    check(kernels, new Problem(n, 1, 2, 1, n, n, 40, 24).ranges(KeyRanges.packed(cu, cu, causal)));
                    check(
                            kernels,
                            new Problem(n, 1, 2, 2, n, cuKeys[lengths.length], 8, 8)
                                    .ranges(KeyRanges.packed(cu, cuKeys, causal)));
                }
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void keepsHiddenNanAndInfinityOutOfResults(Implementation implementation) {
        try (CpuKernels kernels = implementation.open(1)) {
            check(kernels, new Problem(1, 2, 2, 1, 100, 300, 16, 17).lengths().poisonHidden());
            check(kernels, new Problem(2, 1, 2, 1, 300, 300, 16, 16).causal().poisonHidden());
            check(
                    kernels,
                    new Problem(3, 1, 2, 2, 70, 300, 16, 16).keyBias(true).poisonHidden());
            check(
                    kernels,
                    new Problem(4, 1, 2, 2, 70, 300, 16, 16)
                            .denseBias(1, 1, true)
                            .poisonHidden());
            check(
                    kernels,
                    new Problem(5, 2, 2, 2, 70, 70, 16, 16)
                            .denseBias(0, 0, true)
                            .causal()
                            .poisonHidden());
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void givesNanAndInfinityToTheRowsThatSeeThem(Implementation implementation) {
        try (CpuKernels kernels = implementation.open(1)) {
            Problem problem = new Problem(1, 1, 1, 1, 70, 70, 8, 8).causal();
            problem.b.set(FLOAT, (35L * 8 + 3) * 4, Float.NaN);
            float[][] result = problem.run(kernels);
            for (int i = 0; i < 70; i++) {
                assertThat(Float.isNaN(result[0][i * 8])).as("row %d", i).isEqualTo(i >= 35);
                assertThat(Float.isNaN(result[1][i])).as("lse of row %d", i).isEqualTo(i >= 35);
            }
            Problem value = new Problem(2, 1, 1, 1, 70, 70, 8, 8).causal();
            value.w.set(FLOAT, (35L * 8 + 3) * 4, Float.NEGATIVE_INFINITY);
            result = value.run(kernels);
            for (int i = 0; i < 70; i++) {
                assertThat(result[0][i * 8 + 3] == Float.NEGATIVE_INFINITY)
                        .as("row %d", i)
                        .isEqualTo(i >= 35);
                assertThat(result[0][i * 8 + 2]).isFinite();
                assertThat(result[1][i]).isFinite();
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void givesZeroAndMinusInfinityForRowsThatSeeNoKey(Implementation implementation) {
        try (CpuKernels kernels = implementation.open(1)) {
            Problem causal = new Problem(1, 1, 1, 1, 100, 30, 8, 8).causal();
            float[][] result = causal.run(kernels);
            for (int i = 0; i < 70; i++) {
                assertThat(result[1][i]).isEqualTo(Float.NEGATIVE_INFINITY);
                assertThat(Arrays.copyOfRange(result[0], i * 8, i * 8 + 8)).containsOnly(0);
            }
            assertThat(result[1][70]).isFinite();

            Problem biased = new Problem(2, 1, 1, 1, 5, 30, 8, 8).denseBias(1, 1, false);
            for (int j = 0; j < 30; j++) {
                biased.denseBias
                        .data()
                        .set(FLOAT, biased.denseBias.index(0, 0, 3) * 4 + 4L * j, Float.NEGATIVE_INFINITY);
            }
            result = biased.run(kernels);
            assertThat(result[1][3]).isEqualTo(Float.NEGATIVE_INFINITY);
            assertThat(Arrays.copyOfRange(result[0], 24, 32)).containsOnly(0);
            assertThat(result[1][2]).isFinite();
        }
    }

    @ParameterizedTest(name = "{0} logits of {1}")
    @CsvSource({"VECTOR, 1e4", "SCALAR, 1e4", "VECTOR, -1e4", "SCALAR, -1e4", "VECTOR, 1e30", "SCALAR, 1e30"})
    void staysStableWithLargeLogits(Implementation implementation, float magnitude) {
        try (CpuKernels kernels = implementation.open(1)) {
            // Powers of two, so that the logits are exact and their differences are not lost in rounding.
            Problem problem = new Problem(3, 1, 1, 1, 65, 300, 4, 8).scale((float) Math.log(2));
            int exponent = Math.getExponent(magnitude);
            for (int i = 0; i < 65; i++) {
                for (int d = 0; d < 4; d++) {
                    problem.a.set(FLOAT, (i * 4L + d) * 4, d == 0 ? Math.signum(magnitude) : d == 1 ? 1 : 0);
                }
            }
            for (int j = 0; j < 300; j++) {
                problem.b.set(FLOAT, j * 16L, Math.scalb(1f + j % 7, exponent));
                problem.b.set(FLOAT, j * 16L + 4, j % 3);
            }
            check(kernels, problem);
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void keepsUpWithLogitsThatRiseInSomeRowsAndFallInOthers(Implementation implementation) {
        try (CpuKernels kernels = implementation.open(1)) {
            check(kernels, new Problem(4, 1, 2, 2, 70, 700, 16, 24).rising());
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void givesTheSameBitsOnEveryRunAndForEveryNumberOfThreads(Implementation implementation) {
        Problem[] problems = {
            new Problem(1, 2, 4, 2, 257, 700, 40, 24).causal(),
            new Problem(2, 1, 1, 1, 1000, 300, 16, 16).denseBias(1, 1, true).lengths(),
            new Problem(3, 1, 8, 8, 512, 512, 64, 64)
        };
        for (Problem problem : problems) {
            float[][] first;
            try (CpuKernels kernels = implementation.open(1)) {
                first = problem.run(kernels);
                assertThat(problem.run(kernels)).isDeepEqualTo(first);
            }
            for (int threads : new int[] {2, 3, 8}) {
                try (CpuKernels kernels = implementation.open(threads)) {
                    for (int run = 0; run < 3; run++) {
                        assertThat(problem.run(kernels))
                                .as("%d threads", threads)
                                .isDeepEqualTo(first);
                    }
                }
            }
        }
    }

    @Test
    void givesTheSameBitsWithAndWithoutVectorsAndOnTheWayFromOneToTheOther() {
        Problem[] problems = {
            new Problem(1, 1, 4, 2, 130, 200, 40, 24).causal().denseBias(1, 1, true),
            new Problem(2, 1, 2, 2, 70, 600, 16, 17).keyBias(true).poisonHidden(),
            new Problem(3, 1, 8, 8, 512, 512, 64, 64),
            new Problem(4, 1, 2, 2, 70, 700, 16, 24).rising()
        };
        float[][][] expected = new float[problems.length][][];
        try (CpuKernels vector = CpuKernelsProvider.openVector(1);
                CpuKernels scalar = CpuKernelsProvider.openScalar(2)) {
            for (int i = 0; i < problems.length; i++) {
                expected[i] = problems[i].run(vector);
                assertThat(problems[i].run(scalar)).isDeepEqualTo(expected[i]);
            }
        }
        try (CpuKernels kernels = CpuKernelsProvider.open(2)) {
            assertThat(kernels.description()).startsWith("vector").contains("scalar until it is warm");
            for (int run = 0; run < 8; run++) {
                for (int i = 0; i < problems.length; i++) {
                    assertThat(problems[i].run(kernels)).isDeepEqualTo(expected[i]);
                }
            }
            assertThat(kernels.description()).startsWith("vector").doesNotContain("scalar");
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void givesARowTheSameBitsWhicheverRowsAreComputedWithIt(Implementation implementation) {
        Problem whole = new Problem(5, 1, 1, 1, 300, 300, 16, 8);
        try (CpuKernels kernels = implementation.open(1)) {
            for (boolean causal : new boolean[] {false, true}) {
                KeyRanges ranges = KeyRanges.rectangular(1, 300, 300, causal, null);
                float[][] expected = whole.ranges(ranges).run(kernels);
                for (int row : new int[] {0, 63, 64, 299}) {
                    int[] table = {ranges.start(0, row), ranges.end(0, row)};
                    KeyRanges one = KeyRanges.packed(new int[] {0, 1}, table, false);
                    MemorySegment o = filled(8);
                    MemorySegment lse = filled(1);
                    Memory arrays = new Memory();
                    CoreAttention step = CoreAttention.of(
                            "attention",
                            whole.scale,
                            arrays.view(new Operand(whole.a, row * 16L, 0, 0, 16), 1, 1, 1, 16),
                            arrays.view(new Operand(whole.b, 0, 0, 0, 16), 1, 1, 300, 16),
                            arrays.view(new Operand(whole.w, 0, 0, 0, 8), 1, 1, 300, 8),
                            one,
                            arrays.view(o, 1, 1, 1, 8),
                            arrays.view(lse, 1, 1, 1, 1));
                    kernels.execute(step, arrays.memory);
                    assertThat(o.toArray(FLOAT))
                            .as("row %d", row)
                            .isEqualTo(Arrays.copyOfRange(expected[0], row * 8, row * 8 + 8));
                    assertThat(lse.get(FLOAT, 0)).isEqualTo(expected[1][row]);
                }
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void acceptsSegmentsOnTheHeap(Implementation implementation) {
        Problem problem = new Problem(1, 1, 1, 1, 70, 70, 8, 8);
        try (CpuKernels kernels = implementation.open(1)) {
            float[][] expected = problem.run(kernels);
            problem.a = MemorySegment.ofArray(problem.a.toArray(FLOAT));
            problem.b = MemorySegment.ofArray(problem.b.toArray(FLOAT));
            problem.w = MemorySegment.ofArray(problem.w.toArray(FLOAT));
            assertThat(problem.run(kernels)).isDeepEqualTo(expected);
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void projectsTheSequence(Implementation implementation) {
        int[][] shapes = {
            {1, 1, 1, 1, 1},
            {2, 3, 65, 7, 40},
            {1, 2, 257, 64, 64},
            {2, 1, 300, 33, 80},
            {1, 1, 20, 100, 130},
            {1, 1, 513, 300, 5}
        };
        for (int[] shape : shapes) {
            for (boolean shared : new boolean[] {false, true}) {
                for (boolean padded : new boolean[] {false, true}) {
                    checkProjection(implementation, shape, shared, padded);
                }
            }
        }
    }

    private static void checkProjection(Implementation implementation, int[] shape, boolean shared, boolean padded) {
        int batch = shape[0];
        int heads = shape[1];
        int sequence = shape[2];
        int rank = shape[3];
        int dim = shape[4];
        Random random = new Random(sequence);
        int columns = sequence + 3;
        MemorySegment x = gaussian(random, (long) batch * heads * sequence * dim);
        MemorySegment e = gaussian(random, (long) (shared ? 1 : heads) * rank * columns);
        Operand xs = Operand.contiguous(x, heads, sequence, dim);
        Operand es = new Operand(e, 0, 0, shared ? 0 : (long) rank * columns, columns);
        int[] lengths = padded ? lengths(random, batch, sequence) : null;
        poisonBeyond(xs, heads, sequence, dim, lengths);
        double[] expected = new double[batch * heads * rank * dim];
        for (int at = 0, b = 0; b < batch; b++) {
            for (int h = 0; h < heads; h++) {
                for (int r = 0; r < rank; r++) {
                    for (int d = 0; d < dim; d++, at++) {
                        for (int n = 0; n < (padded ? lengths[b] : sequence); n++) {
                            expected[at] += (double) get(es, 0, h, r, n) * get(xs, b, h, n, d);
                        }
                    }
                }
            }
        }
        float[] first = null;
        for (int threads : new int[] {1, 3}) {
            try (CpuKernels kernels = implementation.open(threads)) {
                MemorySegment y = filled(expected.length);
                project(kernels, xs, es, batch, heads, sequence, rank, dim, lengths, y);
                assertClose("projection " + Arrays.toString(shape), y.toArray(FLOAT), expected);
                first = first == null ? y.toArray(FLOAT) : first;
                assertThat(y.toArray(FLOAT)).isEqualTo(first);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void poolsTheSequence(Implementation implementation) {
        int[][] shapes = {
            {1, 1, 1, 1, 1}, {2, 3, 65, 7, 40}, {1, 2, 257, 256, 64}, {2, 1, 1300, 1, 80}, {1, 1, 20, 20, 130}
        };
        for (int[] shape : shapes) {
            for (boolean padded : new boolean[] {false, true}) {
                int batch = shape[0];
                int heads = shape[1];
                int sequence = shape[2];
                int rank = shape[3];
                int dim = shape[4];
                Random random = new Random(sequence);
                Operand xs = Operand.contiguous(
                        gaussian(random, (long) batch * heads * sequence * dim), heads, sequence, dim);
                int[] lengths = padded ? lengths(random, batch, sequence) : null;
                poisonBeyond(xs, heads, sequence, dim, lengths);
                double[] expected = new double[batch * heads * rank * dim];
                for (int at = 0, b = 0; b < batch; b++) {
                    for (int h = 0; h < heads; h++) {
                        for (int r = 0; r < rank; r++) {
                            int from = (int) ((long) r * sequence / rank);
                            int to = (int) ((r + 1L) * sequence / rank);
                            for (int d = 0; d < dim; d++, at++) {
                                for (int n = from; n < Math.min(to, padded ? lengths[b] : sequence); n++) {
                                    expected[at] += (double) get(xs, b, h, n, d) / (to - from);
                                }
                            }
                        }
                    }
                }
                try (CpuKernels kernels = implementation.open(2)) {
                    MemorySegment y = filled(expected.length);
                    meanPool(kernels, xs, batch, heads, sequence, rank, dim, lengths, y);
                    assertClose("mean pool " + Arrays.toString(shape), y.toArray(FLOAT), expected);
                }
            }
        }
    }

    @Test
    void sumsLongSequencesAccurately() {
        int sequence = 65536;
        Random random = new Random(1);
        MemorySegment x = Arena.ofAuto().allocate(4L * sequence * 8);
        MemorySegment e = Arena.ofAuto().allocate(4L * sequence * 2);
        double[] expected = new double[16];
        double[] means = new double[8];
        for (int n = 0; n < sequence; n++) {
            for (int r = 0; r < 2; r++) {
                e.setAtIndex(FLOAT, (long) r * sequence + n, random.nextFloat());
            }
            for (int d = 0; d < 8; d++) {
                float value = random.nextFloat();
                x.setAtIndex(FLOAT, n * 8L + d, value);
                means[d] += (double) value / sequence;
                for (int r = 0; r < 2; r++) {
                    expected[r * 8 + d] += (double) e.getAtIndex(FLOAT, (long) r * sequence + n) * value;
                }
            }
        }
        Operand xs = Operand.contiguous(x, 1, sequence, 8);
        for (Implementation implementation : Implementation.values()) {
            try (CpuKernels kernels = implementation.open(2)) {
                MemorySegment y = filled(16);
                project(kernels, xs, Operand.contiguous(e, 1, 2, sequence), 1, 1, sequence, 2, 8, null, y);
                assertClose("long projection", y.toArray(FLOAT), expected);
                MemorySegment mean = filled(8);
                meanPool(kernels, xs, 1, 1, sequence, 1, 8, null, mean);
                assertClose("long mean", mean.toArray(FLOAT), means);
            }
        }
    }

    @Test
    void refusesACallDuringACall() throws InterruptedException {
        Problem problem = new Problem(1, 1, 8, 8, 1024, 1024, 64, 64);
        try (CpuKernels kernels = CpuKernelsProvider.open(2)) {
            CountDownLatch started = new CountDownLatch(1);
            AtomicReference<Throwable> refused = new AtomicReference<>();
            Thread other = new Thread(() -> {
                started.countDown();
                for (int i = 0; i < 10_000 && refused.get() == null; i++) {
                    try {
                        problem.run(kernels);
                    } catch (IllegalStateException e) {
                        refused.set(e);
                    }
                }
            });
            other.start();
            started.await();
            while (other.isAlive() && refused.get() == null) {
                try {
                    problem.run(kernels);
                } catch (IllegalStateException e) {
                    refused.set(e);
                }
            }
            other.join();
            assertThat(refused.get()).hasMessageContaining("needs one call at a time");
        }
    }

    @Test
    void refusesCallsAfterCloseAndBadThreadCounts() {
        Problem problem = new Problem(1, 1, 1, 1, 3, 3, 4, 4);
        Set<Thread> before = workers();
        CpuKernels kernels = CpuKernelsProvider.open(3);
        assertThat(workers()).hasSize(before.size() + 2);
        problem.run(kernels);
        kernels.close();
        kernels.close();
        assertThatThrownBy(() -> problem.run(kernels)).hasMessageContaining("after close");
        assertThatThrownBy(() -> CpuKernelsProvider.open(0))
                .hasMessage("threads: got 0; needs at least 1; try the number of processors");
        assertThat(workers()).isEqualTo(before);
    }

    private static Set<Thread> workers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("attn4j-cpu"))
                .collect(Collectors.toSet());
    }

    @Test
    void passesOnAFailureOfATaskAndStaysUsable() {
        Problem problem = new Problem(1, 1, 4, 4, 300, 300, 4, 4);
        try (CpuKernels kernels = CpuKernelsProvider.open(3)) {
            Memory arrays = new Memory();
            View x = arrays.view(filled(300 * 300), 1, 1, 300, 300);
            MatrixProduct step = MatrixProduct.of("product", x, x, arrays.view(filled(300 * 300), 1, 1, 300, 300));
            arrays.memory.replaceAll((name, data) -> data.asSlice(0, Float.BYTES));
            assertThatThrownBy(() -> kernels.execute(step, arrays.memory))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            check(kernels, problem);
        }
    }

    private static void project(
            CpuKernels kernels,
            Operand x,
            Operand e,
            int batch,
            int heads,
            int sequence,
            int rank,
            int dim,
            int[] lengths,
            MemorySegment y) {
        Memory arrays = new Memory();
        MatrixProduct step = new MatrixProduct(
                "project",
                arrays.view(e, batch, heads, rank, sequence),
                arrays.view(x, batch, heads, sequence, dim),
                null,
                null,
                Activation.NONE,
                null,
                lengths == null ? null : KeyRanges.rectangular(batch, rank, sequence, false, lengths),
                arrays.view(y, batch, heads, rank, dim));
        kernels.execute(step, arrays.memory);
    }

    private static void meanPool(
            CpuKernels kernels,
            Operand x,
            int batch,
            int heads,
            int sequence,
            int rank,
            int dim,
            int[] lengths,
            MemorySegment y) {
        Memory arrays = new Memory();
        SegmentPool step = new SegmentPool(
                "pool",
                SegmentPool.Kind.MEAN,
                0,
                arrays.view(x, batch, heads, sequence, dim),
                null,
                lengths,
                arrays.view(y, batch, heads, rank, dim));
        kernels.execute(step, arrays.memory);
    }

    /** Memory of a step, and the views into it. */
    private static final class Memory {
        private final Map<String, MemorySegment> memory = new HashMap<>();

        View view(MemorySegment data, int batch, int heads, int rows, int columns) {
            return view(Operand.contiguous(data, heads, rows, columns), batch, heads, rows, columns);
        }

        View view(Operand x, int batch, int heads, int rows, int columns) {
            String name = "array" + memory.size();
            memory.put(name, x.data());
            return new View(
                    new Buffer(name, Buffer.Kind.INTERMEDIATE, x.data().byteSize() / Float.BYTES),
                    x.offset(),
                    batch,
                    heads,
                    rows,
                    columns,
                    x.batchStride(),
                    x.headStride(),
                    x.rowStride(),
                    1);
        }
    }

    private static void check(CpuKernels kernels, Problem problem) {
        float[][] result = problem.run(kernels);
        double[][] expected = problem.expected();
        assertClose(problem + " o", result[0], expected[0]);
        assertClose(problem + " lse", result[1], expected[1]);
    }

    private static void assertClose(String what, float[] actual, double[] expected) {
        assertThat(actual).as(what).hasSize(expected.length);
        double error = 0;
        double reference = 0;
        double worst = 0;
        int finite = 0;
        for (int i = 0; i < actual.length; i++) {
            if (Double.isInfinite(expected[i])) {
                assertThat((double) actual[i]).as("%s at %d", what, i).isEqualTo(expected[i]);
                continue;
            }
            assertThat(actual[i]).as("%s at %d", what, i).isFinite();
            double difference = actual[i] - expected[i];
            error += difference * difference;
            reference += expected[i] * expected[i];
            worst = Math.max(worst, Math.abs(difference));
            finite++;
        }
        if (reference == 0) {
            assertThat(worst).as(what).isZero();
            return;
        }
        double rms = Math.sqrt(reference / finite);
        assertThat(Math.sqrt(error / finite) / rms).as("%s: RMS error", what).isLessThanOrEqualTo(RMS_LIMIT);
        assertThat(worst / rms).as("%s: greatest error", what).isLessThanOrEqualTo(MAX_LIMIT);
    }

    private static MemorySegment gaussian(Random random, long count) {
        // Off by one byte, as a tensor in a mapped file may be.
        MemorySegment segment = Arena.ofAuto().allocate(4 * count + 1, 64).asSlice(1);
        for (long i = 0; i < count; i++) {
            segment.set(FLOAT, 4 * i, (float) random.nextGaussian());
        }
        return segment;
    }

    private static MemorySegment filled(int count) {
        float[] poison = new float[count];
        Arrays.fill(poison, Float.NaN);
        MemorySegment segment = Arena.ofAuto().allocate(4L * count + 1, 64).asSlice(1);
        MemorySegment.copy(poison, 0, segment, FLOAT, 0, count);
        return segment;
    }

    private static float get(Operand operand, int b, int h, int row, int column) {
        return operand.data().get(FLOAT, 4 * (operand.index(b, h, row) + column));
    }

    private static int[] lengths(Random random, int batch, int longest) {
        int[] lengths = new int[batch];
        for (int b = 0; b < batch; b++) {
            lengths[b] = random.nextInt(longest + 1);
        }
        return lengths;
    }

    private static void poisonBeyond(Operand x, int heads, int rows, int columns, int[] lengths) {
        for (int b = 0; lengths != null && b < lengths.length; b++) {
            for (int h = 0; h < heads; h++) {
                for (int n = lengths[b]; n < rows; n++) {
                    x.data().set(FLOAT, 4 * x.index(b, h, n), Float.NaN);
                    x.data().set(FLOAT, 4 * (x.index(b, h, n) + columns - 1), Float.POSITIVE_INFINITY);
                }
            }
        }
    }

    /** A problem with random operands, and its answer by plain loops. */
    private static final class Problem {
        private final int seed;
        private final Random random;
        private final CoreShape shape;
        private float scale;
        private MemorySegment a;
        private MemorySegment b;
        private MemorySegment w;
        private int aRow;
        private int bRow;
        private int wRow;
        private Operand keyBias;
        private Operand denseBias;
        private boolean causal;
        private int[] lengths;
        private KeyRanges ranges;

        Problem(int seed, int batch, int heads, int kvHeads, int queries, int keys, int keyDim, int valueDim) {
            this.seed = seed;
            random = new Random(seed);
            shape = new CoreShape(batch, heads, kvHeads, queries, keys, keyDim, valueDim);
            scale = (float) (1.5 / Math.sqrt(keyDim));
            ranges = KeyRanges.rectangular(batch, queries, keys, false, null);
            lay(0);
        }

        private void lay(int pad) {
            aRow = shape.keyDim() + pad;
            bRow = shape.keyDim() + 2 * pad;
            wRow = shape.valueDim() + 3 * pad;
            a = gaussian(random, (long) shape.batch() * shape.heads() * shape.queries() * aRow);
            b = gaussian(random, (long) shape.batch() * shape.kvHeads() * shape.keys() * bRow);
            w = gaussian(random, (long) shape.batch() * shape.kvHeads() * shape.keys() * wRow);
        }

        /** Rows further apart than they are long. */
        Problem strided() {
            lay(3);
            return this;
        }

        Problem scale(float value) {
            scale = value;
            return this;
        }

        Problem ranges(KeyRanges value) {
            ranges = value;
            return this;
        }

        Problem causal() {
            causal = true;
            ranges = KeyRanges.rectangular(shape.batch(), shape.queries(), shape.keys(), true, lengths);
            return this;
        }

        Problem lengths() {
            lengths = CpuKernelsTest.lengths(random, shape.batch(), shape.keys());
            ranges = KeyRanges.rectangular(shape.batch(), shape.queries(), shape.keys(), causal, lengths);
            return this;
        }

        Problem keyBias(boolean masks) {
            MemorySegment data = gaussian(random, (long) shape.batch() * shape.heads() * shape.keys());
            keyBias = new Operand(data, 0, (long) shape.heads() * shape.keys(), shape.keys(), 0);
            hide(data, masks);
            return this;
        }

        Problem denseBias(int perBatch, int perHead, boolean masks) {
            long plane = (long) shape.queries() * shape.keys();
            long heads = perHead == 0 ? 1 : shape.heads();
            MemorySegment data = gaussian(random, (perBatch == 0 ? 1 : shape.batch()) * heads * plane);
            denseBias = new Operand(data, 0, perBatch * heads * plane, perHead * plane, shape.keys());
            hide(data, masks);
            return this;
        }

        /** A bias that raises the logits of some rows by 0.1 from key to key, and lowers those of others. */
        Problem rising() {
            denseBias(0, 0, false);
            for (int i = 0; i < shape.queries(); i++) {
                for (int j = 0; j < shape.keys(); j++) {
                    denseBias.data().set(FLOAT, 4L * (i * shape.keys() + j), 0.1f * (i % 3 - 1) * j);
                }
            }
            return this;
        }

        private void hide(MemorySegment data, boolean masks) {
            for (long i = 0; masks && i < data.byteSize() / 4; i++) {
                if (random.nextInt(3) == 0) {
                    data.set(FLOAT, 4 * i, Float.NEGATIVE_INFINITY);
                }
            }
        }

        /** Writes NaN and infinity into the keys and values that no row of a head group sees, and hides one from all. */
        Problem poisonHidden() {
            Operand keys = operandB();
            Operand values = operandW();
            for (int batch = 0; batch < shape.batch(); batch++) {
                for (int j = 0; j < shape.keys(); j++) {
                    if (denseBias != null && j % 5 == 0) {
                        for (int h = 0; h < shape.heads(); h++) {
                            for (int i = j % 2; i < shape.queries(); i++) {
                                long at = denseBias.index(batch, h, i) + j;
                                denseBias.data().set(FLOAT, 4 * at, Float.NEGATIVE_INFINITY);
                            }
                        }
                    }
                    for (int kvHead = 0; kvHead < shape.kvHeads(); kvHead++) {
                        boolean seen = false;
                        for (int h = kvHead * shape.groupSize(); h < (kvHead + 1) * shape.groupSize(); h++) {
                            for (int i = 0; i < shape.queries(); i++) {
                                seen |= sees(batch, h, i, j);
                            }
                        }
                        // A causal mask hides the last keys from all but the last rows: those get NaN, as they should.
                        if (!seen) {
                            keys.data().set(FLOAT, 4 * keys.index(batch, kvHead, j), Float.NaN);
                            values.data().set(FLOAT, 4 * values.index(batch, kvHead, j), Float.NaN);
                            long last = values.index(batch, kvHead, j) + shape.valueDim() - 1;
                            values.data().set(FLOAT, 4 * last, Float.POSITIVE_INFINITY);
                        }
                    }
                }
            }
            return this;
        }

        private boolean sees(int batch, int h, int i, int j) {
            return j >= ranges.start(batch, i)
                    && j < ranges.end(batch, i)
                    && (keyBias == null || get(keyBias, batch, h, 0, j) != Float.NEGATIVE_INFINITY)
                    && (denseBias == null || get(denseBias, batch, h, i, j) != Float.NEGATIVE_INFINITY);
        }

        private Operand operandA() {
            return Operand.contiguous(a, shape.heads(), shape.queries(), aRow);
        }

        private Operand operandB() {
            return Operand.contiguous(b, shape.kvHeads(), shape.keys(), bRow);
        }

        private Operand operandW() {
            return Operand.contiguous(w, shape.kvHeads(), shape.keys(), wRow);
        }

        float[][] run(CpuKernels kernels) {
            int batch = shape.batch();
            int heads = shape.heads();
            int rows = batch * heads * shape.queries();
            MemorySegment o = filled(rows * shape.valueDim());
            MemorySegment lse = filled(rows);
            Memory arrays = new Memory();
            CoreAttention step = CoreAttention.of(
                            "attention",
                            scale,
                            arrays.view(operandA(), batch, heads, shape.queries(), shape.keyDim()),
                            arrays.view(operandB(), batch, shape.kvHeads(), shape.keys(), shape.keyDim()),
                            arrays.view(operandW(), batch, shape.kvHeads(), shape.keys(), shape.valueDim()),
                            ranges,
                            arrays.view(o, batch, heads, shape.queries(), shape.valueDim()),
                            arrays.view(lse, batch, heads, shape.queries(), 1))
                    .withBiases(
                            keyBias == null ? null : arrays.view(keyBias, batch, heads, 1, shape.keys()),
                            denseBias == null
                                    ? null
                                    : arrays.view(denseBias, batch, heads, shape.queries(), shape.keys()));
            kernels.execute(step, arrays.memory);
            return new float[][] {o.toArray(FLOAT), lse.toArray(FLOAT)};
        }

        double[][] expected() {
            int dv = shape.valueDim();
            int rows = shape.batch() * shape.heads() * shape.queries();
            double[] o = new double[rows * dv];
            double[] lse = new double[rows];
            double[] s = new double[shape.keys()];
            for (int row = 0; row < rows; row++) {
                int i = row % shape.queries();
                int h = row / shape.queries() % shape.heads();
                int batch = row / shape.queries() / shape.heads();
                int kvHead = h / shape.groupSize();
                double max = Double.NEGATIVE_INFINITY;
                for (int j = 0; j < shape.keys(); j++) {
                    s[j] = Double.NEGATIVE_INFINITY;
                    if (sees(batch, h, i, j)) {
                        s[j] = 0;
                        for (int d = 0; d < shape.keyDim(); d++) {
                            s[j] += (double) get(operandA(), batch, h, i, d) * get(operandB(), batch, kvHead, j, d);
                        }
                        s[j] *= scale;
                        s[j] += keyBias == null ? 0 : get(keyBias, batch, h, 0, j);
                        s[j] += denseBias == null ? 0 : get(denseBias, batch, h, i, j);
                        max = Math.max(max, s[j]);
                    }
                }
                double total = 0;
                for (int j = 0; j < shape.keys(); j++) {
                    if (s[j] != Double.NEGATIVE_INFINITY) {
                        double p = Math.exp(s[j] - max);
                        total += p;
                        for (int d = 0; d < dv; d++) {
                            o[row * dv + d] += p * get(operandW(), batch, kvHead, j, d);
                        }
                    }
                }
                lse[row] = total == 0 ? Double.NEGATIVE_INFINITY : max + Math.log(total);
                for (int d = 0; d < dv && total != 0; d++) {
                    o[row * dv + d] /= total;
                }
            }
            return new double[][] {o, lse};
        }

        @Override
        public String toString() {
            return "seed " + seed + " " + shape + (causal ? " causal" : "") + (lengths == null ? "" : " lengths")
                    + (keyBias == null ? "" : " key bias") + (denseBias == null ? "" : " dense bias");
        }
    }
}
