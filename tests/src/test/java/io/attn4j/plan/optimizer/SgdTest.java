package io.attn4j.plan.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attn4j.kernels.optimizer.SgdTasks;
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

/** Updates of parameters: with and without momentum, Nesterov's, clipped and decayed or neither. */
class SgdTest extends StepTest<Sgd> {
    @Override
    protected Map<String, StepRun.Factory<Sgd>> tasks() {
        return only(SgdTasks::new);
    }

    @Override
    protected List<StepCase<Sgd>> cases() {
        return List.of(
                update("one element", 1, 0, false, false, 0),
                update("plain", 1000, 0, false, false, 0),
                update("plain, clipped and decayed", 1001, 0, false, true, 0.1),
                update("momentum", 1000, 0.9, false, false, 0),
                update("momentum, clipped and decayed", 5003, 0.9, false, true, 0.01),
                update("Nesterov", 257, 0.8, true, false, 0),
                update("Nesterov, clipped and decayed", 5003, 0.8, true, true, 0.01),
                smaller());
    }

    private static StepCase<Sgd> update(
            String name, int count, double momentum, boolean nesterov, boolean clipped, double decay) {
        StepData data = new StepData(count);
        return new StepCase<>(name, data, step(data, count, momentum, nesterov, clipped, decay));
    }

    private static Sgd step(
            StepData data, int count, double momentum, boolean nesterov, boolean clipped, double decay) {
        return new Sgd(
                "update",
                data.gapped("gradient", 1, 1, 1, count),
                clipped ? data.gapped("scale", 1, 1, 1, 1) : null,
                data.gapped("rate", 1, 1, 1, 1),
                momentum,
                nesterov,
                decay,
                data.gapped("parameter", 1, 1, 1, count),
                momentum == 0 ? null : data.gapped("velocity", 1, 1, 1, count));
    }

    private static StepCase<Sgd> smaller() {
        StepData data = new StepData(2);
        Sgd whole = step(data, 600, 0.9, true, true, 0.1);
        Sgd part = new Sgd(
                "update",
                whole.gradient().columns(3, 100),
                whole.scale(),
                whole.rate(),
                0.5,
                false,
                0,
                whole.parameter().columns(400, 497),
                whole.velocity().columns(1, 98));
        return new StepCase<>("smaller than its tasks", data, part).within(whole);
    }

    /** Written out by hand for one parameter over three updates, with the rule that PyTorch documents. */
    @Test
    void followsTheRule() {
        for (boolean nesterov : new boolean[] {false, true}) {
            StepData data = new StepData(1);
            Sgd step = step(data, 1, 0.9, nesterov, false, 0.01);
            double[] parameter = {2};
            double[] velocity = {0};
            double theta = 2;
            double v = 0;
            for (int t = 1; t <= 3; t++) {
                double gradient = t - 0.5 * theta;
                Map<String, double[]> arrays = new HashMap<>();
                step.reads()
                        .forEach(view -> arrays.put(
                                view.buffer().name(),
                                new double[(int) view.buffer().elements()]));
                set(arrays, step.gradient(), gradient);
                set(arrays, step.rate(), 0.1);
                set(arrays, step.parameter(), parameter[0]);
                set(arrays, step.velocity(), velocity[0]);
                PlanReference.execute(step, arrays);
                parameter[0] = get(arrays, step.parameter());
                velocity[0] = get(arrays, step.velocity());
                double g = gradient + 0.01 * theta;
                v = 0.9 * v + g;
                theta -= 0.1 * (nesterov ? g + 0.9 * v : v);
                assertThat(parameter[0]).isEqualTo(theta, Offset.offset(1e-12));
                assertThat(velocity[0]).isEqualTo(v, Offset.offset(1e-12));
            }
        }
    }

    private static void set(Map<String, double[]> arrays, View view, double value) {
        arrays.get(view.buffer().name())[(int) view.offset()] = value;
    }

    private static double get(Map<String, double[]> arrays, View view) {
        return arrays.get(view.buffer().name())[(int) view.offset()];
    }

    @Test
    void needsMomentumForAVelocity() {
        StepData data = new StepData(1);
        Sgd whole = step(data, 4, 0.9, false, false, 0);
        assertThatThrownBy(() -> new Sgd(
                        "update",
                        whole.gradient(),
                        null,
                        whole.rate(),
                        0,
                        false,
                        0,
                        whole.parameter(),
                        whole.velocity()))
                .hasMessageContaining("update");
        assertThatThrownBy(() ->
                        new Sgd("update", whole.gradient(), null, whole.rate(), 0, true, 0, whole.parameter(), null))
                .hasMessageContaining("update");
    }
}
