package io.attn4j.mechanism.block;

import io.attn4j.error.InvalidInputException;
import io.attn4j.mechanism.CaseSizes;
import io.attn4j.mechanism.Cost;
import io.attn4j.mechanism.DecodeSetup;
import io.attn4j.mechanism.Decoder;
import io.attn4j.mechanism.InputChecks;
import io.attn4j.mechanism.Mechanism;
import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.mechanism.Mechanisms;
import io.attn4j.mechanism.OptionSpec;
import io.attn4j.mechanism.Options;
import io.attn4j.mechanism.Request;
import io.attn4j.mechanism.TensorAxes;
import io.attn4j.mechanism.TensorSpec;
import io.attn4j.mechanism.Variant;
import io.attn4j.plan.DocumentStarts;
import io.attn4j.plan.Plan;
import io.attn4j.plan.matrix.Activation;
import io.attn4j.plan.row.RowSeeds;
import io.attn4j.reference.PlanReference;
import io.attn4j.tensor.DType;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A stack of Transformer blocks whose mechanism is a configuration value, block after block on the device. Pre-LN (Xiong et
 * al. 2020): {@code a = x + Mechanism(LN(x)) Wo + bo}, {@code y = a + W2 f(W1 LN(a) + b1) + b2}. Post-LN, as in BERT: {@code
 * a = LN(x + Mechanism(x) Wo + bo)}, {@code y = LN(a + W2 f(W1 a + b1) + b2)}.
 *
 * <p>FLOPs: the mechanism's own, and for each token {@code 2 M (H D + Hkv D + Hkv Dv)} for q, k and v where the block makes
 * them, {@code 2 H Dv M} for Wo and {@code 4 M F} for the MLP.
 */
public final class BlockMechanism implements Mechanism {
    private static final String ID = "block";
    private static final String STANDARD = "standard";

    /** Tensor of the keys by which elements are dropped. */
    static final String DROPOUT = "dropout";

    private static final List<TensorSpec> TENSORS = List.of(
            TensorSpec.input("x", "[B,N,M]").meaning("tokens"),
            TensorSpec.integers("lengths", "[B]").optional().meaning("keys at or beyond it are masked"),
            TensorSpec.input(DROPOUT, "[B,7]")
                    .optional()
                    .meaning("with --dropout: seed (4 x 16 bits), step (2 x 24) and number of each sequence"),
            TensorSpec.weight("layers.<i>.norm1.weight", "[M]").meaning("and optional norm1.bias"),
            TensorSpec.weight("layers.<i>.attention.wq", "[M,H*D]")
                    .optional()
                    .meaning("likewise wk, wv [M,Hkv*D], bq, bk, bv; for mechanisms on q, k and v"),
            TensorSpec.weight("layers.<i>.attention.<name>", "as the mechanism has it")
                    .optional()
                    .meaning("its tensor <name>; attention.<name> is shared by all layers"),
            TensorSpec.weight("layers.<i>.attention.wo", "[H*Dv,M]").meaning("and optional bo [M]"),
            TensorSpec.weight("layers.<i>.norm2.weight", "[M]").meaning("and optional norm2.bias"),
            TensorSpec.weight("layers.<i>.mlp.w1", "[M,F]").meaning("and optional mlp.b1 [F]"),
            TensorSpec.weight("layers.<i>.mlp.w2", "[F,M]").meaning("and optional mlp.b2 [M]"),
            TensorSpec.weight("norm.weight", "[M]").optional().meaning("final norm, and optional norm.bias"));

