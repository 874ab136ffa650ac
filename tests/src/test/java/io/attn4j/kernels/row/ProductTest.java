package io.attn4j.kernels.row;

import io.attn4j.kernels.step.StepCheck;
import io.attn4j.plan.View;
import io.attn4j.plan.row.Product;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Products of elements against fp64. */
class ProductTest {
    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepCheck#engines")
    void multipliesElementsOfAnyStrides(String engine) {
        View a = StepCheck.transposed("a", 2, 3, 5, 37);
        View x = StepCheck.gapped("x", 2, 3, 5, 37);
        View y = StepCheck.gapped("y", 2, 3, 5, 37);
        StepCheck.check(engine, new Product("product", a, x, -0.5f, y), ProductTasks::new, StepCheck.normal(a, x));
        StepCheck.check(engine, new Product("product", x, a, 1, x), ProductTasks::new, StepCheck.normal(a, x));
        View to = StepCheck.transposed("y", 2, 3, 5, 37);
        StepCheck.check(engine, new Product("product", x, x, 1, to), ProductTasks::new, StepCheck.normal(x));
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepCheck#engines")
    void scalesByViewsThatRepeat(String engine) {
        View a = StepCheck.gapped("a", 2, 3, 130, 7);
        View row = StepCheck.contiguous("row", 1, 1, 1, 7);
        View columns = new View(row.buffer(), 0, 2, 3, 130, 7, 0, 0, 0, 1);
        View scalars = StepCheck.contiguous("scalars", 2, 3, 130, 1);
        View rows = new View(scalars.buffer(), 0, 2, 3, 130, 7, 390, 130, 1, 0);
        View y = StepCheck.contiguous("y", 2, 3, 130, 7);
        StepCheck.check(engine, new Product("product", a, columns, 1, y), ProductTasks::new, StepCheck.normal(a, row));
        StepCheck.check(engine, new Product("product", rows, a, 2, y), ProductTasks::new, StepCheck.normal(a, scalars));
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepCheck#engines")
    void takesSmallerStepsAndOneElement(String engine) {
        View a = StepCheck.gapped("a", 1, 1, 9, 2100);
        View x = StepCheck.gapped("x", 1, 1, 9, 2100);
        View y = StepCheck.gapped("y", 1, 1, 9, 2100);
        Product capacity = new Product("product", a, x, 1, y);
        Map<String, float[]> contents = StepCheck.normal(a, x);
        StepCheck.check(engine, capacity, ProductTasks::new, contents);
        for (int[] size : new int[][] {{1, 1}, {3, 1025}}) {
            Product step = new Product(
                    "product",
                    a.firstRows(size[0]).columns(0, size[1]),
                    x.firstRows(size[0]).columns(0, size[1]),
                    3,
                    y.firstRows(size[0]).columns(0, size[1]));
            StepCheck.check(engine, capacity, step, ProductTasks::new, contents);
        }
    }
}
