package io.attn4j.mechanism.collaborative;

import io.attn4j.bench.CaseId;
import io.attn4j.bench.MechanismBenchmark;
import org.openjdk.jmh.annotations.Param;

/** Collaborative attention with a shared width of 256. */
public class CollaborativeBenchmark extends MechanismBenchmark {
    /** Variant, as {@code attn4j list} names it. */
    @Param({"none", "sigmoid", "mixture", "talking"})
    public String variant;

    @Override
    protected CaseId caseId() {
        return caseId("collaborative", variant, 256, false);
    }
}
