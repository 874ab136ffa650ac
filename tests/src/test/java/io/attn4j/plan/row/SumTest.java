package io.attn4j.plan.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.cpu.CpuKernels;
import io.attn4j.cpu.CpuKernelsProvider;
import io.attn4j.cpu.CpuStepRun;
import io.attn4j.kernels.row.SumTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sums over each set of axes, any strides, and many terms. */
class SumTest extends StepTest<Sum> {
    @Override
    protected Map<String, StepRun.Factory<Sum>> tasks() {
        return only(SumTasks::new);
    }

    @Override
    protected List<StepCase<Sum>> cases() {
        List<StepCase<Sum>> cases = new ArrayList<>();
        for (int axes = 0; axes < 16; axes++) {
            cases.add(over(axes, false));
            cases.add(over(axes, true));
        }
        cases.add(contiguous());
        cases.add(repeated());
        cases.add(splitHeads());
        cases.add(many(10_000, false, false));
        cases.add(many(10_000, true, false));
        cases.add(many(10_000, true, true));
        for (int rows : new int[] {1, 2, 32, 33, 511, 512, 1100}) {
            cases.add(smaller(rows));
        }
        return cases;
    }

    /** Over the axes whose bits are set. */
    private static StepCase<Sum> over(int axes, boolean transposed) {
        int[] sizes = {2, 3, 35, 37};
        int[] to = new int[4];
        for (int a = 0; a < 4; a++) {
            to[a] = (axes >> a & 1) == 1 ? 1 : sizes[a];
        }
        StepData data = new StepData(axes);
        View x = transposed
                ? data.gapped("x", sizes[0], sizes[1], sizes[3], sizes[2]).transposed()
                : data.gapped("x", sizes[0], sizes[1], sizes[2], sizes[3]);
        View y = transposed
                ? data.emptyGapped("y", to[0], to[1], to[3], to[2]).transposed()
                : data.emptyGapped("y", to[0], to[1], to[2], to[3]);
        return new StepCase<>(
                "to " + Arrays.toString(to) + (transposed ? ", columns further apart than rows" : ""),
                data,
                new Sum("sum", x, y));
    }

    private static StepCase<Sum> contiguous() {
        StepData data = new StepData(1);
        View x = data.contiguous("x", 5, 1, 50, 33);
        return new StepCase<>("contiguous", data, new Sum("sum", x, data.empty("y", 1, 1, 1, 33)));
    }

    private static StepCase<Sum> repeated() {
        StepData data = new StepData(2);
        View x = data.contiguous("x", 1, 1, 50, 33).broadcastBatch(5);
        return new StepCase<>("repeated", data, new Sum("sum", x, data.empty("y", 1, 1, 1, 33)));
    }

    private static StepCase<Sum> splitHeads() {
        StepData data = new StepData(3);
        View x = data.splitHeads("x", 2, 3, 40, 20);
        return new StepCase<>("split heads", data, new Sum("sum", x, data.empty("y", 1, 3, 1, 20)));
    }

    private static StepCase<Sum> many(int rows, boolean positive, boolean flat) {
        StepData data = new StepData(4);
        View x = data.contiguous("x", 1, 1, rows, 3);
        if (positive) {
            data.fill(x, (b, h, i, c) -> Math.abs(data.get(x, b, h, i, c)));
        }
        Sum step = flat
                ? new Sum("sum", View.contiguous(x.buffer(), 1, 1, 1, 3 * rows), data.empty("y", 1, 1, 1, 1))
                : new Sum("sum", x, data.empty("y", 1, 1, 1, 3));
        return new StepCase<>(
                rows + (positive ? " positive" : "") + " rows" + (flat ? ", one element" : ""), data, step);
    }

    private static StepCase<Sum> smaller(int rows) {
        StepData data = new StepData(5);
        View x = data.contiguous("x", 2, 2, 1100, 5);
        View y = data.empty("y", 1, 2, 1, 5);
        return new StepCase<>(rows + " rows in tasks for 1100", data, new Sum("sum", x.firstRows(rows), y))
                .within(new Sum("sum", x, y));
    }

    private static List<StepCase<Sum>> millions() {
        return List.of(many(1_000_000, false, false), many(1_000_000, true, false), many(1_000_000, true, true));
    }

    /** Too many terms for the simulator. */
    static Stream<String> devices() {
        return StepRun.engines().filter(engine -> !engine.startsWith("simulator"));
    }

    @ParameterizedTest
    @MethodSource("devices")
    void staysAccurateOverMillionsOfTerms(String engine) {
        for (StepCase<Sum> made : millions()) {
            made.check(engine, StepRun.run(engine, made.step(), SumTasks::new, made.contents()));
        }
    }

    @Test
    void staysAccurateOverMillionsOfTermsOnTheCpuEngine() {
        try (CpuKernels vectors = CpuKernelsProvider.openVector(2);
                CpuKernels scalars = CpuKernelsProvider.openScalar(2)) {
            for (StepCase<Sum> made : millions()) {
                Map<String, float[]> sums = CpuStepRun.run(vectors, made);
                made.check("cpu", sums);
                assertThat(CpuStepRun.run(scalars, made).get("y")).isEqualTo(sums.get("y"));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepRun#engines")
    void doesNotDependOnSplits(String engine) {
        StepData data = new StepData(6);
        Sum step = new Sum("sum", data.contiguous("x", 1, 1, 3000, 20), data.empty("y", 1, 1, 1, 20));
        Map<String, float[]> contents = new StepCase<>("splits", data, step).contents();
        assertThat(sumsWithUnits(1000, engine, step, contents)).isEqualTo(sumsWithUnits(0, engine, step, contents));
    }

    private static float[] sumsWithUnits(int units, String engine, Sum step, Map<String, float[]> contents) {
        return StepRun.run(
                        engine,
                        step,
                        (sum, arrays, device) -> new SumTasks(sum, arrays, StepRun.withUnits(device, units)),
                        contents)
                .get("y");
    }
}
