package io.attn4j.engine;

import io.attn4j.mechanism.Mechanism;
import io.attn4j.mechanism.Problem;
import io.attn4j.plan.Plan;
import io.attn4j.tensor.Tensor;
import java.util.Map;

/** The plan of the current request, kept while requests repeat and no tensor's content decides it. One thread at a time. */
final class PlanCache {
    private final Mechanism mechanism;
    private Problem planned;
    private Plan plan;

    PlanCache(Mechanism mechanism) {
        this.mechanism = mechanism;
    }

    Plan of(Problem problem, Map<String, Tensor> inputs) {
        if (!problem.equals(planned) || mechanism.readsData(problem)) {
            plan = mechanism.plan(problem, inputs);
            planned = problem;
        }
        return plan;
    }
}
