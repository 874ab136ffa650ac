package io.attn4j.mechanism.synthesizer;

import io.attn4j.bench.CaseId;
import io.attn4j.bench.MechanismBenchmark;
import org.openjdk.jmh.annotations.Param;

/** Synthesizer; factorized-random with k = 8. */
public class SynthesizerBenchmark extends MechanismBenchmark {
    /** Variant, as {@code attn4j list} names it. */
    @Param({"dense", "random", "factorized-dense", "factorized-random", "mixture"})
    public String variant;

    @Override
    protected CaseId caseId() {
        return caseId("synthesizer", variant, variant.equals("factorized-random") ? 8 : 0, false);
    }
}
