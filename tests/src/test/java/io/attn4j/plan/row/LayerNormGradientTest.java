package io.attn4j.plan.row;

import io.attn4j.kernels.row.LayerNormGradientTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Gradients of normalised rows of any size, of either result alone, and where means are large. */
class LayerNormGradientTest extends StepTest<LayerNormGradient> {
    @Override
    protected Map<String, StepRun.Factory<LayerNormGradient>> tasks() {
        return only(LayerNormGradientTasks::new);
    }

    @Override
    protected List<StepCase<LayerNormGradient>> cases() {
        List<StepCase<LayerNormGradient>> cases = new ArrayList<>();
        for (int columns : new int[] {1, 3, 15, 37, 64, 1025, 3001}) {
            cases.add(columns(columns));
        }
        cases.add(largeMean());
        StepData data = new StepData(2);
        View x = data.gapped("x", 2, 3, 9, 40);
        View gamma = data.gapped("gamma", 1, 1, 40, 1).transposed();
        View dy = data.gapped("dy", 2, 3, 9, 40);
        View to = data.emptyGapped("to", 2, 3, 9, 40);
        LayerNorm norm = new LayerNorm("norm", x, gamma, null, 1e-5f, to);
        LayerNormGradient whole = new LayerNormGradient("gradient", norm, dy, to, null);
        cases.add(new StepCase<>("rows alone", data, whole));
        cases.add(new StepCase<>("products alone", data, new LayerNormGradient("gradient", norm, dy, null, to)));
        LayerNorm small = new LayerNorm("norm", x.firstRows(2), gamma, null, 1e-3f, to.firstRows(2));
        cases.add(new StepCase<>(
                        "smaller than its tasks",
                        data,
                        new LayerNormGradient("gradient", small, dy.firstRows(2), to.firstRows(2), null))
                .within(whole));
        return cases;
    }

    private static StepCase<LayerNormGradient> columns(int columns) {
        StepData data = new StepData(columns);
        View x = data.gapped("x", 2, 1, 5, columns);
        if (columns == 1) {
            // a row of one column has no gradient
            data.fill(x, (b, h, i, c) -> 0);
        }
        View gamma = data.contiguous("gamma", 1, 1, 1, columns);
        View dy = data.gapped("dy", 2, 1, 5, columns);
        View dx = data.emptyGapped("dx", 2, 1, 5, columns);
        View products = data.empty("products", 2, 1, 5, columns);
        LayerNorm norm = new LayerNorm("norm", x, gamma, null, 1e-5f, products);
        return new StepCase<>(columns + " columns", data, new LayerNormGradient("gradient", norm, dy, dx, products));
    }

    private static StepCase<LayerNormGradient> largeMean() {
        StepData data = new StepData(3);
        View x = data.contiguous("x", 1, 1, 4, 300);
        data.fill(x, (b, h, i, c) -> 1000 + data.get(x, b, h, i, c));
        View gamma = data.contiguous("gamma", 1, 1, 1, 300);
        View dy = data.contiguous("dy", 1, 1, 4, 300);
        View dx = data.empty("dx", 1, 1, 4, 300);
        View products = data.empty("products", 1, 1, 4, 300);
        LayerNorm norm = new LayerNorm("norm", x, gamma, null, 1e-5f, products);
        return new StepCase<>("a large mean", data, new LayerNormGradient("gradient", norm, dy, dx, products));
    }
}
