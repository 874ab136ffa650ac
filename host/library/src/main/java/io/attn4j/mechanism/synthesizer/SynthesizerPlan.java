package io.attn4j.mechanism.synthesizer;

import io.attn4j.mechanism.CoreInputs;
import io.attn4j.mechanism.PlacedRows;
import io.attn4j.mechanism.Request;
import io.attn4j.mechanism.synthesizer.Components.Kind;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.Plan;
import io.attn4j.plan.View;
import io.attn4j.plan.core.CoreAttention;
import io.attn4j.plan.core.Probabilities;
import io.attn4j.plan.matrix.Activation;
import io.attn4j.plan.matrix.MatrixProduct;
import io.attn4j.plan.row.Fill;
import io.attn4j.plan.row.HeadScale;
import io.attn4j.plan.row.Rearrange;
import io.attn4j.tensor.TensorType;

/**
 * The task graph of a Synthesizer: every kind of logit is an operand of the core, so that none are stored and a mixture is
 * one softmax.
 *
 * <p>What is a product of rows and columns (Dense, Factorized Random, dot product) lies side by side in A and B; Random is
 * the dense bias; Factorized Dense the core's factors; b2 the key bias. Mixture weights are folded into the operands of A,
 * into p, b2 and the scale of the bias; they are constants of the plan, or with {@code --learned} an array that steps make of
 * theta or alpha, so that they have gradients. Where nothing of B depends on the sequence, all batches read one B. Random alone may
 * instead be normalised once, for all sequences, and multiplied with their values.
 */
final class SynthesizerPlan {
    private final Request p;
    private final Components components;
    private final KeyRanges ranges;
    private final double[][] mixture;
    /** Whether logits are of places in documents, several to a sequence. */
    private final boolean packed;

    private final Plan.Builder plan = Plan.builder("synthesizer");
    /** The weights of a mixture [1,H or 1,1,n] where they are an array, else null. */
    private View learned;

    private View rows;
    private View columns;
    private int filled;

    private SynthesizerPlan(
            Request request, Components components, KeyRanges ranges, double[][] mixture, boolean packed) {
        p = request;
        this.components = components;
        this.ranges = ranges;
        this.mixture = mixture;
        this.packed = packed;
    }

    /**
     * Lowers a request.
     *
     * @param mixture weight of each component in each head, or null where there is one component or steps make the weights
     */
    static Plan of(Request request, Components components, KeyRanges ranges, double[][] mixture) {
        return new SynthesizerPlan(request, components, ranges, mixture, false).build();
    }

    /**
     * Lowers a request whose sequences hold documents one after another: what Dense and Factorized Random have for each
     * position is taken by the place of a token in its document.
     *
     * @param ranges keys visible to each row, of its document alone
     */
    static Plan packed(Request request, Components components, KeyRanges ranges, double[][] mixture) {
        return new SynthesizerPlan(request, components, ranges, mixture, true).build();
    }

    private Plan build() {
        View values = p.has("wv") ? projectedValues() : CoreInputs.values(plan, p);
        if (p.option(SynthesizerMechanism.WEIGHTS, SynthesizerMechanism.FUSED).equals(SynthesizerMechanism.SHARED)) {
            shareWeights(values);
            return plan.build();
        }
        learned = SynthesizerMechanism.learns(p) ? learnedWeights() : null;
        int width = components.productColumns();
        rows = View.contiguous(operandBuffer("rows", p.batch(), width), p.batch(), p.heads(), p.queries(), width);
        int sequences = packed || components.has(Kind.DOT_PRODUCT) ? p.batch() : 1;
        View own = View.contiguous(operandBuffer("columns", sequences, width), sequences, p.heads(), p.keys(), width);
        columns = own;
        View keyBias = null;
        View bias = null;
        View factors = null;
        float[] biasScale = null;
        for (Kind kind : components.kinds()) {
            switch (kind) {
                case DENSE -> {
                    dense();
                    keyBias = p.has("b2") ? denseBias() : null;
                }
                case RANDOM -> {
                    bias = (learned == null ? random() : weighedRandom()).broadcastBatch(p.batch());
                    biasScale = weights(Kind.RANDOM, 1);
                }
                case FACTORIZED_DENSE -> factors = factors();
                case FACTORIZED_RANDOM -> factorizedRandom();
                case DOT_PRODUCT -> dotProduct();
            }
        }
        plan.add(new CoreAttention(
                "attention",
                1,
                rows,
                sequences == p.batch() ? own : own.broadcastBatch(p.batch()),
                values,
                null,
                keyBias,
                bias,
                biasScale,
                factors,
                components.high(),
                ranges,
                CoreInputs.output(plan, p),
                CoreInputs.logSumExp(plan, p)));
        return plan.build();
    }

    /** Without a product there are no columns: the views then lie over the output and are not read. */
    private Buffer operandBuffer(String name, int sequences, int width) {
        return width == 0
                ? CoreInputs.output(plan, p).buffer()
                : plan.intermediate(name, (long) sequences * p.heads() * p.queries() * width);
    }

