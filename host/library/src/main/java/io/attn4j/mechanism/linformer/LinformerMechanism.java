package io.attn4j.mechanism.linformer;

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
import io.attn4j.plan.DocumentStarts;
import io.attn4j.plan.Plan;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.util.List;
import java.util.Map;

/**
 * Linformer (Wang et al. 2020, arXiv 2006.04768, equation 7; docs/equations.md, section 2).
 *
 * <p>{@code K' = E (mask K)}, {@code V' = F (mask V)}, {@code O = softmax(scale * Q K'^T + key_bias + bias) V'}. E and F
 * are {@code [k,Nmax]}, shared by heads, or {@code [Hkv,k,Nmax]}; without F, E serves both. Columns beyond L are not
 * used. With {@code projection=mean-pool} row r of K' is the mean of the rows {@code floor(r*L/k) <= n <
 * floor((r+1)*L/k)} of K, padded rows counting as zeros. With {@code projection=max-pool} it is the largest element
 * of each column of those rows, padded rows left out; 0 where none is left.
 *
 * <p>Rows at or beyond {@code lengths} are zeroed before the projection, so a padded request equals the sliced one (for
 * the linear projection); no mask is needed on the k slots. An entirely padded sequence gives 0, and log k as
 * log-sum-exp.
 *
 * <p>FLOPs: {@code 2*N*k*(D+Dv)} per head and, per key/value head, {@code 2*k*(D+Dv)} for each valid row ({@code D+Dv}
 * for the pools). Bytes: every input read once and every output written once; K' and V' stay on chip.
 */
public final class LinformerMechanism implements Mechanism {
    static final String LINEAR = "linear";
    static final String MEAN_POOL = "mean-pool";
    static final String CONVOLUTION = "conv";
    static final String RANDOM = "random";
    static final String MAX_POOL = "max-pool";

    /** k of benchmark cases that give none: the smaller of the paper's two. */
    private static final int DEFAULT_RANK = 128;

    private static final List<TensorSpec> TENSORS = List.of(
            TensorSpec.input("q", "[B,H,N,D]").optional().meaning("queries, with k and v; or x and weights"),
            TensorSpec.input("k", "[B,Hkv,L,D]").optional().meaning("keys; Hkv divides H (grouped queries)"),
            TensorSpec.input("v", "[B,Hkv,L,Dv]").optional().meaning("values"),
            TensorSpec.input("x", "[B,N,M]").optional().meaning("tokens in place of q, k and v"),
            TensorSpec.weight("wq", "[M,H*D]").optional().meaning("with x: likewise wk [M,Hkv*D], wv [M,Hkv*Dv]"),
            TensorSpec.weight("wk", "[M,Hkv*D]").optional().meaning("with x"),
            TensorSpec.weight("wv", "[M,Hkv*Dv]").optional().meaning("with x"),
            TensorSpec.weight("bq", "[H*D]").optional().meaning("with x: bias of queries"),
            TensorSpec.weight("bk", "[Hkv*D]").optional().meaning("with x: bias of keys, added as order says"),
            TensorSpec.weight("bv", "[Hkv*Dv]").optional().meaning("with x: bias of values, added as order says"),
            TensorSpec.weight("e", "[k,Nmax] or [Hkv,k,Nmax]").optional().meaning("projection of k; needed by linear"),
            TensorSpec.weight("f", "[k,Nmax] or [Hkv,k,Nmax]").optional().meaning("projection of v; default e"),
            TensorSpec.weight("eb", "[D]").optional().meaning("conv: bias of projected keys; e is then [D,s]"),
            TensorSpec.weight("fb", "[Dv]").optional().meaning("conv: bias of projected values"),
            TensorSpec.input("bias", "[1|B,1|H,1|N,k]").optional().meaning("added to the logits"),
            TensorSpec.input("key_bias", "[B,H,k]").optional().meaning("added to all logits of a slot"),
            TensorSpec.integers("lengths", "[B]").optional().meaning("rows of k and v at or beyond it are zeroed"),
            TensorSpec.input("state_k", "[B,Hkv,k,D]")
                    .optional()
                    .meaning("past-only: state to continue from, with state_v"),
            TensorSpec.input("state_v", "[B,Hkv,k,Dv]").optional().meaning("past-only: state of the values"));

