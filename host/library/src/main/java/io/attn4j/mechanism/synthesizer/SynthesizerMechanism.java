package io.attn4j.mechanism.synthesizer;

import io.attn4j.error.InvalidInputException;
import io.attn4j.mechanism.CaseSizes;
import io.attn4j.mechanism.CoreInputs;
import io.attn4j.mechanism.Cost;
import io.attn4j.mechanism.DecodeSetup;
import io.attn4j.mechanism.Decoder;
import io.attn4j.mechanism.InputChecks;
import io.attn4j.mechanism.Mechanism;
import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.mechanism.OptionSpec;
import io.attn4j.mechanism.Options;
import io.attn4j.mechanism.Request;
import io.attn4j.mechanism.TensorAxes;
import io.attn4j.mechanism.TensorSpec;
import io.attn4j.mechanism.Variant;
import io.attn4j.mechanism.synthesizer.Components.Kind;
import io.attn4j.plan.DocumentStarts;
import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.Plan;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Synthesizer (Tay et al. 2020, arXiv 2005.00743; docs/equations.md, section 3): {@code O_h = softmax(B_h + mask) V_h} with
 * logits B_h that do not compare queries with keys.
 *
 * <p>FLOPs per sequence: {@code 2*pairs*H*Dv} for the values, and for the logits {@code 2*N*M*H*h + 2*pairs*H*h} (dense),
 * {@code 2*N*M*H*(a+b) + 2*pairs*H} (factorized dense), {@code 2*pairs*H*k} (factorized random), none (random).
 */
public final class SynthesizerMechanism implements Mechanism {
    static final String WEIGHTS = "weights";
    static final String SHARED = "shared";
    static final String FUSED = "fused";
    static final String LEARNED = "learned";

    /** Largest number of columns of the product that makes logits, factors included. */
    private static final int MAX_COLUMNS = 1024;

    private static final List<TensorSpec> TENSORS = List.of(
            TensorSpec.input("x", "[B,N,M]").optional().meaning("tokens, for dense, factorized-dense and wv"),
            TensorSpec.input("v", "[B,H,L,Dv]").optional().meaning("values ready made, L = N; this or wv"),
            TensorSpec.weight("wv", "[M,H*Dv]").optional().meaning("value projection; this or v"),
            TensorSpec.weight("bv", "[H*Dv]").optional().meaning("bias of the values, with wv"),
            TensorSpec.weight("w1", "[H,M,h] or [M,h]").optional().meaning("dense: first layer"),
            TensorSpec.weight("b1", "[H,h] or [h]").optional().meaning("dense: its bias"),
            TensorSpec.weight("w2", "[H,h,Nmax] or [h,Nmax]").optional().meaning("dense: second layer"),
            TensorSpec.weight("b2", "[H,Nmax] or [Nmax]").optional().meaning("dense: its bias"),
            TensorSpec.weight("r", "[H,Nmax,Nmax] or [Nmax,Nmax]").optional().meaning("random: the logits"),
            TensorSpec.weight("wa", "[H,M,a] or [M,a]").optional().meaning("factorized-dense: p = x wa + ba"),
            TensorSpec.weight("ba", "[H,a] or [a]").optional().meaning("factorized-dense: bias of p"),
            TensorSpec.weight("wb", "[H,M,b] or [M,b]").optional().meaning("factorized-dense: q = x wb + bb, a*b >= N"),
            TensorSpec.weight("bb", "[H,b] or [b]").optional().meaning("factorized-dense: bias of q"),
            TensorSpec.weight("r1", "[H,Nmax,k] or [Nmax,k]").optional().meaning("factorized-random: rows"),
            TensorSpec.weight("r2", "[H,Nmax,k] or [Nmax,k]").optional().meaning("factorized-random: columns"),
            TensorSpec.input("q", "[B,H,N,D]").optional().meaning("mixture: queries of the dot product"),
            TensorSpec.input("k", "[B,H,L,D]").optional().meaning("mixture: keys of the dot product"),
            TensorSpec.weight("theta", "[H,n] or [n]")
                    .optional()
                    .meaning("mixture: logits of its weights, mix softmax"),
            TensorSpec.weight("alpha", "[1]").optional().meaning("mixture: logit of the synthetic part, mix alpha"),
            TensorSpec.integers("lengths", "[B]").optional().meaning("keys at or beyond it are masked"));

