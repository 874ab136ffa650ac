package io.attn4j.kernels.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.kernels.step.StepArrays;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.View;
import io.attn4j.plan.pool.SegmentPool;
import io.attn4j.plan.pool.SegmentPool.Kind;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pooled segments against fp64; rows beyond a length hold NaN. */
class SegmentPoolTest {
    private static int length(SegmentPool step, int b) {
        return step.lengths() == null ? step.x().rows() : step.lengths()[b];
    }

    private static double pooled(SegmentPool step, Map<String, float[]> contents, int b, int h, int r, int d) {
        boolean valid = step.kind() == Kind.VALID_MEAN;
        int rows = valid ? length(step, b) : step.x().rows();
        int segments = step.y().rows();
        int stride = step.stride();
        int from = stride == 0 ? (int) Math.floor((double) r * rows / segments) : r * stride;
        int to = stride == 0 ? (int) Math.floor((r + 1.0) * rows / segments) : Math.min(from + stride, rows);
        if (valid) {
            to = Math.max(to, from + 1);
        }
        double sum = 0;
        double max = Double.NEGATIVE_INFINITY;
        for (int n = from; n < Math.min(to, length(step, b)); n++) {
            double value = contents.get("x")[StepArrays.at(step.x(), b, h, n, d)];
            double weight = step.kind() == Kind.WEIGHTED
                    ? contents.get("weights")[StepArrays.at(step.weights(), 0, h, d, n - from)]
                    : 1.0 / (to - from);
            sum += weight * value;
            max = Math.max(max, value);
        }
        if (step.kind() == Kind.MAX) {
            return max == Double.NEGATIVE_INFINITY ? 0 : max;
        }
        return sum;
    }

    private static void check(String engine, SegmentPool capacity, SegmentPool step) {
        Map<String, float[]> contents = new HashMap<>();
        contents.put("x", StepArrays.normal(1, capacity.x().buffer()));
        if (capacity.weights() != null) {
            contents.put("weights", StepArrays.normal(2, capacity.weights().buffer()));
        }
        StepArrays.each(step.x(), (b, h, i, c) -> {
            if (i >= length(step, b)) {
                contents.get("x")[StepArrays.at(step.x(), b, h, i, c)] = Float.NaN;
            }
        });
        double[] expected = StepArrays.untouched(capacity.y().buffer());
        StepArrays.each(
                step.y(),
                (b, h, r, d) -> expected[StepArrays.at(step.y(), b, h, r, d)] = pooled(step, contents, b, h, r, d));
        Map<String, float[]> arrays = StepRun.run(engine, capacity, step, SegmentPoolTasks::new, contents);
        StepArrays.assertClose(step.toString(), arrays.get("y"), expected);
    }

    private static SegmentPool step(Kind kind, int stride, int rows, int segments, int columns, int... lengths) {
        View x = View.contiguous(StepArrays.input("x", 3L * 2 * rows * columns), 3, 2, rows, columns);
        View y = View.contiguous(StepArrays.output("y", 3L * 2 * segments * columns), 3, 2, segments, columns);
        View weights = kind == Kind.WEIGHTED
                ? View.contiguous(StepArrays.input("weights", 2L * columns * stride), 1, 2, columns, stride)
                : null;
        return new SegmentPool("pool", kind, stride, x, weights, lengths.length == 0 ? null : lengths, y);
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepRun#engines")
    void poolsSegmentsOfAlmostEqualSize(String engine) {
        for (Kind kind : new Kind[] {Kind.MEAN, Kind.MAX, Kind.VALID_MEAN}) {
            for (SegmentPool step : new SegmentPool[] {
                step(kind, 0, 1, 1, 1), step(kind, 0, 23, 5, 7), step(kind, 0, 23, 23, 3), step(kind, 0, 601, 2, 2)
            }) {
                check(engine, step, step);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepRun#engines")
    void poolsSegmentsOfOneStride(String engine) {
        for (Kind kind : new Kind[] {Kind.MEAN, Kind.MAX, Kind.WEIGHTED}) {
            for (SegmentPool step : new SegmentPool[] {
                step(kind, 1, 9, 9, 5), step(kind, 4, 23, 6, 17), step(kind, 4, 23, 2, 3), step(kind, 300, 601, 3, 2)
            }) {
                check(engine, step, step);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepRun#engines")
    void leavesOutRowsBeyondTheLengths(String engine) {
        for (Kind kind : new Kind[] {Kind.MEAN, Kind.MAX, Kind.WEIGHTED}) {
            SegmentPool strided = step(kind, 4, 23, 6, 7, 0, 9, 23);
            check(engine, strided, strided);
        }
        for (Kind kind : new Kind[] {Kind.MEAN, Kind.MAX}) {
            SegmentPool equal = step(kind, 0, 23, 5, 7, 0, 10, 1);
            check(engine, equal, equal);
        }
    }

    /** More segments than valid rows repeat rows; a sequence without any gives zeros. */
    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepRun#engines")
    void poolsAsIfTheSequenceEndedAtItsLength(String engine) {
        SegmentPool few = step(Kind.VALID_MEAN, 0, 23, 5, 7, 0, 3, 19);
        check(engine, few, few);
        SegmentPool many = step(Kind.VALID_MEAN, 0, 4, 9, 3, 4, 1, 2);
        check(engine, many, many);
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepRun#engines")
    void followsStridesAndRunsSmallerSteps(String engine) {
        View x = View.splitHeads(StepArrays.input("x", 2 * 3 * 20 * 9), 2, 3, 20, 9)
                .rows(3, 20)
                .columns(1, 8);
        View weights = View.contiguous(StepArrays.input("weights", 3 * 5 * 7), 1, 3, 5, 7)
                .transposed();
        View y = View.contiguous(StepArrays.output("y", 2 * 3 * 6 * 10), 2, 3, 6, 10)
                .rows(1, 5)
                .columns(2, 9);
        SegmentPool capacity = new SegmentPool("pool", Kind.WEIGHTED, 5, x, weights, null, y);
        check(engine, capacity, capacity);
        SegmentPool smaller =
                new SegmentPool("pool", Kind.WEIGHTED, 5, x.firstRows(8), weights, new int[] {7, 2}, y.firstRows(2));
        check(engine, capacity, smaller);
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepRun#engines")
    void carriesNaNOfValidRowsOn(String engine) {
        SegmentPool step = step(Kind.MAX, 4, 8, 2, 1);
        float[] x = StepArrays.normal(4, step.x().buffer());
        for (int at : new int[] {0, 10, 23}) {
            x[at] = Float.NaN;
        }
        x[28] = Float.POSITIVE_INFINITY;
        float[] y =
                StepRun.run(engine, step, SegmentPoolTasks::new, Map.of("x", x)).get("y");
        for (int segment = 0; segment < y.length; segment++) {
            if (segment == 0 || segment == 2 || segment == 5) {
                assertThat(y[segment]).isNaN();
            } else {
                assertThat(y[segment]).isNotNaN();
            }
        }
        assertThat(y[7]).isEqualTo(Float.POSITIVE_INFINITY);
    }
}
