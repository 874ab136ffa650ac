package io.attn4j.peers;

import io.attn4j.error.UnsupportedRequestException;
import io.attn4j.mechanism.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * One mechanism made of libtorch's operations, in the fastest way found.
 *
 * <pre>
 *   standard           sdpa(q, k, v)
 *   linformer          sdpa(q, e k, f v)
 *   dense              sdpa(relu(x w1 + b1), w2^T, v), bias b2 as its mask, scale 1
 *   random             softmax(r) v, once for all sequences
 *   factorized dense   softmax(p (x) q) v, p and q by one product with [wa wb]
 *   factorized random  softmax(r1 r2^T) v, one head after another so that its logits stay in the cache
 *   centroid           u + sdpa(u wq, x wk, x wv) wo, x [wk wv] in one product, u = means of segments
 *   collaborative      softmax((x wq mu_h)(x wk)^T) v, x [wq wk] in one product, all heads in one product of logits
 * </pre>
 *
 * <p>{@code sdpa} is {@code scaled_dot_product_attention}, which on a processor is fused where q, k and v have one width.
 * Weights are joined, transposed and scaled, and arrays of all logits allocated, before anything is timed.
 */
final class LibtorchComposition implements AutoCloseable {
    private final Request p;
    private final Map<String, Tensor> inputs;
    private final List<Pointer> held = new ArrayList<>();
    private Supplier<Tensor> forward;

    private LibtorchComposition(Request request, Map<String, Tensor> inputs) {
        p = request;
        this.inputs = inputs;
    }

    /**
     * Refuses what has no composition.
     *
     * @throws UnsupportedRequestException with the reason
     */
    static void requireKnown(String mechanism, Request p) {
        switch (mechanism) {
            case "standard" -> {
                requireInputs(p, Set.of("q", "k", "v"));
                if (p.causal() && p.queries() != p.keys()) {
                    throw unsupported(
                            "causal with N = " + p.queries() + " and L = " + p.keys(),
                            "N = L, as is_causal aligns its mask at the top left");
                }
            }
            case "linformer" -> {
                requireForm(p, "linear");
                requireInputs(p, Set.of("q", "k", "v", "e", "f"));
            }
            case "synthesizer" -> requireSynthesizer(p);
            case "centroid" -> {
                requireForm(p, p.variant());
                requireOptions(p, Set.of("heads", "centroids"));
                requireInputs(p, Set.of("x", "wq", "wk", "wv", "wo"));
                if (p.keys() % p.rank() != 0) {
                    throw unsupported(p.keys() + " inputs and " + p.rank() + " centroids", "segments of one length");
                }
            }
            case "collaborative" -> {
                requireForm(p, p.variant());
                requireOptions(p, Set.of());
                requireInputs(p, Set.of("x", "y", "wq", "wk", "mu", "v"));
                if (p.heads() != p.kvHeads()) {
                    throw unsupported(p.kvHeads() + " heads of values", "H of them");
                }
            }
            default -> throw unsupported(mechanism, "a mechanism with a composition");
        }
    }

    private static void requireSynthesizer(Request p) {
        // The mode is what the variant says, and all ways of normalising random give the same result.
        requireOptions(p, Set.of("mode", "heads", "weights"));
        switch (p.variant()) {
            case "dense" -> {
                requireInputs(p, Set.of("x", "v", "w1", "b1", "w2", "b2"));
                requireHeads(p, "w1", "w2", "b1", "b2");
                if (p.causal() && p.has("b2")) {
                    throw unsupported("b2 with a causal mask", "one of the two, as sdpa takes either");
                }
            }
            case "random" -> {
                requireForm(p, "random");
                requireInputs(p, Set.of("v", "r"));
                requireHeads(p, "r");
            }
            case "factorized-dense" -> {
                requireForm(p, "factorized-dense");
                requireInputs(p, Set.of("x", "v", "wa", "wb"));
                requireHeads(p, "wa", "wb");
            }
            case "factorized-random" -> {
                requireForm(p, "factorized-random");
                requireInputs(p, Set.of("v", "r1", "r2"));
                requireHeads(p, "r1", "r2");
            }
            default -> throw unsupported(p.variant(), "dense, random, factorized-dense or factorized-random");
        }
    }