    private static final List<OptionSpec> OPTIONS = List.of(
            OptionSpec.oneOf("mode", Components.MODES)
                    .byDefault("from the tensors")
                    .meaning("how logits are synthesized"),
            OptionSpec.oneOf("mix", MixtureWeights.SOFTMAX, MixtureWeights.SUM, MixtureWeights.ALPHA)
                    .meaning("how a mixture weighs its components"),
            OptionSpec.flag(LEARNED)
                    .example("true")
                    .meaning("mixture: steps read theta or alpha, so that it has a gradient; its plan takes any"),
            OptionSpec.heads().byDefault("from the tensors").meaning("H, where all weights are shared by heads"),
            OptionSpec.seed("seed").example("1").meaning("random without r: logits drawn from N(0, std^2)"),
            OptionSpec.numberFrom("std", 0).byDefault("1").meaning("standard deviation of drawn logits"),
            OptionSpec.oneOf(WEIGHTS, SHARED, FUSED)
                    .byDefault("shared for several sequences")
                    .example(FUSED)
                    .meaning("random without lengths: softmax once for all sequences, or within the fused kernel"));

    @Override
    public String id() {
        return "synthesizer";
    }

    @Override
    public String summary() {
        return "softmax(B_h + mask) V_h: logits from each token alone, from positions, or mixed with dot products";
    }

    @Override
    public List<TensorSpec> tensors() {
        return TENSORS;
    }

    @Override
    public List<OptionSpec> options() {
        return OPTIONS;
    }

    @Override
    public List<Variant> variants() {
        return List.of(
                new Variant("dense", Map.of(), "relu(x W1 + b1) W2 + b2"),
                new Variant("random", Map.of("mode", "random"), "one matrix for all sequences"),
                new Variant(
                        "factorized-dense", Map.of("mode", "factorized-dense"), "p[j / b] q[j mod b] of each token"),
                new Variant("factorized-random", Map.of("mode", "factorized-random"), "R1 R2^T"),
                new Variant("mixture", Map.of("mode", "mixture"), "random and dot product, softmax weights"));
    }

    @Override
    public Request request(MechanismConfig config, Map<String, TensorType> inputs) {
        InputChecks.names(id(), TENSORS, inputs);
        Options options = Options.of(config, OPTIONS);
        String mode = Components.mode(options, inputs);
        Sizes sizes = Sizes.of(options, inputs);
        boolean fixed = fixed(options, inputs, mode);
        Components components = Components.of(mode, fixed, inputs, sizes);
        boolean mixture = mode.equals(Components.MIXTURE);
        String mix = options.word("mix", MixtureWeights.SOFTMAX);
        if (mixture) {
            MixtureWeights.check(mix, components, inputs, sizes);
        } else {
            for (String only : List.of("theta", "alpha", "mix", LEARNED)) {
                if (inputs.containsKey(only) || options.has(only)) {
                    throw new InvalidInputException(
                            only, only + " with mode " + mode, "mode mixture", "--mode mixture");
                }
            }
        }
        if (config.scale() != null && !components.has(Kind.DOT_PRODUCT)) {
            throw new InvalidInputException(
                    "scale",
                    config.scale(),
                    "a dot product to scale: synthetic logits have no 1/sqrt(D)",
                    "leaving it out");
        }
        if (config.scale() != null && !Float.isFinite(config.scale())) {
            throw new InvalidInputException("scale", config.scale(), "a finite number", "leaving it out for 1/sqrt(D)");
        }
        if (inputs.containsKey("lengths")) {
            TensorType lengths = InputChecks.integers(inputs, "lengths", "[B]");
            InputChecks.dimension("lengths", lengths, 0, sizes.batch(), "B");
        }
        checkElements(sizes, components);
        Map<String, String> resolved = new HashMap<>(config.options());
        resolved.put(WEIGHTS, weights(options, inputs, mode, sizes));
        int keyDim = components.keyDim();
        MechanismConfig complete = new MechanismConfig(config.mechanism(), config.causal(), config.scale(), resolved);
        return Request.builder(this, complete, inputs)
                .variant(mode)
                .batch(sizes.batch())
                .heads(sizes.heads(), sizes.heads())
                .sequence(sizes.tokens(), sizes.tokens())
                .headDims(keyDim, sizes.valueDim())
                .rank(components.rank())
                .scale(config.scale() == null ? keyDim == 0 ? 1 : (float) (1 / Math.sqrt(keyDim)) : config.scale())
                .sizes(Map.of("modelDim", sizes.modelDim()))
                .form(components)
                .attentionOutputs()
                .build();
    }