    private static final List<OptionSpec> OPTIONS = List.of(
            OptionSpec.oneOf("projection", LINEAR, MEAN_POOL, MAX_POOL, CONVOLUTION, RANDOM)
                    .meaning("how k and v are compressed to k slots"),
            OptionSpec.integer("rank", 1)
                    .values("1..L")
                    .byDefault("rows of e")
                    .example("256")
                    .meaning("slots k of the pools and of random"),
            OptionSpec.oneOf("sharing", Sharing.values())
                    .byDefault("from the tensors")
                    .example("headwise")
                    .meaning("matrices for each head; one E and one F; one for both; that one for all layers"),
            OptionSpec.seed("seed").byDefault("0").meaning("random: seed of the projection"),
            OptionSpec.heads().meaning("with x: H, the heads that wq holds side by side"),
            OptionSpec.oneOf("order", TokenInputs.COMPRESS_FIRST, TokenInputs.PROJECT_FIRST)
                    .byDefault("compress-first where heads share")
                    .meaning("with x: (E x) Wk + bk, or E (x Wk + bk)"),
            OptionSpec.oneOf("causal-form", CausalInputs.PAST_ONLY, CausalInputs.BLOCK)
                    .byDefault("none")
                    .meaning("causal form; required with --causal"),
            OptionSpec.oneOf(
                            "algorithm",
                            PastOnlyLinformer.CHUNKED,
                            PastOnlyLinformer.PARALLEL,
                            PastOnlyLinformer.RECURRENT)
                    .meaning("past-only: how it is computed; the results agree"),
            OptionSpec.integer("chunk", 1)
                    .byDefault(Integer.toString(PastOnlyLinformer.DEFAULT_CHUNK))
                    .example("64")
                    .meaning("past-only, chunked: rows of a chunk"),
            OptionSpec.integer("position", 0)
                    .byDefault("0")
                    .example("64")
                    .meaning("past-only: first column of e and f, to continue from a state"),
            OptionSpec.integer(PastOnlyLinformer.HORIZON, 2)
                    .byDefault("none")
                    .example("256")
                    .meaning("past-only: slots forget, after 2 tokens the fastest, after so many the slowest"),
            OptionSpec.integer("block", 1)
                    .byDefault("columns of e")
                    .example("64")
                    .meaning("block: tokens of a block, e and f are [r,block]"));

    @Override
    public String id() {
        return "linformer";
    }