    private static void requireForm(Request p, String variant) {
        if (p.causal() || !p.variant().equals(variant)) {
            throw unsupported(p.variant() + (p.causal() ? " causal" : ""), variant + " without a causal mask");
        }
    }

    private static void requireOptions(Request p, Set<String> known) {
        for (String option : p.config().options().keySet()) {
            if (!known.contains(option)) {
                throw unsupported("the option " + option, "its default");
            }
        }
    }

    private static void requireInputs(Request p, Set<String> known) {
        for (String input : p.inputs().keySet()) {
            if (!known.contains(input)) {
                throw unsupported("the tensor " + input, "none but " + String.join(", ", known));
            }
        }
    }

    /** Refuses weights that all heads share. */
    private static void requireHeads(Request p, String... weights) {
        for (String weight : weights) {
            int rank = weight.startsWith("b") ? 2 : 3;
            if (p.has(weight) && p.inputs().get(weight).rank() != rank) {
                throw unsupported(weight + " shared by all heads", "one for each head");
            }
        }
    }

    private static UnsupportedRequestException unsupported(String got, String needs) {
        return new UnsupportedRequestException(
                "libtorch: got " + got + "; needs " + needs + ", as composed; try --engine cpu");
    }

    /** The composition of a request on tensors that stay where they are until it is closed. */
    static LibtorchComposition of(String mechanism, Request request, Map<String, Tensor> inputs) {
        LibtorchComposition made = new LibtorchComposition(request, inputs);
        made.forward = switch (mechanism) {
            case "standard" -> made.standard();
            case "linformer" -> made.linformer();
            case "synthesizer" ->
                switch (request.variant()) {
                    case "dense" -> made.dense();
                    case "random" -> made.random();
                    case "factorized-dense" -> made.factorizedDense();
                    default -> made.factorizedRandom();
                };
            case "centroid" -> made.centroid();
            default -> made.collaborative();
        };
        return made;
    }

    /** The result, in whatever layout libtorch gives it. */
    Tensor compute() {
        return forward.get();
    }

    private Supplier<Tensor> standard() {
        Tensor q = input("q");
        Tensor k = input("k");
        Tensor v = input("v");
        Attend attend = new Attend(p.scale(), p.causal(), null);
        return () -> attend.of(q, k, v);
    }

    private Supplier<Tensor> linformer() {
        Tensor q = input("q");
        Tensor k = input("k");
        Tensor v = input("v");
        Tensor e = hold(input("e").narrow(-1, 0, p.keys()));
        Tensor f = hold(input("f").narrow(-1, 0, p.keys()));
        Attend attend = new Attend(p.scale(), false, null);
        return () -> attend.of(q, torch.matmul(e, k), torch.matmul(f, v));
    }

    private Supplier<Tensor> dense() {
        Tensor v = input("v");
        Tensor x = tokens("x");
        Tensor w1 = sideBySide("w1");
        Tensor b1 = p.has("b1") ? hold(input("b1").reshape(-1)) : null;
        Tensor keys = hold(input("w2")
                .narrow(-1, 0, p.keys())
                .transpose(-1, -2)
                .contiguous()
                .unsqueeze(0)
                .expand(p.batch(), p.heads(), p.keys(), input("w2").size(1)));
        Tensor bias = p.has("b2") ? hold(input("b2").narrow(-1, 0, p.keys()).reshape(1, p.heads(), 1, p.keys())) : null;
        Tensor mask = bias == null ? null : hold(bias.expand(p.batch(), p.heads(), p.queries(), p.keys()));
        Attend attend = new Attend(1, p.causal(), mask);
        return () -> {
            Tensor hidden = b1 == null ? torch.mm(x, w1) : torch.addmm(b1, x, w1);
            return attend.of(heads(hidden.relu_(), p.queries()), keys, v);
        };
    }

