package io.attn4j.cpu.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.cpu.CpuKernels;
import io.attn4j.cpu.CpuKernelsProvider;
import io.attn4j.cpu.CpuStepRun;
import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.View;
import io.attn4j.plan.matrix.Activation;
import io.attn4j.plan.matrix.MatrixProduct;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Matrix products of the cpu engine beyond what {@link io.attn4j.plan.matrix.MatrixProductTest} asks of every engine: sizes
 * around those of its tasks, more threads, and long sums.
 */
class MatrixProductLoopsTest {
    /** Checks {@code made}, and that implementations and numbers of threads give the same bits. */
    private static void check(StepCase<MatrixProduct> made) {
        Map<String, float[]> first = null;
        for (int threads : new int[] {1, 3}) {
            try (CpuKernels scalar = CpuKernelsProvider.openScalar(threads);
                    CpuKernels vector = CpuKernelsProvider.openVector(threads)) {
                for (CpuKernels kernels : new CpuKernels[] {scalar, vector}) {
                    Map<String, float[]> result = CpuStepRun.run(kernels, made);
                    if (first == null) {
                        made.check(made.toString(), result);
                        first = result;
                    }
                    assertThat(result.get("y")).as(kernels.description()).isEqualTo(first.get("y"));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, 1, 1",
        "2, 3, 65, 7, 40",
        "1, 2, 257, 64, 64",
        "2, 1, 300, 33, 80",
        "1, 1, 20, 100, 130",
        "1, 1, 513, 300, 5",
        "2, 2, 513, 33, 130"
    })
    void projectsTheSequence(int batch, int heads, int sequence, int rank, int dim) {
        Random random = new Random(sequence);
        for (boolean shared : new boolean[] {false, true}) {
            for (boolean padded : new boolean[] {false, true}) {
                StepData data = new StepData(sequence);
                View e = shared
                        ? data.gapped("e", 1, 1, rank, sequence).broadcastHeads(heads)
                        : data.gapped("e", 1, heads, rank, sequence);
                View x = data.contiguous("x", batch, heads, sequence, dim);
                int[] lengths = padded ? random.ints(batch, 0, sequence + 1).toArray() : null;
                if (padded) {
                    data.poison(x, lengths);
                }
                MatrixProduct step = new MatrixProduct(
                        "project",
                        e.broadcastBatch(batch),
                        x,
                        null,
                        null,
                        Activation.NONE,
                        null,
                        padded ? KeyRanges.rectangular(batch, rank, sequence, false, lengths) : null,
                        data.empty("y", batch, heads, rank, dim));
                check(new StepCase<>((shared ? "shared" : "each head") + (padded ? ", padded" : ""), data, step));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "7, 5, 3", "65, 300, 67", "300, 513, 130"})
    void multipliesTransposedAndStridedOperands(int rows, int depth, int columns) {
        KeyRanges ranges = KeyRanges.of(2, rows, (b, i) -> i % 3, (b, i) -> b == 0 ? depth : Math.min(depth, i));
        for (String x : new String[] {"rows", "columns", "strides"}) {
            for (String w : new String[] {"rows", "columns", "strides"}) {
                for (KeyRanges taken : new KeyRanges[] {null, ranges}) {
                    StepData data = new StepData(rows);
                    MatrixProduct step = new MatrixProduct(
                            "product",
                            operand(data, x, "x", 2, rows, depth),
                            operand(data, w, "w", 1, depth, columns).broadcastBatch(2),
                            null,
                            null,
                            Activation.NONE,
                            null,
                            taken,
                            data.empty("y", 2, 2, rows, columns));
                    check(new StepCase<>("x by " + x + ", w by " + w, data, step));
                }
            }
        }
    }

    /** Contiguous along its rows, along its columns, or along neither. */
    private static View operand(StepData data, String order, String name, int batch, int rows, int columns) {
        if (order.equals("columns")) {
            return data.gapped(name, batch, 2, columns, rows).transposed();
        }
        View whole = data.gapped(name, batch, 2, rows, order.equals("rows") ? columns : 3 * columns);
        return order.equals("rows")
                ? whole
                : new View(
                        whole.buffer(),
                        whole.offset(),
                        batch,
                        2,
                        rows,
                        columns,
                        whole.batchStride(),
                        whole.headStride(),
                        whole.rowStride(),
                        3);
    }

    /** Products large enough to copy w first: heads side by side, biases, and results of a width that no vector divides. */
    @ParameterizedTest
    @CsvSource({
        "1, 1, 150, 128, 192",
        "2, 4, 130, 100, 32",
        "2, 3, 130, 128, 32",
        "2, 3, 130, 128, 24",
        "2, 2, 67, 128, 130",
        "2, 1, 66, 300, 128",
        "1, 1, 129, 40, 1100",
        "3, 1, 100, 1030, 160",
        "1, 1, 70, 8200, 65"
    })
    void copiesTheWeightsFirst(int batch, int heads, int rows, int depth, int columns) {
        for (boolean byColumns : new boolean[] {false, true}) {
            for (boolean plain : new boolean[] {true, false}) {
                StepData data = new StepData(rows);
                View x = data.contiguous("x", batch, 1, rows, depth).broadcastHeads(heads);
                View all = byColumns
                        ? data.contiguous("w", 1, 1, heads * columns, depth).transposed()
                        : data.contiguous("w", 1, 1, depth, heads * columns);
                View w = new View(
                        all.buffer(),
                        0,
                        batch,
                        heads,
                        depth,
                        columns,
                        0,
                        columns * all.columnStride(),
                        all.rowStride(),
                        all.columnStride());
                View bias = data.contiguous("bias", 1, heads, 1, columns).broadcastBatch(batch);
                View y = data.contiguous("y", batch, heads, rows, columns);
                check(new StepCase<>(
                        (byColumns ? "by columns" : "by rows") + (plain ? "" : ", everything"),
                        data,
                        new MatrixProduct(
                                "product",
                                x,
                                w,
                                bias,
                                plain ? null : Arrays.copyOf(new float[] {0.5f, -2, 3, 1}, heads),
                                plain ? Activation.NONE : Activation.GELU,
                                plain ? null : y,
                                null,
                                y)));
            }
        }
    }

    /** A batch that copies w first has the bits of its parts, which do not. */
    @Test
    void batchHasTheBitsOfItsParts() {
        int rows = 64;
        int depth = 150;
        int columns = 70;
        StepData data = new StepData(1);
        View x = data.contiguous("x", 4, 1, rows, depth);
        View w = data.contiguous("w", 1, 1, depth, columns).broadcastBatch(4);
        View y = data.empty("y", 4, 1, rows, columns);
        MatrixProduct whole = MatrixProduct.of("product", x, w, y);
        assertThat(whole.flops()).isGreaterThan(4e6);
        try (CpuKernels kernels = CpuKernelsProvider.openVector(2)) {
            float[] expected = CpuStepRun.run(kernels, new StepCase<>("whole", data, whole))
                    .get("y");
            for (int b = 0; b < 4; b++) {
                MatrixProduct part = MatrixProduct.of("product", only(x, b), only(w, b), only(y, b));
                float[] result = CpuStepRun.run(kernels, new StepCase<>("part", data, part))
                        .get("y");
                int from = b * rows * columns;
                assertThat(Arrays.copyOfRange(result, from, from + rows * columns))
                        .isEqualTo(Arrays.copyOfRange(expected, from, from + rows * columns));
            }
        }
    }

    private static View only(View all, int b) {
        return new View(
                all.buffer(),
                all.offset() + b * all.batchStride(),
                1,
                1,
                all.rows(),
                all.columns(),
                0,
                0,
                all.rowStride(),
                all.columnStride());
    }

    @Test
    void sumsLongSequencesAccurately() {
        StepData data = new StepData(1);
        View e = data.contiguous("e", 1, 1, 2, 65_536);
        View x = data.contiguous("x", 1, 1, 65_536, 8);
        for (View view : new View[] {e, x}) {
            data.fill(view, (b, h, i, c) -> Math.abs(data.get(view, b, h, i, c)));
        }
        check(new StepCase<>("long", data, MatrixProduct.of("project", e, x, data.empty("y", 1, 1, 2, 8))));
    }
}
