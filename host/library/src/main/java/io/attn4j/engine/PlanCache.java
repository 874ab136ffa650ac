package io.attn4j.engine;

import io.attn4j.mechanism.Call;
import io.attn4j.mechanism.Request;
import io.attn4j.plan.Plan;

/**
 * The plans of a session's calls: equal requests share the plan of the first of them while no tensor's content decides it.
 * One thread at a time.
 */
final class PlanCache {
    private Request latest;

    Plan of(Call call) {
        if (!call.request().equals(latest)) {
            latest = call.request();
        }
        return latest.readsData() ? call.plan() : latest.plan(call.inputs());
    }
}
