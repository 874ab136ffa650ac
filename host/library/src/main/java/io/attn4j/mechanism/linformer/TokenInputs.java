package io.attn4j.mechanism.linformer;

import io.attn4j.error.InvalidInputException;
import io.attn4j.mechanism.InputChecks;
import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.mechanism.Options;
import io.attn4j.mechanism.Request;
import io.attn4j.mechanism.Shapes;
import io.attn4j.mechanism.TensorSpec;
import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.Plan;
import io.attn4j.plan.View;
import io.attn4j.plan.matrix.Activation;
import io.attn4j.plan.matrix.MatrixProduct;
import io.attn4j.reference.Fp64Rows;
import io.attn4j.reference.Operand;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tokens and projection weights in place of ready queries, keys and values, and the order of projecting and compressing
 * (docs/equations.md, section 2.3).
 *
 * <p>{@code compress-first}: {@code K' = (E x) Wk + bk}, which needs heads to share E and costs {@code 2 k M^2} instead of
 * {@code 2 N M^2}. {@code project-first}: {@code K' = E (x Wk + bk)}. Without biases both are the same; with one, it is added
 * to each slot as it is, or as {@code (E 1) bk}.
 */
final class TokenInputs {
    static final String COMPRESS_FIRST = "compress-first";
    static final String PROJECT_FIRST = "project-first";
    private static final List<String> NAMES = List.of("x", "wq", "wk", "wv", "bq", "bk", "bv");

    private TokenInputs() {}

    /** Refuses tokens next to ready queries, keys and values, and in forms that do not take them. */
    static void check(MechanismConfig config, String projection, Map<String, TensorType> inputs) {
        for (String ready : List.of("q", "k", "v")) {
            if (inputs.containsKey(ready)) {
                throw new InvalidInputException(
                        ready, ready + " and x", "either x and weights, or q, k and v", "leaving one out");
            }
        }
        if (!taken(config, projection)) {
            throw new InvalidInputException(
                    "x",
                    config.causal() ? "x with a causal form" : "x with projection=" + projection,
                    "q, k and v ready made there",
                    "projecting the tokens before");
        }
    }

    /** Whether the form takes tokens. */
    static boolean taken(MechanismConfig config, String projection) {
        boolean linear = projection.equals(LinformerMechanism.LINEAR) || projection.equals(LinformerMechanism.RANDOM);
        return linear && !config.causal();
    }

    /** The types with q, k and v in place of the tokens and their weights. */
    static Map<String, TensorType> coreTypes(Options options, Map<String, TensorType> inputs) {
        TensorType x = InputChecks.floats(inputs, "x", "[B,N,M]", 3, 3);
        int heads = options.required("heads", "the number of heads that wq holds side by side");
        TensorType wq = weight(inputs, "wq", x, heads);
        long keyDim = wq.dimension(1) / heads;
        TensorType wk = weight(inputs, "wk", x, 1);
        if (wk.dimension(1) % keyDim != 0) {
            throw new InvalidInputException("wk", wk, "a multiple of D = " + keyDim + " as columns", "other --heads");
        }
        long kvHeads = wk.dimension(1) / keyDim;
        TensorType wv = weight(inputs, "wv", x, (int) kvHeads);
        Shapes shapes = new Shapes();
        for (String name : List.of("q", "k", "v")) {
            shapes.set("columns", inputs.get("w" + name).dimension(1), "columns of the weight");
            shapes.add(TensorSpec.weight("b" + name, "[columns]"), inputs);
        }
        long batch = x.dimension(0);
        long tokens = x.dimension(1);
        Map<String, TensorType> types = new HashMap<>(inputs);
        types.keySet().removeAll(NAMES);
        types.put("q", TensorType.f32(batch, heads, tokens, keyDim).withDType(x.dtype()));
        types.put("k", TensorType.f32(batch, kvHeads, tokens, keyDim).withDType(x.dtype()));
        types.put(
                "v",
                TensorType.f32(batch, kvHeads, tokens, wv.dimension(1) / kvHeads)
                        .withDType(x.dtype()));
        return types;
    }

    private static TensorType weight(Map<String, TensorType> inputs, String name, TensorType x, int heads) {
        if (!inputs.containsKey(name)) {
            throw InputChecks.missing(name, "[M,heads * head dim] with x");
        }
        TensorType type = InputChecks.floats(inputs, name, "[M,heads * head dim]", 2, 2);
        InputChecks.dimension(name, type, 0, x.dimension(2), "M of x");
        if (type.dimension(1) % heads != 0) {
            throw new InvalidInputException(
                    name, type, "a multiple of " + heads + " heads as columns", "other --heads");
        }
        return type;
    }

    /** Refuses an order that the matrices do not allow; without x there is none to choose. */
    static void checkOrder(Options options, Map<String, TensorType> inputs) {
        if (!options.has("order")) {
            return;
        }
        if (!inputs.containsKey("x")) {
            throw new InvalidInputException("order", "order without x", "x and weights to order", "leaving it out");
        }
        String order = options.word("order", COMPRESS_FIRST);
        if (order.equals(COMPRESS_FIRST) && perHead(options.constant("sharing", Sharing.HEADWISE), inputs)) {
            throw new InvalidInputException(
                    "order",
                    order + " with matrices for each head",
                    "one E and F for all heads, as tokens are compressed before they have heads",
                    "--order " + PROJECT_FIRST);
        }
    }

    private static boolean perHead(Sharing sharing, Map<String, TensorType> inputs) {
        return inputs.containsKey("e") ? inputs.get("e").rank() == 3 : sharing == Sharing.NONE;
    }

    private static boolean compressesFirst(Request p) {
        return p.option("order", perHead(Sharing.of(p), p.inputs()) ? PROJECT_FIRST : COMPRESS_FIRST)
                .equals(COMPRESS_FIRST);
    }

    private static View tokens(Plan.Builder plan, Request p) {
        int width = width(p);
        return View.contiguous(
                plan.input("x", (long) p.batch() * p.queries() * width), p.batch(), 1, p.queries(), width);
    }

    private static int width(Request p) {
        return (int) p.inputs().get("x").dimension(2);
    }

    /** {@code y = x w + b} for each head; x is [B,1,rows,M]. */
    private static void project(Plan.Builder plan, Request p, String task, View x, String name, View y) {
        int heads = y.heads();
        int width = width(p);
        View w = View.splitHeads(
                        plan.weight("w" + name, (long) width * heads * y.columns()), 1, heads, width, y.columns())
                .broadcastBatch(p.batch());
        View b = p.has("b" + name)
                ? View.splitHeads(plan.weight("b" + name, (long) heads * y.columns()), 1, heads, 1, y.columns())
                        .broadcastBatch(p.batch())
                : null;
        plan.add(MatrixProduct.of(task, x.broadcastHeads(heads), w, b, y));
    }

    private static View rows(Plan.Builder plan, Request p, String name, int heads, int rows, int columns) {
        return View.contiguous(
                plan.intermediate(name, (long) p.batch() * heads * rows * columns), p.batch(), heads, rows, columns);
    }

    /** Queries from tokens, [B,H,N,D]. */
    static View queries(Plan.Builder plan, Request p) {
        View q = rows(plan, p, "queries", p.heads(), p.queries(), p.keyDim());
        project(plan, p, "queries", tokens(plan, p), "q", q);
        return q;
    }

    /**
     * The slots of keys or values.
     *
     * @param name {@code k} or {@code v}
     * @param e the matrix [B,Hkv,k,L]
     * @param lengths valid rows of each batch, or null for all
     * @param slots [B,Hkv,k,D], out
     */
    static void compress(Plan.Builder plan, Request p, String name, View e, int[] lengths, View slots) {
        View x = tokens(plan, p);
        String of = name.equals("k") ? "Keys" : "Values";
        KeyRanges valid = KeyRanges.rectangular(p.batch(), p.rank(), p.keys(), false, lengths);
        if (compressesFirst(p)) {
            View shared = View.contiguous(e.buffer(), 1, 1, p.rank(), (int) e.rowStride())
                    .columns(0, p.keys())
                    .broadcastBatch(p.batch());
            View few = rows(plan, p, "compressed" + of, 1, p.rank(), width(p));
            plan.add(new MatrixProduct("compress" + of, shared, x, null, null, Activation.NONE, null, valid, few));
            project(plan, p, "project" + of, few, name, slots);
        } else {
            View many = rows(plan, p, "projected" + of, slots.heads(), p.keys(), slots.columns());
            project(plan, p, "project" + of, x, name, many);
            plan.add(new MatrixProduct("compress" + of, e, many, null, null, Activation.NONE, null, valid, slots));
        }
    }

    /** fp64 queries {@code x Wq + bq}, [B,H,N,D]. */
    static double[] referenceQueries(Request p, Map<String, Tensor> inputs) {
        double[] q = new double[p.batch() * p.heads() * p.queries() * p.keyDim()];
        for (int b = 0; b < p.batch(); b++) {
            for (int i = 0; i < p.queries(); i++) {
                double[] all = projected(p, inputs, token(p, inputs, b, i), "q");
                for (int h = 0; h < p.heads(); h++) {
                    System.arraycopy(
                            all, h * p.keyDim(), q, ((b * p.heads() + h) * p.queries() + i) * p.keyDim(), p.keyDim());
                }
            }
        }
        return q;
    }

    /** fp64 slots of keys ({@code k}) or values ({@code v}), [B,Hkv,k,D], in the order asked for. */
    static double[] referenceSlots(Request p, Map<String, Tensor> inputs, String name, Operand matrix, int[] lengths) {
        int dim = name.equals("k") ? p.keyDim() : p.valueDim();
        Fp64Rows e = Fp64Rows.of(matrix, p.keys());
        double[] slots = new double[p.batch() * p.kvHeads() * p.rank() * dim];
        for (int b = 0; b < p.batch(); b++) {
            for (int h = 0; h < p.kvHeads(); h++) {
                for (int r = 0; r < p.rank(); r++) {
                    double[] weights = e.row(0, h, r);
                    double[] tokens = new double[width(p)];
                    double[] sum = new double[dim];
                    for (int n = 0; n < lengths[b]; n++) {
                        double[] x = token(p, inputs, b, n);
                        double[] own = compressesFirst(p) ? x : head(projected(p, inputs, x, name), h, dim);
                        double[] into = compressesFirst(p) ? tokens : sum;
                        for (int c = 0; c < into.length; c++) {
                            into[c] += weights[n] * own[c];
                        }
                    }
                    if (compressesFirst(p)) {
                        sum = head(projected(p, inputs, tokens, name), h, dim);
                    }
                    System.arraycopy(sum, 0, slots, ((b * p.kvHeads() + h) * p.rank() + r) * dim, dim);
                }
            }
        }
        return slots;
    }

    private static double[] head(double[] all, int head, int dim) {
        return Arrays.copyOfRange(all, head * dim, (head + 1) * dim);
    }

    private static double[] token(Request p, Map<String, Tensor> inputs, int batch, int row) {
        double[] x = new double[width(p)];
        for (int c = 0; c < x.length; c++) {
            x[c] = inputs.get("x").getFloat(((long) batch * p.queries() + row) * x.length + c);
        }
        return x;
    }

    /** {@code x W + b} of all heads. */
    private static double[] projected(Request p, Map<String, Tensor> inputs, double[] x, String name) {
        Tensor w = inputs.get("w" + name);
        int columns = (int) w.type().dimension(1);
        double[] y = new double[columns];
        for (int c = 0; c < columns; c++) {
            y[c] = p.has("b" + name) ? inputs.get("b" + name).getFloat(c) : 0;
            for (int m = 0; m < x.length; m++) {
                y[c] += x[m] * w.getFloat((long) m * columns + c);
            }
        }
        return y;
    }
}