    private View tokens() {
        int modelDim = p.sizes().get("modelDim");
        return View.contiguous(
                plan.input("x", (long) p.batch() * p.queries() * modelDim), p.batch(), 1, p.queries(), modelDim);
    }

    private View projectedValues() {
        View x = tokens();
        int width = p.heads() * p.valueDim();
        View w = View.splitHeads(plan.weight("wv", (long) x.columns() * width), 1, p.heads(), x.columns(), p.valueDim())
                .broadcastBatch(p.batch());
        View b = p.has("bv")
                ? View.splitHeads(plan.weight("bv", width), 1, p.heads(), 1, p.valueDim())
                        .broadcastBatch(p.batch())
                : null;
        View v = View.contiguous(
                plan.intermediate("values", (long) p.batch() * p.queries() * width),
                p.batch(),
                p.heads(),
                p.queries(),
                p.valueDim());
        plan.add(MatrixProduct.of("projectValues", x.broadcastHeads(p.heads()), w, b, v));
        return v;
    }

    /** A weight [H,rows,columns] or [rows,columns] as [1,H,rows,columns]. */
    private View weight(String name) {
        TensorType type = p.inputs().get(name);
        int axes = type.rank();
        int heads = axes == 3 ? p.heads() : 1;
        View given = View.contiguous(plan.weight(name, type.elements()), 1, heads, (int) type.dimension(axes - 2), (int)
                type.dimension(axes - 1));
        return heads == p.heads() ? given : given.broadcastHeads(p.heads());
    }

    /** A bias [H,columns] or [columns] as [1,H,1,columns], or null where it is not given. */
    private View vector(String name) {
        TensorType type = p.inputs().get(name);
        if (type == null) {
            return null;
        }
        int heads = type.rank() == 2 ? p.heads() : 1;
        View given =
                View.contiguous(plan.weight(name, type.elements()), 1, heads, 1, (int) type.dimension(type.rank() - 1));
        return heads == p.heads() ? given : given.broadcastHeads(p.heads());
    }

    /** Weight of a component in each head times {@code factor}, or null for ones. */
    private float[] weights(Kind kind, double factor) {
        if (mixture == null && factor == 1) {
            return null;
        }
        float[] weights = new float[p.heads()];
        for (int h = 0; h < weights.length; h++) {
            double weight = mixture == null ? 1 : mixture[components.kinds().indexOf(kind)][h];
            weights[h] = (float) (weight * factor);
        }
        return weights;
    }

    /** The next {@code width} columns of A or B. */
    private static View part(View operand, int from, int width) {
        return operand.columns(from, from + width);
    }

    /**
     * {@code softmax(theta)}, or of alpha and 0, which is {@code 1 / (1 + e^-alpha)} and what it leaves, as {@code
     * [1,H or 1,1,n]}.
     */
    private View learnedWeights() {
        int count = components.kinds().size();
        boolean softmax = p.has("theta");
        int heads = softmax && p.inputs().get("theta").rank() == 2 ? p.heads() : 1;
        View weights = View.contiguous(plan.intermediate("mixture", (long) heads * count), 1, heads, 1, count);
        if (softmax) {
            View theta = View.contiguous(plan.weight("theta", (long) heads * count), 1, heads, 1, count);
            plan.add(new Rearrange("mixtureLogits", theta, null, weights));
        } else {
            View alpha = View.contiguous(plan.weight("alpha", 1), 1, 1, 1, 1);
            plan.add(new Rearrange("syntheticLogit", alpha, null, weights.columns(0, 1)));
            plan.add(new Fill("otherLogit", 0, weights.columns(1, 2)));
        }
        View sums = View.contiguous(plan.intermediate("mixtureSums", heads), 1, heads, 1, 1);
        plan.add(new Probabilities("mixture", KeyRanges.rectangular(1, 1, count, false, null), weights, sums));
        return weights;
    }

    /** The weight of a component in each batch and head of {@code like}, [B,H,1,1]. */
    private View learned(Kind kind, View like) {
        int n = components.kinds().indexOf(kind);
        View one = learned.columns(n, n + 1);
        return (one.heads() == like.heads() ? one : one.broadcastHeads(like.heads())).broadcastBatch(like.batch());
    }

    /** {@code y = factor x} times the weight of its component; x and y differ in their places. */
    private void weigh(String task, Kind kind, double factor, View x, View y) {
        if (learned == null) {
            plan.add(new Rearrange(task, x, weights(kind, factor), y));
        } else {
            plan.add(new HeadScale(task, x, learned(kind, x), (float) factor, y));
        }
    }

    /** What {@code y} is made of where its component's weight is an array: an array between steps, else y. */
    private View unweighed(String name, View y) {
        return learned == null
                ? y
                : View.contiguous(
                        plan.intermediate(name, (long) y.batch() * y.heads() * y.rows() * y.columns()),
                        y.batch(),
                        y.heads(),
                        y.rows(),
                        y.columns());
    }

    private void product(String task, String weight, String bias, float[] alpha, Activation activation, View y) {
        View b = vector(bias);
        plan.add(new MatrixProduct(
                task,
                tokens().broadcastHeads(p.heads()),
                weight(weight).broadcastBatch(p.batch()),
                b == null ? null : b.broadcastBatch(p.batch()),
                alpha,
                activation,
                null,
                null,
                y));
    }

