package io.attn4j.cpu.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.cpu.CpuKernels;
import io.attn4j.cpu.CpuKernelsProvider;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.Step;
import io.attn4j.plan.View;
import io.attn4j.plan.matrix.Activation;
import io.attn4j.plan.matrix.MatrixProduct;
import io.attn4j.plan.row.Addition;
import io.attn4j.plan.row.Sum;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A product and the sum of its heads or batches as one: the same numbers, one and the same for any number of threads. */
class SummedProductTest {
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    @ParameterizedTest
    @CsvSource({
        // batch, heads, rows, depth, columns, whether batches and heads are summed
        "1, 8, 128, 64, 1024, false, true",
        "1, 8, 130, 70, 1029, false, true",
        "2, 4, 300, 65, 200, false, true",
        "3, 2, 200, 150, 100, true, false",
        "2, 3, 129, 200, 131, true, true",
        "1, 70, 64, 40, 64, false, true",
        // too little to gain from it
        "2, 3, 5, 7, 9, true, true"
    })
    void sumsAsItsStepsDo(
            int batch, int heads, int rows, int depth, int columns, boolean sumsBatches, boolean sumsHeads) {
        for (boolean turned : new boolean[] {false, true}) {
            View x = View.contiguous(input("x", (long) batch * heads * rows * depth), batch, heads, rows, depth);
            Buffer second = input("w", (long) batch * heads * depth * columns);
            View w = turned
                    ? View.contiguous(second, batch, heads, columns, depth).transposed()
                    : View.contiguous(second, batch, heads, depth, columns);
            View terms = View.contiguous(between((long) batch * heads * rows * columns), batch, heads, rows, columns);
            int batches = sumsBatches ? 1 : batch;
            int groups = sumsHeads ? 1 : heads;
            View y = View.contiguous(
                    new Buffer("y", Buffer.Kind.OUTPUT, (long) batches * groups * rows * columns),
                    batches,
                    groups,
                    rows,
                    columns);
            MatrixProduct product = MatrixProduct.of("product", x, w, terms);
            Sum sum = new Sum("sum", terms, y);
            List<Step> joined = SummedProduct.joined(List.of(product, sum));
            assertThat(joined).containsExactly(new SummedProduct(product, sum));

            float[] expected = run(List.of(product, sum), 1);
            float[] found = run(joined, 1);
            double error = 0;
            double square = 0;
            for (int i = 0; i < found.length; i++) {
                error += Math.pow(found[i] - expected[i], 2);
                square += Math.pow(expected[i], 2);
            }
            assertThat(Math.sqrt(error / square)).isLessThan(5e-7);
            assertThat(run(joined, 3)).isEqualTo(found);
        }
    }

    @Test
    void whatIsReadAgainOrWrittenTooEarlyIsNotJoined() {
        View x = View.contiguous(input("x", 24), 1, 2, 3, 4);
        View w = View.contiguous(input("w", 40), 1, 2, 4, 5);
        View terms = View.contiguous(between(30), 1, 2, 3, 5);
        MatrixProduct product = MatrixProduct.of("product", x, w, terms);
        View y = View.contiguous(new Buffer("y", Buffer.Kind.OUTPUT, 15), 1, 1, 3, 5);
        Sum sum = new Sum("sum", terms, y);
        View z = View.contiguous(new Buffer("z", Buffer.Kind.OUTPUT, 30), 1, 2, 3, 5);
        Step reader = new Addition("again", terms, terms, z);
        assertThat(SummedProduct.joined(List.of(product, sum, reader))).containsExactly(product, sum, reader);
        // but another product may have written there before
        assertThat(SummedProduct.joined(List.of(product, sum, product, reader)))
                .containsExactly(new SummedProduct(product, sum), product, reader);
        Buffer place = new Buffer("x", Buffer.Kind.INTERMEDIATE, 24);
        MatrixProduct ofPlace = MatrixProduct.of("product", View.contiguous(place, 1, 2, 3, 4), w, terms);
        Sum overOperand = new Sum("sum", terms, View.contiguous(place, 1, 1, 3, 5));
        assertThat(SummedProduct.joined(List.of(ofPlace, overOperand))).containsExactly(ofPlace, overOperand);
        MatrixProduct active = new MatrixProduct("product", x, w, null, null, Activation.RELU, null, null, terms);
        assertThat(SummedProduct.joined(List.of(active, sum))).containsExactly(active, sum);
    }

    private static Buffer input(String name, long elements) {
        return new Buffer(name, Buffer.Kind.INPUT, elements);
    }

    private static Buffer between(long elements) {
        return new Buffer("terms", Buffer.Kind.INTERMEDIATE, elements);
    }

    /** y after {@code steps}, of the same random operands each time. */
    private static float[] run(List<Step> steps, int threads) {
        try (CpuKernels kernels = CpuKernelsProvider.openVector(threads);
                Arena arena = Arena.ofShared()) {
            Map<String, MemorySegment> arrays = new HashMap<>();
            for (Step step : steps) {
                for (List<View> views : List.of(step.reads(), step.writes())) {
                    for (View view : views) {
                        arrays.computeIfAbsent(view.buffer().name(), name -> {
                            Random random = new Random(name.hashCode());
                            MemorySegment data =
                                    arena.allocate(4 * view.buffer().elements(), 64);
                            for (long i = 0; i < view.buffer().elements(); i++) {
                                data.set(FLOAT, 4 * i, (float) random.nextGaussian());
                            }
                            return data;
                        });
                    }
                }
            }
            steps.forEach(step -> kernels.execute(step, arrays));
            return arrays.get("y").toArray(FLOAT);
        }
    }
}
