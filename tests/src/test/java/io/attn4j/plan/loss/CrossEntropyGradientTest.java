package io.attn4j.plan.loss;

import io.attn4j.kernels.loss.CrossEntropyGradientTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Gradients of losses of any number of classes, and of their log-sum-exp. */
class CrossEntropyGradientTest extends StepTest<CrossEntropyGradient> {
    @Override
    protected Map<String, StepRun.Factory<CrossEntropyGradient>> tasks() {
        return only(CrossEntropyGradientTasks::new);
    }

    @Override
    protected List<StepCase<CrossEntropyGradient>> cases() {
        List<StepCase<CrossEntropyGradient>> cases = new ArrayList<>();
        for (int classes : new int[] {2, 17, 128, 131, 1100}) {
            cases.add(gradient(classes, 0, false, "all rows"));
            cases.add(gradient(classes, 0.1f, true, "all rows"));
        }
        cases.add(gradient(40, 0.1f, true, "rows left out", 0, -1, 39, -100));
        cases.add(gradient(40, 0, false, "targets that are no class", 40, Double.NaN, 39.5, 1e9));
        cases.add(smaller());
        return cases;
    }

    private static StepCase<CrossEntropyGradient> gradient(
            int classes, float smoothing, boolean both, String what, double... wanted) {
        StepData data = new StepData(classes);
        View logits = data.gapped("logits", 2, 1, 4, classes);
        View targets = data.emptyGapped("targets", 2, 1, 4, 1);
        data.fill(targets, (b, h, n, c) -> wanted.length == 0 ? (b + 5 * n) % classes : wanted[n]);
        CrossEntropy loss = loss(data, logits, targets, smoothing);
        data.fill(logits, (b, h, n, v) -> {
            boolean excluded = smoothing == 0 && classes > 2 && v == classes / 2;
            boolean padding = data.get(targets, b, 0, n, 0) < 0;
            return padding ? Double.NaN : excluded ? Double.NEGATIVE_INFINITY : data.get(logits, b, h, n, v);
        });
        View dy = data.gapped("dy", 2, 1, 4, 1);
        View dlse = both ? data.gapped("dlse", 2, 1, 4, 1) : null;
        View dlogits = data.emptyGapped("dlogits", 2, 1, 4, classes);
        String name = classes + " classes, smoothing " + smoothing + (both ? ", log-sum-exp" : "") + ", " + what;
        return new StepCase<>(name, data, new CrossEntropyGradient("gradient", loss, dy, dlse, dlogits));
    }

    /** The forward step, its log-sum-exp given. */
    private static CrossEntropy loss(StepData data, View logits, View targets, float smoothing) {
        View y = data.emptyGapped("y", logits.batch(), 1, logits.rows(), 1);
        View lse = data.emptyGapped("lse", logits.batch(), 1, logits.rows(), 1);
        data.fill(lse, (b, h, n, c) -> {
            double sum = 0;
            for (int v = 0; v < logits.columns(); v++) {
                sum += Math.exp(data.get(logits, b, h, n, v));
            }
            return Math.log(sum);
        });
        return new CrossEntropy("loss", logits, targets, smoothing, y, lse);
    }

    private static StepCase<CrossEntropyGradient> smaller() {
        StepData data = new StepData(4);
        View logits = data.contiguous("logits", 2, 1, 6, 140);
        View targets = data.empty("targets", 2, 1, 6, 1);
        data.fill(targets, (b, h, n, c) -> 3 * n + b);
        CrossEntropy whole = loss(data, logits, targets, 0.5f);
        View dy = data.contiguous("dy", 1, 1, 1, 1);
        View dlogits = data.empty("dlogits", 2, 1, 6, 140);
        CrossEntropy part = new CrossEntropy(
                "loss",
                logits.firstRows(3).columns(0, 129),
                targets.firstRows(3),
                0.5f,
                whole.y().firstRows(3),
                whole.lse().firstRows(3));
        // a mean over rows gives all of them one gradient
        View shared = dy.broadcastRows(6).broadcastBatch(2);
        return new StepCase<>(
                        "smaller than its tasks, one gradient for all rows",
                        data,
                        new CrossEntropyGradient(
                                "gradient",
                                part,
                                shared.firstRows(3),
                                null,
                                dlogits.firstRows(3).columns(0, 129)))
                .within(new CrossEntropyGradient("gradient", whole, shared, null, dlogits));
    }
}
