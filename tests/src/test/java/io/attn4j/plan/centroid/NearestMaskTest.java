package io.attn4j.plan.centroid;

import io.attn4j.kernels.centroid.NearestMaskTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.View;
import java.util.List;
import java.util.Map;

/** Masks of the nearest rows: ties to the lowest index, all rows where there are few, none beyond a length. */
class NearestMaskTest extends StepTest<NearestMask> {
    @Override
    protected Map<String, StepRun.Factory<NearestMask>> tasks() {
        return only(NearestMaskTasks::new);
    }

    @Override
    protected List<StepCase<NearestMask>> cases() {
        return List.of(
                mask("one of one", 1, 1, 1, 1, null),
                mask("gaps", 37, 5, 9, 4, null),
                mask("lengths", 37, 20, 4, 5, new int[] {3, 0}),
                mask("more than rows", 9, 33, 3, 20, null),
                ties(),
                smaller());
    }

    private static StepCase<NearestMask> mask(
            String name, int rows, int columns, int count, int neighbours, int[] lengths) {
        StepData data = new StepData(rows);
        View x = data.gapped("x", 2, 1, rows, columns);
        if (lengths != null) {
            data.poison(x, lengths);
        }
        View u = data.gapped("u", 2, 1, count, columns);
        View y = data.empty("y", 2, 1, count, rows);
        return new StepCase<>(name, data, new NearestMask("mask", x, u, neighbours, lengths, y)).exact();
    }

    private static StepCase<NearestMask> ties() {
        StepData data = new StepData(8);
        View x = data.gapped("x", 2, 1, 6, 1);
        float[] places = {0, 4, -4, 1, -1, 0};
        data.fill(x, (b, h, i, c) -> places[i]);
        View u = data.contiguous("u", 2, 1, 2, 1);
        data.fill(u, (b, h, j, c) -> j == 0 ? -4 : 0);
        View y = data.empty("y", 2, 1, 2, 6);
        return new StepCase<>("ties", data, new NearestMask("mask", x, u, 3, new int[] {5, 6}, y)).exact();
    }

    private static StepCase<NearestMask> smaller() {
        StepData data = new StepData(9);
        View x = data.contiguous("x", 2, 1, 30, 7);
        View u = data.contiguous("u", 2, 1, 8, 7);
        View y = data.empty("y", 2, 1, 8, 30);
        NearestMask part = new NearestMask(
                "mask",
                View.contiguous(x.buffer(), 1, 1, 9, 7),
                View.contiguous(u.buffer(), 1, 1, 3, 7),
                4,
                new int[] {6},
                View.contiguous(y.buffer(), 1, 1, 3, 9));
        return new StepCase<>("smaller than its tasks", data, part)
                .within(new NearestMask("mask", x, u, 4, new int[] {30, 30}, y))
                .exact();
    }
}
