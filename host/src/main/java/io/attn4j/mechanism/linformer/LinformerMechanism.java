package io.attn4j.mechanism.linformer;

import io.attn4j.InvalidInputException;
import io.attn4j.core.CoreShape;
import io.attn4j.core.Operand;
import io.attn4j.mechanism.CaseSizes;
import io.attn4j.mechanism.CoreInputs;
import io.attn4j.mechanism.Cost;
import io.attn4j.mechanism.InputChecks;
import io.attn4j.mechanism.Mechanism;
import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.mechanism.OptionSpec;
import io.attn4j.mechanism.Problem;
import io.attn4j.mechanism.TensorAxes;
import io.attn4j.mechanism.TensorSpec;
import io.attn4j.mechanism.Variant;
import io.attn4j.plan.Plan;
import io.attn4j.reference.CoreReference;
import io.attn4j.reference.Rows;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Linformer (Wang et al. 2020, arXiv 2006.04768, equation 7; attention-variants, section 2).
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
    private static final String LINEAR = "linear";
    static final String MEAN_POOL = "mean-pool";
    static final String MAX_POOL = "max-pool";

    /** k of benchmark cases that give none: the smaller of the paper's two. */
    private static final int DEFAULT_RANK = 128;

    private static final List<TensorSpec> TENSORS = CoreInputs.specs(
            new TensorSpec("e", "[k,Nmax] or [Hkv,k,Nmax]", "f32", false, true, "projection of k; needed by linear"),
            new TensorSpec("f", "[k,Nmax] or [Hkv,k,Nmax]", "f32", false, true, "projection of v; default e"),
            new TensorSpec("bias", "[1|B,1|H,N,k]", "f32", false, false, "added to the logits"),
            new TensorSpec("key_bias", "[B,H,k]", "f32", false, false, "added to all logits of a slot"),
            new TensorSpec("lengths", "[B]", "i32", false, false, "rows of k and v at or beyond it are zeroed"),
            new TensorSpec(
                    "state_k", "[B,Hkv,k,D]", "f32", false, false, "past-only: state to go on from, with state_v"),
            new TensorSpec("state_v", "[B,Hkv,k,Dv]", "f32", false, false, "past-only: state of the values"));

    private static final List<OptionSpec> OPTIONS = List.of(
            new OptionSpec(
                    "projection",
                    LINEAR + "|" + MEAN_POOL + "|" + MAX_POOL,
                    LINEAR,
                    "how k and v are compressed to k slots"),
            new OptionSpec("rank", "1..L", "rows of e", "slots k of the pools"),
            new OptionSpec("causal-form", "past-only|block", "none", "how --causal is kept; required with it"),
            new OptionSpec(
                    "algorithm", "chunked|parallel|recurrent", "chunked", "past-only: how sums run; equal results"),
            new OptionSpec("chunk", "1..", "64", "past-only, chunked: rows of a chunk"),
            new OptionSpec("position", "0..", "0", "past-only: first column of e and f, for going on from a state"),
            new OptionSpec("block", "1..", "columns of e", "block: tokens of a block, e and f are [r,block]"));

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
    public Problem problem(MechanismConfig config, Map<String, TensorType> inputs) {
        if (inputs.containsKey("cu_seqlens") || inputs.containsKey("cu_seqlens_k")) {
            throw new InvalidInputException(
                    "cu_seqlens",
                    "packed sequences with linformer",
                    "one sequence per batch, as E is bound to positions from the start of a sequence",
                    "a padded batch with lengths");
        }
        InputChecks.names(id(), TENSORS, inputs);
        InputChecks.options(config, OPTIONS);
        if (config.causal()) {
            return CausalLinformer.problem(config, inputs);
        }
        refuseCausalOnly(config, inputs);
        CoreInputs core = CoreInputs.check(inputs);
        String projection = config.options().getOrDefault("projection", LINEAR);
        if (!pools(projection) && !projection.equals(LINEAR)) {
            throw new InvalidInputException(
                    "projection", projection, LINEAR + ", " + MEAN_POOL + " or " + MAX_POOL, "--projection " + LINEAR);
        }
        int rank = pools(projection) ? poolRank(projection, config, inputs, core) : linearRank(config, inputs, core);
        core.checkBiases(inputs, rank, "k, the slots of the projection");
        if (inputs.containsKey("lengths")) {
            TensorType type = InputChecks.integers(inputs, "lengths", "[B]");
            InputChecks.dimension("lengths", type, 0, core.batch(), "B of q");
        }
        return new Problem(
                config,
                projection,
                core.batch(),
                core.heads(),
                core.kvHeads(),
                core.queries(),
                core.keys(),
                core.keyDim(),
                core.valueDim(),
                rank,
                core.scale(config),
                true,
                Map.of(),
                inputs,
                Problem.attentionOutputs(core.batch(), core.heads(), core.queries(), core.valueDim()));
    }

    /** Whether keys and values are pooled over segments, without weights. */
    static boolean pools(String variant) {
        return variant.equals(MEAN_POOL) || variant.equals(MAX_POOL);
    }

    private static int poolRank(
            String projection, MechanismConfig config, Map<String, TensorType> inputs, CoreInputs core) {
        for (String weight : List.of("e", "f")) {
            if (inputs.containsKey(weight)) {
                throw new InvalidInputException(
                        weight,
                        "a tensor beside projection=" + projection,
                        "no " + weight + ", as a pool has no weights",
                        "leaving it out or --projection linear");
            }
        }
        String rank = config.options().get("rank");
        if (rank == null) {
            throw new InvalidInputException(
                    "rank",
                    "no rank",
                    "the number of slots k for projection=" + projection,
                    "--rank " + Math.max(1, core.keys() / 4));
        }
        int slots = parseRank(rank);
        if (slots > core.keys()) {
            throw new InvalidInputException(
                    "rank",
                    slots,
                    "at most L = " + core.keys() + ", so that no segment is empty",
                    "--rank " + core.keys());
        }
        return slots;
    }

    private static int linearRank(MechanismConfig config, Map<String, TensorType> inputs, CoreInputs core) {
        if (!inputs.containsKey("e")) {
            throw new InvalidInputException(
                    "e",
                    "no tensor",
                    "e [k,Nmax] or [Hkv,k,Nmax] for projection=linear",
                    "adding it to the input or --projection mean-pool");
        }
        TensorType e = weight(inputs, "e", core);
        int rank = (int) e.dimension(e.rank() - 2);
        if (inputs.containsKey("f")) {
            TensorType f = weight(inputs, "f", core);
            if (!f.equals(e)) {
                throw new InvalidInputException("f", f, "the shape of e, " + e, "reshaping it or leaving it out");
            }
        }
        String given = config.options().get("rank");
        if (given != null && parseRank(given) != rank) {
            throw new InvalidInputException("rank", given, rank + ", the rows of e", "leaving it out");
        }
        return rank;
    }

    private static int parseRank(String rank) {
        try {
            int value = Integer.parseInt(rank);
            if (value >= 1) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            throw new InvalidInputException("rank", rank, "a whole number of at least 1", "--rank 256");
        }
        throw new InvalidInputException("rank", rank, "a whole number of at least 1", "--rank 256");
    }

    private static TensorType weight(Map<String, TensorType> inputs, String name, CoreInputs core) {
        TensorType type = InputChecks.floats(inputs, name, "[k,Nmax] or [Hkv,k,Nmax]", 2, 3);
        if (type.rank() == 3) {
            InputChecks.dimension(name, type, 0, core.kvHeads(), "heads of k and v");
        }
        long columns = type.dimension(type.rank() - 1);
        if (columns < core.keys()) {
            throw new InvalidInputException(
                    name, type, "at least L = " + core.keys() + " columns", "a shorter sequence or a wider " + name);
        }
        InputChecks.indivisible(name, type.dimension(type.rank() - 2), columns);
        return type;
    }

    /** Refuses what only causal forms take. */
    private static void refuseCausalOnly(MechanismConfig config, Map<String, TensorType> inputs) {
        for (String option : List.of("causal-form", "algorithm", "chunk", "block", "position")) {
            if (config.options().containsKey(option)) {
                throw new InvalidInputException(
                        option, "--" + option + " without causal", "a causal request", "--causal or leaving it out");
            }
        }
        for (String tensor : List.of("state_k", "state_v")) {
            if (inputs.containsKey(tensor)) {
                throw new InvalidInputException(
                        tensor, tensor + " without causal", "causal-form past-only", "--causal or leaving it out");
            }
        }
    }

    @Override
    public Plan plan(Problem problem, Map<String, Tensor> inputs) {
        int[] lengths = inputs == null ? null : lengths(problem, inputs);
        return problem.causal() ? CausalLinformer.plan(problem, lengths) : LinformerPlan.of(problem, lengths);
    }

    /** Valid rows of each batch, or null where all are. */
    private static int[] lengths(Problem problem, Map<String, Tensor> inputs) {
        return problem.has("lengths")
                ? InputChecks.values("lengths", inputs.get("lengths"), 0, problem.keys(), "L of k")
                : null;
    }

    @Override
    public TensorAxes axes(String tensor, int rank) {
        return switch (tensor) {
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
                new Variant(
                        CausalLinformer.PAST_ONLY,
                        Map.of("causal-form", CausalLinformer.PAST_ONLY),
                        "causal: slots of the past alone, linear in N, constant state"),
                new Variant(
                        CausalLinformer.BLOCK,
                        Map.of("causal-form", CausalLinformer.BLOCK),
                        "causal: own block, and slots of finished blocks"));
    }

    @Override
    public int defaultRank(String variant, CaseSizes sizes) {
        return Math.min(DEFAULT_RANK, sizes.keys());
    }

    @Override
    public Map<String, TensorType> sample(String variant, CaseSizes sizes) {
        Map<String, TensorType> types = sizes.queryKeyValue();
        if (!pools(variant)) {
            int columns = variant.equals(CausalLinformer.BLOCK) ? 4 * sizes.requiredRank() : sizes.keys();
            types.put("e", TensorType.f32(sizes.requiredRank(), columns));
            types.put("f", TensorType.f32(sizes.requiredRank(), columns));
        }
        return types;
    }

    @Override
    public Map<String, String> sampleOptions(String variant, CaseSizes sizes) {
        return pools(variant) ? Map.of("rank", Integer.toString(sizes.requiredRank())) : Map.of();
    }

    @Override
    public Cost cost(Problem problem, Plan plan) {
        return Cost.of(
                plan,
                pools(problem.variant()) ? "2*B*H*N*k*(D+Dv)+rows*Hkv*(D+Dv)" : "2*B*H*N*k*(D+Dv)+2*rows*k*Hkv*(D+Dv)",
                "4*(q+k+v+e+f+2*(EK+FV)+bias+o+lse)");
    }

    @Override
    public void reference(Problem problem, Map<String, Tensor> inputs, Map<String, double[]> outputs) {
        if (problem.causal()) {
            CausalLinformerReference.forward(problem, inputs, lengths(problem, inputs), outputs);
            return;
        }
        int heads = problem.kvHeads();
        int rank = problem.rank();
        CoreReference.forward(
                new CoreShape(
                        problem.batch(),
                        problem.heads(),
                        heads,
                        problem.queries(),
                        rank,
                        problem.keyDim(),
                        problem.valueDim()),
                problem.scale(),
                Rows.of(CoreInputs.queries(problem, inputs), problem.keyDim()),
                Rows.of(compressed(problem, inputs, "k"), heads, rank, problem.keyDim()),
                Rows.of(compressed(problem, inputs, "v"), heads, rank, problem.valueDim()),
                CoreInputs.keyBias(problem, inputs, rank),
                CoreInputs.denseBias(problem, inputs, rank),
                CoreInputs.unmasked(problem, rank),
                outputs.get("o"),
                outputs.get("lse"));
    }

    private static double[] compressed(Problem problem, Map<String, Tensor> inputs, String tensor) {
        boolean keys = tensor.equals("k");
        Operand x = keys ? CoreInputs.keys(problem, inputs) : CoreInputs.values(problem, inputs);
        int dim = keys ? problem.keyDim() : problem.valueDim();
        int[] lengths = lengths(problem, inputs);
        if (lengths == null) {
            lengths = new int[problem.batch()];
            Arrays.fill(lengths, problem.keys());
        }
        if (problem.variant().equals(MAX_POOL)) {
            return LinformerReference.maxPool(x, problem.kvHeads(), problem.keys(), lengths, problem.rank(), dim);
        }
        return problem.variant().equals(MEAN_POOL)
                ? LinformerReference.meanPool(x, problem.kvHeads(), problem.keys(), lengths, problem.rank(), dim)
                : LinformerReference.project(
                        x,
                        projection(problem, inputs, keys),
                        problem.kvHeads(),
                        problem.keys(),
                        lengths,
                        problem.rank(),
                        dim);
    }

    /** E for keys, F (or E where there is none) for values, with head stride 0 when heads share it. */
    private static Operand projection(Problem problem, Map<String, Tensor> inputs, boolean keys) {
        Tensor weight = keys || !inputs.containsKey("f") ? inputs.get("e") : inputs.get("f");
        int axes = weight.type().rank();
        long columns = weight.type().dimension(axes - 1);
        return new Operand(weight.segment(), 0, 0, axes == 3 ? problem.rank() * columns : 0, columns);
    }
}
