package io.attn4j.mechanism.collaborative;

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
import io.attn4j.mechanism.Shapes;
import io.attn4j.mechanism.TensorAxes;
import io.attn4j.mechanism.TensorSpec;
import io.attn4j.plan.DocumentStarts;
import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.Plan;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collaborative heads (Cordonnier et al. 2020, arXiv 2006.16362 v2, section 3; docs/equations.md, section 5): {@code S_h =
 * 1/sqrt(dk) (Q~ diag(mu_h) K~^T + 1 c_h^T)} with {@code Q~ = x Wq}, {@code K~ = y Wk} shared by all heads and {@code c_h = y
 * wc_h}, then {@code O_h = g_h softmax(S_h + mask) V_h} and, with {@code wo}, {@code concat(O_h) Wo + bo}.
 *
 * <p>dk is the head dim of the layer before compression: {@code M/H}, {@code --key-dim}, or given as {@code --scale}. Causal
 * masks are aligned bottom-right. Rows that see no key have {@code O_h = 0} (so that {@code o = bo} with wo) and a log-sum-exp
 * of negative infinity; rows of y at or beyond {@code lengths} reach no output, whatever they hold.
 *
 * <p>FLOPs: {@code 2 M D~ (N+L) + 2 H pairs (D~+Dv)}, {@code 2 L M H} for the content bias, {@code 2 L M H Dv} for the values
 * and {@code 2 N H Dv Mo} for the output where those are projected. Bytes: each step's operands and results once.
 */
public final class CollaborativeMechanism implements Mechanism {
    /** Widest shared projection that the kernels take. */
    static final int MAX_RANK = 1024;

    private static final String NONE = "none";
    private static final String SIGMOID = "sigmoid";
    private static final String SOFTMAX = "softmax";
    private static final String MIXTURE = "mixture";
    static final String TALKING = "talking";

    /** The option that asks for the auxiliary loss of a mixture. */
    private static final String WITH_LOSS = "aux-loss";

    private static final List<TensorSpec> TENSORS = List.of(
            TensorSpec.input("x", "[B,N,M]").meaning("what queries, and gates, are projected from"),
            TensorSpec.input("y", "[B,L,M]").optional().meaning("what keys and values are projected from; default x"),
            TensorSpec.weight("wq", "[M,D~]").meaning("query projection of all heads"),
            TensorSpec.weight("wk", "[M,D~]").meaning("key projection of all heads"),
            TensorSpec.weight("mu", "[H,D~]").meaning("mixing weights of each head"),
            TensorSpec.weight("wc", "[M,H]").optional().meaning("content bias y wc of each key and head"),
            TensorSpec.input("v", "[B,H,L,Dv]").optional().meaning("values ready made; this or wv"),
            TensorSpec.weight("wv", "[M,H*Dv]").optional().meaning("value projection; this or v"),
            TensorSpec.weight("bv", "[H*Dv]").optional().meaning("bias of the values, with wv"),
            TensorSpec.weight("wo", "[H*Dv,Mo]").optional().meaning("output projection; o is then [B,N,Mo]"),
            TensorSpec.weight("bo", "[Mo]").optional().meaning("bias of the output, with wo"),
            TensorSpec.weight("wg", "[M,H]").optional().meaning("gate logits, for sigmoid, softmax and mixture"),
            TensorSpec.weight("w0", "[M,2]").optional().meaning("balance of shared and routed heads, for mixture"),
            TensorSpec.weight("tl", "[H,H]").optional().meaning("mixes logits over heads, for talking"),
            TensorSpec.weight("tp", "[H,H]").optional().meaning("mixes probabilities over heads, for talking"),
            TensorSpec.integers("lengths", "[B]").optional().meaning("keys at or beyond it are masked"));

    /** Tensors that only some gates take. */
    private static final List<String> GATES = List.of("wg", "w0", "tl", "tp");

    private static final List<OptionSpec> OPTIONS = List.of(
            OptionSpec.oneOf("gate", NONE, SIGMOID, SOFTMAX, MIXTURE, TALKING)
                    .example(SIGMOID)
                    .meaning("how heads are selected for each row of x"),
            OptionSpec.integer("key-dim", 1)
                    .byDefault("M/H")
                    .meaning("original head dim dk of the temperature 1/sqrt(dk)"),
            OptionSpec.integer("shared", 0)
                    .values("0..H-1")
                    .byDefault("0")
                    .meaning("first heads that mixture always takes"),
            OptionSpec.integer("top", 1)
                    .values("1..H-shared")
                    .byDefault("required")
                    .meaning("other heads that mixture takes for each row"),
            OptionSpec.flag(WITH_LOSS)
                    .example("true")
                    .meaning("mixture: also give aux_loss [B], which balances the routed heads in training"));