    private static final List<OptionSpec> OWN = List.of(
            OptionSpec.heads().meaning("H, where no tensor determines it"),
            OptionSpec.oneOf("activation", Activation.GELU, Activation.GELU_TANH, Activation.RELU)
                    .meaning("f of the MLP"),
            OptionSpec.numberFrom("norm-epsilon", 0)
                    .byDefault("1e-5")
                    .example("1e-5")
                    .meaning("added to the variance in norms"),
            OptionSpec.probability("dropout")
                    .meaning("of both branches' elements, in training; takes the tensor dropout"),
            OptionSpec.probability("attention-dropout").meaning("of attention weights; takes the tensor dropout"),
            OptionSpec.oneOf("norm-order", NormOrder.PRE, NormOrder.POST)
                    .example("post")
                    .meaning("norms before mechanism and MLP, or after each addition as in BERT"));

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String summary() {
        return "x + Mechanism(LN(x)) Wo, then x + MLP(LN(x)): Transformer blocks, pre-LN or post-LN, around any mechanism";
    }

    @Override
    public List<TensorSpec> tensors() {
        return TENSORS;
    }

    /** Its own, and those of every mechanism that it can hold. */
    @Override
    public List<OptionSpec> options() {
        Map<String, OptionSpec> all = new LinkedHashMap<>();
        String[] inner = inner().stream().map(Mechanism::id).toArray(String[]::new);
        all.put("inner", OptionSpec.oneOf("inner", inner).byDefault(STANDARD).meaning("the mechanism"));
        OWN.forEach(option -> all.put(option.name(), option));
        for (Mechanism known : inner()) {
            known.options().forEach(option -> all.putIfAbsent(option.name(), option));
        }
        return List.copyOf(all.values());
    }

    /** Mechanisms that a block can hold. */
    private List<Mechanism> inner() {
        return Mechanisms.all().stream().filter(known -> known != this).toList();
    }

    /** One for each mechanism in it. */
    @Override
    public List<Variant> variants() {
        return inner().stream()
                .map(known -> new Variant(
                        known.id(),
                        known.id().equals(STANDARD) ? Map.of() : Map.of("inner", known.id()),
                        known.summary()))
                .toList();
    }

    @Override
    public Map<String, String> learnedOptions(Request request) {
        Request inner = request.form(BlockStack.class).layers().getFirst().inner();
        return inner.mechanism().learnedOptions(inner);
    }

    @Override
    public boolean resident(String tensor) {
        return !tensor.equals("x") && !tensor.equals("lengths") && !tensor.equals(DROPOUT);
    }

    @Override
    public Request request(MechanismConfig config, Map<String, TensorType> inputs) {
        TensorType x = tokens(inputs);
        List<BlockLayer> layers = layers(config, inputs);
        BlockSettings settings = BlockSettings.of(Options.someOf(config, OWN));
        Set<String> unknown = new TreeSet<>(inputs.keySet());
        unknown.removeAll(Set.of("x", "lengths", DROPOUT, "norm.weight", "norm.bias"));
        layers.forEach(layer -> unknown.removeAll(layer.names().values()));
        for (String name : unknown) {
            throw new InvalidInputException(
                    name,
                    "a tensor that no block takes",
                    "layers.0 to layers." + (layers.size() - 1) + " with the parts that attn4j list prints",
                    "leaving it out or renaming it");
        }
        checkDropout(settings, x, inputs);
        for (String norm : List.of("norm.weight", "norm.bias")) {
            if (inputs.containsKey(norm)) {
                TensorType type = InputChecks.floats(inputs, norm, "[M]", 1, 1);
                InputChecks.dimension(norm, type, 0, x.dimension(2), "M of x");
            }
        }
        if (inputs.containsKey("norm.bias") && !inputs.containsKey("norm.weight")) {
            throw InputChecks.missing("norm.weight", "[M] with norm.bias");
        }
        Request inner = layers.getFirst().inner();
        Request.Builder request = Request.builder(this, config, inputs)
                .variant(config.options().getOrDefault("inner", STANDARD))
                .batch((int) x.dimension(0))
                .heads(inner.heads(), inner.kvHeads())
                .sequence((int) x.dimension(1), (int) x.dimension(1))
                .headDims(inner.keyDim(), inner.valueDim())
                .rank(inner.rank())
                .scale(inner.scale())
                .sizes(Map.of("layers", layers.size()))
                .form(new BlockStack(layers, settings))
                .output("o", x);
        TensorType loss = inner.outputs().get(AUX_LOSS);
        if (loss != null) {
            request.output(AUX_LOSS, loss);
        }
        return request.build();
    }

