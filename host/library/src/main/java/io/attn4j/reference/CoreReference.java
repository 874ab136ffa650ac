package io.attn4j.reference;

import io.attn4j.plan.KeyRanges;
import java.lang.foreign.ValueLayout;
import java.util.stream.IntStream;

/**
 * fp64 oracle of the core, {@code O = softmax(scale * A B^T + c + bias + mask) W} (docs/equations.md, section 1.1).
 *
 * <p>Written to be read, not to be fast: for each row all logits, then their softmax, then the weighted sum. Everything
 * is summed in fp64 in the order of the indices; heads run in parallel and do not share sums. Keys outside a row's range
 * enter no sum. A row without keys gives 0, and negative infinity as log-sum-exp.
 */
public final class CoreReference {
    private CoreReference() {}

    /**
     * Fills the outputs.
     *
     * @param a [B, H, N, da], in
     * @param b [B, Hkv, L, da], in
     * @param w [B, Hkv, L, dv], in
     * @param keyBias c as [B, H, 1, L], in, or null
     * @param denseBias [B, H, N, L], in, or null
     * @param ranges keys visible to each row
     * @param rows query rows to compute, others are left as they are; null for all
     * @param o [B, H, N, dv], out
     * @param lse [B, H, N], natural logarithm of the sum of exponentials of the logits, out; null when not wanted
     */
    public static void forward(
            CoreShape shape,
            double scale,
            Fp64Rows a,
            Fp64Rows b,
            Fp64Rows w,
            Operand keyBias,
            Operand denseBias,
            KeyRanges ranges,
            int[] rows,
            double[] o,
            double[] lse) {
        int[] computed = rows == null ? IntStream.range(0, shape.queries()).toArray() : rows;
        IntStream.range(0, shape.batch() * shape.heads()).parallel().forEach(batchHead -> {
            int batch = batchHead / shape.heads();
            int head = batchHead % shape.heads();
            int kvHead = head / shape.groupSize();
            double[][] keys = matrix(b, batch, kvHead, shape.keys());
            double[][] values = matrix(w, batch, kvHead, shape.keys());
            double[] logits = new double[shape.keys()];
            for (int i : computed) {
                int start = ranges.start(batch, i);
                int end = ranges.end(batch, i);
                double[] query = a.row(batch, head, i);
                double max = Double.NEGATIVE_INFINITY;
                for (int j = start; j < end; j++) {
                    double keyed = element(keyBias, batch, head, 0, j);
                    double dense = element(denseBias, batch, head, i, j);
                    // negative infinity hides a key, whatever it holds; a finite bias never does
                    logits[j] = Math.min(keyed, dense) == Double.NEGATIVE_INFINITY
                            ? Double.NEGATIVE_INFINITY
                            : scale * dot(query, keys[j]) + keyed + dense;
                    max = Math.max(max, logits[j]);
                }
                int row = batchHead * shape.queries() + i;
                double[] sum = new double[shape.valueDim()];
                double total = 0;
                // Where every logit is -inf there is nothing to attend to, as for an empty range.
                if (max != Double.NEGATIVE_INFINITY) {
                    for (int j = start; j < end; j++) {
                        double weight = Math.exp(logits[j] - max);
                        total += weight;
                        // what no weight reaches may hold anything
                        for (int d = 0; weight != 0 && d < sum.length; d++) {
                            sum[d] += weight * values[j][d];
                        }
                    }
                    for (int d = 0; d < sum.length; d++) {
                        sum[d] /= total;
                    }
                }
                System.arraycopy(sum, 0, o, row * sum.length, sum.length);
                if (lse != null) {
                    lse[row] = max + Math.log(total);
                }
            }
        });
    }

    private static double[][] matrix(Fp64Rows rows, int batch, int head, int count) {
        double[][] matrix = new double[count][];
        for (int row = 0; row < count; row++) {
            matrix[row] = rows.row(batch, head, row);
        }
        return matrix;
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int d = 0; d < x.length; d++) {
            sum += x[d] * y[d];
        }
        return sum;
    }

    private static double element(Operand operand, int batch, int head, int row, int column) {
        return operand == null
                ? 0
                : operand.data().getAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, operand.index(batch, head, row) + column);
    }
}
