package io.attn4j.mechanism.standard;

import io.attn4j.bench.CaseId;
import io.attn4j.bench.MechanismBenchmark;
import org.openjdk.jmh.annotations.Param;

/** Standard attention, full and causal. */
public class StandardBenchmark extends MechanismBenchmark {
    /** Whether causally masked. */
    @Param({"false", "true"})
    public boolean causal;

    @Override
    protected CaseId caseId() {
        return caseId("standard", CaseId.DEFAULT_VARIANT, 0, causal);
    }
}
