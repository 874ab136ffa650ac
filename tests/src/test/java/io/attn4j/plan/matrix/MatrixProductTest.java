package io.attn4j.plan.matrix;

import io.attn4j.graph.KernelChoice;
import io.attn4j.kernels.matrix.MatrixProductTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Products with every option, by each strategy. */
class MatrixProductTest extends StepTest<MatrixProduct> {
    @Override
    protected Map<String, StepRun.Factory<MatrixProduct>> tasks() {
        return Map.of("lanes as cpu", by("lanes"), "tiled as gpu", by("tiled"));
    }

    private static StepRun.Factory<MatrixProduct> by(String strategy) {
        KernelChoice choice = new KernelChoice(MatrixProductTasks.ROLE, strategy, Map.of());
        return (capacity, arrays, device) -> new MatrixProductTasks(capacity, arrays, choice, device);
    }

    @Override
    protected List<StepCase<MatrixProduct>> cases() {
        List<StepCase<MatrixProduct>> cases = new ArrayList<>();
        cases.add(plain(1, 1, 1));
        cases.add(plain(65, 130, 67));
        for (Activation activation : Activation.values()) {
            cases.add(everything(activation, 7, 5, 3));
        }
        cases.add(everything(Activation.GELU, 33, 9, 67));
        cases.add(ranges());
        cases.add(lengths());
        cases.add(projection());
        cases.add(manyRows());
        cases.add(smaller());
        return cases;
    }

    private static StepCase<MatrixProduct> plain(int rows, int depth, int columns) {
        StepData data = new StepData(rows);
        View x = data.splitHeads("x", 1, 2, rows, depth);
        View w = data.contiguous("w", 1, 2, depth, columns);
        return new StepCase<>(
                rows + " by " + depth + " by " + columns,
                data,
                MatrixProduct.of("product", x, w, data.emptySplitHeads("y", 1, 2, rows, columns)));
    }

    /** Shared weights, a bias for each head, factors, and a residual in place. */
    private static StepCase<MatrixProduct> everything(Activation activation, int rows, int depth, int columns) {
        StepData data = new StepData(rows);
        View x = data.gapped("x", 2, 2, rows, depth);
        View w = data.gapped("w", 1, 1, depth, columns).broadcastHeads(2).broadcastBatch(2);
        View bias = data.gapped("bias", 1, 2, 1, columns).broadcastBatch(2);
        View y = data.gapped("y", 2, 2, rows, columns);
        return new StepCase<>(
                "everything, " + activation + ", " + rows + " by " + depth + " by " + columns,
                data,
                new MatrixProduct("product", x, w, bias, new float[] {0.5f, -2}, activation, y, null, y));
    }

    /** Parts of sums, some of them empty; what no row takes holds NaN. */
    private static StepCase<MatrixProduct> ranges() {
        StepData data = new StepData(2);
        View x = data.gapped("x", 1, 1, 66, 140).broadcastHeads(2).broadcastBatch(2);
        View w = data.gapped("w", 2, 2, 140, 9);
        data.fill(w, (b, h, n, c) -> n >= 132 ? Double.NaN : data.get(w, b, h, n, c));
        KeyRanges ranges = KeyRanges.of(2, 66, (b, i) -> i % 3 * 40, (b, i) -> b == 0 ? 2 * i : 100);
        return new StepCase<>(
                "parts of sums",
                data,
                new MatrixProduct(
                        "product",
                        x,
                        w,
                        null,
                        null,
                        Activation.NONE,
                        null,
                        ranges,
                        data.emptyGapped("y", 2, 2, 66, 9)));
    }

    private static StepCase<MatrixProduct> lengths() {
        StepData data = new StepData(3);
        int[] lengths = {65, 0};
        View x = data.gapped("x", 1, 3, 7, 65).broadcastBatch(2);
        View w = data.contiguous("w", 2, 3, 65, 40);
        data.poison(w, lengths);
        return new StepCase<>(
                "a sequence projected up to its length",
                data,
                new MatrixProduct(
                        "product",
                        x,
                        w,
                        null,
                        null,
                        Activation.NONE,
                        null,
                        KeyRanges.rectangular(2, 7, 65, false, lengths),
                        data.empty("y", 2, 3, 7, 40)));
    }

    private static StepCase<MatrixProduct> projection() {
        StepData data = new StepData(4);
        View x = data.gapped("x", 1, 1, 7, 257).broadcastHeads(2).broadcastBatch(2);
        View w = data.splitHeads("w", 2, 2, 257, 20);
        return new StepCase<>(
                "one left factor for all", data, MatrixProduct.of("product", x, w, data.empty("y", 2, 2, 7, 20)));
    }

    /** More rows, with a residual, than any tile has. */
    private static StepCase<MatrixProduct> manyRows() {
        StepData data = new StepData(5);
        View x = data.contiguous("x", 1, 1, 2100, 3);
        View w = data.contiguous("w", 1, 1, 3, 5);
        View y = data.contiguous("y", 1, 1, 2100, 5);
        return new StepCase<>(
                "many rows", data, new MatrixProduct("product", x, w, null, null, Activation.NONE, y, null, y));
    }

    private static StepCase<MatrixProduct> smaller() {
        StepData data = new StepData(6);
        View x = data.contiguous("x", 1, 2, 70, 201);
        View w = data.contiguous("w", 1, 2, 201, 33);
        View y = data.emptySplitHeads("y", 1, 2, 70, 33);
        MatrixProduct part = MatrixProduct.of(
                "product",
                x.firstRows(9).columns(0, 30),
                w.firstRows(30).columns(0, 5),
                y.firstRows(9).columns(0, 5));
        return new StepCase<>("smaller than its tasks", data, part).within(MatrixProduct.of("product", x, w, y));
    }
}
