package io.attn4j.mechanism.linformer;

import io.attn4j.bench.CaseId;
import io.attn4j.bench.MechanismBenchmark;
import org.openjdk.jmh.annotations.Param;

/** Linformer with k = 128 slots; its block form with blocks of 512 tokens. */
public class LinformerBenchmark extends MechanismBenchmark {
    /** Variant, as {@code attn4j list} names it. */
    @Param({"linear", "mean-pool", "max-pool", "conv", "past-only", "block"})
    public String variant;

    @Override
    protected CaseId caseId() {
        return caseId(
                "linformer",
                variant,
                128,
                variant.equals(CausalInputs.PAST_ONLY) || variant.equals(CausalInputs.BLOCK));
    }
}
