package io.attn4j.plan.centroid;

import io.attn4j.kernels.centroid.NearestCentroidsTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.View;
import java.util.List;
import java.util.Map;

/** Assignment to the nearest centroid: ties to the lowest index, -1 beyond a length. */
class NearestCentroidsTest extends StepTest<NearestCentroids> {
    @Override
    protected Map<String, StepRun.Factory<NearestCentroids>> tasks() {
        return only(NearestCentroidsTasks::new);
    }

    @Override
    protected List<StepCase<NearestCentroids>> cases() {
        return List.of(
                nearest("one of one", 1, 1, 1, null),
                nearest("gaps", 37, 5, 9, null),
                nearest("lengths", 70, 20, 4, new int[] {70, 0}),
                nearest("wide", 9, 130, 33, null),
                ties(),
                smaller());
    }

    private static StepCase<NearestCentroids> nearest(String name, int rows, int columns, int count, int[] lengths) {
        StepData data = new StepData(rows);
        View x = data.gapped("x", 2, 1, rows, columns);
        if (lengths != null) {
            data.poison(x, lengths);
        }
        View u = data.gapped("u", 2, 1, count, columns);
        View y = data.empty("y", 2, 1, 1, rows);
        return new StepCase<>(name, data, new NearestCentroids("assign", x, u, lengths, y)).exact();
    }

    private static StepCase<NearestCentroids> ties() {
        StepData data = new StepData(8);
        View x = data.gapped("x", 2, 1, 6, 1);
        float[] places = {0, 4, -4, 1, -1, 0};
        data.fill(x, (b, h, i, c) -> places[i]);
        View u = data.contiguous("u", 2, 1, 3, 1);
        data.fill(u, (b, h, j, c) -> j == 0 ? -4 : 4);
        View y = data.emptyGapped("y", 2, 1, 1, 6);
        return new StepCase<>("ties", data, new NearestCentroids("assign", x, u, new int[] {5, 6}, y)).exact();
    }

    private static StepCase<NearestCentroids> smaller() {
        StepData data = new StepData(9);
        View x = data.contiguous("x", 2, 1, 30, 7);
        View u = data.contiguous("u", 2, 1, 8, 7);
        View y = data.empty("y", 2, 1, 1, 30);
        NearestCentroids part = new NearestCentroids(
                "assign",
                View.contiguous(x.buffer(), 1, 1, 9, 7),
                View.contiguous(u.buffer(), 1, 1, 3, 7),
                new int[] {6},
                View.contiguous(y.buffer(), 1, 1, 1, 9));
        return new StepCase<>("smaller than its tasks", data, part)
                .within(new NearestCentroids("assign", x, u, new int[] {30, 30}, y))
                .exact();
    }
}
