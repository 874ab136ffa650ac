package io.attn4j.mechanism.collaborative;

import io.attn4j.mechanism.Request;
import io.attn4j.plan.KeyRanges;
import io.attn4j.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * fp64 reference of collaborative heads (Cordonnier et al. 2020, section 3; docs/equations.md, section 5.1), row by row as
 * in the equations: {@code S_h = scale (q diag(mu_h) K~^T + c_h)}, softmax over the visible keys, {@code o_h = g_h P_h
 * V_h}, {@code o = concat(o_h) Wo + bo}.
 */
public final class CollaborativeReference {
    private final Request p;
    private final KeyRanges ranges;
    private final Map<String, Tensor> inputs;
    private final double[] mu;
    private final double[] logitMixing;
    private final double[] probabilityMixing;

    private CollaborativeReference(Request request, Map<String, Tensor> inputs, KeyRanges ranges) {
        p = request;
        this.inputs = inputs;
        this.ranges = ranges;
        mu = doubles("mu");
        logitMixing = doubles("tl");
        probabilityMixing = doubles("tp");
    }

    /**
     * Fills the outputs.
     *
     * @param inputs tensors of the mechanism by name
     * @param ranges keys visible to each row
     * @param o [B,H,N,Dv], or [B,N,Mo] with wo, out
     * @param lse [B,H,N], out, or null
     */
    public static void forward(
            Request request, Map<String, Tensor> inputs, KeyRanges ranges, double[] o, double[] lse) {
        new CollaborativeReference(request, inputs, ranges).run(o, lse);
    }

    /**
     * The loss that balances the routed heads of a mixture: {@code E sum_h mean_i(p_ih) mean_i([row i takes h])} over the
     * valid rows, with p the softmax over the E routed heads (docs/equations.md, section 5.2).
     *
     * @param lengths valid keys of each batch, or null for all; rows are keys where y is not given
     * @param loss [B], out; 0 where a batch has no valid row
     */
    static void auxiliaryLoss(Request request, Map<String, Tensor> inputs, int[] lengths, double[] loss) {
        CollaborativeReference reference = new CollaborativeReference(request, inputs, null);
        int heads = request.heads();
        int shared = request.sizes().get("shared");
        int routed = heads - shared;
        double[] all = reference.product(
                reference.doubles("x"), request.sizes().get("modelDim"), reference.doubles("wg"), null);
        for (int b = 0; b < request.batch(); b++) {
            int rows = lengths == null || request.has("y") ? request.queries() : lengths[b];
            double[] probabilities = new double[routed];
            double[] taken = new double[routed];
            for (int i = 0; i < rows; i++) {
                int at = (b * request.queries() + i) * heads + shared;
                double[] z = Arrays.copyOfRange(all, at, at + routed);
                Integer[] order = new Integer[routed];
                Arrays.setAll(order, h -> h);
                Arrays.sort(order, (g, h) -> Double.compare(z[h], z[g]));
                for (int k = 0; k < request.sizes().get("top"); k++) {
                    taken[order[k]] += 1.0 / rows;
                }
                softmax(z);
                for (int h = 0; h < routed; h++) {
                    probabilities[h] += z[h] / rows;
                }
            }
            loss[b] = 0;
            for (int h = 0; h < routed; h++) {
                loss[b] += routed * probabilities[h] * taken[h];
            }
        }
    }

