package io.attn4j.cpu.matrix;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.Step;
import io.attn4j.plan.View;
import io.attn4j.plan.matrix.Activation;
import io.attn4j.plan.matrix.MatrixProduct;
import io.attn4j.plan.row.Sum;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A {@link MatrixProduct} and the {@link Sum} of its results over heads or batches as one product, whose terms are those of all of
 * them: {@code y = sum_h x_h w_h}. The results of each head are never stored; what is left in their array is not defined.
 *
 * @param product results are an array between steps that nothing but {@code sum} reads
 * @param sum over heads, batches or both, to an array that {@code product} does not read
 */
public record SummedProduct(MatrixProduct product, Sum sum) implements Step {

    /** {@code steps} with each product that the next step sums, and no other reads, as one with it. */
    public static List<Step> joined(List<Step> steps) {
        List<Step> joined = new ArrayList<>(steps.size());
        for (int i = 0; i < steps.size(); i++) {
            if (i + 1 < steps.size()
                    && steps.get(i) instanceof MatrixProduct product
                    && steps.get(i + 1) instanceof Sum sum
                    && suits(product, sum)
                    && !isRead(product.y(), steps.subList(i + 2, steps.size()))) {
                joined.add(new SummedProduct(product, sum));
                i++;
            } else {
                joined.add(steps.get(i));
            }
        }
        return List.copyOf(joined);
    }

    private static boolean suits(MatrixProduct product, Sum sum) {
        View terms = product.y();
        View y = sum.y();
        return sum.x().equals(terms)
                && terms.buffer().kind() == Buffer.Kind.INTERMEDIATE
                && !terms.buffer().equals(y.buffer())
                // the sum may take the place of an operand that nothing reads after the product
                && product.reads().stream().noneMatch(read -> read.buffer().equals(y.buffer()))
                && y.rows() == terms.rows()
                && y.columns() == terms.columns()
                && product.bias() == null
                && product.alpha() == null
                && product.residual() == null
                && product.ranges() == null
                && product.activation() == Activation.NONE;
    }

    /** Whether one of {@code later} reads from the array of {@code place} before all of it is written again. */
    static boolean isRead(View place, List<Step> later) {
        for (Step step : later) {
            for (View read : step.reads()) {
                if (read.buffer().equals(place.buffer())) {
                    return true;
                }
            }
            for (View written : step.writes()) {
                if (written.buffer().equals(place.buffer())
                        && (step instanceof MatrixProduct || step instanceof Sum)
                        && (written.equals(place) || isWhole(written))) {
                    return false;
                }
            }
        }
        return false;
    }

    private static boolean isWhole(View view) {
        return view.offset() == 0
                && !view.broadcasts()
                && view.elements() == view.buffer().elements();
    }

    /**
     * Whether the larger operand is to be x, whose rows are read as they lie, and not w, which would have to be turned: {@code y^T =
     * sum_h w_h^T x_h^T}.
     */
    boolean turns() {
        View x = product.x();
        View w = product.w();
        return w.rowStride() == 1 && w.columnStride() != 1 && x.columnStride() == 1 && w.columns() > x.rows();
    }

    /** The product of all heads and batches with its memory, x and w as {@link #turns} has them; its y is not to be written. */
    MatrixProductOperands all(Map<String, MemorySegment> arrays) {
        return operands(product.x(), product.w(), product.y(), arrays);
    }

    /** The product of the first head and batch, or of the first ones that go into each result, with the sum as its y. */
    MatrixProductOperands first(Map<String, MemorySegment> arrays) {
        View y = sum.y();
        return operands(first(product.x(), y), first(product.w(), y), y, arrays);
    }

    private MatrixProductOperands operands(View x, View w, View y, Map<String, MemorySegment> arrays) {
        View left = turns() ? w.transposed() : x;
        View right = turns() ? x.transposed() : w;
        View results = turns() ? y.transposed() : y;
        View sizes = View.contiguous(y.buffer(), y.batch(), y.heads(), results.rows(), results.columns());
        return new MatrixProductOperands(
                MatrixProduct.of(product.task(), left, right, sizes),
                Matrices.of(left, arrays),
                Matrices.of(right, arrays),
                null,
                null,
                Matrices.of(results, arrays));
    }

    private static View first(View operand, View y) {
        View heads = y.heads() < operand.heads() ? operand.head(0) : operand;
        return y.batch() < heads.batch() ? heads.firstBatch() : heads;
    }

    @Override
    public String task() {
        return product.task() + " and " + sum.task();
    }

    @Override
    public List<View> reads() {
        return product.reads();
    }

    @Override
    public List<View> writes() {
        List<View> writes = new ArrayList<>(product.writes());
        writes.addAll(sum.writes());
        return writes;
    }

    @Override
    public double flops() {
        return product.flops() + sum.flops();
    }

    @Override
    public String equation() {
        return product.equation() + "; " + sum.equation();
    }
}
