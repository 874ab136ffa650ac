package io.attn4j.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.kernels.step.StepArrays;
import io.attn4j.kernels.step.StepReference;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.Step;
import io.attn4j.plan.View;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Operands of a step with offsets and gaps, and its execution with and without vectors on one thread and on two. */
final class StepFixture {
    /** An element of the expected result, in fp64. */
    @FunctionalInterface
    interface Element {
        double at(int b, int h, int i, int c);
    }

    private final Random random;
    private final Map<String, float[]> contents = new HashMap<>();

    StepFixture(long seed) {
        random = new Random(seed);
    }

    /** Gaussian {@code [B,H,rows,columns]} with gaps between rows, heads and batches. */
    View input(String name, int batch, int heads, int rows, int columns) {
        int row = columns + 2;
        int head = rows * row + 3;
        View view = view(
                name, 5 + (long) batch * heads * head, batch, heads, rows, columns, heads * (long) head, head, row);
        fill(view.buffer(), false);
        return view;
    }

    /** As {@link #input}, without content. */
    View output(String name, int batch, int heads, int rows, int columns) {
        View view = input(name, batch, heads, rows, columns);
        fill(view.buffer(), true);
        return view;
    }

    /** Contiguous, with content that is Gaussian or none. */
    View contiguous(String name, boolean output, int batch, int heads, int rows, int columns) {
        Buffer buffer = new Buffer(name, Buffer.Kind.INTERMEDIATE, (long) batch * heads * rows * columns);
        fill(buffer, output);
        return View.contiguous(buffer, batch, heads, rows, columns);
    }

    private static View view(
            String name,
            long elements,
            int batch,
            int heads,
            int rows,
            int columns,
            long batchStride,
            long headStride,
            long rowStride) {
        Buffer buffer = new Buffer(name, Buffer.Kind.INTERMEDIATE, elements);
        return new View(buffer, 4, batch, heads, rows, columns, batchStride, headStride, rowStride, 1);
    }

    private void fill(Buffer buffer, boolean empty) {
        float[] content = new float[(int) buffer.elements()];
        for (int i = 0; i < content.length; i++) {
            content[i] = empty ? Float.NaN : (float) random.nextGaussian();
        }
        contents.put(buffer.name(), content);
    }

    double get(View view, int b, int h, int i, int c) {
        return contents.get(view.buffer().name())[StepArrays.at(view, b, h, i, c)];
    }

    void set(View view, int b, int h, int i, int c, float value) {
        contents.get(view.buffer().name())[StepArrays.at(view, b, h, i, c)] = value;
    }

    /** Rows of x from the length of their batch on hold NaN. */
    void poison(View x, int[] lengths) {
        StepArrays.each(x, (b, h, i, c) -> {
            if (i >= lengths[b]) {
                set(x, b, h, i, c, Float.NaN);
            }
        });
    }

    /** Asserts that {@code step} gives {@code expected} in {@code view}, on every implementation. */
    void check(Step step, View view, Element expected) {
        check(step, Map.of(view, expected));
    }

    /** Asserts that {@code step} gives what the fp64 reference does from {@code given}. */
    void checkAgainstReference(Step step, Map<String, float[]> given) {
        step.writes().forEach(view -> fill(view.buffer(), true));
        contents.putAll(given);
        Map<String, double[]> reference = StepReference.execute(step, given);
        Map<View, Element> expected = new HashMap<>();
        for (View view : step.writes()) {
            double[] values = reference.get(view.buffer().name());
            expected.put(view, (b, h, i, c) -> values[StepArrays.at(view, b, h, i, c)]);
        }
        check(step, expected);
    }

    void check(Step step, Map<View, Element> expected) {
        for (CpuKernelsTest.Implementation implementation : CpuKernelsTest.Implementation.values()) {
            List<Map<String, float[]>> results = new ArrayList<>();
            for (int threads : new int[] {1, 2, 2}) {
                try (CpuKernels kernels = implementation.open(threads)) {
                    results.add(execute(kernels, step));
                }
            }
            for (Map<String, float[]> result : results) {
                result.forEach((name, values) -> assertThat(values)
                        .as(step.task() + ": " + name + ", repeated")
                        .isEqualTo(results.getFirst().get(name)));
            }
            expected.forEach((view, element) ->
                    assertClose(implementation + " " + step.equation(), view, results.getFirst(), element));
        }
    }

    private Map<String, float[]> execute(CpuKernels kernels, Step step) {
        try (Arena arena = Arena.ofShared()) {
            Map<String, MemorySegment> arrays = new HashMap<>();
            contents.forEach((name, values) -> arrays.put(name, arena.allocateFrom(ValueLayout.JAVA_FLOAT, values)));
            kernels.execute(step, arrays);
            Map<String, float[]> results = new HashMap<>();
            arrays.forEach((name, data) -> results.put(name, data.toArray(ValueLayout.JAVA_FLOAT)));
            return results;
        }
    }

    private static void assertClose(String what, View view, Map<String, float[]> arrays, Element expected) {
        float[] actual = arrays.get(view.buffer().name());
        double[] sums = new double[4];
        StepArrays.each(view, (b, h, i, c) -> {
            double want = expected.at(b, h, i, c);
            float got = actual[StepArrays.at(view, b, h, i, c)];
            if (Double.isInfinite(want)) {
                assertThat((double) got).as(what).isEqualTo(want);
                return;
            }
            assertThat(got).as("%s at %d,%d,%d,%d", what, b, h, i, c).isFinite();
            sums[0] += want * want;
            sums[1] += (got - want) * (got - want);
            sums[2] = Math.max(sums[2], Math.abs(got - want));
            sums[3]++;
        });
        double rms = Math.sqrt(sums[0] / Math.max(1, sums[3]));
        assertThat(Math.sqrt(sums[1] / Math.max(1, sums[3])))
                .as(what + ": RMS error")
                .isLessThanOrEqualTo(2e-6 * rms);
        assertThat(sums[2]).as(what + ": greatest error").isLessThanOrEqualTo(5e-5 * rms);
    }
}
