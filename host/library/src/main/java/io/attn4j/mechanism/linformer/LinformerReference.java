package io.attn4j.mechanism.linformer;

import io.attn4j.reference.Fp64Rows;
import io.attn4j.reference.Operand;
import io.attn4j.tensor.Tensor;

/**
 * fp64 reference of Linformer's projection along the sequence, {@code K' = E (mask K)} (Wang et al. 2020, equation 7;
 * docs/equations.md, sections 2.1 and 2.2); the core follows on its result.
 */
public final class LinformerReference {
    private LinformerReference() {}

    /**
     * {@code y[b,h,r,d] = sum over n < length_b of e[h,r,n] * x[b,h,n,d]}.
     *
     * @param x [B, Hkv, L, D], in; rows at or beyond the length enter no sum
     * @param e [Hkv, k, Nmax] with {@code Nmax >= L} (head stride 0 when shared), in
     * @param lengths valid rows of x in each batch, [B]
     * @param rank k
     * @return [B, Hkv, k, D]
     */
    public static double[] project(Operand x, Operand e, int heads, int sequence, int[] lengths, int rank, int dim) {
        Fp64Rows rows = Fp64Rows.of(x, dim);
        Fp64Rows weights = Fp64Rows.of(e, sequence);
        double[] y = new double[Math.multiplyExact(lengths.length * heads, Math.multiplyExact(rank, dim))];
        for (int b = 0; b < lengths.length; b++) {
            for (int h = 0; h < heads; h++) {
                double[][] input = valid(rows, b, h, lengths[b]);
                for (int r = 0; r < rank; r++) {
                    double[] weight = weights.row(0, h, r);
                    int out = ((b * heads + h) * rank + r) * dim;
                    for (int n = 0; n < input.length; n++) {
                        for (int d = 0; d < dim; d++) {
                            y[out + d] += weight[n] * input[n][d];
                        }
                    }
                }
            }
        }
        return y;
    }

    /**
     * Row r of the result is the mean of the rows {@code floor(r*L/k) <= n < floor((r+1)*L/k)}, where rows at or beyond
     * the length count as zeros.
     *
     * @param x [B, Hkv, L, D], in
     * @param lengths valid rows of x in each batch, [B]
     * @param rank k, at most L
     * @return [B, Hkv, k, D]
     */
    public static double[] meanPool(Operand x, int heads, int sequence, int[] lengths, int rank, int dim) {
        Fp64Rows rows = Fp64Rows.of(x, dim);
        double[] y = new double[Math.multiplyExact(lengths.length * heads, Math.multiplyExact(rank, dim))];
        for (int b = 0; b < lengths.length; b++) {
            for (int h = 0; h < heads; h++) {
                double[][] input = valid(rows, b, h, lengths[b]);
                for (int r = 0; r < rank; r++) {
                    int from = (int) ((long) r * sequence / rank);
                    int to = (int) ((r + 1L) * sequence / rank);
                    int out = ((b * heads + h) * rank + r) * dim;
                    for (int d = 0; d < dim; d++) {
                        double sum = 0;
                        for (int n = from; n < Math.min(to, input.length); n++) {
                            sum += input[n][d];
                        }
                        y[out + d] = sum / (to - from);
                    }
                }
            }
        }
        return y;
    }

    /**
     * Row r of the result holds the largest element of each column of the rows {@code floor(r*L/k) <= n <
     * floor((r+1)*L/k)}; rows at or beyond the length are left out, and the result is 0 where none is left.
     *
     * @param x [B, Hkv, L, D], in
     * @param lengths valid rows of x in each batch, [B]
     * @param rank k, at most L
     * @return [B, Hkv, k, D]
     */
    public static double[] maxPool(Operand x, int heads, int sequence, int[] lengths, int rank, int dim) {
        Fp64Rows rows = Fp64Rows.of(x, dim);
        double[] y = new double[Math.multiplyExact(lengths.length * heads, Math.multiplyExact(rank, dim))];
        for (int b = 0; b < lengths.length; b++) {
            for (int h = 0; h < heads; h++) {
                double[][] input = valid(rows, b, h, lengths[b]);
                for (int r = 0; r < rank; r++) {
                    int from = (int) ((long) r * sequence / rank);
                    int to = Math.min((int) ((r + 1L) * sequence / rank), input.length);
                    int out = ((b * heads + h) * rank + r) * dim;
                    for (int d = 0; d < dim && from < to; d++) {
                        double largest = input[from][d];
                        for (int n = from + 1; n < to; n++) {
                            largest = Math.max(largest, input[n][d]);
                        }
                        y[out + d] = largest;
                    }
                }
            }
        }
        return y;
    }

    /**
     * {@code y[b,h,r,d] = sum over t < s of kernels[d,t] * x[b,h,r*s+t,d] + bias[d]}: a convolution of each column whose kernel
     * is as long as its stride s; rows at or beyond the length count as zeros.
     *
     * @param x [B, Hkv, L, D], in
     * @param kernels [D, s], in
     * @param bias [D], in, or null
     * @param lengths valid rows of x in each batch, [B]
     * @param rank ceil(L / s)
     * @return [B, Hkv, k, D]
     */
    static double[] convolve(Operand x, Tensor kernels, Tensor bias, int heads, int[] lengths, int rank) {
        int dim = (int) kernels.type().dimension(0);
        int stride = (int) kernels.type().dimension(1);
        Fp64Rows rows = Fp64Rows.of(x, dim);
        double[] y = new double[Math.multiplyExact(lengths.length * heads, Math.multiplyExact(rank, dim))];
        for (int b = 0; b < lengths.length; b++) {
            for (int h = 0; h < heads; h++) {
                double[][] input = valid(rows, b, h, lengths[b]);
                for (int r = 0; r < rank; r++) {
                    for (int d = 0; d < dim; d++) {
                        double sum = bias == null ? 0 : bias.getFloat(d);
                        for (int n = r * stride; n < Math.min((r + 1) * stride, input.length); n++) {
                            sum += kernels.getFloat((long) d * stride + n - r * stride) * input[n][d];
                        }
                        y[((b * heads + h) * rank + r) * dim + d] = sum;
                    }
                }
            }
        }
        return y;
    }

    private static double[][] valid(Fp64Rows rows, int batch, int head, int length) {
        double[][] matrix = new double[length][];
        for (int n = 0; n < length; n++) {
            matrix[n] = rows.row(batch, head, n);
        }
        return matrix;
    }
}