    private void dense() {
        int hidden = components.hidden();
        View y = part(rows, filled, hidden);
        View x = unweighed("hidden", y);
        product("hidden", "w1", "b1", weights(Kind.DENSE, 1), Activation.RELU, x);
        if (learned != null) {
            weigh("weighHidden", Kind.DENSE, 1, x, y);
        }
        View second = placed("secondLayers", weight("w2").columns(0, p.keys()).transposed());
        copy("secondLayer", second, part(columns, filled, hidden));
        filled += hidden;
    }

    /** Copies what does not depend on the sequence to every sequence of the operand. */
    private void copy(String task, View x, View y) {
        plan.add(new Rearrange(task, everywhere(x, y), null, y));
    }

    private static View everywhere(View x, View y) {
        return x.batch() == y.batch() ? x : x.broadcastBatch(y.batch());
    }

    private View denseBias() {
        View given = vector("b2").columns(0, p.keys());
        if (mixture == null && learned == null) {
            return ofPlaces(given);
        }
        View weighted = View.contiguous(
                plan.intermediate("b2Weighted", (long) p.heads() * p.keys()), 1, p.heads(), 1, p.keys());
        weigh("weighBias", Kind.DENSE, 1, given, weighted);
        return ofPlaces(weighted);
    }

    /** A bias of positions, [1,H,1,L], of every sequence. */
    private View ofPlaces(View bias) {
        return packed ? placed("biases", bias.transposed()).transposed() : bias.broadcastBatch(p.batch());
    }

    /** Rows of positions [1,H,L,n], packed as those of each token's place in its document [B,H,L,n]. */
    private View placed(String name, View x) {
        if (!packed) {
            return x;
        }
        return PlacedRows.of(plan, name, x, p.batch(), p.keys());
    }

    /** R as [1,H,N,L]. */
    private View random() {
        if (p.has("r")) {
            return weight("r").rows(0, p.queries()).columns(0, p.keys());
        }
        float[] drawn = FixedLogits.of(p.options()).matrices(p.heads(), p.queries());
        return View.contiguous(plan.constant("r", drawn), 1, p.heads(), p.queries(), p.keys());
    }

    /** R times the weights of the heads, [1,H,N,L]. */
    private View weighedRandom() {
        View r = random();
        View weighed = unweighed("rWeighed", r);
        weigh("weighRandom", Kind.RANDOM, 1, r, weighed);
        return weighed;
    }

    private View factors() {
        int high = components.high();
        int width = high + components.low();
        View factors = View.contiguous(
                plan.intermediate("factors", (long) p.batch() * p.heads() * p.queries() * width),
                p.batch(),
                p.heads(),
                p.queries(),
                width);
        View y = factors.columns(0, high);
        View x = unweighed("highFactors", y);
        product("highFactors", "wa", "ba", weights(Kind.FACTORIZED_DENSE, 1), Activation.NONE, x);
        if (learned != null) {
            weigh("weighFactors", Kind.FACTORIZED_DENSE, 1, x, y);
        }
        product("lowFactors", "wb", "bb", null, Activation.NONE, factors.columns(high, width));
        return factors;
    }

    private void factorizedRandom() {
        int rank = components.rank();
        View y = part(rows, filled, rank);
        View x = everywhere(placed("randomRows", weight("r1").rows(0, p.queries())), y);
        weigh("randomRows", Kind.FACTORIZED_RANDOM, 1, x, y);
        copy("randomColumns", placed("randomColumns", weight("r2").rows(0, p.keys())), part(columns, filled, rank));
        filled += rank;
    }

    private void dotProduct() {
        int dim = components.keyDim();
        weigh("queries", Kind.DOT_PRODUCT, p.scale(), CoreInputs.queries(plan, p), part(rows, filled, dim));
        copy("keys", CoreInputs.keys(plan, p), part(columns, filled, dim));
        filled += dim;
    }

    /** {@code P = softmax(R + mask)} once, then {@code P V} of every sequence. */
    private void shareWeights(View values) {
        View weights = View.contiguous(
                plan.intermediate("weights", (long) p.heads() * p.queries() * p.keys()),
                1,
                p.heads(),
                p.queries(),
                p.keys());
        View sums = View.contiguous(
                plan.intermediate("logSums", (long) p.heads() * p.queries()), 1, p.heads(), p.queries(), 1);
        KeyRanges once = KeyRanges.rectangular(1, p.queries(), p.keys(), p.causal(), null);
        plan.add(new Rearrange("logits", random(), null, weights));
        plan.add(new Probabilities("weights", once, weights, sums));
        plan.add(new MatrixProduct(
                "weightedSum",
                weights.broadcastBatch(p.batch()),
                values,
                null,
                null,
                Activation.NONE,
                null,
                ranges,
                CoreInputs.output(plan, p)));
        plan.add(new Rearrange("logSums", sums.broadcastBatch(p.batch()), null, CoreInputs.logSumExp(plan, p)));
    }
}
