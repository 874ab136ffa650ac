package io.attn4j.mechanism.collaborative;

import io.attn4j.mechanism.CoreInputs;
import io.attn4j.mechanism.Mechanism;
import io.attn4j.mechanism.Request;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.Plan;
import io.attn4j.plan.View;
import io.attn4j.plan.core.CoreAttention;
import io.attn4j.plan.core.Probabilities;
import io.attn4j.plan.core.Scores;
import io.attn4j.plan.core.WeightedSum;
import io.attn4j.plan.head.HeadGate;
import io.attn4j.plan.head.HeadMix;
import io.attn4j.plan.head.TopHeads;
import io.attn4j.plan.matrix.Activation;
import io.attn4j.plan.matrix.MatrixProduct;
import io.attn4j.plan.row.Fill;
import io.attn4j.plan.row.Product;
import io.attn4j.plan.row.Rearrange;
import io.attn4j.plan.row.Sum;
import io.attn4j.tensor.TensorType;
import java.util.Locale;

/**
 * The task graph of collaborative heads: projections, the core with queries and keys that all heads share and mu as column
 * scale, then gates and the output projection where asked for. Talking heads put logits and probabilities in memory instead.
 */
final class CollaborativePlan {
    private final Request p;
    private final KeyRanges ranges;
    private final int[] lengths;
    private final Plan.Builder plan = Plan.builder("collaborative");

    private CollaborativePlan(Request request, KeyRanges ranges, int[] lengths) {
        p = request;
        this.ranges = ranges;
        this.lengths = lengths;
    }

    /**
     * Lowers a request.
     *
     * @param ranges keys visible to each row
     * @param lengths valid keys of each batch, or null for all
     */
    static Plan of(Request request, KeyRanges ranges, int[] lengths) {
        return new CollaborativePlan(request, ranges, lengths).build();
    }

    private Plan build() {
        View x = sequence("x", p.queries());
        View y = p.has("y") ? sequence("y", p.keys()) : x;
        View queries = project("projectQueries", x, "wq", null, "queries");
        View keys = project("projectKeys", y, "wk", null, "keys");
        View content = p.has("wc") ? contentBias(y) : null;
        View values = p.has("wv")
                ? splitHeads(project("projectValues", y, "wv", "bv", "values"))
                : CoreInputs.values(plan, p);
        View heads = p.has("wo")
                ? View.splitHeads(
                        plan.intermediate("heads", (long) p.batch() * p.queries() * p.heads() * p.valueDim()),
                        p.batch(),
                        p.heads(),
                        p.queries(),
                        p.valueDim())
                : CoreInputs.output(plan, p);
        boolean talking = p.variant().equals(CollaborativeMechanism.TALKING);
        CoreAttention core = new CoreAttention(
                "attention",
                p.scale(),
                queries.broadcastHeads(p.heads()),
                keys.broadcastHeads(p.heads()),
                values,
                View.contiguous(weight("mu"), 1, p.heads(), 1, p.rank()),
                content,
                null,
                null,
                null,
                0,
                ranges,
                heads,
                talking ? intermediateLogSumExp() : CoreInputs.logSumExp(plan, p));
        if (talking) {
            talk(core);
        } else {
            plan.add(core);
        }
        if (p.has("wg")) {
            gate(x, heads);
        }
        if (p.has("wo")) {
            TensorType wo = p.inputs().get("wo");
            int columns = (int) wo.dimension(1);
            View merged = View.contiguous(heads.buffer(), p.batch(), 1, p.queries(), p.heads() * p.valueDim());
            View o = View.contiguous(
                    plan.output("o", (long) p.batch() * p.queries() * columns), p.batch(), 1, p.queries(), columns);
            plan.add(MatrixProduct.of("projectOutput", merged, matrix("wo"), bias("bo"), o));
        }
        return plan.build();
    }

    private View sequence(String name, int rows) {
        int modelDim = p.sizes().get("modelDim");
        return View.contiguous(plan.input(name, (long) p.batch() * rows * modelDim), p.batch(), 1, rows, modelDim);
    }

    private Buffer weight(String name) {
        return plan.weight(name, p.inputs().get(name).elements());
    }

    /** A weight [rows,columns] as [B,1,rows,columns]. */
    private View matrix(String name) {
        TensorType type = p.inputs().get(name);
        return View.contiguous(weight(name), 1, 1, (int) type.dimension(0), (int) type.dimension(1))
                .broadcastBatch(p.batch());
    }

    /** A bias [columns] as [B,1,1,columns], or null where it is not given. */
    private View bias(String name) {
        return name != null && p.has(name)
                ? View.contiguous(weight(name), 1, 1, 1, (int)
                                p.inputs().get(name).elements())
                        .broadcastBatch(p.batch())
                : null;
    }

    private View project(String task, View input, String weight, String bias, String name) {
        View w = matrix(weight);
        View projected = View.contiguous(
                plan.intermediate(name, (long) p.batch() * input.rows() * w.columns()),
                p.batch(),
                1,
                input.rows(),
                w.columns());
        plan.add(MatrixProduct.of(task, input, w, bias(bias), projected));
        return projected;
    }

