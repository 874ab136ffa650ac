package io.attn4j.plan.matrix;

import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import java.util.List;
import java.util.Locale;

/**
 * {@code y[b,h] = residual[b,h] + alpha[h] * f(x[b,h] w[b,h] + bias[b,h])}: projections, the compression of a sequence
 * (x the projection matrix, w the sequence), and sums with shared weights.
 *
 * <p>{@code y[b,h,i,c] = residual[b,h,i,c] + alpha[h] f(sum_n x[b,h,i,n] w[b,h,n,c] + bias[b,h,c])}, where n runs over
 * {@code ranges.start(b,i) <= n < ranges.end(b,i)} if ranges are given: other rows of w are not read into the sum, whatever
 * they hold.
 *
 * @param task name
 * @param x [B,H,R,K], any strides; a transposed view gives {@code x^T dy}, the gradient by weights
 * @param w [B,H,K,C], any strides; a transposed view gives {@code dy w^T}, the gradient by inputs
 * @param bias [B,H,1,C], or null
 * @param alpha [H], or null for ones
 * @param activation f
 * @param residual [B,H,R,C], column stride 1, or null; may be y itself
 * @param ranges part of the sum that each row takes ([B,R]), or null for all of it
 * @param y [B,H,R,C], column stride 1, out
 */
public record MatrixProduct(
        String task,
        View x,
        View w,
        View bias,
        float[] alpha,
        Activation activation,
        View residual,
        KeyRanges ranges,
        View y)
        implements MatrixStep {

    public MatrixProduct {
        Operands.require(
                w.hasSize(x.batch(), x.heads(), x.columns(), w.columns())
                        && y.hasSize(x.batch(), x.heads(), x.rows(), w.columns())
                        && y.columnStride() == 1
                        && (bias == null
                                || bias.hasSize(x.batch(), x.heads(), 1, w.columns()) && bias.columnStride() == 1)
                        && (alpha == null || alpha.length == x.heads())
                        && (residual == null
                                || residual.hasSize(y.batch(), y.heads(), y.rows(), y.columns())
                                        && residual.columnStride() == 1)
                        && (ranges == null || ranges.batch() == x.batch() && ranges.queries() == x.rows()),
                task,
                Operands.given(x, w, bias, residual, y));
    }

    /** {@code y = x w}. */
    public static MatrixProduct of(String task, View x, View w, View y) {
        return new MatrixProduct(task, x, w, null, null, Activation.NONE, null, null, y);
    }

    /** {@code y = x w + bias}; the bias may be null. */
    public static MatrixProduct of(String task, View x, View w, View bias, View y) {
        return new MatrixProduct(task, x, w, bias, null, Activation.NONE, null, null, y);
    }

    @Override
    public List<View> reads() {
        return Operands.given(x, w, bias, residual);
    }

    @Override
    public List<View> writes() {
        return List.of(y);
    }

    @Override
    public double flops() {
        double sums = ranges == null ? (double) x.batch() * x.rows() * x.columns() : ranges.visiblePairs();
        return 2.0 * sums * x.heads() * w.columns();
    }

    @Override
    public String equation() {
        String product = x + " " + w + (bias == null ? "" : " + " + bias);
        return y + " = " + (residual == null ? "" : residual + " + ") + (alpha == null ? "" : "alpha ")
                + (activation == Activation.NONE
                        ? product
                        : activation.name().toLowerCase(Locale.ROOT) + "(" + product + ")");
    }
}