    /** Whether the logits of Random are drawn. */
    private static boolean fixed(Options options, Map<String, TensorType> inputs, String mode) {
        String seed = options.text("seed");
        if (seed == null) {
            if (options.has("std")) {
                throw new InvalidInputException("std", "std without seed", "a seed to draw from", "--seed 1");
            }
            return false;
        }
        if (inputs.containsKey("r") || !mode.equals(Kind.RANDOM.mode()) && !mode.equals(Components.MIXTURE)) {
            throw new InvalidInputException(
                    "seed", seed, "mode random or mixture without r", "leaving the seed or r out");
        }
        FixedLogits.of(options);
        return true;
    }

    /** Resolved here, so that the parts of a split request all take the same way. */
    private static String weights(Options options, Map<String, TensorType> inputs, String mode, Sizes sizes) {
        boolean possible = mode.equals(Kind.RANDOM.mode()) && !inputs.containsKey("lengths");
        String asked = options.word(WEIGHTS, null);
        if (asked == null) {
            return possible && sizes.batch() > 1 ? SHARED : FUSED;
        }
        if (asked.equals(SHARED) && !possible) {
            throw new InvalidInputException(
                    WEIGHTS, asked, "mode random without lengths, where sequences share them", "--weights " + FUSED);
        }
        return asked;
    }

    private static void checkElements(Sizes sizes, Components components) {
        int columns = components.productColumns() + components.high() + components.low();
        if (columns > MAX_COLUMNS) {
            throw new InvalidInputException(
                    "mode",
                    columns + " columns of operands (h + k + D + a + b)",
                    "at most " + MAX_COLUMNS,
                    "smaller inner sizes");
        }
        InputChecks.indivisible("x", sizes.tokens(), Math.max(1, sizes.modelDim()));
        InputChecks.indivisible("logit operands", sizes.heads(), sizes.tokens(), Math.max(1, columns));
        InputChecks.indivisible("v", sizes.heads(), sizes.tokens(), sizes.valueDim());
        if (components.has(Kind.RANDOM)) {
            InputChecks.indivisible("r", sizes.heads(), sizes.tokens(), sizes.tokens());
        }
        if (2L * sizes.batch() * sizes.tokens() > Integer.MAX_VALUE) {
            throw new InvalidInputException(
                    "x",
                    sizes.batch() + " batches of " + sizes.tokens() + " rows",
                    "B * N below 2^30, the rows of one request",
                    "several requests with fewer batches each");
        }
    }

    /** The components of a checked request. */
    static Components components(Request p) {
        return p.form(Components.class);
    }

    @Override
    public Plan plan(Request request, Map<String, Tensor> inputs) {
        return SynthesizerPlan.of(
                request,
                components(request),
                inputs == null ? CoreInputs.unmasked(request, request.keys()) : ranges(request, inputs),
                learns(request) ? null : mixture(request, inputs));
    }

    /** A logit of Random is of two positions, one of Factorized Dense of a position that is split: neither is gathered. */
    @Override
    public Plan packed(Request request, DocumentStarts documents) {
        Components components = components(request);
        for (Kind kind : List.of(Kind.RANDOM, Kind.FACTORIZED_DENSE)) {
            if (components.has(kind)) {
                throw new InvalidInputException(
                        "documents",
                        "packed with synthesizer, mode " + request.variant() + ", whose " + kind.mode()
                                + " logits are of positions in the window",
                        "modes dense or factorized-random",
                        "one of these, or documents separate");
            }
        }
        KeyRanges ranges =
                KeyRanges.rectangular(request.batch(), request.queries(), request.keys(), request.causal(), null);
        return SynthesizerPlan.packed(
                request,
                components,
                ranges.within(documents, 1, 1),
                learns(request) ? null : mixture(request, Map.of()));
    }

    /** The weights of a mixture, or null where there is one component. */
    private static double[][] mixture(Request request, Map<String, Tensor> inputs) {
        return request.variant().equals(Components.MIXTURE)
                ? MixtureWeights.of(
                        request.option("mix", MixtureWeights.SOFTMAX), components(request), request.heads(), inputs)
                : null;
    }