    /** {@code scale * y wc}, [B,L,H] seen as [B,H,1,L]: the bias is inside the temperature, the core adds it outside. */
    private View contentBias(View y) {
        long row = p.heads();
        View bias = View.contiguous(
                plan.intermediate("contentBias", p.batch() * p.keys() * row), p.batch(), 1, p.keys(), p.heads());
        plan.add(new MatrixProduct(
                "projectContentBias",
                y,
                matrix("wc"),
                null,
                new float[] {p.scale()},
                Activation.NONE,
                null,
                null,
                bias));
        return new View(bias.buffer(), 0, p.batch(), p.heads(), 1, p.keys(), p.keys() * row, 1, 0, row);
    }

    private View splitHeads(View projected) {
        return View.splitHeads(projected.buffer(), p.batch(), p.heads(), p.keys(), p.valueDim());
    }

    private View intermediateLogSumExp() {
        return View.contiguous(
                plan.intermediate("logSumExp", (long) p.batch() * p.heads() * p.queries()),
                p.batch(),
                p.heads(),
                p.queries(),
                1);
    }

    /** Logits and probabilities in memory, mixed over heads; two arrays serve in turn. */
    private void talk(CoreAttention core) {
        View current = scores("logits");
        View spare = scores("mixed");
        plan.add(new Scores("scores", core, current));
        if (p.has("tl")) {
            plan.add(new HeadMix("mixLogits", current, mixing("tl"), spare));
            View mixed = spare;
            spare = current;
            current = mixed;
        }
        plan.add(new Probabilities("probabilities", ranges, current, core.lse()));
        if (p.has("tp")) {
            plan.add(new HeadMix("mixProbabilities", current, mixing("tp"), spare));
            current = spare;
        }
        plan.add(new WeightedSum("weightedSum", ranges, current, core.w(), core.o()));
    }

    private View scores(String name) {
        return View.contiguous(
                plan.intermediate(name, (long) p.batch() * p.heads() * p.queries() * p.keys()),
                p.batch(),
                p.heads(),
                p.queries(),
                p.keys());
    }

    private View mixing(String name) {
        return View.contiguous(weight(name), 1, 1, p.heads(), p.heads());
    }

    private void gate(View x, View heads) {
        int shared = p.sizes().getOrDefault("shared", 0);
        int top = p.sizes().getOrDefault("top", 0);
        int columns = shared > 0 ? p.heads() + 2 : p.heads();
        View logits = View.contiguous(
                plan.intermediate("gateLogits", (long) p.batch() * p.queries() * columns),
                p.batch(),
                1,
                p.queries(),
                columns);
        plan.add(MatrixProduct.of("projectGates", x, matrix("wg"), logits.columns(0, p.heads())));
        if (shared > 0) {
            plan.add(MatrixProduct.of("projectBalance", x, matrix("w0"), logits.columns(p.heads(), columns)));
        }
        HeadGate.Kind kind = HeadGate.Kind.valueOf(p.variant().toUpperCase(Locale.ROOT));
        plan.add(new HeadGate("gate", kind, shared, top, logits, heads));
        if (p.outputs().containsKey(Mechanism.AUX_LOSS)) {
            auxiliaryLoss(logits.columns(shared, p.heads()), top);
        }
    }

    /**
     * {@code E sum_h (mean of p_h) (share of rows that take h)} of the E routed heads with logits {@code z [B,1,N,E]}, p their
     * softmax; rows beyond the length count where they are keys themselves.
     */
    private void auxiliaryLoss(View z, int top) {
        int batch = p.batch();
        int rows = p.queries();
        int routed = z.columns();
        View probabilities = between("routing", batch, rows, routed);
        plan.add(new Rearrange("routingLogits", z, null, probabilities));
        KeyRanges all = KeyRanges.rectangular(batch, rows, routed, false, null);
        plan.add(new Probabilities("routing", all, probabilities, between("routingSums", batch, rows, 1)));
        View taken = between("taken", batch, rows, routed);
        plan.add(new TopHeads("taken", z, top, taken));
        KeyRanges valid = KeyRanges.rectangular(batch, 1, rows, false, p.has("y") ? null : lengths);
        View shares = between("rowShares", batch, 1, rows);
        plan.add(new Fill("rows", 0, shares));
        plan.add(new Probabilities("rowShares", valid, shares, between("rowShareSums", batch, 1, 1)));
        View means = mean("routingMeans", shares, probabilities, valid);
        View chosen = mean("takenShares", shares, taken, valid);
        View products = between("routingProducts", batch, 1, routed);
        plan.add(new Product("routingProducts", means, chosen, routed, products));
        View loss = View.contiguous(plan.output(Mechanism.AUX_LOSS, batch), batch, 1, 1, 1);
        plan.add(new Sum("auxLoss", products, loss));
    }

    private View between(String name, int batch, int rows, int columns) {
        return View.contiguous(plan.intermediate(name, (long) batch * rows * columns), batch, 1, rows, columns);
    }

    /** The mean of the valid rows of x, [B,1,1,E]. */
    private View mean(String name, View shares, View x, KeyRanges valid) {
        View mean = between(name, x.batch(), 1, x.columns());
        plan.add(new MatrixProduct(name, shares, x, null, null, Activation.NONE, null, valid, mean));
        return mean;
    }
}
