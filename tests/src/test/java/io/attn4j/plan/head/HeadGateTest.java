package io.attn4j.plan.head;

import io.attn4j.kernels.head.HeadGateTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.View;
import io.attn4j.plan.head.HeadGate.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Gated heads: each kind, ties, and logits whose exponentials overflow. */
class HeadGateTest extends StepTest<HeadGate> {
    @Override
    protected Map<String, StepRun.Factory<HeadGate>> tasks() {
        return only(HeadGateTasks::new);
    }

    @Override
    protected List<StepCase<HeadGate>> cases() {
        List<StepCase<HeadGate>> cases = new ArrayList<>();
        for (float factor : new float[] {1, 500}) {
            cases.add(gate("sigmoid", factor, Kind.SIGMOID, 5, 0, 0));
            cases.add(gate("softmax of one", factor, Kind.SOFTMAX, 1, 0, 0));
            cases.add(gate("softmax", factor, Kind.SOFTMAX, 5, 0, 0));
            cases.add(gate("mixture", factor, Kind.MIXTURE, 5, 0, 3));
            cases.add(gate("mixture with shared heads", factor, Kind.MIXTURE, 6, 2, 3));
            cases.add(gate("mixture of one routed head", factor, Kind.MIXTURE, 4, 3, 1));
        }
        cases.add(ties("ties", 3));
        cases.add(ties("all equal", 1));
        StepData data = new StepData(3);
        View z = data.contiguous("z", 2, 1, 9, 11).rows(2, 9).columns(3, 9);
        View o = data.gapped("o", 2, 6, 8, 40).rows(1, 8).columns(2, 37);
        HeadGate strided = new HeadGate("gate", Kind.SOFTMAX, 0, 0, z, o);
        cases.add(new StepCase<>("parts", data, strided));
        cases.add(new StepCase<>(
                        "smaller than its tasks",
                        data,
                        new HeadGate("gate", Kind.SOFTMAX, 0, 0, z.firstRows(3), o.firstRows(3)))
                .within(strided));
        return cases;
    }

    private static StepCase<HeadGate> gate(String name, float factor, Kind kind, int heads, int shared, int top) {
        StepData data = new StepData(heads);
        View z = data.gapped("z", 2, 1, 7, kind == Kind.MIXTURE && shared > 0 ? heads + 2 : heads);
        data.fill(z, (b, h, i, c) -> factor * data.get(z, b, h, i, c));
        View o = data.splitHeads("o", 2, heads, 7, 19);
        return new StepCase<>(name + ", logits times " + factor, data, new HeadGate("gate", kind, shared, top, z, o));
    }

    /** Ties go to the lowest head. */
    private static StepCase<HeadGate> ties(String name, int different) {
        StepData data = new StepData(4);
        View z = data.contiguous("z", 2, 1, 7, 8);
        data.fill(z, (b, h, i, c) -> (8 * (7 * b + i) + c) % different);
        View o = data.splitHeads("o", 2, 6, 7, 19);
        return new StepCase<>(name, data, new HeadGate("gate", Kind.MIXTURE, 1, 2, z, o));
    }
}
