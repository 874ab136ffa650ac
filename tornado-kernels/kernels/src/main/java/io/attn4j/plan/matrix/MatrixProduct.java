package io.attn4j.plan.matrix;

import io.attn4j.plan.Gradients;
import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.Operands;
import io.attn4j.plan.Step;
import io.attn4j.plan.Temporaries;
import io.attn4j.plan.View;
import io.attn4j.plan.row.KeepRanges;
import io.attn4j.plan.row.Rearrange;
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
 * @param x [B,H,R,K], any strides
 * @param w [B,H,K,C], any strides
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
                        && (residual == null || residual.sameSize(y) && residual.columnStride() == 1)
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
    public long integers() {
        return ranges == null ? 0 : 2L * x.batch() * x.rows();
    }

    @Override
    public double flops() {
        double sums = ranges == null ? (double) x.batch() * x.rows() * x.columns() : ranges.visiblePairs();
        return 2.0 * sums * x.heads() * w.columns();
    }

    @Override
    public List<Step> recorded(Temporaries temporaries) {
        if (activation == Activation.NONE) {
            return List.of(this);
        }
        View z = temporaries.like(y);
        return List.of(
                new MatrixProduct(task + "Sums", x, w, bias, null, Activation.NONE, null, ranges, z),
                new Activate(task, z, alpha, activation, residual, y));
    }

    @Override
    public void differentiate(Gradients gradients) {
        View dy = gradients.of(y);
        if (dy == null) {
            return;
        }
        if (gradients.wants(residual)) {
            gradients.contribute(residual, dy);
        }
        if (!gradients.wants(x) && !gradients.wants(w) && !gradients.wants(bias)) {
            return;
        }
        View dz = dy;
        if (alpha != null) {
            dz = gradients.like(y);
            gradients.add(new ActivateGradient(gradients.task("sums"), dy, alpha, Activation.NONE, dy, dz));
        }
        if (gradients.wants(bias)) {
            gradients.contributeSums(bias, dz);
        }
        if (x.heads() > 1 && x.headStride() == 0 && w.headsAsColumns() != null && ranges == null) {
            if (dz.headsAsColumns() == null) {
                View joined = gradients.temporary(dz.batch(), 1, dz.rows(), dz.heads() * dz.columns());
                View byHeads = View.splitHeads(joined.buffer(), dz.batch(), dz.heads(), dz.rows(), dz.columns());
                gradients.add(new Rearrange(gradients.task("joined"), dz, null, byHeads));
                dz = joined;
            } else {
                dz = dz.headsAsColumns();
            }
            differentiate(gradients, x.head(0), w.headsAsColumns(), dz);
        } else {
            differentiate(gradients, x, w, dz);
        }
    }

    /** {@code dx = dz w^T} and {@code dw = x^T dz}. */
    private void differentiate(Gradients gradients, View left, View right, View dz) {
        if (gradients.wants(left)) {
            View dx = product(gradients, "left", dz, right.transposed(), left);
            if (ranges != null) {
                // rows of w beyond the range may hold anything
                gradients.add(new KeepRanges(gradients.task("leftRanges"), dx, ranges, dx));
            }
            gradients.commit(left, dx);
        }
        if (gradients.wants(right)) {
            View kept = left;
            if (ranges != null) {
                kept = gradients.like(left);
                gradients.add(new KeepRanges(gradients.task("leftKept"), left, ranges, kept));
            }
            boolean shared = right.batch() > 1 && right.batchStride() == 0;
            View rows = shared ? kept.batchesAsRows() : null;
            View terms = shared ? dz.batchesAsRows() : null;
            boolean folds = rows != null && terms != null;
            View operand = folds ? right.firstBatch() : right;
            View dw = product(gradients, "right", (folds ? rows : kept).transposed(), folds ? terms : dz, operand);
            gradients.commit(operand, dw);
        }
    }

    /** {@code a b} as the gradient of {@code operand}; transposed where its columns, not its rows, lie side by side. */
    private static View product(Gradients gradients, String what, View a, View b, View operand) {
        View y = gradients.target(operand);
        if (y.columnStride() != 1 && y.rowStride() == 1) {
            gradients.add(of(gradients.task(what), b.transposed(), a.transposed(), y.transposed()));
            return y;
        }
        if (y.columnStride() != 1) {
            y = gradients.like(operand);
        }
        gradients.add(of(gradients.task(what), a, b, y));
        return y;
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
