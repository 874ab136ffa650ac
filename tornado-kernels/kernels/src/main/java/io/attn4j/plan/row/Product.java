package io.attn4j.plan.row;

import io.attn4j.plan.Gradients;
import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import java.util.List;

/**
 * Product of elements between views of any strides, {@code y[b,h,i,c] = factor a[b,h,i,c] x[b,h,i,c]}; a view that repeats
 * its rows or columns (stride 0) scales the other.
 *
 * @param task name
 * @param a [B,H,N,M]
 * @param x [B,H,N,M]
 * @param factor multiplies each product
 * @param y [B,H,N,M], out; may be a or x
 */
public record Product(String task, View a, View x, float factor, View y) implements RowStep {

    public Product {
        Operands.require(a.sameSize(y) && x.sameSize(y), task, a, x, y);
    }

    @Override
    public List<View> reads() {
        return List.of(a, x);
    }

    @Override
    public List<View> writes() {
        return List.of(y);
    }

    @Override
    public double flops() {
        return y.elements();
    }

    @Override
    public void differentiate(Gradients gradients) {
        View dy = gradients.of(y);
        if (dy == null) {
            return;
        }
        if (y.equals(a) || y.equals(x)) {
            RowStep.super.differentiate(gradients);
            return;
        }
        contribute(gradients, dy, a, x);
        contribute(gradients, dy, x, a);
    }

    /** {@code d operand += factor dy other}. */
    private void contribute(Gradients gradients, View dy, View operand, View other) {
        if (gradients.wants(operand)) {
            View product = gradients.like(y);
            gradients.add(new Product(gradients.task("product"), dy, other, factor, product));
            if (operand.rowStride() == 0 || operand.columnStride() == 0) {
                gradients.contributeSums(operand, product);
            } else {
                gradients.contribute(operand, product);
            }
        }
    }

    @Override
    public String equation() {
        return y + " = " + (factor == 1 ? "" : factor + " * ") + a + " * " + x;
    }
}