    private Supplier<Tensor> random() {
        Tensor v = input("v");
        Tensor r = hold(input("r").narrow(1, 0, p.queries()).narrow(2, 0, p.keys()));
        Tensor probabilities = hold(torch.empty(p.heads(), p.queries(), p.keys()));
        return () -> {
            torch.softmax_out(probabilities, r, -1);
            return batchesApart(torch.bmm(probabilities, batchesSideBySide(v)));
        };
    }

    private Supplier<Tensor> factorizedDense() {
        Tensor v = input("v");
        Tensor x = tokens("x");
        long a = input("wa").size(2);
        long b = input("wb").size(2);
        Tensor weights = hold(joined(input("wa"), input("wb"), 2)
                .permute(1, 0, 2)
                .reshape(input("wa").size(1), p.heads() * (a + b)));
        Tensor outer = hold(torch.empty(p.batch(), p.heads(), p.queries(), a, b));
        Tensor logits =
                hold(outer.view(p.batch(), p.heads(), p.queries(), a * b).narrow(3, 0, p.keys()));
        Tensor probabilities = hold(torch.empty(p.batch(), p.heads(), p.queries(), p.keys()));
        return () -> {
            Tensor factors = heads(torch.mm(x, weights), p.queries());
            torch.mul_out(
                    outer,
                    factors.narrow(3, 0, a).unsqueeze(-1),
                    factors.narrow(3, a, b).unsqueeze(-2));
            torch.softmax_out(probabilities, logits, -1);
            return torch.matmul(probabilities, v);
        };
    }

    private Supplier<Tensor> factorizedRandom() {
        Tensor v = input("v");
        Tensor r1 = hold(input("r1").narrow(1, 0, p.queries()));
        Tensor r2 = hold(input("r2").narrow(1, 0, p.keys()).transpose(1, 2));
        Tensor logits = hold(torch.empty(p.queries(), p.keys()));
        Tensor probabilities = hold(torch.empty(p.queries(), p.keys()));
        Tensor sums = hold(torch.empty(p.heads(), p.queries(), (long) p.batch() * p.valueDim()));
        return () -> {
            Tensor values = batchesSideBySide(v);
            for (int head = 0; head < p.heads(); head++) {
                torch.mm_out(logits, r1.select(0, head), r2.select(0, head));
                torch.softmax_out(probabilities, logits, -1);
                torch.mm_out(sums.select(0, head), probabilities, values.select(0, head));
            }
            return batchesApart(sums);
        };
    }

    /** [H,L,B*Dv] of values [B,H,L,Dv], so that weights which all sequences share meet them in one product. */
    private Tensor batchesSideBySide(Tensor v) {
        return v.permute(1, 2, 0, 3).reshape(p.heads(), p.keys(), (long) p.batch() * p.valueDim());
    }

    private Tensor batchesApart(Tensor sums) {
        return sums.view(p.heads(), p.queries(), p.batch(), p.valueDim()).permute(2, 0, 1, 3);
    }

    private Supplier<Tensor> centroid() {
        long model = (long) p.heads() * p.keyDim();
        Tensor x = tokens("x");
        Tensor segments = hold(input("x").view(p.batch(), p.rank(), p.keys() / p.rank(), model));
        Tensor wq = input("wq");
        Tensor wkv = hold(joined(input("wk"), input("wv"), 1));
        Tensor wo = input("wo");
        Attend attend = new Attend(p.scale(), false, null);
        return () -> {
            Tensor u = segments.mean(2).view((long) p.batch() * p.rank(), model);
            Tensor keysAndValues = torch.mm(x, wkv).view(p.batch(), p.keys(), 2, p.heads(), p.keyDim());
            Tensor moved = attend.of(
                    heads(torch.mm(u, wq), p.rank()),
                    keysAndValues.select(2, 0).transpose(1, 2),
                    keysAndValues.select(2, 1).transpose(1, 2));
            return torch.addmm(u, moved.transpose(1, 2).reshape((long) p.batch() * p.rank(), model), wo);
        };
    }

