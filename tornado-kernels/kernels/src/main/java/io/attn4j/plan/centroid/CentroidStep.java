package io.attn4j.plan.centroid;

import io.attn4j.plan.Step;

/** Starts, neighbourhoods and updates of centroids. */
public sealed interface CentroidStep extends Step
        permits CentroidDelta, CentroidDeltaGradient, ClusterMeans, FarthestPoints, NearestCentroids, NearestMask {}