    private void run(double[] o, double[] lse) {
        String source = p.has("y") ? "y" : "x";
        double[] x = doubles("x");
        double[] y = doubles(source);
        int modelDim = p.sizes().get("modelDim");
        double[] queries = product(x, modelDim, doubles("wq"), null);
        double[] keys = product(y, modelDim, doubles("wk"), null);
        double[] content = p.has("wc") ? product(y, modelDim, doubles("wc"), null) : null;
        double[] values = p.has("wv") ? headsFirst(product(y, modelDim, doubles("wv"), doubles("bv"))) : doubles("v");
        double[] gateLogits = p.has("wg") ? product(x, modelDim, doubles("wg"), null) : null;
        double[] balance = p.has("w0") ? product(x, modelDim, doubles("w0"), null) : null;
        double[] wo = doubles("wo");
        double[] bo = doubles("bo");
        IntStream.range(0, p.batch() * p.queries()).parallel().forEach(at -> {
            int batch = at / p.queries();
            int row = at % p.queries();
            double[][] heads = attend(batch, row, queries, keys, content, values, lse);
            if (gateLogits != null) {
                double[] logits = Arrays.copyOfRange(gateLogits, at * p.heads(), (at + 1) * p.heads());
                double[] gates =
                        gates(logits, balance == null ? null : Arrays.copyOfRange(balance, 2 * at, 2 * at + 2));
                for (int h = 0; h < p.heads(); h++) {
                    for (int d = 0; d < p.valueDim(); d++) {
                        heads[h][d] *= gates[h];
                    }
                }
            }
            for (int h = 0; wo == null && h < p.heads(); h++) {
                int to = ((batch * p.heads() + h) * p.queries() + row) * p.valueDim();
                System.arraycopy(heads[h], 0, o, to, p.valueDim());
            }
            if (wo != null) {
                double[] merged =
                        Arrays.stream(heads).flatMapToDouble(Arrays::stream).toArray();
                double[] out = product(merged, merged.length, wo, bo);
                System.arraycopy(out, 0, o, at * out.length, out.length);
            }
        });
    }

    /** {@code P_h V_h} of all heads for one row. */
    private double[][] attend(
            int batch, int row, double[] queries, double[] keys, double[] content, double[] values, double[] lse) {
        int start = ranges.start(batch, row);
        int end = Math.max(start, ranges.end(batch, row));
        double[][] weights = new double[p.heads()][end - start];
        for (int h = 0; h < p.heads(); h++) {
            for (int j = start; j < end; j++) {
                int query = (batch * p.queries() + row) * p.rank();
                int key = (batch * p.keys() + j) * p.rank();
                double sum = 0;
                for (int r = 0; r < p.rank(); r++) {
                    sum += queries[query + r] * mu[h * p.rank() + r] * keys[key + r];
                }
                double bias = content == null ? 0 : content[(batch * p.keys() + j) * p.heads() + h];
                weights[h][j - start] = p.scale() * (sum + bias);
            }
        }
        weights = mixed(weights, logitMixing);
        for (int h = 0; h < p.heads(); h++) {
            double logSumExp = softmax(weights[h]);
            if (lse != null) {
                lse[(batch * p.heads() + h) * p.queries() + row] = logSumExp;
            }
        }
        weights = mixed(weights, probabilityMixing);
        double[][] heads = new double[p.heads()][p.valueDim()];
        for (int h = 0; h < p.heads(); h++) {
            for (int j = start; j < end; j++) {
                int value = ((batch * p.heads() + h) * p.keys() + j) * p.valueDim();
                for (int d = 0; d < p.valueDim(); d++) {
                    heads[h][d] += weights[h][j - start] * values[value + d];
                }
            }
        }
        return heads;
    }

    /** {@code y_g = sum_h x_h mixing[h,g]}. */
    private double[][] mixed(double[][] x, double[] mixing) {
        if (mixing == null) {
            return x;
        }
        double[][] y = new double[x.length][x[0].length];
        for (int h = 0; h < x.length; h++) {
            for (int g = 0; g < x.length; g++) {
                for (int j = 0; j < x[h].length; j++) {
                    y[g][j] += x[h][j] * mixing[h * x.length + g];
                }
            }
        }
        return y;
    }

