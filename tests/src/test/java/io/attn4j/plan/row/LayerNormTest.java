package io.attn4j.plan.row;

import io.attn4j.kernels.row.LayerNormTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Layer normalisation of rows of any size, with means that are large and without a bias. */
class LayerNormTest extends StepTest<LayerNorm> {
    @Override
    protected Map<String, StepRun.Factory<LayerNorm>> tasks() {
        return only(LayerNormTasks::new);
    }

    @Override
    protected List<StepCase<LayerNorm>> cases() {
        List<StepCase<LayerNorm>> cases = new ArrayList<>();
        for (int columns : new int[] {1, 2, 17, 127, 130, 1023, 2600}) {
            cases.add(contiguous(3, columns, false, 0.5f));
            cases.add(contiguous(3, columns, true, 0.5f));
        }
        // one-pass variances, and means that are left as the first pass rounds them, fail here
        cases.add(contiguous(4, 777, true, 3000));
        StepData data = new StepData(5);
        View x = data.splitHeads("x", 2, 3, 7, 25).rows(1, 7).columns(3, 22);
        View gamma = data.contiguous("gamma", 1, 1, 1, 40).columns(5, 24);
        View beta = data.contiguous("beta", 1, 1, 1, 40).columns(21, 40);
        View y = data.empty("y", 2, 3, 6, 20).columns(1, 20);
        LayerNorm strided = new LayerNorm("norm", x, gamma, beta, 1e-3f, y);
        cases.add(new StepCase<>("parts of heads", data, strided));
        cases.add(new StepCase<>(
                        "smaller than its tasks",
                        data,
                        new LayerNorm("norm", x.firstRows(2), gamma, beta, 1e-3f, y.firstRows(2)))
                .within(strided));
        return cases;
    }

    private static StepCase<LayerNorm> contiguous(int rows, int columns, boolean shifted, float offset) {
        StepData data = new StepData(columns);
        View x = data.contiguous("x", 1, 1, rows, columns);
        data.fill(x, (b, h, i, c) -> data.get(x, b, h, i, c) + offset);
        View gamma = data.contiguous("gamma", 1, 1, 1, columns);
        View beta = shifted ? data.contiguous("beta", 1, 1, 1, columns) : null;
        View y = data.empty("y", 1, 1, rows, columns);
        return new StepCase<>(
                columns + " columns around " + offset + (shifted ? ", beta" : ""),
                data,
                new LayerNorm("norm", x, gamma, beta, 1e-5f, y));
    }
}