    /** Dropout takes the keys, and nothing else does. */
    private static void checkDropout(BlockSettings settings, TensorType x, Map<String, TensorType> inputs) {
        TensorType keys = inputs.get(DROPOUT);
        TensorType needed = TensorType.f32(x.dimension(0), RowSeeds.WORDS);
        if (!settings.drops()) {
            if (keys != null) {
                throw new InvalidInputException(
                        DROPOUT, "a tensor without dropout", "--dropout or --attention-dropout", "leaving it out");
            }
            return;
        }
        if (keys == null) {
            throw InputChecks.missing(DROPOUT, needed.toString());
        }
        if (!keys.equals(needed)) {
            throw new InvalidInputException(
                    DROPOUT, keys, needed + ": seed, step and number of each sequence", "reshaping it");
        }
        if (x.dtype() != DType.F32) {
            throw new InvalidInputException("x", x, "F32 with dropout", "converting the tensors to 32-bit floats");
        }
    }

    private static TensorType tokens(Map<String, TensorType> inputs) {
        if (!inputs.containsKey("x")) {
            throw InputChecks.missing("x", "[B,N,M]");
        }
        return InputChecks.floats(inputs, "x", "[B,N,M]", 3, 3);
    }

    /** The blocks that the tensors make, in order; every {@code layers.<i>.} from 0 to the largest i must be there. */
    private static List<BlockLayer> layers(MechanismConfig config, Map<String, TensorType> inputs) {
        TensorType x = tokens(inputs);
        Mechanism mechanism = Mechanisms.byId(config.options().getOrDefault("inner", STANDARD));
        if (mechanism.id().equals(ID)) {
            throw new InvalidInputException("inner", ID, "a mechanism to put into blocks", "--inner standard");
        }
        Map<String, String> options = new HashMap<>(config.options());
        List<String> takes = mechanism.options().stream().map(OptionSpec::name).toList();
        options.remove("inner");
        OWN.stream().map(OptionSpec::name).filter(name -> !takes.contains(name)).forEach(options::remove);
        boolean projects =
                !mechanism.takesTokens(new MechanismConfig(mechanism.id(), config.causal(), config.scale(), options));
        if (projects) {
            options.remove("heads");
        }
        MechanismConfig inner = new MechanismConfig(mechanism.id(), config.causal(), config.scale(), options);
        int heads = projects
                ? Options.someOf(config, OWN).required("heads", "the number of heads that wq holds side by side")
                : 0;
        List<BlockLayer> layers = new ArrayList<>();
        for (int i = 0; i < count(inputs); i++) {
            layers.add(BlockLayer.of(i, mechanism, inner, heads, x, inputs));
        }
        return layers;
    }

    private static int count(Map<String, TensorType> inputs) {
        int count = 0;
        for (String name : inputs.keySet()) {
            String[] parts = name.split("\\.", 3);
            if (parts.length == 3 && parts[0].equals("layers")) {
                try {
                    count = Math.max(count, Math.addExact(Integer.parseInt(parts[1]), 1));
                } catch (NumberFormatException | ArithmeticException notANumber) {
                    throw new InvalidInputException(
                            name, "layer " + parts[1], "a number from 0, as in layers.0.mlp.w1", "renaming it");
                }
            }
        }
        if (count == 0) {
            throw InputChecks.missing("layers.0.norm1.weight", "[M], and the other weights of at least one block");
        }
        return count;
    }

    @Override
    public Plan plan(Request request, Map<String, Tensor> inputs) {
        return BlockPlan.of(request, inputs, null);
    }

