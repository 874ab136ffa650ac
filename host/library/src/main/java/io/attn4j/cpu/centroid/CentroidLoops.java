package io.attn4j.cpu.centroid;

import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.plan.centroid.CentroidDelta;
import io.attn4j.plan.centroid.CentroidDeltaGradient;
import io.attn4j.plan.centroid.CentroidStep;
import io.attn4j.plan.centroid.ClusterMeans;
import io.attn4j.plan.centroid.FarthestPoints;
import io.attn4j.plan.centroid.NearestCentroids;
import io.attn4j.plan.centroid.NearestMask;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** Starts, neighbourhoods and updates of centroids. */
public final class CentroidLoops {
    private CentroidLoops() {}

    /**
     * Executes {@code step} on the threads of {@code pool}.
     *
     * @param arrays memory by name of the array, of 4-byte floats in native byte order
     */
    public static void execute(CentroidStep step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        switch (step) {
            case CentroidDelta s -> CentroidDeltaLoops.execute(s, arrays, pool);
            case ClusterMeans s -> ClusterMeansLoops.execute(s, arrays, pool);
            case FarthestPoints s -> FarthestPointsLoops.execute(s, arrays, pool);
            case NearestCentroids s -> NearestCentroidsLoops.execute(s, arrays, pool);
            case NearestMask s -> NearestMaskLoops.execute(s, arrays, pool);
            case CentroidDeltaGradient s -> CentroidDeltaGradientLoops.execute(s, arrays, pool);
        }
    }
}
