package io.attn4j.plan.centroid;

import io.attn4j.plan.Step;

/**
 * Starts, neighbourhoods and updates of centroids.
 *
 * <p>Where rows are chosen by their squared distance, one is nearer or farther than another only by more than {@link #TIE}:
 * distances that differ by the rounding of fp32 are ties, which the lowest index wins on every engine.
 */
public sealed interface CentroidStep extends Step
        permits CentroidDelta, CentroidDeltaGradient, ClusterMeans, FarthestPoints, NearestCentroids, NearestMask {
    /** What two squared distances differ by at most, relative to the greater, where they tie: 2^-14. */
    float TIE = 6.1035156e-5f;
}
