package io.attn4j.plan.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.autodiff.Differentiation;
import io.attn4j.kernels.row.ProductTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.Plan;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.View;
import io.attn4j.reference.PlanReference;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Products of elements: any strides, operands that repeat, and in place. */
class ProductTest extends StepTest<Product> {
    @Override
    protected Map<String, StepRun.Factory<Product>> tasks() {
        return only(ProductTasks::new);
    }

    @Override
    protected List<StepCase<Product>> cases() {
        return List.of(strides(), inPlace(), squares(), rowForAll(), scalars(), one(), smaller(1, 1), smaller(3, 1025));
    }

    private static StepCase<Product> strides() {
        StepData data = new StepData(1);
        View a = data.gapped("a", 2, 3, 37, 5).transposed();
        View x = data.gapped("x", 2, 3, 5, 37);
        View y = data.emptyGapped("y", 2, 3, 5, 37);
        return new StepCase<>("columns further apart than rows", data, new Product("product", a, x, -0.5f, y));
    }

    private static StepCase<Product> inPlace() {
        StepData data = new StepData(2);
        View a = data.gapped("a", 2, 3, 37, 5).transposed();
        View x = data.gapped("x", 2, 3, 5, 37);
        return new StepCase<>("in place", data, new Product("product", x, a, 1, x));
    }

    private static StepCase<Product> squares() {
        StepData data = new StepData(3);
        View x = data.gapped("x", 2, 3, 5, 37);
        View y = data.emptyGapped("y", 2, 3, 37, 5).transposed();
        return new StepCase<>("squares", data, new Product("product", x, x, 1, y));
    }

    private static StepCase<Product> rowForAll() {
        StepData data = new StepData(4);
        View a = data.gapped("a", 2, 3, 130, 7);
        View row = data.contiguous("row", 1, 1, 1, 7);
        View repeated = new View(row.buffer(), 0, 2, 3, 130, 7, 0, 0, 0, 1);
        View y = data.empty("y", 2, 3, 130, 7);
        return new StepCase<>("one row for all", data, new Product("product", a, repeated, 1, y));
    }

    private static StepCase<Product> scalars() {
        StepData data = new StepData(5);
        View a = data.gapped("a", 2, 3, 130, 7);
        View scalars = data.contiguous("scalars", 2, 3, 130, 1);
        View repeated = new View(scalars.buffer(), 0, 2, 3, 130, 7, 390, 130, 1, 0);
        View y = data.empty("y", 2, 3, 130, 7);
        return new StepCase<>("a scalar for each row", data, new Product("product", repeated, a, 2, y));
    }

    private static StepCase<Product> one() {
        StepData data = new StepData(6);
        View y = data.emptyGapped("y", 1, 1, 1, 1);
        Product step = new Product("product", data.gapped("a", 1, 1, 1, 1), data.gapped("x", 1, 1, 1, 1), 3, y);
        return new StepCase<>("one element", data, step);
    }

    private static StepCase<Product> smaller(int rows, int columns) {
        StepData data = new StepData(7);
        View a = data.gapped("a", 1, 1, 9, 2100);
        View x = data.gapped("x", 1, 1, 9, 2100);
        View y = data.emptyGapped("y", 1, 1, 9, 2100);
        Product step = new Product(
                "product",
                a.firstRows(rows).columns(0, columns),
                x.firstRows(rows).columns(0, columns),
                3,
                y.firstRows(rows).columns(0, columns));
        return new StepCase<>("smaller than its tasks, " + rows + " x " + columns, data, step)
                .within(new Product("product", a, x, 1, y));
    }

    /** {@code dx = factor dy s}, and of scalars that rows share {@code ds = factor sum_c dy x}. */
    @Test
    void gradientsOfBothOperands() {
        Plan.Builder plan = Plan.builder("product");
        View x = View.contiguous(plan.weight("x", 6), 1, 1, 2, 3);
        View scalars = new View(plan.weight("s", 2), 0, 1, 1, 2, 3, 2, 2, 1, 0);
        View y = View.contiguous(plan.output("y", 6), 1, 1, 2, 3);
        plan.add(new Product("product", scalars, x, 2, y));
        Plan backward = Differentiation.of(plan.build(), List.of("y"), List.of("x", "s"), Map.of());
        Map<String, double[]> found = PlanReference.execute(
                backward,
                Map.of(
                        "x",
                        new double[] {1, 2, 3, 4, 5, 6},
                        "s",
                        new double[] {10, 100},
                        Differentiation.PREFIX + "y",
                        new double[] {1, 0, 2, 3, 1, 0}));
        assertThat(found.get(Differentiation.PREFIX + "x")).containsExactly(20, 0, 40, 600, 200, 0);
        assertThat(found.get(Differentiation.PREFIX + "s")).containsExactly(14, 34);
    }
}
