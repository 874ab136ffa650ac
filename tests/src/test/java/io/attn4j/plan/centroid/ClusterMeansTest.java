package io.attn4j.plan.centroid;

import io.attn4j.kernels.centroid.ClusterMeansTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.View;
import java.util.List;
import java.util.Map;

/** Means of clusters; a cluster without rows keeps its centroid. */
class ClusterMeansTest extends StepTest<ClusterMeans> {
    @Override
    protected Map<String, StepRun.Factory<ClusterMeans>> tasks() {
        return only(ClusterMeansTasks::new);
    }

    @Override
    protected List<StepCase<ClusterMeans>> cases() {
        return List.of(means("one of one", 1, 1, 1), means("gaps", 37, 5, 4), means("wide", 70, 130, 3), smaller());
    }

    /** Cluster 1 has no rows, and every fifth row, which holds NaN, belongs to none. */
    private static StepCase<ClusterMeans> means(String name, int rows, int columns, int count) {
        StepData data = new StepData(rows);
        View x = data.gapped("x", 2, 1, rows, columns);
        View assignment = data.gapped("assignment", 2, 1, 1, rows);
        data.fill(assignment, (b, h, i, n) -> n % 5 == 4 ? -1 : (n + b) % count == 1 ? 0 : (n + b) % count);
        data.fill(x, (b, h, n, c) -> n % 5 == 4 ? Float.NaN : data.get(x, b, h, n, c));
        View u = data.gapped("u", 2, 1, count, columns);
        View y = data.emptyGapped("y", 2, 1, count, columns);
        return new StepCase<>(name, data, new ClusterMeans("means", x, assignment, u, y));
    }

    private static StepCase<ClusterMeans> smaller() {
        StepData data = new StepData(9);
        View x = data.contiguous("x", 2, 1, 30, 7);
        View assignment = data.contiguous("assignment", 2, 1, 1, 30);
        data.fill(assignment, (b, h, i, n) -> n % 3);
        View u = data.contiguous("u", 2, 1, 8, 7);
        View y = data.empty("y", 2, 1, 8, 7);
        ClusterMeans part = new ClusterMeans(
                "means",
                View.contiguous(x.buffer(), 1, 1, 11, 7),
                View.contiguous(assignment.buffer(), 1, 1, 1, 11),
                View.contiguous(u.buffer(), 1, 1, 4, 7),
                View.contiguous(y.buffer(), 1, 1, 4, 7));
        return new StepCase<>("smaller than its tasks", data, part)
                .within(new ClusterMeans("means", x, assignment, u, y));
    }
}