    @Override
    public String id() {
        return "collaborative";
    }

    @Override
    public String summary() {
        return "softmax(((x Wq) diag(mu_h) (y Wk)^T + c_h) / sqrt(dk) + mask) V_h: heads share queries and keys";
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
        InputChecks.names(id(), TENSORS, inputs);
        Options options = Options.of(config, OPTIONS);
        String gate = options.word("gate", NONE);
        checkPairs(inputs);
        Shapes shapes = new Shapes();
        for (String name : List.of("x", "y", "mu")) {
            shapes.add(spec(name), inputs);
        }
        if (!shapes.has("L")) {
            shapes.set("L", shapes.size("N"), "N of x, as y is not given");
        }
        TENSORS.forEach(spec -> {
            if (!GATES.contains(spec.name())) {
                shapes.add(spec, inputs);
            }
        });
        int batch = shapes.size("B");
        int queries = shapes.size("N");
        int keys = shapes.size("L");
        int modelDim = shapes.size("M");
        int heads = shapes.size("H");
        int rank = shapes.size("D~");
        int valueDim = shapes.size("Dv");
        checkDims(inputs, rank, valueDim);
        TensorType o = inputs.containsKey("wo")
                ? TensorType.f32(batch, queries, shapes.size("Mo"))
                : TensorType.f32(batch, heads, queries, valueDim);
        InputChecks.indivisible("o", queries, o.dimension(o.rank() - 1));
        Map<String, Integer> sizes = new LinkedHashMap<>();
        sizes.put("modelDim", modelDim);
        checkGate(options, gate, inputs, shapes, sizes);
        checkElements(batch, heads, queries, keys, modelDim, rank, valueDim, gate);
        int keyDim = keyDim(config, options, modelDim, heads);
        Request.Builder request = Request.builder(this, config, inputs)
                .variant(gate.equals(NONE) ? "-" : gate)
                .batch(batch)
                .heads(heads, heads)
                .sequence(queries, keys)
                .headDims(keyDim, valueDim)
                .rank(rank)
                .scale(config.scale() == null ? (float) (1 / Math.sqrt(keyDim)) : config.scale())
                .sizes(sizes)
                .output("o", o);
        if (!gate.equals(TALKING)) {
            request.output("lse", TensorType.f32(batch, heads, queries));
        }
        if (options.flag(WITH_LOSS)) {
            request.output(AUX_LOSS, TensorType.f32(batch));
        }
        return request.build();
    }

