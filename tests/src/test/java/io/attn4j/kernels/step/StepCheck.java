package io.attn4j.kernels.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.cpu.CpuKernels;
import io.attn4j.cpu.CpuKernelsProvider;
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
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One step on any engine against {@link PlanReference}: all elements of all its arrays, those between the elements of a view
 * included, which must be what they were.
 */
public final class StepCheck {
    private static final String CPU = "cpu ";
    private static final int SLACK = 3;

    private StepCheck() {}

    /** {@link StepRun#engines()} and the cpu engine with vectors and without. */
    public static Stream<String> engines() {
        return Stream.concat(Stream.of(CPU + "vector", CPU + "scalar"), StepRun.engines());
    }

    /** Row-major {@code [B,H,rows,columns]} over an array of its size. */
    public static View contiguous(String name, int batch, int heads, int rows, int columns) {
        return View.contiguous(
                StepArrays.input(name, (long) batch * heads * rows * columns), batch, heads, rows, columns);
    }

    /** {@code [B,H,rows,columns]} at an offset, with gaps between rows, heads and batches. */
    public static View gapped(String name, int batch, int heads, int rows, int columns) {
        int row = columns + 2;
        int head = rows * row + 1;
        long last = SLACK + (long) batch * heads * head;
        return new View(
                StepArrays.input(name, last), SLACK, batch, heads, rows, columns, (long) heads * head, head, row, 1);
    }

    /** {@link #gapped} with columns further apart than rows. */
    public static View transposed(String name, int batch, int heads, int rows, int columns) {
        return gapped(name, batch, heads, columns, rows).transposed();
    }

    /** Standard normal content of the arrays of {@code views}, by name. */
    public static Map<String, float[]> normal(View... views) {
        Map<String, float[]> contents = new HashMap<>();
        for (View view : views) {
            if (view != null) {
                contents.put(
                        view.buffer().name(),
                        StepArrays.normal(view.buffer().name().hashCode(), view.buffer()));
            }
        }
        return contents;
    }

    /** Executes {@code step} on {@code engine}, with tasks made for it, and compares. */
    public static <S extends Step> void check(
            String engine, S step, StepRun.Factory<S> factory, Map<String, float[]> contents) {
        check(engine, step, step, factory, contents);
    }

    /**
     * Executes {@code step} on {@code engine} and compares.
     *
     * @param capacity what tasks are made for; the cpu engine has none
     * @param given contents by name of the array; others hold NaN
     */
    public static <S extends Step> void check(
            String engine, S capacity, S step, StepRun.Factory<S> factory, Map<String, float[]> given) {
        Map<String, float[]> contents = new HashMap<>();
        buffers(capacity).forEach((name, buffer) -> {
            float[] content = new float[Math.toIntExact(buffer.elements())];
            Arrays.fill(content, Float.NaN);
            contents.put(name, given.getOrDefault(name, content));
        });
        Map<String, double[]> expected = reference(step, contents);
        Map<String, float[]> actual = engine.startsWith(CPU)
                ? onCpu(engine.endsWith("vector"), step, contents)
                : StepRun.run(engine, capacity, step, factory, contents);
        if (engine.startsWith("tornado")) {
            // TornadoVM copies nothing to a device that a kernel only writes: what lies between elements is anything
            // there
            step.writes().forEach(view -> leaveOutGaps(step, view, actual, expected));
        }
        step.writes().stream()
                .map(view -> view.buffer().name())
                .distinct()
                .forEach(name -> StepArrays.assertClose(
                        engine + ": " + name + " of " + step.equation(), actual.get(name), expected.get(name)));
    }

    /** Puts what is expected between the elements of {@code view}, unless the step reads its array. */
    private static void leaveOutGaps(
            Step step, View view, Map<String, float[]> actual, Map<String, double[]> expected) {
        String name = view.buffer().name();
        if (step.reads().stream().anyMatch(read -> read.buffer().name().equals(name))) {
            return;
        }
        boolean[] element = new boolean[actual.get(name).length];
        StepArrays.each(view, (b, h, i, c) -> element[StepArrays.at(view, b, h, i, c)] = true);
        for (int at = 0; at < element.length; at++) {
            if (!element[at]) {
                actual.get(name)[at] = (float) expected.get(name)[at];
            }
        }
    }

    private static Map<String, Buffer> buffers(Step step) {
        Map<String, Buffer> buffers = new LinkedHashMap<>();
        Stream.concat(step.reads().stream(), step.writes().stream())
                .forEach(view -> buffers.put(view.buffer().name(), view.buffer()));
        return buffers;
    }

    private static Map<String, double[]> reference(Step step, Map<String, float[]> contents) {
        Plan.Builder plan = Plan.builder("step");
        Map<String, double[]> given = new HashMap<>();
        for (Buffer buffer : buffers(step).values()) {
            plan.input(buffer.name(), buffer.elements());
            float[] content = contents.get(buffer.name());
            if (content != null) {
                given.put(
                        buffer.name(),
                        IntStream.range(0, content.length)
                                .mapToDouble(i -> content[i])
                                .toArray());
            }
        }
        return PlanReference.execute(plan.add(step).build(), given);
    }

    private static Map<String, float[]> onCpu(boolean vector, Step step, Map<String, float[]> contents) {
        Map<String, float[]> first = onCpu(vector, 1, step, contents);
        onCpu(vector, 2, step, contents)
                .forEach((name, values) ->
                        assertThat(values).as(name + " of two threads").isEqualTo(first.get(name)));
        return first;
    }

    private static Map<String, float[]> onCpu(boolean vector, int threads, Step step, Map<String, float[]> contents) {
        try (Arena arena = Arena.ofShared();
                CpuKernels kernels =
                        vector ? CpuKernelsProvider.openVector(threads) : CpuKernelsProvider.openScalar(threads)) {
            Map<String, MemorySegment> arrays = new HashMap<>();
            buffers(step).forEach((name, buffer) -> {
                float[] content = new float[Math.toIntExact(buffer.elements())];
                Arrays.fill(content, Float.NaN);
                float[] given = contents.getOrDefault(name, new float[0]);
                System.arraycopy(given, 0, content, 0, given.length);
                arrays.put(name, arena.allocateFrom(ValueLayout.JAVA_FLOAT, content));
            });
            kernels.execute(step, arrays);
            Map<String, float[]> results = new HashMap<>();
            arrays.forEach((name, data) -> results.put(name, data.toArray(ValueLayout.JAVA_FLOAT)));
            return results;
        }
    }
}
