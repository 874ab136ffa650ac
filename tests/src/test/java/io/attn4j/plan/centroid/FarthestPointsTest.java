package io.attn4j.plan.centroid;

import io.attn4j.kernels.centroid.FarthestPointsTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.View;
import java.util.List;
import java.util.Map;

/** Farthest points: ties to the lowest index, rows beyond a length never chosen. */
class FarthestPointsTest extends StepTest<FarthestPoints> {
    @Override
    protected Map<String, StepRun.Factory<FarthestPoints>> tasks() {
        return only(FarthestPointsTasks::new);
    }

    @Override
    protected List<StepCase<FarthestPoints>> cases() {
        return List.of(
                points("one row", 1, 1, 1, null),
                points("gaps", 37, 5, 9, null),
                points("lengths", 37, 20, 4, new int[] {11, 4}),
                points("wide", 9, 130, 9, null),
                ties(),
                smaller());
    }

    private static StepCase<FarthestPoints> points(String name, int rows, int columns, int count, int[] lengths) {
        StepData data = new StepData(rows);
        View x = data.gapped("x", 2, 1, rows, columns);
        if (lengths != null) {
            data.poison(x, lengths);
        }
        View distances = data.empty("distances", 2, 1, 1, rows);
        View y = data.emptyGapped("y", 2, 1, count, columns);
        return new StepCase<>(name, data, new FarthestPoints("points", x, lengths, distances, y))
                .unspecified(distances)
                .exact();
    }

    private static StepCase<FarthestPoints> ties() {
        StepData data = new StepData(8);
        View x = data.gapped("x", 2, 1, 6, 1);
        float[] places = {0, 4, -4, 1, -1, 100};
        data.fill(x, (b, h, i, c) -> places[i]);
        View distances = data.empty("distances", 2, 1, 1, 6);
        View y = data.emptyGapped("y", 2, 1, 3, 1);
        return new StepCase<>("ties", data, new FarthestPoints("points", x, new int[] {5, 6}, distances, y))
                .unspecified(distances)
                .exact();
    }

    private static StepCase<FarthestPoints> smaller() {
        StepData data = new StepData(9);
        View x = data.contiguous("x", 2, 1, 30, 7);
        View distances = data.empty("distances", 2, 1, 1, 30);
        View y = data.empty("y", 2, 1, 8, 7);
        FarthestPoints part = new FarthestPoints(
                "points",
                View.contiguous(x.buffer(), 1, 1, 9, 7),
                null,
                View.contiguous(distances.buffer(), 1, 1, 1, 9),
                View.contiguous(y.buffer(), 1, 1, 4, 7));
        return new StepCase<>("smaller than its tasks", data, part)
                .within(new FarthestPoints("points", x, null, distances, y))
                .unspecified(distances)
                .exact();
    }
}
