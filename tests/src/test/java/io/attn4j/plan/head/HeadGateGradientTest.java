package io.attn4j.plan.head;

import io.attn4j.kernels.head.HeadGateGradientTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.View;
import io.attn4j.plan.head.HeadGate.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Gradients of gated heads: each kind, ties, and logits whose exponentials overflow. */
class HeadGateGradientTest extends StepTest<HeadGateGradient> {
    @Override
    protected Map<String, StepRun.Factory<HeadGateGradient>> tasks() {
        return only(HeadGateGradientTasks::new);
    }

    @Override
    protected List<StepCase<HeadGateGradient>> cases() {
        List<StepCase<HeadGateGradient>> cases = new ArrayList<>();
        for (float factor : new float[] {1, 30}) {
            cases.add(gate("sigmoid", factor, Kind.SIGMOID, 5, 0, 0));
            cases.add(gate("softmax of one, without logits", factor, Kind.SOFTMAX, 1, 0, 0));
            cases.add(gate("softmax", factor, Kind.SOFTMAX, 5, 0, 0));
            cases.add(gate("mixture", factor, Kind.MIXTURE, 5, 0, 3));
            cases.add(gate("mixture with shared heads", factor, Kind.MIXTURE, 6, 2, 3));
            cases.add(gate("mixture of one routed head", factor, Kind.MIXTURE, 4, 3, 1));
        }
        cases.add(ties());
        StepData data = new StepData(3);
        View z = data.gapped("z", 2, 1, 7, 4);
        View x = data.gapped("x", 2, 4, 7, 70);
        View dy = data.gapped("dy", 2, 4, 7, 70);
        View dz = data.emptyGapped("dz", 2, 1, 4, 7).transposed();
        HeadGate gate = new HeadGate("gate", Kind.SIGMOID, 0, 0, z, x);
        HeadGateGradient whole = new HeadGateGradient("gradient", gate, x, dy, dy, dz);
        cases.add(new StepCase<>("in place", data, whole));
        HeadGate small = new HeadGate("gate", Kind.SIGMOID, 0, 0, z.firstRows(3), x.firstRows(3));
        cases.add(new StepCase<>(
                        "smaller than its tasks",
                        data,
                        new HeadGateGradient(
                                "gradient", small, x.firstRows(3), dy.firstRows(3), dy.firstRows(3), dz.firstRows(3)))
                .within(whole));
        return cases;
    }

    private static StepCase<HeadGateGradient> gate(
            String name, float factor, Kind kind, int heads, int shared, int top) {
        StepData data = new StepData(heads);
        View z = logits(data, kind, heads, shared);
        data.fill(z, (b, h, i, c) -> factor * data.get(z, b, h, i, c));
        return new StepCase<>(
                name + ", logits times " + factor, data, step(data, new Gate(kind, heads, shared, top), z));
    }

    /** Ties go to the lowest head. */
    private static StepCase<HeadGateGradient> ties() {
        StepData data = new StepData(2);
        View z = logits(data, Kind.MIXTURE, 6, 1);
        data.fill(z, (b, h, i, c) -> (8 * (7 * b + i) + c) % 3);
        return new StepCase<>("ties", data, step(data, new Gate(Kind.MIXTURE, 6, 1, 2), z));
    }

    private static View logits(StepData data, Kind kind, int heads, int shared) {
        return data.gapped("z", 2, 1, 7, kind == Kind.MIXTURE && shared > 0 ? heads + 2 : heads);
    }

    private record Gate(Kind kind, int heads, int shared, int top) {}

    private static HeadGateGradient step(StepData data, Gate gate, View z) {
        View x = data.splitHeads("x", 2, gate.heads(), 7, 19);
        View dy = data.gapped("dy", 2, gate.heads(), 19, 7).transposed();
        View dx = data.emptyGapped("dx", 2, gate.heads(), 7, 19);
        // the softmax of one logit has no gradient
        View dz = gate.heads() == 1 ? null : data.emptyGapped("dz", 2, 1, 7, z.columns());
        HeadGate forward = new HeadGate("gate", gate.kind(), gate.shared(), gate.top(), z, x);
        return new HeadGateGradient("gradient", forward, x, dy, dx, dz);
    }
}