    @Override
    public Plan packed(Request request, DocumentStarts documents) {
        return BlockPlan.of(request, Map.of(), documents);
    }

    @Override
    public int documentMultiple(Request request) {
        Request inner = request.form(BlockStack.class).layers().getFirst().inner();
        return inner.mechanism().documentMultiple(inner);
    }

    @Override
    public boolean readsData(Request request) {
        return request.form(BlockStack.class).layers().stream()
                .anyMatch(layer -> layer.inner().readsData());
    }

    @Override
    public TensorAxes axes(String tensor, int rank) {
        return Set.of("x", "o", AUX_LOSS, "lengths", DROPOUT).contains(tensor)
                ? new TensorAxes(0, -1, false)
                : TensorAxes.NONE;
    }

    @Override
    public Cost cost(Request request, Plan plan) {
        return Cost.of(plan, "mechanism+projections+4*B*N*M*F of each block", "operands of each step once");
    }

    @Override
    public void reference(Request request, Map<String, Tensor> inputs, Map<String, double[]> outputs) {
        if (request.form(BlockStack.class).settings().drops()) {
            // weights are dropped within mechanisms, whose own references know nothing of it
            PlanReference.execute(request.plan(inputs), inputs, outputs);
            return;
        }
        BlockReference.forward(request, inputs, outputs.get("o"), outputs.get(AUX_LOSS));
    }

    @Override
    public int defaultRank(String variant, CaseSizes sizes) {
        return inner(variant).defaultRank(CaseSizes.DEFAULT_VARIANT, sizes);
    }

    private static Mechanism inner(String variant) {
        return Mechanisms.byId(variant.equals(CaseSizes.DEFAULT_VARIANT) ? STANDARD : variant);
    }

    /** One block with an MLP of four times the width. */
    @Override
    public Map<String, TensorType> sample(String variant, CaseSizes sizes) {
        long width = sizes.modelDim();
        Map<String, TensorType> types = new LinkedHashMap<>();
        types.put("x", TensorType.f32(sizes.batch(), sizes.queries(), width));
        types.put("layers.0.norm1.weight", TensorType.f32(width));
        Map<String, TensorType> inner = inner(variant).sample(CaseSizes.DEFAULT_VARIANT, sizes);
        boolean projects = !inner.containsKey("x");
        inner.forEach((name, type) -> {
            if (!Set.of("x", "y", "q", "k", "v").contains(name)) {
                types.put("layers.0.attention." + name, type);
            }
        });
        if (projects) {
            types.put("layers.0.attention.wq", TensorType.f32(width, (long) sizes.heads() * sizes.keyDim()));
            types.put("layers.0.attention.wk", TensorType.f32(width, (long) sizes.kvHeads() * sizes.keyDim()));
        }
        if (projects || inner.containsKey("v")) {
            types.put("layers.0.attention.wv", TensorType.f32(width, (long) sizes.kvHeads() * sizes.valueDim()));
        }
        types.put("layers.0.attention.wo", TensorType.f32((long) sizes.heads() * sizes.valueDim(), width));
        types.put("layers.0.norm2.weight", TensorType.f32(width));
        types.put("layers.0.mlp.w1", TensorType.f32(width, 4 * width));
        types.put("layers.0.mlp.w2", TensorType.f32(4 * width, width));
        return types;
    }

    @Override
    public Map<String, String> sampleOptions(String variant, CaseSizes sizes) {
        Mechanism inner = inner(variant);
        Map<String, String> options = new HashMap<>(inner.sampleOptions(CaseSizes.DEFAULT_VARIANT, sizes));
        options.put("heads", Integer.toString(sizes.heads()));
        options.putAll(inner.tokenOptions());
        return options;
    }

    @Override
    public Decoder decoder(Request request, DecodeSetup setup) {
        Decoder.check(request);
        return new BlockDecoder(request, setup);
    }
}
