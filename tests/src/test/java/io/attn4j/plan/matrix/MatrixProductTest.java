package io.attn4j.plan.matrix;

import io.attn4j.graph.KernelChoice;
import io.attn4j.graph.KernelRole;
import io.attn4j.kernels.matrix.MatrixProductTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.Strategy;
import io.attn4j.plan.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Products with every option, by each strategy. */
class MatrixProductTest extends StepTest<MatrixProduct> {
    @Override
    protected Map<String, StepRun.Factory<MatrixProduct>> tasks() {
        return Map.of("lanes as cpu", by(Strategy.LANES), "tiled as gpu", by(Strategy.TILED));
    }

    private static StepRun.Factory<MatrixProduct> by(Strategy strategy) {
        KernelChoice choice = new KernelChoice(KernelRole.MATRIX, strategy, Map.of());
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
        for (Operand x : Operand.values()) {
            for (Operand w : Operand.values()) {
                for (int[] size : new int[][] {{1, 1, 1}, {35, 50, 19}, {9, 17, 16}, {1, 300, 65}}) {
                    cases.add(operands(x, w, size[0], size[1], size[2]));
                }
                cases.add(everything(x, w));
                cases.add(ranges(x, w));
                cases.add(smaller(x, w));
            }
        }
        cases.add(gradientByInputs());
        cases.add(gradientByWeights());
        cases.add(oneValuePerRow());
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

    /** How columns of a factor lie: as neighbours, a row apart, or neither. */
    private enum Operand {
        PLAIN,
        TRANSPOSED,
        APART;

        View of(StepData data, String name, int batch, int heads, int rows, int columns) {
            return switch (this) {
                case PLAIN -> data.gapped(name, batch, heads, rows, columns);
                case TRANSPOSED ->
                    data.gapped(name, batch, heads, columns, rows).transposed();
                case APART -> {
                    View every = data.gapped(name, batch, heads, 3 * rows, 2 * columns);
                    yield new View(
                            every.buffer(),
                            every.offset() + 1,
                            batch,
                            heads,
                            rows,
                            columns,
                            every.batchStride(),
                            every.headStride(),
                            3 * every.rowStride(),
                            2);
                }
            };
        }
    }

    private static StepCase<MatrixProduct> operands(Operand x, Operand w, int rows, int depth, int columns) {
        StepData data = new StepData(rows);
        return new StepCase<>(
                "x " + x + ", w " + w + ", " + rows + " by " + depth + " by " + columns,
                data,
                MatrixProduct.of(
                        "product",
                        x.of(data, "x", 2, 2, rows, depth),
                        w.of(data, "w", 2, 2, depth, columns),
                        data.emptyGapped("y", 2, 2, rows, columns)));
    }

    private static StepCase<MatrixProduct> everything(Operand x, Operand w) {
        StepData data = new StepData(7);
        View bias = data.gapped("bias", 1, 2, 1, 35);
        View y = data.gapped("y", 1, 2, 21, 35);
        return new StepCase<>(
                "x " + x + ", w " + w + ", everything",
                data,
                new MatrixProduct(
                        "product",
                        x.of(data, "x", 1, 2, 21, 19),
                        w.of(data, "w", 1, 2, 19, 35),
                        bias,
                        new float[] {0.5f, -2},
                        Activation.GELU,
                        y,
                        null,
                        y));
    }

    /** Rows of w that a row of x does not take hold NaN. */
    private static StepCase<MatrixProduct> ranges(Operand x, Operand w) {
        StepData data = new StepData(8);
        View right = w.of(data, "w", 2, 1, 301, 18);
        data.fill(right, (b, h, n, c) -> n == 300 || b == 1 && n == 0 ? Double.NaN : data.get(right, b, h, n, c));
        KeyRanges ranges = KeyRanges.of(
                2,
                24,
                (b, i) -> b == 0 ? i : 3,
                (b, i) -> i == 5 ? b == 0 ? i : 3 : b == 0 ? 12 * i + 1 : 290 + i % 11);
        return new StepCase<>(
                "x " + x + ", w " + w + ", parts of sums",
                data,
                new MatrixProduct(
                        "product",
                        x.of(data, "x", 2, 1, 24, 301),
                        right,
                        null,
                        null,
                        Activation.NONE,
                        null,
                        ranges,
                        data.empty("y", 2, 1, 24, 18)));
    }

    private static StepCase<MatrixProduct> smaller(Operand left, Operand right) {
        StepData data = new StepData(9);
        View x = left.of(data, "x", 1, 2, 150, 301);
        View w = right.of(data, "w", 1, 2, 301, 33);
        View y = data.empty("y", 1, 2, 150, 33);
        MatrixProduct part = MatrixProduct.of(
                "product",
                x.firstRows(9).columns(0, 40),
                w.firstRows(40).columns(0, 5),
                y.firstRows(9).columns(0, 5));
        return new StepCase<>("x " + left + ", w " + right + ", smaller than its tasks", data, part)
                .within(MatrixProduct.of("product", x, w, y));
    }

    /** {@code dy w^T} with weights that all batches and heads share, of some rows and columns within heads within rows. */
    private static StepCase<MatrixProduct> gradientByInputs() {
        StepData data = new StepData(10);
        View dy = data.splitHeads("dy", 2, 3, 37, 10).rows(2, 35).columns(1, 9);
        View w = data.contiguous("w", 1, 1, 21, 8).broadcastBatch(2).broadcastHeads(3);
        View dx = data.emptySplitHeads("dx", 2, 3, 40, 21).rows(1, 34);
        return new StepCase<>("gradient by inputs", data, MatrixProduct.of("product", dy, w.transposed(), dx));
    }

    private static StepCase<MatrixProduct> gradientByWeights() {
        StepData data = new StepData(11);
        View x = data.splitHeads("x", 2, 3, 37, 10).rows(2, 35).columns(1, 9);
        View dy = data.splitHeads("dy", 2, 3, 33, 5);
        return new StepCase<>(
                "gradient by weights",
                data,
                MatrixProduct.of("product", x.transposed(), dy, data.empty("dw", 2, 3, 8, 5)));
    }

    /** One value for a whole row, as in the gradient of a sum. */
    private static StepCase<MatrixProduct> oneValuePerRow() {
        StepData data = new StepData(12);
        View x = data.contiguous("x", 1, 1, 12, 1).broadcastColumns(40);
        View w = data.contiguous("w", 1, 1, 20, 40).transposed();
        return new StepCase<>(
                "one value per row", data, MatrixProduct.of("product", x, w, data.empty("y", 1, 1, 12, 20)));
    }
}
