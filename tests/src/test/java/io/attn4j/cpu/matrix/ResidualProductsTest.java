package io.attn4j.cpu.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.cpu.CpuKernels;
import io.attn4j.cpu.CpuKernelsProvider;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.Step;
import io.attn4j.plan.View;
import io.attn4j.plan.matrix.MatrixProduct;
import io.attn4j.plan.row.Addition;
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

/** A product and the addition of its results to something else as one: the same bits. */
class ResidualProductsTest {
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    @ParameterizedTest
    @CsvSource({"3, 4, 5", "150, 200, 130", "129, 1100, 70"})
    void addsAsItsStepsDo(int rows, int depth, int columns) {
        MatrixProduct product = MatrixProduct.of(
                "product", view("x", rows, depth), view("w", depth, columns), between("terms", rows, columns));
        View before = view("before", rows, columns);
        for (View y : List.of(before, view("y", rows, columns))) {
            for (boolean first : new boolean[] {false, true}) {
                Addition addition = new Addition("sum", first ? product.y() : before, first ? before : product.y(), y);
                List<Step> joined = ResidualProducts.joined(List.of(product, addition));
                assertThat(joined)
                        .singleElement()
                        .isEqualTo(new MatrixProduct(
                                "product and sum",
                                product.x(),
                                product.w(),
                                null,
                                null,
                                product.activation(),
                                before,
                                null,
                                y));
                assertThat(run(joined, y)).isEqualTo(run(List.of(product, addition), y));
            }
        }
    }

    @Test
    void whatWouldChangeAnOperandOrIsReadAgainIsNotJoined() {
        MatrixProduct product = MatrixProduct.of("product", view("x", 4, 4), view("w", 4, 4), between("terms", 4, 4));
        View terms = product.y();
        View other = view("other", 4, 4);
        Addition toOperand = new Addition("sum", terms, other, view("x", 4, 4));
        Addition twice = new Addition("sum", terms, terms, other);
        Addition inPlace = new Addition("sum", terms, other, terms);
        Addition turned = new Addition("sum", terms, other, other.transposed());
        for (Addition addition : List.of(toOperand, twice, inPlace, turned)) {
            assertThat(ResidualProducts.joined(List.of(product, addition))).containsExactly(product, addition);
        }
        Addition addition = new Addition("sum", terms, other, other);
        Addition reader = new Addition("again", terms, other, view("z", 4, 4));
        assertThat(ResidualProducts.joined(List.of(product, addition, reader)))
                .containsExactly(product, addition, reader);
    }

    private static View view(String name, int rows, int columns) {
        return View.contiguous(new Buffer(name, Buffer.Kind.OUTPUT, (long) rows * columns), 1, 1, rows, columns);
    }

    private static View between(String name, int rows, int columns) {
        return View.contiguous(new Buffer(name, Buffer.Kind.INTERMEDIATE, (long) rows * columns), 1, 1, rows, columns);
    }

    /** {@code y} after {@code steps}, of the same random operands each time. */
    private static float[] run(List<Step> steps, View y) {
        try (CpuKernels kernels = CpuKernelsProvider.openVector(2);
                Arena arena = Arena.ofShared()) {
            Map<String, MemorySegment> arrays = new HashMap<>();
            for (Step step : steps) {
                for (List<View> views : List.of(step.reads(), step.writes())) {
                    for (View view : views) {
                        arrays.computeIfAbsent(view.buffer().name(), name -> {
                            Random random = new Random(name.hashCode());
                            long count = view.buffer().elements();
                            MemorySegment data = arena.allocate(4 * count, 64);
                            for (long i = 0; i < count; i++) {
                                data.set(FLOAT, 4 * i, (float) random.nextGaussian());
                            }
                            return data;
                        });
                    }
                }
            }
            steps.forEach(step -> kernels.execute(step, arrays));
            return arrays.get(y.buffer().name()).toArray(FLOAT);
        }
    }
}