    private Supplier<Tensor> collaborative() {
        Tensor v = input("v");
        Tensor x = tokens("x");
        Tensor y = p.has("y") ? tokens("y") : null;
        Tensor wq = input("wq");
        Tensor wk = input("wk");
        Tensor wqk = hold(joined(wq, wk, 1));
        long width = wq.size(1);
        Tensor mu = hold(input("mu").mul(hold(new Scalar(p.scale()))).view(1, p.heads(), 1, width));
        Tensor mixed = hold(torch.empty(p.batch(), p.heads(), p.queries(), width));
        Tensor stacked = hold(mixed.view(p.batch(), (long) p.heads() * p.queries(), width));
        Tensor logits = hold(torch.empty(p.batch(), (long) p.heads() * p.queries(), p.keys()));
        Tensor probabilities = hold(torch.empty(p.batch(), p.heads(), p.queries(), p.keys()));
        Tensor shaped = hold(logits.view(p.batch(), p.heads(), p.queries(), p.keys()));
        return () -> {
            Tensor both = y == null ? torch.mm(x, wqk) : null;
            Tensor queries = both == null ? torch.mm(x, wq) : both.narrow(1, 0, width);
            Tensor keys = both == null ? torch.mm(y, wk) : both.narrow(1, width, width);
            torch.mul_out(mixed, queries.reshape(p.batch(), 1, p.queries(), width), mu);
            torch.bmm_out(
                    logits, stacked, keys.reshape(p.batch(), p.keys(), width).transpose(1, 2));
            torch.softmax_out(probabilities, shaped, -1);
            return torch.matmul(probabilities, v);
        };
    }

    private Tensor input(String name) {
        Tensor tensor = inputs.get(name);
        return held.contains(tensor) ? tensor : hold(tensor);
    }

    /** [B*rows,M] of tokens [B,rows,M]. */
    private Tensor tokens(String name) {
        return hold(input(name).view(-1, input(name).size(2)));
    }

    /** [M,H*h] of a weight [H,M,h], so that one product serves all heads. */
    private Tensor sideBySide(String name) {
        Tensor weight = input(name);
        return hold(weight.permute(1, 0, 2).reshape(weight.size(1), weight.size(0) * weight.size(2)));
    }

    /** [B,H,rows,h] of [B*rows,H*h]. */
    private Tensor heads(Tensor tokens, long rows) {
        return tokens.view(p.batch(), rows, p.heads(), tokens.size(1) / p.heads())
                .transpose(1, 2);
    }

    private static Tensor joined(Tensor left, Tensor right, long axis) {
        return torch.cat(new TensorVector(left, right), axis);
    }

    /** Keeps a native object beyond the scope that it was made in. */
    private <P extends Pointer> P hold(P made) {
        made.retainReference();
        held.add(made);
        return made;
    }

    @Override
    public void close() {
        held.forEach(Pointer::releaseReference);
        held.clear();
    }

    /** {@code scaled_dot_product_attention} with its arguments made beforehand. */
    private final class Attend {
        private final DoubleOptional scale;
        private final boolean causal;
        private final TensorOptional mask;

        Attend(double scale, boolean causal, Tensor mask) {
            this.scale = hold(new DoubleOptional(scale));
            this.causal = causal;
            this.mask = hold(mask == null ? new TensorOptional() : new TensorOptional(mask));
        }

        Tensor of(Tensor q, Tensor k, Tensor v) {
            return torch.scaled_dot_product_attention(q, k, v, mask, 0, causal, scale, p.heads() != p.kvHeads());
        }
    }
}
