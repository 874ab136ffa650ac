package io.attn4j.mechanism.centroid;

import io.attn4j.bench.CaseId;
import io.attn4j.bench.MechanismBenchmark;
import org.openjdk.jmh.annotations.Param;

/** Centroid attention with m = 128 centroids and one update. */
public class CentroidBenchmark extends MechanismBenchmark {
    /** Variant, as {@code attn4j list} names it. */
    @Param({"mean-pool", "centroids", "kmeans", "farthest"})
    public String variant;

    @Override
    protected CaseId caseId() {
        return caseId("centroid", variant, 128, false);
    }
}
