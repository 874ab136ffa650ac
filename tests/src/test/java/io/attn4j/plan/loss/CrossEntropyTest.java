package io.attn4j.plan.loss;

import io.attn4j.kernels.loss.CrossEntropyTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Losses of any number of classes: smoothed, with rows left out, of logits that are large, and with wrong targets. */
class CrossEntropyTest extends StepTest<CrossEntropy> {
    @Override
    protected Map<String, StepRun.Factory<CrossEntropy>> tasks() {
        return only(CrossEntropyTasks::new);
    }

    @Override
    protected List<StepCase<CrossEntropy>> cases() {
        List<StepCase<CrossEntropy>> cases = new ArrayList<>();
        for (int classes : new int[] {1, 2, 17, 128, 130, 1024, 1025, 2600}) {
            cases.add(gaussian(classes, 0, 1, 0));
            cases.add(gaussian(classes, 0.1f, 1, 0));
        }
        cases.add(gaussian(300, 0.2f, 30, 0));
        // as differences of logits: as those of the log-sum-exp and a logit, they would lose four digits
        cases.add(gaussian(1300, 0, 1, 5000));
        cases.add(gaussian(1300, 0.3f, 1, -5000));
        cases.add(leftOut());
        cases.add(excluded());
        cases.add(wrongTargets());
        cases.add(smaller());
        return cases;
    }

    private static StepCase<CrossEntropy> gaussian(int classes, float smoothing, double spread, double offset) {
        StepData data = new StepData(classes);
        View logits = data.gapped("logits", 2, 1, 3, classes);
        data.fill(logits, (b, h, n, v) -> spread * data.get(logits, b, h, n, v) + offset);
        View targets = data.emptyGapped("targets", 2, 1, 3, 1);
        data.fill(targets, (b, h, n, c) -> (b + 5 * n) % classes);
        View y = data.emptyGapped("y", 2, 1, 3, 1);
        View lse = data.emptyGapped("lse", 2, 1, 3, 1);
        String name = classes + " classes, logits of " + spread + " around " + offset + ", smoothing " + smoothing;
        return new StepCase<>(name, data, new CrossEntropy("loss", logits, targets, smoothing, y, lse));
    }

    /** Rows without a target are zero whatever they hold. */
    private static StepCase<CrossEntropy> leftOut() {
        StepData data = new StepData(1);
        View logits = data.contiguous("logits", 1, 1, 4, 70);
        data.poison(logits, 2);
        View targets = data.empty("targets", 1, 1, 4, 1);
        data.fill(targets, (b, h, n, c) -> n < 2 ? 69 : -100);
        return new StepCase<>(
                "rows left out",
                data,
                new CrossEntropy(
                        "loss", logits, targets, 0.1f, data.empty("y", 1, 1, 4, 1), data.empty("lse", 1, 1, 4, 1)));
    }

    /** Classes of logit negative infinity, one of them a target. */
    private static StepCase<CrossEntropy> excluded() {
        StepData data = new StepData(2);
        View logits = data.contiguous("logits", 1, 1, 4, 1100);
        data.fill(
                logits,
                (b, h, n, v) ->
                        v % 3 == 0 || n == 3 && v != 4 ? Double.NEGATIVE_INFINITY : data.get(logits, b, h, n, v));
        View targets = data.empty("targets", 1, 1, 4, 1);
        data.fill(targets, (b, h, n, c) -> n == 1 ? 3 : 4);
        return new StepCase<>(
                "classes excluded",
                data,
                new CrossEntropy(
                        "loss", logits, targets, 0, data.empty("y", 1, 1, 4, 1), data.empty("lse", 1, 1, 4, 1)));
    }

    private static StepCase<CrossEntropy> wrongTargets() {
        StepData data = new StepData(3);
        View logits = data.contiguous("logits", 1, 1, 5, 33).firstBatch();
        View targets = data.empty("targets", 1, 1, 5, 1);
        double[] values = {33, Double.NaN, 32.5, 1e9, 1};
        data.fill(targets, (b, h, n, c) -> values[n]);
        return new StepCase<>(
                "targets that are no class",
                data,
                new CrossEntropy(
                        "loss", logits, targets, 0, data.empty("y", 1, 1, 5, 1), data.empty("lse", 1, 1, 5, 1)));
    }

    private static StepCase<CrossEntropy> smaller() {
        StepData data = new StepData(4);
        View logits = data.contiguous("logits", 1, 1, 6, 40);
        View targets = data.empty("targets", 2, 1, 6, 1);
        data.fill(targets, (b, h, n, c) -> 3 * n + b);
        View y = data.empty("y", 2, 1, 6, 1);
        View lse = data.empty("lse", 2, 1, 6, 1);
        CrossEntropy whole = new CrossEntropy("loss", logits.broadcastBatch(2), targets, 0.5f, y, lse);
        CrossEntropy part = new CrossEntropy(
                "loss",
                logits.rows(1, 4).columns(2, 31).broadcastBatch(2),
                targets.firstRows(3),
                0.5f,
                y.firstRows(3),
                lse.firstRows(3));
        return new StepCase<>("smaller than its tasks, logits that batches share", data, part).within(whole);
    }
}
