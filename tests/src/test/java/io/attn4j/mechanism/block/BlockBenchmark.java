package io.attn4j.mechanism.block;

import io.attn4j.bench.CaseId;
import io.attn4j.bench.MechanismBenchmark;
import org.openjdk.jmh.annotations.Param;

/** One pre-LN Transformer block around each mechanism. */
public class BlockBenchmark extends MechanismBenchmark {
    /** Variant, as {@code attn4j list} names it. */
    @Param({"standard", "linformer", "synthesizer", "centroid", "collaborative"})
    public String variant;

    @Override
    protected CaseId caseId() {
        boolean ranked = !variant.equals("standard") && !variant.equals("synthesizer");
        return caseId("block", variant, ranked ? 128 : 0, false);
    }
}
