package io.attn4j.plan.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attn4j.kernels.optimizer.AdamWTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.View;
import io.attn4j.reference.PlanReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Updates of parameters: the first and a later one, clipped and decayed or neither. */
class AdamWTest extends StepTest<AdamW> {
    @Override
    protected Map<String, StepRun.Factory<AdamW>> tasks() {
        return only(AdamWTasks::new);
    }

    @Override
    protected List<StepCase<AdamW>> cases() {
        return List.of(
                update("one element", 1, 1, false, 0),
                update("first update", 1000, 1, false, 0),
                update("clipped and decayed", 1000, 2, true, 0.1),
                update("late update", 5003, 100_000, true, 0.01),
                smaller());
    }

    private static StepCase<AdamW> update(String name, int count, long t, boolean clipped, double decay) {
        StepData data = new StepData(count);
        AdamW step = step(data, count, clipped, decay);
        float[] scalars = step.scalars(0.05, t);
        data.fill(step.scalars(), (b, h, i, c) -> scalars[c]);
        if (t == 1) {
            data.fill(step.first(), (b, h, i, c) -> 0);
            data.fill(step.second(), (b, h, i, c) -> 0);
        }
        return new StepCase<>(name, data, step);
    }

    private static AdamW step(StepData data, int count, boolean clipped, double decay) {
        View second = data.gapped("second", 1, 1, 1, count);
        data.fill(second, (b, h, i, c) -> Math.pow(data.get(second, b, h, i, c), 2));
        return new AdamW(
                "update",
                data.gapped("gradient", 1, 1, 1, count),
                clipped ? data.gapped("scale", 1, 1, 1, 1) : null,
                data.emptyGapped("scalars", 1, 1, 1, 3),
                0.9,
                0.999,
                1e-8,
                decay,
                data.gapped("parameter", 1, 1, 1, count),
                data.gapped("first", 1, 1, 1, count),
                second);
    }

    private static StepCase<AdamW> smaller() {
        StepData data = new StepData(2);
        AdamW whole = step(data, 600, true, 0.1);
        float[] scalars = whole.scalars(0.05, 3);
        data.fill(whole.scalars(), (b, h, i, c) -> scalars[c]);
        AdamW part = new AdamW(
                "update",
                whole.gradient().columns(3, 100),
                whole.scale(),
                whole.scalars(),
                0.9,
                0.95,
                1e-6,
                0,
                whole.parameter().columns(400, 497),
                whole.first().columns(0, 97),
                whole.second().columns(1, 98));
        return new StepCase<>("smaller than its tasks", data, part).within(whole);
    }

    /** Written out by hand for one parameter over three updates. */
    @Test
    void followsTheAlgorithm() {
        StepData data = new StepData(1);
        AdamW step = new AdamW(
                "update",
                data.empty("gradient", 1, 1, 1, 1),
                null,
                data.empty("scalars", 1, 1, 1, 3),
                0.9,
                0.999,
                1e-8,
                0.01,
                data.empty("parameter", 1, 1, 1, 1),
                data.empty("first", 1, 1, 1, 1),
                data.empty("second", 1, 1, 1, 1));
        double[] parameter = {2};
        double[] first = {0};
        double[] second = {0};
        double theta = 2;
        double m = 0;
        double v = 0;
        for (int t = 1; t <= 3; t++) {
            double g = t - 0.5 * theta;
            float[] scalars = step.scalars(0.1, t);
            Map<String, double[]> arrays = new HashMap<>(Map.of(
                    "gradient", new double[] {g},
                    "scalars", new double[] {scalars[0], scalars[1], scalars[2]},
                    "parameter", parameter,
                    "first", first,
                    "second", second));
            PlanReference.execute(step, arrays);
            m = 0.9 * m + 0.1 * g;
            v = 0.999 * v + 0.001 * g * g;
            double corrected = m / (1 - Math.pow(0.9, t)) / (Math.sqrt(v / (1 - Math.pow(0.999, t))) + 1e-8);
            theta = theta - 0.1 * 0.01 * theta - 0.1 * corrected;
            assertThat(parameter[0]).isEqualTo(theta, Offset.offset(1e-7));
        }
        assertThatThrownBy(() -> step.scalars(0.1, 0)).hasMessageContaining("t: got 0; needs");
    }
}