    @Override
    public boolean readsData(Request request) {
        boolean weighs = request.has("theta") || request.has("alpha");
        return weighs && !learns(request) || Mechanism.super.readsData(request);
    }

    @Override
    public Map<String, String> learnedOptions(Request request) {
        return request.has("theta") || request.has("alpha") ? Map.of(LEARNED, "true") : Map.of();
    }

    /** Whether steps of the plan read the weights of a mixture. */
    static boolean learns(Request request) {
        return request.options().flag(LEARNED) && (request.has("theta") || request.has("alpha"));
    }

    private static KeyRanges ranges(Request request, Map<String, Tensor> inputs) {
        int[] lengths = request.has("lengths")
                ? InputChecks.values("lengths", inputs.get("lengths"), 0, request.keys(), "N")
                : null;
        return KeyRanges.rectangular(request.batch(), request.queries(), request.keys(), request.causal(), lengths);
    }

    @Override
    public TensorAxes axes(String tensor, int rank) {
        return switch (tensor) {
            case "x", "v", "q", "k", "o", "lse", "lengths" -> new TensorAxes(0, -1, false);
            default -> TensorAxes.NONE;
        };
    }

    /** h of dense is D, as mesh-tensorflow has it; k of factorized random is the paper's 8. */
    @Override
    public int defaultRank(String variant, CaseSizes sizes) {
        return variant.equals(Components.Kind.FACTORIZED_RANDOM.mode()) ? 8 : 0;
    }

    @Override
    public Map<String, TensorType> sample(String variant, CaseSizes s) {
        long heads = s.heads();
        long tokens = s.queries();
        long modelDim = s.modelDim();
        Map<String, TensorType> types = new LinkedHashMap<>();
        switch (variant) {
            case "random" -> types.put("r", TensorType.f32(heads, tokens, tokens));
            case "factorized-dense" -> {
                long low = (long) Math.ceil(Math.sqrt(tokens));
                types.put("x", TensorType.f32(s.batch(), tokens, modelDim));
                types.put("wa", TensorType.f32(heads, modelDim, (tokens + low - 1) / low));
                types.put("wb", TensorType.f32(heads, modelDim, low));
            }
            case "factorized-random" -> {
                types.put("r1", TensorType.f32(heads, tokens, s.requiredRank()));
                types.put("r2", TensorType.f32(heads, tokens, s.requiredRank()));
            }
            case "mixture" -> {
                types.put("r", TensorType.f32(heads, tokens, tokens));
                types.put("q", TensorType.f32(s.batch(), heads, tokens, s.keyDim()));
                types.put("k", TensorType.f32(s.batch(), heads, tokens, s.keyDim()));
                types.put("theta", TensorType.f32(2));
            }
            default -> {
                types.put("x", TensorType.f32(s.batch(), tokens, modelDim));
                types.put("w1", TensorType.f32(heads, modelDim, s.keyDim()));
                types.put("w2", TensorType.f32(heads, s.keyDim(), tokens));
            }
        }
        types.put("v", TensorType.f32(s.batch(), heads, s.keys(), s.valueDim()));
        return types;
    }

    @Override
    public Cost cost(Request request, Plan plan) {
        String flops = switch (request.variant()) {
            case "dense" -> "2*B*N*M*H*h+2*H*pairs*(h+Dv)";
            case "random" -> "2*H*pairs*Dv";
            case "factorized-dense" -> "2*B*N*M*H*(a+b)+2*H*pairs*(1+Dv)";
            case "factorized-random" -> "2*H*pairs*(k+Dv)";
            default -> "2*H*pairs*(h+k+D+Dv) and the projections of its components";
        };
        return Cost.of(
                plan,
                flops + (request.has("wv") ? "+2*B*N*M*H*Dv" : ""),
                "operands of each step once, r once a sequence");
    }

    @Override
    public void reference(Request request, Map<String, Tensor> inputs, Map<String, double[]> outputs) {
        SynthesizerReference.forward(
                request,
                components(request),
                mixture(request, inputs),
                inputs,
                ranges(request, inputs),
                outputs.get("o"),
                outputs.get("lse"));
    }

    @Override
    public Decoder decoder(Request request, DecodeSetup setup) {
        Decoder.check(request);
        return new SynthesizerDecoder(request, setup);
    }
}
