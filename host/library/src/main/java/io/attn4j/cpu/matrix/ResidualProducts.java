package io.attn4j.cpu.matrix;

import io.attn4j.plan.Buffer;
import io.attn4j.plan.Step;
import io.attn4j.plan.View;
import io.attn4j.plan.matrix.MatrixProduct;
import io.attn4j.plan.row.Addition;
import java.util.ArrayList;
import java.util.List;

/**
 * Products that add their results to what is there, as the sum of several gradients asks for: with the same bits, but less memory
 * to pass through.
 */
public final class ResidualProducts {
    private ResidualProducts() {}

    /** {@code steps} with each product whose results the next step adds to another operand, and no other reads, as one with it. */
    public static List<Step> joined(List<Step> steps) {
        List<Step> joined = new ArrayList<>(steps.size());
        for (int i = 0; i < steps.size(); i++) {
            if (i + 1 < steps.size()
                    && steps.get(i) instanceof MatrixProduct product
                    && steps.get(i + 1) instanceof Addition addition
                    && suits(product, addition)
                    && !SummedProduct.isRead(product.y(), steps.subList(i + 2, steps.size()))) {
                joined.add(new MatrixProduct(
                        product.task() + " and " + addition.task(),
                        product.x(),
                        product.w(),
                        product.bias(),
                        product.alpha(),
                        product.activation(),
                        other(product, addition),
                        product.ranges(),
                        addition.y()));
                i++;
            } else {
                joined.add(steps.get(i));
            }
        }
        return List.copyOf(joined);
    }

    /** What {@code addition} adds to the results of {@code product}. */
    private static View other(MatrixProduct product, Addition addition) {
        return addition.x().equals(product.y()) ? addition.a() : addition.x();
    }

    private static boolean suits(MatrixProduct product, Addition addition) {
        View terms = product.y();
        View other = other(product, addition);
        View y = addition.y();
        return (addition.x().equals(terms) || addition.a().equals(terms))
                && product.residual() == null
                && terms.buffer().kind() == Buffer.Kind.INTERMEDIATE
                && !other.buffer().equals(terms.buffer())
                && !y.buffer().equals(terms.buffer())
                && other.columnStride() == 1
                && y.columnStride() == 1
                // results are written before all operands are read, each where its residual was
                && product.reads().stream().noneMatch(read -> read.buffer().equals(y.buffer()))
                && (y.equals(other) || !y.buffer().equals(other.buffer()));
    }
}
