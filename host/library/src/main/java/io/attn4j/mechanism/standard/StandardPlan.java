package io.attn4j.mechanism.standard;

import io.attn4j.mechanism.CoreInputs;
import io.attn4j.mechanism.Request;
import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.Plan;
import io.attn4j.plan.core.CoreAttention;

/** The task graph of scaled dot-product attention: the core fed with A = Q, B = K, W = V. */
final class StandardPlan {
    private StandardPlan() {}

    static Plan of(Request p, KeyRanges ranges) {
        Plan.Builder plan = Plan.builder("standard");
        plan.add(CoreAttention.of(
                        "attention",
                        p.scale(),
                        CoreInputs.queries(plan, p),
                        CoreInputs.keys(plan, p),
                        CoreInputs.values(plan, p),
                        ranges,
                        CoreInputs.output(plan, p),
                        CoreInputs.logSumExp(plan, p))
                .withBiases(CoreInputs.keyBias(plan, p, p.keys()), CoreInputs.denseBias(plan, p, p.keys())));
        return plan.build();
    }
}
