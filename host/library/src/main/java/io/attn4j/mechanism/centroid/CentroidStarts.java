package io.attn4j.mechanism.centroid;

import io.attn4j.plan.Buffer;
import io.attn4j.plan.View;
import io.attn4j.plan.centroid.ClusterMeans;
import io.attn4j.plan.centroid.FarthestPoints;
import io.attn4j.plan.centroid.NearestCentroids;
import io.attn4j.plan.pool.SegmentPool;
import io.attn4j.plan.row.Rearrange;
import io.attn4j.plan.row.SelectRows;

/** How centroids start: the steps before the first update (docs/equations.md, section 4.2). */
final class CentroidStarts {
    private final CentroidGroups g;

    CentroidStarts(CentroidGroups groups) {
        g = groups;
    }

    /**
     * Appends the steps that fill {@code into}.
     *
     * @param x rows of groups, [G,1,n,M]
     * @param into centroids of groups, [G,m,M]
     */
    void add(View x, Buffer into) {
        View u = View.contiguous(into, g.groups, 1, g.m, g.model);
        switch (g.options.init()) {
            case GIVEN -> {
                boolean shared = g.request.inputs().get("u").rank() == 2;
                long one = (long) g.m * g.model;
                Buffer given = g.plan.input("u", shared ? one : g.batch * one);
                g.plan.add(new Rearrange(
                        "start",
                        new View(given, 0, g.batch, g.chunks, g.m, g.model, shared ? 0 : one, 0, g.model, 1),
                        null,
                        View.contiguous(into, g.batch, g.chunks, g.m, g.model)));
            }
            case SAMPLE -> g.plan.add(new SelectRows("start", x, sample(), u));
            case MEAN_POOL -> g.plan.add(meanPool(x, u));
            case KMEANS -> kmeans(x, u);
            case FARTHEST -> {
                View distances = View.contiguous(
                        g.plan.intermediate("distances", (long) g.groups * g.rows), g.groups, 1, 1, g.rows);
                g.plan.add(new FarthestPoints("start", x, g.groupLengths, distances, u));
            }
        }
    }

    private int[] sample() {
        int[] indices = new int[g.groups * g.m];
        for (int group = 0; group < g.groups; group++) {
            int valid = g.groupLengths == null ? g.rows : g.groupLengths[group];
            System.arraycopy(
                    RowSample.draw(g.options.seed(), group % g.chunks, valid, g.m), 0, indices, group * g.m, g.m);
        }
        return indices;
    }

    private SegmentPool meanPool(View x, View y) {
        return new SegmentPool("start", SegmentPool.Kind.VALID_MEAN, 0, x, null, g.groupLengths, y);
    }

    /** Lloyd's algorithm between two arrays, begun so that it ends in {@code u}. */
    private void kmeans(View x, View u) {
        View other = View.contiguous(
                g.plan.intermediate("means", (long) g.groups * g.m * g.model), g.groups, 1, g.m, g.model);
        View nearest =
                View.contiguous(g.plan.intermediate("nearest", (long) g.groups * g.rows), g.groups, 1, 1, g.rows);
        View current = g.options.iterations() % 2 == 0 ? u : other;
        g.plan.add(meanPool(x, current));
        for (int i = 0; i < g.options.iterations(); i++) {
            View next = current == u ? other : u;
            g.plan.add(new NearestCentroids("assign" + i, x, current, g.groupLengths, nearest));
            g.plan.add(new ClusterMeans("means" + i, x, nearest, current, next));
            current = next;
        }
    }
}
