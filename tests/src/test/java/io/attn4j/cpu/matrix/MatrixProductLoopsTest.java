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
