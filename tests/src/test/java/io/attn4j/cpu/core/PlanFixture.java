package io.attn4j.cpu.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.cpu.CpuKernels;
import io.attn4j.cpu.CpuKernelsProvider;
import io.attn4j.cpu.PlanExecutor;
import io.attn4j.kernels.step.StepArrays;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.Plan;
import io.attn4j.plan.Step;
import io.attn4j.plan.View;
import io.attn4j.reference.PlanReference;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * Steps over arrays with offsets and gaps, executed by the cpu engine, with and without vectors and on several threads, and
 * by the fp64 reference of plans.
 */
final class PlanFixture {
    private static final double MAX_ERROR = 1e-4;
    private static final double RMS_ERROR = 5e-6;

    private final Plan.Builder plan = Plan.builder("test");
    private final Map<String, float[]> given = new HashMap<>();
    private final Map<String, View> results = new LinkedHashMap<>();
    private final Random random;

    PlanFixture(long seed) {
        random = new Random(seed);
    }

    /** Gaussian {@code [B,H,rows,columns]} with gaps between rows, heads and batches. */
    View input(String name, int batch, int heads, int rows, int columns) {
        View view = withGaps(plan.input(name, elements(batch, heads, rows, columns)), batch, heads, rows, columns);
        float[] content = new float[(int) view.buffer().elements()];
        for (int i = 0; i < content.length; i++) {
            content[i] = (float) random.nextGaussian();
        }
        given.put(name, content);
        return view;
    }

    /** Gaussian, rows of all heads side by side. */
    View splitHeads(String name, int batch, int heads, int rows, int columns) {
        View whole = input(name, batch, 1, rows, heads * columns);
        return new View(
                whole.buffer(),
                whole.offset(),
                batch,
                heads,
                rows,
                columns,
                whole.batchStride(),
                columns,
                whole.rowStride(),
                1);
    }

    /** A result to compare, with gaps. */
    View output(String name, int batch, int heads, int rows, int columns) {
        View view = withGaps(plan.output(name, elements(batch, heads, rows, columns)), batch, heads, rows, columns);
        results.put(name, view);
        return view;
    }

    /** A result of one step for another, contiguous. */
    View between(String name, int batch, int heads, int rows, int columns) {
        Buffer buffer = plan.intermediate(name, (long) batch * heads * rows * columns);
        return View.contiguous(buffer, batch, heads, rows, columns);
    }

    private static long elements(int batch, int heads, int rows, int columns) {
        return 5 + (long) batch * heads * (rows * (columns + 2) + 3);
    }

    private static View withGaps(Buffer buffer, int batch, int heads, int rows, int columns) {
        int row = columns + 2;
        int head = rows * row + 3;
        return new View(buffer, 4, batch, heads, rows, columns, heads * (long) head, head, row, 1);
    }

    void set(View view, int b, int h, int i, int c, float value) {
        given.get(view.buffer().name())[StepArrays.at(view, b, h, i, c)] = value;
    }

    /** Fills a row. */
    void fillRow(View view, int b, int h, int i, float value) {
        for (int c = 0; c < view.columns(); c++) {
            set(view, b, h, i, c, value);
        }
    }

    void scale(View view, float factor) {
        float[] content = given.get(view.buffer().name());
        for (int i = 0; i < content.length; i++) {
            content[i] *= factor;
        }
    }

    PlanFixture add(Step step) {
        plan.add(step);
        return this;
    }

    /** Asserts that all results are those of the reference, and the same bits on any number of threads and any loops. */
    void check() {
        Plan built = plan.build();
        Map<String, double[]> wide = new HashMap<>();
        given.forEach((name, values) -> {
            double[] content = new double[values.length];
            Arrays.setAll(content, i -> values[i]);
            wide.put(name, content);
        });
        Map<String, double[]> expected = PlanReference.execute(built, wide);
        Map<String, float[]> first = results(built);
        for (Map.Entry<String, View> result : results.entrySet()) {
            assertClose(result.getKey(), result.getValue(), first.get(result.getKey()), expected.get(result.getKey()));
        }
    }

    /** Asserts that all results are finite, and the same bits on any number of threads and any loops. */
    void checkFinite() {
        Map<String, float[]> first = results(plan.build());
        results.forEach((name, view) -> StepArrays.each(
                view,
                (b, h, i, c) -> assertThat(first.get(name)[StepArrays.at(view, b, h, i, c)])
                        .as("%s at %d,%d,%d,%d", name, b, h, i, c)
                        .isFinite()));
    }

    private Map<String, float[]> results(Plan built) {
        Map<String, float[]> first = null;
        for (boolean vector : new boolean[] {true, false}) {
            for (int run = 0; run < 4; run++) {
                int threads = 1 + run % 3;
                Map<String, float[]> actual = execute(built, vector, threads, run == 3);
                first = first == null ? actual : first;
                for (String name : results.keySet()) {
                    assertThat(actual.get(name))
                            .as("%s, %s, run %d on %d threads", name, vector ? "vector" : "scalar", run, threads)
                            .isEqualTo(first.get(name));
                }
            }
        }
        return first;
    }

    private Map<String, float[]> execute(Plan built, boolean vector, int threads, boolean stepByStep) {
        try (Arena arena = Arena.ofShared();
                CpuKernels kernels =
                        vector ? CpuKernelsProvider.openVector(threads) : CpuKernelsProvider.openScalar(threads)) {
            Map<String, MemorySegment> tensors = new HashMap<>();
            for (Buffer buffer : built.buffers().values()) {
                float[] content = given.get(buffer.name());
                if (content == null) {
                    content = new float[(int) buffer.elements()];
                    Arrays.fill(content, Float.NaN);
                }
                tensors.put(buffer.name(), arena.allocateFrom(ValueLayout.JAVA_FLOAT, content));
            }
            if (stepByStep) {
                built.steps().forEach(step -> kernels.execute(step, tensors));
            } else {
                new PlanExecutor(kernels).execute(built, tensors, null);
            }
            Map<String, float[]> contents = new HashMap<>();
            tensors.forEach((name, data) -> contents.put(name, data.toArray(ValueLayout.JAVA_FLOAT)));
            return contents;
        }
    }

    private static void assertClose(String name, View view, float[] actual, double[] expected) {
        double[] sums = new double[4];
        StepArrays.each(view, (b, h, i, c) -> {
            int at = StepArrays.at(view, b, h, i, c);
            assertThat(expected[at])
                    .as("reference of %s at %d,%d,%d,%d", name, b, h, i, c)
                    .isFinite();
            assertThat(actual[at]).as("%s at %d,%d,%d,%d", name, b, h, i, c).isFinite();
            double error = Math.abs(actual[at] - expected[at]);
            sums[0] += expected[at] * expected[at];
            sums[1] += error * error;
            sums[2] = Math.max(sums[2], error);
            sums[3]++;
        });
        double rms = Math.sqrt(sums[0] / sums[3]);
        assertThat(rms).as(name + ": all zero").isPositive();
        assertThat(Math.sqrt(sums[1] / sums[3])).as(name + ": RMS error").isLessThanOrEqualTo(RMS_ERROR * rms);
        assertThat(sums[2]).as(name + ": greatest error").isLessThanOrEqualTo(MAX_ERROR * rms);
        int written = (int) sums[3];
        int other = 0;
        for (float value : actual) {
            other += Float.isNaN(value) ? 1 : 0;
        }
        assertThat(other).as(name + ": elements that no one may write").isEqualTo(actual.length - written);
    }
}