    private static TensorSpec spec(String name) {
        return TENSORS.stream()
                .filter(spec -> spec.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Refuses values made in two ways or in none, and biases of what is not there. */
    private static void checkPairs(Map<String, TensorType> inputs) {
        boolean ready = inputs.containsKey("v");
        if (ready == inputs.containsKey("wv")) {
            throw new InvalidInputException(
                    "v",
                    ready ? "v and wv" : "neither v nor wv",
                    "either v [B,H,L,Dv] or wv [M,H*Dv]",
                    ready ? "leaving one out" : "adding one to the input");
        }
        needs(inputs, "bv", "wv");
        needs(inputs, "bo", "wo");
    }

    private static void checkDims(Map<String, TensorType> inputs, int rank, int valueDim) {
        if (rank > MAX_RANK) {
            throw new InvalidInputException(
                    "mu", inputs.get("mu"), "D~ from 1 to " + MAX_RANK, "compressing the weights with attn4j convert");
        }
        if (valueDim > CoreInputs.MAX_HEAD_DIM) {
            String made = inputs.containsKey("v") ? "v" : "wv";
            throw new InvalidInputException(
                    made,
                    inputs.get(made),
                    "a value dim Dv from 1 to " + CoreInputs.MAX_HEAD_DIM,
                    "splitting the values over more heads");
        }
    }

    private static void needs(Map<String, TensorType> inputs, String name, String other) {
        if (inputs.containsKey(name) && !inputs.containsKey(other)) {
            throw new InvalidInputException(
                    name, name + " without " + other, other + " as well", "adding " + other + " or leaving it out");
        }
    }

    private static void checkGate(
            Options options, String gate, Map<String, TensorType> inputs, Shapes shapes, Map<String, Integer> sizes) {
        int heads = shapes.size("H");
        boolean gated = !gate.equals(NONE) && !gate.equals(TALKING);
        boolean mixture = gate.equals(MIXTURE);
        for (String option : List.of("shared", "top", WITH_LOSS)) {
            if (!mixture && options.has(option)) {
                throw new InvalidInputException(
                        option, "--" + option + " with gate " + gate, "gate mixture", "--gate " + MIXTURE);
            }
        }
        int shared = 0;
        if (mixture) {
            shared = options.integer("shared", 0, heads - 1, "H-1");
            if (!options.has("top")) {
                throw new InvalidInputException(
                        "top", "no top", "the routed heads taken for each row", "--top " + Math.max(1, heads / 2));
            }
            sizes.put("shared", shared);
            sizes.put("top", options.integer("top", 0, heads - shared, "H-shared"));
        }
        gateTensor(inputs, "wg", gated, gated, "gate sigmoid, softmax or mixture", shapes);
        gateTensor(inputs, "w0", shared > 0, shared > 0, "gate mixture with shared heads", shapes);
        boolean talking = gate.equals(TALKING);
        gateTensor(inputs, "tl", talking, false, "gate talking", shapes);
        gateTensor(inputs, "tp", talking, false, "gate talking", shapes);
        if (talking && !inputs.containsKey("tl") && !inputs.containsKey("tp")) {
            throw InputChecks.missing("tl", "[H,H] or tp [H,H] for gate talking");
        }
    }

    private static void gateTensor(
            Map<String, TensorType> inputs, String name, boolean taken, boolean required, String when, Shapes shapes) {
        if (inputs.containsKey(name)) {
            if (!taken) {
                throw new InvalidInputException(
                        name, "a tensor that this gate does not take", when, "leaving it out or another --gate");
            }
            shapes.add(spec(name), inputs);
        } else if (required) {
            throw InputChecks.missing(name, shapes.sized(spec(name).shape()) + " for " + when);
        }
    }

    private static void checkElements(
            int batch, int heads, int queries, int keys, int modelDim, int rank, int valueDim, String gate) {
        InputChecks.indivisible("x", queries, modelDim);
        InputChecks.indivisible("y", keys, modelDim);
        InputChecks.indivisible("wq", modelDim, rank);
        InputChecks.indivisible("x wq", queries, rank);
        InputChecks.indivisible("y wk", keys, rank);
        InputChecks.indivisible("v", heads, keys, valueDim);
        InputChecks.indivisible("o", heads, queries, valueDim);
        if (gate.equals(TALKING)) {
            InputChecks.indivisible("logits of talking heads", heads, queries, keys);
        }
        if (2L * batch * queries > Integer.MAX_VALUE) {
            throw new InvalidInputException(
                    "x",
                    batch + " batches of " + queries + " rows",
                    "B * N below 2^30, the rows of one request",
                    "several requests with fewer batches each");
        }
    }

    /** dk: the option, or M/H; not needed when the scale is given. */
    private static int keyDim(MechanismConfig config, Options options, int modelDim, int heads) {
        if (config.scale() != null) {
            if (!Float.isFinite(config.scale())) {
                throw new InvalidInputException(
                        "scale", config.scale(), "a finite number", "leaving it out for 1/sqrt(dk)");
            }
            if (options.has("key-dim")) {
                throw new InvalidInputException(
                        "key-dim", "key-dim and scale", "only one of the two", "leaving one out");
            }
            return Math.max(1, modelDim / heads);
        }
        if (options.has("key-dim")) {
            return options.integer("key-dim", 0);
        }
        if (modelDim % heads != 0) {
            throw new InvalidInputException(
                    "key-dim",
                    "none, with M = " + modelDim + " and H = " + heads,
                    "the original head dim dk where H does not divide M",
                    "--key-dim " + Math.max(1, modelDim / heads));
        }
        return modelDim / heads;
    }

    @Override
    public Plan plan(Request request, Map<String, Tensor> inputs) {
        if (inputs == null) {
            return CollaborativePlan.of(request, CoreInputs.unmasked(request, request.keys()), null);
        }
        int[] lengths = lengths(request, inputs);
        return CollaborativePlan.of(request, ranges(request, lengths), lengths);
    }

    @Override
    public Plan packed(Request request, DocumentStarts documents) {
        return CollaborativePlan.of(request, ranges(request, null).within(documents, 1, 1), null);
    }

    private static int[] lengths(Request request, Map<String, Tensor> inputs) {
        return request.has("lengths")
                ? InputChecks.values("lengths", inputs.get("lengths"), 0, request.keys(), "L")
                : null;
    }

    private static KeyRanges ranges(Request request, int[] lengths) {
        return KeyRanges.rectangular(request.batch(), request.queries(), request.keys(), request.causal(), lengths);
    }

    /** Heads of one batch are never split: they share queries and keys, and gates and the output take all of them. */
    @Override
    public List<String> keyTensors(Request request) {
        return request.has("y") ? List.of("y") : List.of();
    }

    @Override
    public TensorAxes axes(String tensor, int rank) {
        return switch (tensor) {
            case "x", "y", "v", "o", "lse", AUX_LOSS, "lengths" -> new TensorAxes(0, -1, false);
            default -> TensorAxes.NONE;
        };
    }

    /** Half of M: half the parameters of queries and keys. */
    @Override
    public int defaultRank(String variant, CaseSizes sizes) {
        return Math.clamp(sizes.modelDim() / 2, 1, MAX_RANK);
    }

    @Override
    public Map<String, TensorType> sample(String variant, CaseSizes sizes) {
        int modelDim = sizes.modelDim();
        int heads = sizes.heads();
        int rank = sizes.requiredRank();
        Map<String, TensorType> types = new LinkedHashMap<>();
        types.put("x", TensorType.f32(sizes.batch(), sizes.queries(), modelDim));
        if (sizes.keys() != sizes.queries()) {
            types.put("y", TensorType.f32(sizes.batch(), sizes.keys(), modelDim));
        }
        types.put("wq", TensorType.f32(modelDim, rank));
        types.put("wk", TensorType.f32(modelDim, rank));
        types.put("mu", TensorType.f32(heads, rank));
        types.put("v", TensorType.f32(sizes.batch(), sizes.kvHeads(), sizes.keys(), sizes.valueDim()));
        switch (variant) {
            case SIGMOID, SOFTMAX, MIXTURE -> types.put("wg", TensorType.f32(modelDim, heads));
            case TALKING -> {
                types.put("tl", TensorType.f32(heads, heads));
                types.put("tp", TensorType.f32(heads, heads));
            }
            default -> {}
        }
        return types;
    }

    @Override
    public Map<String, String> sampleOptions(String variant, CaseSizes sizes) {
        return variant.equals(MIXTURE) ? Map.of("top", Integer.toString(Math.max(1, sizes.heads() / 2))) : Map.of();
    }

    @Override
    public Cost cost(Request request, Plan plan) {
        StringBuilder flops = new StringBuilder("2*B*M*D~*(N+L)+2*H*pairs*(D~+Dv)");
        StringBuilder bytes = new StringBuilder("4*(x+y+wq+wk+2*(xwq+ywk)+mu+v+o+lse");
        term(request, "wc", flops, "+2*B*L*M*H", bytes, "+y+wc+2*ywc");
        term(request, "wv", flops, "+2*B*L*M*H*Dv", bytes, "+y+wv+bv+v");
        term(request, "tl", flops, "+2*B*H*H*N*L", bytes, "+2*logits");
        term(request, "tp", flops, "+2*B*H*H*N*L", bytes, "+2*logits");
        if (request.variant().equals(TALKING)) {
            bytes.append("+4*logits");
        }
        term(request, "wg", flops, "+2*B*N*M*H+B*H*N*Dv", bytes, "+x+wg+2*xwg+2*o");
        term(request, "w0", flops, "+4*B*N*M", bytes, "+x+w0+xw0");
        term(request, "wo", flops, "+2*B*N*H*Dv*Mo", bytes, "+o+wo+bo+owo");
        return Cost.of(plan, flops.toString(), bytes.append(")").toString());
    }

    private static void term(
            Request request, String tensor, StringBuilder flops, String flop, StringBuilder bytes, String moved) {
        if (request.has(tensor)) {
            flops.append(flop);
            bytes.append(moved);
        }
    }

    @Override
    public void reference(Request request, Map<String, Tensor> inputs, Map<String, double[]> outputs) {
        int[] lengths = lengths(request, inputs);
        CollaborativeReference.forward(request, inputs, ranges(request, lengths), outputs.get("o"), outputs.get("lse"));
        double[] loss = outputs.get(AUX_LOSS);
        if (loss != null) {
            CollaborativeReference.auxiliaryLoss(request, inputs, lengths, loss);
        }
    }

    @Override
    public Decoder decoder(Request request, DecodeSetup setup) {
        Decoder.check(request);
        return new CollaborativeDecoder(request, setup);
    }
}