    /** Softmax in place; zeros where there is nothing to attend to. Returns the log-sum-exp. */
    private static double softmax(double[] x) {
        double max = Double.NEGATIVE_INFINITY;
        for (double logit : x) {
            max = Math.max(max, logit);
        }
        if (max == Double.NEGATIVE_INFINITY) {
            Arrays.fill(x, 0);
            return max;
        }
        double total = 0;
        for (int j = 0; j < x.length; j++) {
            x[j] = Math.exp(x[j] - max);
            total += x[j];
        }
        for (int j = 0; j < x.length; j++) {
            x[j] /= total;
        }
        return max + Math.log(total);
    }

    /** The gates of one row. */
    private double[] gates(double[] logits, double[] balance) {
        int heads = logits.length;
        double[] gates = logits.clone();
        switch (p.variant()) {
            case "sigmoid" -> {
                for (int h = 0; h < heads; h++) {
                    gates[h] = 1 / (1 + Math.exp(-logits[h]));
                }
            }
            case "softmax" -> {
                softmax(gates);
                for (int h = 0; h < heads; h++) {
                    gates[h] *= heads;
                }
            }
            default -> mixture(gates, balance);
        }
        return gates;
    }

    /** Logits in, gates out: shared heads first, of the others the top ones, ties to the lowest. */
    private void mixture(double[] gates, double[] balance) {
        int shared = p.sizes().get("shared");
        int top = p.sizes().get("top");
        double forShared = 0;
        double forRouted = 1;
        if (shared > 0) {
            double[] parts = balance.clone();
            softmax(parts);
            forShared = 2 * parts[0];
            forRouted = 2 * parts[1];
        }
        double[] first = Arrays.copyOfRange(gates, 0, shared);
        double[] routed = Arrays.copyOfRange(gates, shared, gates.length);
        boolean[] taken = new boolean[routed.length];
        for (int k = 0; k < top; k++) {
            int best = -1;
            for (int h = 0; h < routed.length; h++) {
                if (!taken[h] && (best < 0 || routed[h] > routed[best])) {
                    best = h;
                }
            }
            taken[best] = true;
        }
        softmax(first);
        softmax(routed);
        double total = 0;
        for (int h = 0; h < routed.length; h++) {
            total += taken[h] ? routed[h] : 0;
        }
        for (int h = 0; h < gates.length; h++) {
            if (h < shared) {
                gates[h] = forShared * shared * first[h];
            } else {
                gates[h] = taken[h - shared] ? forRouted * top * routed[h - shared] / total : 0;
            }
        }
    }

    /** {@code x w + bias} with x [rows,columns]. */
    private static double[] product(double[] x, int columns, double[] w, double[] bias) {
        int width = w.length / columns;
        double[] y = new double[Math.multiplyExact(x.length / columns, width)];
        IntStream.range(0, x.length / columns).parallel().forEach(row -> {
            for (int c = 0; c < width; c++) {
                y[row * width + c] = bias == null ? 0 : bias[c];
            }
            for (int n = 0; n < columns; n++) {
                for (int c = 0; c < width; c++) {
                    y[row * width + c] += x[row * columns + n] * w[n * width + c];
                }
            }
        });
        return y;
    }

    /** [B,L,H*Dv] as [B,H,L,Dv]. */
    private double[] headsFirst(double[] values) {
        double[] made = new double[values.length];
        int dim = p.valueDim();
        for (int b = 0; b < p.batch(); b++) {
            for (int j = 0; j < p.keys(); j++) {
                for (int h = 0; h < p.heads(); h++) {
                    int from = ((b * p.keys() + j) * p.heads() + h) * dim;
                    System.arraycopy(values, from, made, ((b * p.heads() + h) * p.keys() + j) * dim, dim);
                }
            }
        }
        return made;
    }

    private double[] doubles(String name) {
        Tensor tensor = inputs.get(name);
        if (tensor == null) {
            return null;
        }
        double[] values = new double[(int) tensor.type().elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = tensor.getFloat(i);
        }
        return values;
    }
}
