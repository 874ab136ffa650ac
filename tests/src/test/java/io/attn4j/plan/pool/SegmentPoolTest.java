package io.attn4j.plan.pool;

import io.attn4j.kernels.pool.SegmentPoolTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.View;
import io.attn4j.plan.pool.SegmentPool.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Pooled segments of every kind; rows at or beyond a length hold NaN and infinity. */
class SegmentPoolTest extends StepTest<SegmentPool> {
    @Override
    protected Map<String, StepRun.Factory<SegmentPool>> tasks() {
        return only(SegmentPoolTasks::new);
    }

    @Override
    protected List<StepCase<SegmentPool>> cases() {
        List<StepCase<SegmentPool>> cases = new ArrayList<>();
        for (Kind kind : new Kind[] {Kind.MEAN, Kind.MAX, Kind.VALID_MEAN}) {
            cases.add(pool(kind, 0, 1, 1, 1));
            cases.add(pool(kind, 0, 23, 5, 7));
            cases.add(pool(kind, 0, 23, 23, 3));
            cases.add(pool(kind, 0, 601, 2, 2));
        }
        for (Kind kind : new Kind[] {Kind.MEAN, Kind.MAX, Kind.WEIGHTED}) {
            cases.add(pool(kind, 1, 9, 9, 5));
            cases.add(pool(kind, 4, 23, 6, 17));
            cases.add(pool(kind, 4, 23, 2, 3));
            cases.add(pool(kind, 300, 601, 3, 2));
            cases.add(pool(kind, 4, 23, 6, 7, 0, 9, 23));
        }
        for (Kind kind : new Kind[] {Kind.MEAN, Kind.MAX}) {
            cases.add(pool(kind, 0, 23, 5, 7, 0, 10, 1));
        }
        // as if the sequence ended at its length: more segments than valid rows repeat rows, none give zeros
        cases.add(pool(Kind.VALID_MEAN, 0, 23, 5, 7, 0, 3, 19));
        cases.add(pool(Kind.VALID_MEAN, 0, 4, 9, 3, 4, 1, 2));
        cases.add(pool(Kind.VALID_MEAN, 0, 601, 1, 5, 1, 600, 601));
        cases.addAll(strided());
        cases.add(valuesOfValidRows());
        return cases;
    }

    private static StepCase<SegmentPool> pool(
            Kind kind, int stride, int rows, int segments, int columns, int... lengths) {
        StepData data = new StepData(rows);
        View x = data.contiguous("x", 3, 2, rows, columns);
        View weights = kind == Kind.WEIGHTED ? data.contiguous("weights", 1, 2, columns, stride) : null;
        if (lengths.length > 0) {
            data.poison(x, lengths);
        }
        View y = data.empty("y", 3, 2, segments, columns);
        return new StepCase<>(
                kind + " of " + (stride == 0 ? segments + " segments" : "stride " + stride) + ", " + rows + " rows by "
                        + columns + (lengths.length == 0 ? "" : ", lengths"),
                data,
                new SegmentPool("pool", kind, stride, x, weights, lengths.length == 0 ? null : lengths, y));
    }

    private static List<StepCase<SegmentPool>> strided() {
        StepData data = new StepData(8);
        View x = data.splitHeads("x", 2, 3, 20, 9).rows(3, 20).columns(1, 8);
        View weights = data.contiguous("weights", 1, 3, 5, 7).transposed();
        View y = data.empty("y", 2, 3, 6, 10).rows(1, 5).columns(2, 9);
        SegmentPool whole = new SegmentPool("pool", Kind.WEIGHTED, 5, x, weights, null, y);
        SegmentPool part =
                new SegmentPool("pool", Kind.WEIGHTED, 5, x.firstRows(8), weights, new int[] {7, 2}, y.firstRows(2));
        return List.of(
                new StepCase<>("parts of heads", data, whole),
                new StepCase<>("smaller than its tasks", data, part).within(whole));
    }

    /** NaN and infinity of rows that count reach the results of their segments and no others. */
    private static StepCase<SegmentPool> valuesOfValidRows() {
        StepData data = new StepData(4);
        View x = data.contiguous("x", 3, 2, 8, 1);
        data.set(x, 0, 0, 0, 0, Float.NaN);
        data.set(x, 0, 1, 2, 0, Float.NaN);
        data.set(x, 1, 0, 7, 0, Float.NaN);
        data.set(x, 2, 1, 4, 0, Float.POSITIVE_INFINITY);
        return new StepCase<>(
                "NaN and infinity",
                data,
                new SegmentPool("pool", Kind.MAX, 4, x, null, null, data.empty("y", 3, 2, 2, 1)));
    }
}
