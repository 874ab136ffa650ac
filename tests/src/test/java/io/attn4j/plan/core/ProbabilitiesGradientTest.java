package io.attn4j.plan.core;

import io.attn4j.kernels.core.ProbabilitiesGradientTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.View;
import java.util.List;
import java.util.Map;

/** Gradients of a stored softmax, in place: masks, empty rows, and NaN where a row sees nothing. */
class ProbabilitiesGradientTest extends StepTest<ProbabilitiesGradient> {
    @Override
    protected Map<String, StepRun.Factory<ProbabilitiesGradient>> tasks() {
        return only(ProbabilitiesGradientTasks::new);
    }

    @Override
    protected List<StepCase<ProbabilitiesGradient>> cases() {
        return List.of(
                gradient(1, 1, 1, 1, false),
                gradient(2, 3, 17, 63, true),
                gradient(1, 2, 9, 140, false),
                gradient(2, 1, 5, 1000, true),
                smaller());
    }

    private static StepCase<ProbabilitiesGradient> gradient(
            int batch, int heads, int rows, int columns, boolean lseGradient) {
        StepData data = new StepData(columns);
        KeyRanges ranges = KeyRanges.of(
                batch,
                rows,
                (b, i) -> (b * rows + i) % 3 == 1 ? columns / 3 : 0,
                (b, i) -> (b * rows + i) % 4 == 2 ? columns / 5 : columns - (b * rows + i) % 2);
        View d = data.splitHeads("d", batch, heads, rows, columns);
        data.fill(
                d,
                (b, h, i, j) -> j >= ranges.start(b, i) && j < ranges.end(b, i) ? data.get(d, b, h, i, j) : Double.NaN);
        View dlse = lseGradient ? data.splitHeads("dlse", batch, heads, rows, 1) : null;
        String name = "B" + batch + " H" + heads + " N" + rows + " L" + columns + (lseGradient ? " dlse" : "");
        return new StepCase<>(
                name,
                data,
                new ProbabilitiesGradient("gradient", softmax(data, batch, heads, rows, columns, ranges), dlse, d));
    }

    private static Probabilities softmax(StepData data, int batch, int heads, int rows, int columns, KeyRanges ranges) {
        View p = data.contiguous("p", batch, heads, rows, columns);
        data.fill(p, (b, h, i, j) -> Math.abs(data.get(p, b, h, i, j)) / columns);
        return new Probabilities("p", ranges, p, data.empty("lse", batch, heads, rows, 1));
    }

    private static StepCase<ProbabilitiesGradient> smaller() {
        StepData data = new StepData(9);
        Probabilities whole = softmax(data, 2, 3, 9, 70, KeyRanges.rectangular(2, 9, 70, false, null));
        View d = data.gapped("d", 2, 3, 9, 70);
        Probabilities part = new Probabilities(
                "p",
                KeyRanges.rectangular(2, 4, 7, true, null),
                View.contiguous(whole.s().buffer(), 2, 3, 4, 7),
                View.contiguous(whole.lse().buffer(), 2, 3, 4, 1));
        return new StepCase<>(
                        "smaller than its tasks",
                        data,
                        new ProbabilitiesGradient(
                                "gradient", part, null, d.firstRows(4).columns(0, 7)))
                .within(new ProbabilitiesGradient("gradient", whole, null, d));
    }
}
