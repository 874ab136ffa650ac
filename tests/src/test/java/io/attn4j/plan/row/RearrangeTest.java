package io.attn4j.plan.row;

import io.attn4j.kernels.row.RearrangeTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.View;
import java.util.List;
import java.util.Map;

/** Copies between views of any strides: exact, scaled, and nothing written beside the view. */
class RearrangeTest extends StepTest<Rearrange> {
    @Override
    protected Map<String, StepRun.Factory<Rearrange>> tasks() {
        return only(RearrangeTasks::new);
    }

    @Override
    protected List<StepCase<Rearrange>> cases() {
        return List.of(transposedFrom(), transposedTo(), splitHeads(), broadcast(), smaller());
    }

    private static StepCase<Rearrange> transposedFrom() {
        StepData data = new StepData(1);
        View x = data.gapped("x", 2, 3, 5, 37).transposed();
        return new StepCase<>("transposed operand", data, new Rearrange("copy", x, null, data.empty("y", 2, 3, 37, 5)))
                .exact();
    }

    private static StepCase<Rearrange> transposedTo() {
        StepData data = new StepData(2);
        View y = data.emptyGapped("y", 2, 3, 5, 67).transposed();
        return new StepCase<>(
                        "transposed result",
                        data,
                        new Rearrange("copy", data.contiguous("x", 2, 3, 67, 5), new float[] {1, -2, 0.5f}, y))
                .exact();
    }

    private static StepCase<Rearrange> splitHeads() {
        StepData data = new StepData(3);
        View x = data.splitHeads("x", 3, 2, 7, 9);
        View y = data.empty("y", 3, 2, 7, 9);
        return new StepCase<>("heads, each scaled", data, new Rearrange("copy", x, new float[] {0.5f, -3}, y)).exact();
    }

    private static StepCase<Rearrange> broadcast() {
        StepData data = new StepData(4);
        View x = data.contiguous("x", 1, 1, 4, 6).broadcastBatch(2).broadcastHeads(3);
        View y = data.empty("y", 2, 3, 9, 13).rows(3, 7).columns(5, 11);
        return new StepCase<>("broadcast into a part", data, new Rearrange("copy", x, null, y)).exact();
    }

    private static StepCase<Rearrange> smaller() {
        StepData data = new StepData(5);
        View x = data.contiguous("x", 2, 2, 5, 15);
        View y = data.empty("y", 2, 2, 5, 15);
        View one = View.contiguous(x.buffer(), 1, 1, 1, 1);
        return new StepCase<>(
                        "smaller than its tasks",
                        data,
                        new Rearrange("copy", one, new float[] {-1}, View.contiguous(y.buffer(), 1, 1, 1, 1)))
                .within(new Rearrange("copy", x, new float[] {1, 2}, y))
                .exact();
    }
}
