package io.attn4j.plan.row;

import io.attn4j.kernels.row.AdditionTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.View;
import java.util.List;
import java.util.Map;

/** Sums of two operands, also in place of either. */
class AdditionTest extends StepTest<Addition> {
    @Override
    protected Map<String, StepRun.Factory<Addition>> tasks() {
        return Map.of(
                "its own",
                AdditionTasks::new,
                "a full GPU",
                (step, arrays, device) -> new AdditionTasks(step, arrays, StepRun.smallGpu(device)));
    }

    @Override
    protected List<StepCase<Addition>> cases() {
        return List.of(gaps(), overTheFirst(), overTheSecond(), broadcast(), smaller(), large());
    }

    private static StepCase<Addition> gaps() {
        StepData data = new StepData(1);
        View a = data.gapped("a", 2, 3, 17, 5);
        View x = data.splitHeads("x", 2, 3, 17, 5);
        View y = data.emptyGapped("y", 2, 3, 17, 5);
        return new StepCase<>("gaps", data, new Addition("add", a, x, y)).exact();
    }

    private static StepCase<Addition> overTheFirst() {
        StepData data = new StepData(2);
        View a = data.gapped("a", 1, 2, 9, 33);
        return new StepCase<>("over the first", data, new Addition("add", a, data.contiguous("x", 1, 2, 9, 33), a))
                .exact();
    }

    private static StepCase<Addition> overTheSecond() {
        StepData data = new StepData(3);
        View x = data.contiguous("x", 1, 1, 70, 1);
        return new StepCase<>("over the second", data, new Addition("add", data.gapped("a", 1, 1, 70, 1), x, x))
                .exact();
    }

    /** More elements than a compute unit has work-items: each computes several. */
    private static StepCase<Addition> large() {
        StepData data = new StepData(6);
        View a = data.gapped("a", 2, 3, 61, 43);
        View y = data.emptyGapped("y", 2, 3, 61, 43);
        return new StepCase<>("large", data, new Addition("add", a, data.contiguous("x", 2, 3, 61, 43), y)).exact();
    }

    private static StepCase<Addition> broadcast() {
        StepData data = new StepData(4);
        View a = data.gapped("a", 1, 1, 4, 6).broadcastBatch(2).broadcastHeads(3);
        View x = data.gapped("x", 2, 1, 4, 6).broadcastHeads(3);
        return new StepCase<>("broadcast", data, new Addition("add", a, x, data.emptyGapped("y", 2, 3, 4, 6))).exact();
    }

    private static StepCase<Addition> smaller() {
        StepData data = new StepData(5);
        View a = data.gapped("a", 2, 2, 7, 9);
        View x = data.gapped("x", 2, 2, 7, 9);
        View y = data.emptyGapped("y", 2, 2, 7, 9);
        return new StepCase<>(
                        "smaller than its tasks",
                        data,
                        new Addition("add", a.firstRows(2), x.firstRows(2), y.firstRows(2)))
                .within(new Addition("add", a, x, y))
                .exact();
    }
}
