package io.attn4j.mechanism.synthesizer;

import io.attn4j.mechanism.Request;
import io.attn4j.mechanism.synthesizer.Components.Kind;
import io.attn4j.plan.KeyRanges;
import io.attn4j.tensor.Tensor;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * fp64 reference of Synthesizer (Tay et al. 2020, sections 3.1 to 3.4), row by row as in the equations: the logits of
 * each component, their weighted sum, softmax over the visible keys, the sum of values.
 */
final class SynthesizerReference {
    private final Request p;
    private final Components components;
    private final double[][] mixture;
    private final Map<String, Tensor> inputs;

    private SynthesizerReference(
            Request request, Components components, double[][] mixture, Map<String, Tensor> inputs) {
        p = request;
        this.components = components;
        this.mixture = mixture;
        this.inputs = inputs;
    }

    /**
     * Fills the outputs.
     *
     * @param mixture weight of each component in each head, or null where there is one component
     * @param o [B,H,N,Dv], out
     * @param lse [B,H,N], out, or null
     */
    static void forward(
            Request request,
            Components components,
            double[][] mixture,
            Map<String, Tensor> inputs,
            KeyRanges ranges,
            double[] o,
            double[] lse) {
        new SynthesizerReference(request, components, mixture, inputs).run(ranges, o, lse);
    }

    private void run(KeyRanges ranges, double[] o, double[] lse) {
        IntStream.range(0, p.batch() * p.heads()).parallel().forEach(batchHead -> {
            int batch = batchHead / p.heads();
            int head = batchHead % p.heads();
            double[][] values = values(batch, head);
            double[][] drawn = components.has(Kind.RANDOM) && !p.has("r") ? drawn(head) : null;
            for (int i = 0; i < p.queries(); i++) {
                int row = batchHead * p.queries() + i;
                int start = ranges.start(batch, i);
                int end = Math.max(start, ranges.end(batch, i));
                double[] logits = logits(batch, head, i, drawn);
                double max = Double.NEGATIVE_INFINITY;
                for (int j = start; j < end; j++) {
                    max = Math.max(max, logits[j]);
                }
                double total = 0;
                double[] sum = new double[p.valueDim()];
                for (int j = start; max != Double.NEGATIVE_INFINITY && j < end; j++) {
                    double weight = Math.exp(logits[j] - max);
                    total += weight;
                    for (int d = 0; d < sum.length; d++) {
                        sum[d] += weight * values[j][d];
                    }
                }
                for (int d = 0; d < sum.length; d++) {
                    o[row * sum.length + d] = total == 0 ? 0 : sum[d] / total;
                }
                if (lse != null) {
                    lse[row] = max + Math.log(total);
                }
            }
        });
    }

    /** {@code sum over components of weight * logits} of row i for every key. */
    private double[] logits(int batch, int head, int i, double[][] drawn) {
        double[] logits = new double[p.keys()];
        for (Kind kind : components.kinds()) {
            double weight = mixture == null ? 1 : mixture[components.kinds().indexOf(kind)][head];
            double[] own = switch (kind) {
                case DENSE -> dense(batch, head, i);
                case RANDOM -> drawn == null ? matrixRow("r", head, i) : drawn[i];
                case FACTORIZED_DENSE -> factorizedDense(batch, head, i);
                case FACTORIZED_RANDOM -> factorizedRandom(head, i);
                case DOT_PRODUCT -> dotProduct(batch, head, i);
            };
            for (int j = 0; j < logits.length; j++) {
                logits[j] += weight * own[j];
            }
        }
        return logits;
    }

    /** {@code relu(x W1 + b1) W2 + b2}. */
    private double[] dense(int batch, int head, int i) {
        double[] hidden = affine(token(batch, i), "w1", "b1", head);
        for (int d = 0; d < hidden.length; d++) {
            hidden[d] = Math.max(hidden[d], 0);
        }
        return affine(hidden, "w2", "b2", head);
    }

    /** {@code B[i,j] = p[i, j / b] q[i, j mod b]}. */
    private double[] factorizedDense(int batch, int head, int i) {
        double[] x = token(batch, i);
        double[] high = affine(x, "wa", "ba", head);
        double[] low = affine(x, "wb", "bb", head);
        double[] logits = new double[p.keys()];
        for (int j = 0; j < logits.length; j++) {
            logits[j] = high[j / low.length] * low[j % low.length];
        }
        return logits;
    }

    private double[] factorizedRandom(int head, int i) {
        double[] row = matrixRow("r1", head, i);
        double[] logits = new double[p.keys()];
        for (int j = 0; j < logits.length; j++) {
            logits[j] = dot(row, matrixRow("r2", head, j));
        }
        return logits;
    }

    private double[] dotProduct(int batch, int head, int i) {
        double[] query = headRow("q", batch, head, i, p.keyDim());
        double[] logits = new double[p.keys()];
        for (int j = 0; j < logits.length; j++) {
            logits[j] = p.scale() * dot(query, headRow("k", batch, head, j, p.keyDim()));
        }
        return logits;
    }

    private double[][] drawn(int head) {
        FixedLogits fixed = FixedLogits.of(p.options());
        double[][] own = new double[p.queries()][p.keys()];
        for (int i = 0; i < p.queries(); i++) {
            for (int j = 0; j < p.keys(); j++) {
                own[i][j] = fixed.at(head, i, j);
            }
        }
        return own;
    }

    private double[][] values(int batch, int head) {
        double[][] values = new double[p.keys()][];
        for (int j = 0; j < values.length; j++) {
            if (p.has("wv")) {
                double[] all = affine(token(batch, j), "wv", "bv", 0);
                values[j] = java.util.Arrays.copyOfRange(all, head * p.valueDim(), (head + 1) * p.valueDim());
            } else {
                values[j] = headRow("v", batch, head, j, p.valueDim());
            }
        }
        return values;
    }

    private double[] token(int batch, int i) {
        int modelDim = p.sizes().get("modelDim");
        return read(inputs.get("x"), (batch * (long) p.queries() + i) * modelDim, modelDim);
    }

    /** Row of a tensor [B,H,rows,columns]. */
    private double[] headRow(String name, int batch, int head, int row, int columns) {
        return read(inputs.get(name), ((batch * (long) p.heads() + head) * p.queries() + row) * columns, columns);
    }

    /** Row of a weight [H,rows,columns] or [rows,columns]. */
    private double[] matrixRow(String name, int head, int row) {
        Tensor weight = inputs.get(name);
        int axes = weight.type().rank();
        long rows = weight.type().dimension(axes - 2);
        int columns = (int) weight.type().dimension(axes - 1);
        return read(weight, ((axes == 3 ? head * rows : 0) + row) * columns, columns);
    }

    /** {@code x W + b} of a weight [H,inner,columns] or [inner,columns]. */
    private double[] affine(double[] x, String weight, String bias, int head) {
        Tensor w = inputs.get(weight);
        int columns = (int) w.type().dimension(w.type().rank() - 1);
        Tensor b = inputs.get(bias);
        double[] y =
                b == null ? new double[columns] : read(b, b.type().rank() == 2 ? (long) head * columns : 0, columns);
        for (int n = 0; n < x.length; n++) {
            double[] row = matrixRow(weight, head, n);
            for (int c = 0; c < columns; c++) {
                y[c] += x[n] * row[c];
            }
        }
        return y;
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int d = 0; d < x.length; d++) {
            sum += x[d] * y[d];
        }
        return sum;
    }

    private static double[] read(Tensor tensor, long from, int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = tensor.getFloat(from + i);
        }
        return values;
    }
}
