package io.attn4j.plan.head;

import io.attn4j.kernels.head.HeadMixGradientTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Gradients of matrices that mix heads: sums over batches, rows and columns. */
class HeadMixGradientTest extends StepTest<HeadMixGradient> {
    @Override
    protected Map<String, StepRun.Factory<HeadMixGradient>> tasks() {
        return only(HeadMixGradientTasks::new);
    }

    @Override
    protected List<StepCase<HeadMixGradient>> cases() {
        List<StepCase<HeadMixGradient>> cases = new ArrayList<>();
        for (int[] size : new int[][] {{1, 1, 1, 1, 1}, {2, 4, 4, 5, 16}, {2, 3, 5, 7, 37}, {1, 12, 2, 33, 70}}) {
            cases.add(sizes(size, false));
            cases.add(sizes(size, true));
        }
        for (int rows : new int[] {1, 20, 81, 82, 150}) {
            cases.add(smaller(rows));
        }
        return cases;
    }

    /** Of sizes B, heads of x, heads of dy, N, columns. */
    private static StepCase<HeadMixGradient> sizes(int[] size, boolean transposed) {
        StepData data = new StepData(size[4]);
        View x = transposed
                ? data.gapped("x", size[0], size[1], size[4], size[3]).transposed()
                : data.gapped("x", size[0], size[1], size[3], size[4]);
        View dy = data.gapped("dy", size[0], size[2], size[3], size[4]);
        View dm = data.emptyGapped("dm", 1, 1, size[1], size[2]);
        return new StepCase<>(
                Arrays.toString(size) + (transposed ? ", columns further apart than rows" : ""),
                data,
                new HeadMixGradient("gradient", x, dy, dm));
    }

    private static StepCase<HeadMixGradient> smaller(int rows) {
        StepData data = new StepData(2);
        View x = data.contiguous("x", 1, 2, 150, 200);
        View dy = data.contiguous("dy", 1, 3, 150, 200);
        View dm = data.emptyGapped("dm", 1, 1, 3, 2).transposed();
        return new StepCase<>(
                        rows + " rows in tasks for 150",
                        data,
                        new HeadMixGradient("gradient", x.firstRows(rows), dy.firstRows(rows), dm))
                .within(new HeadMixGradient("gradient", x, dy, dm));
    }
}