    @Override
    public String summary() {
        return "softmax(scale Q (E K)^T + bias) (F V): keys and values compressed to k slots";
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
    public Request request(MechanismConfig config, Map<String, TensorType> inputs) {
        if (inputs.containsKey("cu_seqlens") || inputs.containsKey("cu_seqlens_k")) {
            throw new InvalidInputException(
                    "cu_seqlens",
                    "packed sequences with linformer",
                    "one sequence per batch, as E is bound to positions from the start of a sequence",
                    "a padded batch with lengths");
        }
        InputChecks.names(id(), TENSORS, inputs);
        Options options = Options.of(config, OPTIONS);
        String projection = options.word("projection", LINEAR);
        boolean tokens = inputs.containsKey("x");
        for (String ready : List.of("q", "k", "v")) {
            if (!tokens && !inputs.containsKey(ready)) {
                throw InputChecks.missing(ready, ready.equals("q") ? "[B,H,N,D]" : "[B,Hkv,L,D]");
            }
        }
        for (String weight : List.of("wq", "wk", "wv", "bq", "bk", "bv")) {
            if (!tokens && inputs.containsKey(weight)) {
                throw InputChecks.missing("x", "[B,N,M] with " + weight);
            }
        }
        if (tokens) {
            TokenInputs.check(config, projection, inputs);
        }
        return form(config, options).request(this, config, options, inputs);
    }

    @Override
    public boolean takesTokens(MechanismConfig config) {
        return TokenInputs.taken(config, Options.of(config, OPTIONS).word("projection", LINEAR));
    }

    private static LinformerForm form(MechanismConfig config, Options options) {
        if (!config.causal()) {
            return new PlainLinformer();
        }
        String form = options.word("causal-form", null);
        if (form == null) {
            throw new InvalidInputException(
                    "causal",
                    "causal with linformer",
                    "a causal form, as every slot of E K mixes all positions and would leak the future",
                    "--causal-form " + CausalInputs.PAST_ONLY + " or --causal-form " + CausalInputs.BLOCK);
        }
        return form.equals(CausalInputs.PAST_ONLY) ? new PastOnlyLinformer() : new BlockLinformer();
    }

    /** Whether keys and values are pooled over segments, without weights. */
    static boolean pools(String variant) {
        return variant.equals(MEAN_POOL) || variant.equals(MAX_POOL);
    }

    @Override
    public Plan plan(Request request, Map<String, Tensor> inputs) {
        int[] lengths = inputs == null ? null : lengths(request, inputs);
        return request.form(LinformerForm.class).plan(request, lengths);
    }

    @Override
    public Plan packed(Request request, DocumentStarts documents) {
        return request.form(LinformerForm.class).packed(request, documents);
    }

    @Override
    public int documentMultiple(Request request) {
        return request.form(LinformerForm.class).documentMultiple(request);
    }

    /** Valid rows of each batch, or null where all are. */
    private static int[] lengths(Request request, Map<String, Tensor> inputs) {
        return request.has("lengths")
                ? InputChecks.values("lengths", inputs.get("lengths"), 0, request.keys(), "L of k")
                : null;
    }

    /** In the block form slots of padding are made, though none is seen. */
    @Override
    public List<String> keyTensors(Request request) {
        return request.causal() && request.has("k") ? List.of("k", "v") : List.of();
    }

    @Override
    public TensorAxes axes(String tensor, int rank) {
        return switch (tensor) {
            case "x" -> new TensorAxes(0, -1, false);
            case "e", "f" -> rank == 3 ? new TensorAxes(-1, 0, true) : TensorAxes.NONE;
            case "state_k", "state_v", "next_state_k", "next_state_v" -> new TensorAxes(0, 1, true);
            default -> TensorAxes.of(tensor);
        };
    }

    @Override
    public List<Variant> variants() {
        return List.of(
                new Variant(LINEAR, Map.of(), "K' = E K, V' = F V"),
                new Variant(MEAN_POOL, Map.of("projection", MEAN_POOL), "means over k segments"),
                new Variant(MAX_POOL, Map.of("projection", MAX_POOL), "maxima over k segments"),
                new Variant(CONVOLUTION, Map.of("projection", CONVOLUTION), "strided convolution of each column"),
                new Variant(RANDOM, Map.of("projection", RANDOM), "drawn once, N(0, 1/k)"),
                new Variant(
                        CausalInputs.PAST_ONLY,
                        Map.of("causal-form", CausalInputs.PAST_ONLY),
                        "causal: slots of the past alone, linear in N, constant state"),
                new Variant(
                        CausalInputs.BLOCK,
                        Map.of("causal-form", CausalInputs.BLOCK),
                        "causal: own block, and slots of finished blocks"));
    }

    @Override
    public int defaultRank(String variant, CaseSizes sizes) {
        return Math.min(DEFAULT_RANK, sizes.keys());
    }

    @Override
    public Map<String, TensorType> sample(String variant, CaseSizes sizes) {
        Map<String, TensorType> types = sizes.queryKeyValue();
        if (variant.equals(CONVOLUTION)) {
            long stride = Math.ceilDiv((long) sizes.keys(), sizes.requiredRank());
            types.put("e", TensorType.f32(sizes.keyDim(), stride));
            types.put("f", TensorType.f32(sizes.valueDim(), stride));
        } else if (!pools(variant) && !variant.equals(RANDOM)) {
            int columns = variant.equals(CausalInputs.BLOCK) ? 4 * sizes.requiredRank() : sizes.keys();
            types.put("e", TensorType.f32(sizes.requiredRank(), columns));
            types.put("f", TensorType.f32(sizes.requiredRank(), columns));
        }
        return types;
    }

    @Override
    public Map<String, String> sampleOptions(String variant, CaseSizes sizes) {
        return pools(variant) || variant.equals(RANDOM)
                ? Map.of("rank", Integer.toString(sizes.requiredRank()))
                : Map.of();
    }

    @Override
    public TensorType sampleOptional(String tensor, CaseSizes sizes) {
        return switch (tensor) {
            case "bias", "key_bias" -> CoreInputs.sampleBias(tensor, sizes, sizes.requiredRank());
            default -> Mechanism.super.sampleOptional(tensor, sizes);
        };
    }

    @Override
    public Cost cost(Request request, Plan plan) {
        return Cost.of(
                plan,
                pools(request.variant()) ? "2*B*H*N*k*(D+Dv)+rows*Hkv*(D+Dv)" : "2*B*H*N*k*(D+Dv)+2*rows*k*Hkv*(D+Dv)",
                "4*(q+k+v+e+f+2*(EK+FV)+bias+o+lse)");
    }

    @Override
    public void reference(Request request, Map<String, Tensor> inputs, Map<String, double[]> outputs) {
        request.form(LinformerForm.class).reference(request, inputs, lengths(request, inputs), null, outputs);
    }

    @Override
    public boolean referenceRows(Request request, Map<String, Tensor> inputs, int[] rows, double[] o) {
        request.form(LinformerForm.class).reference(request, inputs, lengths(request, inputs), rows, Map.of("o", o));
        return true;
    }

    @Override
    public Decoder decoder(Request request, DecodeSetup setup) {
        Decoder.check(request);
        return request.form(LinformerForm.class).decoder(request, setup);
    }
}
