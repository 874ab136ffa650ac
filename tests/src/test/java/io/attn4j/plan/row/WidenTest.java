package io.attn4j.plan.row;

import io.attn4j.kernels.row.WidenTasks;
import io.attn4j.kernels.step.StepArrays;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.Storage;
import io.attn4j.plan.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Every number of 16 bits as fp32, exactly; rows whose last pair is half full. */
class WidenTest extends StepTest<Widen> {
    @Override
    protected Map<String, StepRun.Factory<Widen>> tasks() {
        return only(WidenTasks::new);
    }

    @Override
    protected List<StepCase<Widen>> cases() {
        List<StepCase<Widen>> cases = new ArrayList<>();
        for (Storage storage : List.of(Storage.F16, Storage.BF16)) {
            cases.add(run(storage, 1 << 16, 0));
            for (int columns : new int[] {1, 2, 3, 127, 130, 3001, 4097}) {
                cases.add(run(storage, columns, 0x3F01));
            }
            cases.add(smaller(storage, 7));
            cases.add(smaller(storage, 8));
        }
        return cases;
    }

    /** Numbers with the bits from {@code first} on. */
    private static StepCase<Widen> run(Storage storage, int columns, int first) {
        StepData data = new StepData(1);
        View x = numbers(data, storage, columns, first);
        return new StepCase<>(
                        storage + ", " + columns + " numbers",
                        data,
                        new Widen("w", x, data.empty("y", 1, 1, 1, columns)))
                .exact();
    }

    private static StepCase<Widen> smaller(Storage storage, int columns) {
        StepData data = new StepData(1);
        View x = numbers(data, storage, 13, 0x4000);
        View y = data.empty("y", 1, 1, 1, 13);
        return new StepCase<>(
                        storage + ", " + columns + " of 13",
                        data,
                        new Widen("w", x.columns(0, columns), y.columns(0, columns)))
                .within(new Widen("w", x, y))
                .exact();
    }

    private static View numbers(StepData data, Storage storage, int columns, int first) {
        View x = data.packed("x", storage, columns);
        data.fill(x, (b, h, i, c) -> StepArrays.wide((short) (first + c), storage));
        return x;
    }
}
