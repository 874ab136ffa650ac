package io.attn4j.mechanism.centroid;

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
import io.attn4j.mechanism.centroid.CentroidOptions.Init;
import io.attn4j.mechanism.centroid.CentroidOptions.Similarity;
import io.attn4j.mechanism.centroid.CentroidOptions.Value;
import io.attn4j.mechanism.centroid.CentroidReference.Tokens;
import io.attn4j.mechanism.centroid.CentroidReference.Weights;
import io.attn4j.plan.DocumentStarts;
import io.attn4j.plan.Plan;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Centroid attention (Wu, Liu, Liu 2021, arXiv 2102.08606; docs/equations.md, section 4): T updates of m centroids by N
 * inputs, {@code U += epsilon * sum_h P_h (X Wv_h) Wo_h} with {@code P_h = norm(scale * (U Wq_h)(X Wk_h)^T)}.
 *
 * <p>{@code x [B,N,M]}, in; {@code wq wk wv wo [M,M]}, in, the identity where absent, head h having columns {@code h D} to
 * {@code (h+1) D} of wq, wk, wv and the same rows of wo, {@code D = M/H}. {@code o [B,m,M]}, out: the centroids; with expand
 * or causal {@code o [B,N,M]} and {@code lse [B,H,N]}: tokens that attended to centroids. Variants and their options are
 * described in the package documentation.
 *
 * <p>Inputs at or beyond {@code lengths} enter nothing, whatever they hold: not the start of centroids, not neighbourhoods,
 * not updates. Their own rows of token outputs are 0, with a log-sum-exp of negative infinity. A sequence needs one valid
 * input.
 *
 * <p>FLOPs: {@code 4NM^2 + T 4mM^2 + T 4mNM} for each sequence with all weights; {@code T 2mNM} more for weights that sum to
 * 1 over centroids. Bytes: operands and results of each step once.
 */
public final class CentroidMechanism implements Mechanism {
    /** m of benchmark cases that give none. */
    private static final int DEFAULT_CENTROIDS = 128;

    private static final String ID = "centroid";
    /** The step size as a tensor. */
    static final String EPS = "eps";

    private static final List<String> WEIGHTS = List.of("wq", "wk", "wv", "wo");

    private static final List<TensorSpec> TENSORS = List.of(
            TensorSpec.input("x", "[B,N,M]").meaning("inputs"),
            TensorSpec.weight("wq", "[M,M]").optional().meaning("queries of centroids and tokens; default identity"),
            TensorSpec.weight("wk", "[M,M]").optional().meaning("keys of inputs and centroids; default identity"),
            TensorSpec.weight("wv", "[M,M]").optional().meaning("values; default identity"),
            TensorSpec.weight("wo", "[M,M]").optional().meaning("of the heads side by side; default identity"),
            TensorSpec.input("u", "[m,M] or [B,m,M]").optional().meaning("where centroids start, such as learned ones"),
            TensorSpec.weight(EPS, "[1]").optional().meaning("step size of an update, to learn it; this or --epsilon"),
            TensorSpec.integers("lengths", "[B]").optional().meaning("inputs at or beyond it are left out; from 1"));

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String summary() {
        return "U += epsilon sum_h softmax(scale (U Wq)(X Wk)^T) X Wv Wo: N inputs summarised to m centroids";
    }

    @Override
    public List<TensorSpec> tensors() {
        return TENSORS;
    }

    @Override
    public List<OptionSpec> options() {
        return CentroidOptions.SPECS;
    }

    @Override
    public Request request(MechanismConfig config, Map<String, TensorType> inputs) {
        InputChecks.names(ID, TENSORS, inputs);
        Options.of(config, CentroidOptions.SPECS);
        Shapes shapes = Shapes.bind(TENSORS, inputs);
        int batch = shapes.size("B");
        int tokens = shapes.size("N");
        int model = shapes.size("M");
        InputChecks.indivisible("wq", model, model);
        CentroidOptions options = CentroidOptions.parse(config, inputs.get("u"));
        int width = headWidth(model, options.heads());
        if (options.displacement() && inputs.containsKey("wv")) {
            throw new InvalidInputException(
                    "wv",
                    "a tensor with value=displacement",
                    "no wv, as values are x - u",
                    "leaving it out or --value projection");
        }
        if (inputs.containsKey(EPS) && config.options().containsKey("epsilon")) {
            throw new InvalidInputException(EPS, "eps and epsilon", "only one of the two", "leaving one out");
        }
        checkSizes(options, batch, tokens, model);
        int rows = options.tokens() ? tokens : options.centroids();
        Request.Builder request = Request.builder(this, config, inputs)
                .variant(OptionSpec.word(options.init()))
                .batch(batch)
                .heads(options.heads(), options.heads())
                .sequence(rows, tokens)
                .headDims(width, width)
                .rank(options.centroids())
                .scale(config.scale() == null ? (float) (1 / Math.sqrt(width)) : finite(config.scale()))
                .form(options)
                .output("o", TensorType.f32(batch, rows, model));
        if (options.tokens()) {
            request.output("lse", TensorType.f32(batch, options.heads(), tokens));
        }
        return request.build();
    }

    private static int headWidth(int model, int heads) {
        if (model % heads != 0) {
            throw new InvalidInputException(
                    "heads", heads, "a divisor of M = " + model, "--heads 1 or another model dim");
        }
        if (model / heads > CoreInputs.MAX_HEAD_DIM) {
            throw new InvalidInputException(
                    "heads",
                    heads + ", a head dim of " + model / heads,
                    "a head dim M/H from 1 to " + CoreInputs.MAX_HEAD_DIM,
                    "--heads " + Math.ceilDiv(model, CoreInputs.MAX_HEAD_DIM) + " or more");
        }
        return model / heads;
    }

    private static void checkSizes(CentroidOptions options, int batch, int tokens, int model) {
        long room = options.chunk() > 0 ? (long) Math.ceilDiv(tokens, options.chunk()) * options.chunk() : tokens;
        InputChecks.indivisible("x", room, model);
        InputChecks.indivisible("centroids", options.centroids(), model);
        if (options.neighbours() > 0) {
            InputChecks.indivisible("neighbours", options.centroids(), room);
        }
        if (2L * batch * room > Integer.MAX_VALUE || 2L * batch * options.centroids() > Integer.MAX_VALUE) {
            throw new InvalidInputException(
                    "x",
                    "B = " + batch + ", N = " + tokens + ", m = " + options.centroids(),
                    "B * N and B * m below 2^30, the rows of one request",
                    "several requests with fewer batches each");
        }
    }

    private static float finite(float scale) {
        if (!Float.isFinite(scale)) {
            throw new InvalidInputException("scale", scale, "a finite number", "leaving it out for 1/sqrt(D)");
        }
        return scale;
    }

    @Override
    public Plan plan(Request request, Map<String, Tensor> inputs) {
        return CentroidPlan.of(request, request.form(CentroidOptions.class), lengths(request, inputs), null);
    }

    /** A document starts with a chunk: the last chunk of the one before it is filled up, and no row sees its centroids. */
    @Override
    public Plan packed(Request request, DocumentStarts documents) {
        return CentroidPlan.of(request, request.form(CentroidOptions.class), null, documents);
    }

    @Override
    public int documentMultiple(Request request) {
        return request.form(CentroidOptions.class).chunk();
    }

    /** Valid inputs of each batch, all of them before data is there, or null where no lengths are given. */
    private static int[] lengths(Request request, Map<String, Tensor> inputs) {
        if (!request.has("lengths")) {
            return null;
        }
        if (inputs == null) {
            int[] all = new int[request.batch()];
            Arrays.fill(all, request.keys());
            return all;
        }
        return InputChecks.values(
                "lengths", inputs.get("lengths"), 1, request.keys(), "N of x; centroids need one valid input");
    }

    /** The inputs; where they are expanded to or causal, each is a query as well. */
    @Override
    public List<String> keyTensors(Request request) {
        boolean queries = request.causal() || request.options().flag("expand");
        return queries ? List.of() : List.of("x");
    }

    @Override
    public TensorAxes axes(String tensor, int rank) {
        boolean shared = WEIGHTS.contains(tensor) || tensor.equals(EPS) || tensor.equals("u") && rank == 2;
        return shared ? TensorAxes.NONE : new TensorAxes(0, -1, false);
    }

    /** m that does not grow with N: cost is then linear in N. */
    @Override
    public int defaultRank(String variant, CaseSizes sizes) {
        return Math.min(DEFAULT_CENTROIDS, sizes.keys());
    }

    @Override
    public Map<String, TensorType> sample(String variant, CaseSizes sizes) {
        int model = sizes.modelDim();
        Map<String, TensorType> types = new LinkedHashMap<>();
        types.put("x", TensorType.f32(sizes.batch(), sizes.keys(), model));
        for (String weight : WEIGHTS) {
            types.put(weight, TensorType.f32(model, model));
        }
        if (variant.equals(OptionSpec.word(Value.DISPLACEMENT))) {
            types.remove("wv");
        }
        if (variant.equals(OptionSpec.word(Init.GIVEN))) {
            types.put("u", TensorType.f32(sizes.requiredRank(), model));
        }
        return types;
    }

    @Override
    public Map<String, String> sampleOptions(String variant, CaseSizes sizes) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("heads", Integer.toString(sizes.heads()));
        options.put("centroids", Integer.toString(sizes.requiredRank()));
        if (variant.equals(OptionSpec.word(Similarity.DISTANCE))) {
            // As sharp as dot products of the default scale.
            options.put("alpha", Double.toString(1 / Math.sqrt(sizes.keyDim())));
        }
        return options;
    }

    @Override
    public Map<String, String> tokenOptions() {
        return Map.of("expand", "true");
    }

    @Override
    public Cost cost(Request request, Plan plan) {
        return Cost.of(
                plan,
                "start+B*(2NM^2 per wk wv+T*2mM^2 per wq wo+T*4mNM, 6mNM over centroids)+tokens",
                "4*(x+u+weights+o+lse+T*(keys+values+centroids)), operands and results of each step once");
    }

    @Override
    public void reference(Request request, Map<String, Tensor> inputs, Map<String, double[]> outputs) {
        CentroidOptions options = request.form(CentroidOptions.class);
        int[] lengths = lengths(request, inputs);
        int tokens = request.keys();
        int model = request.heads() * request.keyDim();
        CentroidReference reference = new CentroidReference(
                options,
                request.scale(),
                request.has(EPS) ? inputs.get(EPS).getFloat(0) : options.epsilon(),
                new Weights(weight(inputs, "wq"), weight(inputs, "wk"), weight(inputs, "wv"), weight(inputs, "wo")));
        double[] o = outputs.get("o");
        double[] lse = outputs.get("lse");
        IntStream.range(0, request.batch()).parallel().forEach(b -> {
            int valid = lengths == null ? tokens : lengths[b];
            double[][] x = rows(inputs.get("x"), (long) b * tokens, valid);
            double[][] u = null;
            if (request.has("u")) {
                Tensor given = inputs.get("u");
                u = rows(given, given.type().rank() == 2 ? 0 : (long) b * request.rank(), request.rank());
            }
            if (!options.tokens()) {
                copy(reference.centroids(x, u, 0), o, b * request.rank() * model);
                return;
            }
            Tokens result =
                    options.expand() ? reference.expanded(x, reference.centroids(x, u, 0)) : reference.causal(x, u);
            Arrays.fill(o, b * tokens * model, (b + 1) * tokens * model, 0);
            copy(result.o(), o, b * tokens * model);
            for (int h = 0; lse != null && h < request.heads(); h++) {
                int first = (b * request.heads() + h) * tokens;
                Arrays.fill(lse, first, first + tokens, Double.NEGATIVE_INFINITY);
                System.arraycopy(result.lse()[h], 0, lse, first, valid);
            }
        });
    }

    private static double[][] weight(Map<String, Tensor> inputs, String name) {
        Tensor weight = inputs.get(name);
        return weight == null ? null : rows(weight, 0, (int) weight.type().dimension(0));
    }

    /** Rows of a tensor along its last dimension, as fp64. */
    private static double[][] rows(Tensor tensor, long first, int count) {
        int columns = (int) tensor.type().dimension(tensor.type().rank() - 1);
        double[][] rows = new double[count][columns];
        for (int i = 0; i < count; i++) {
            for (int d = 0; d < columns; d++) {
                rows[i][d] = tensor.getFloat((first + i) * columns + d);
            }
        }
        return rows;
    }

    private static void copy(double[][] rows, double[] into, int at) {
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, into, at + i * rows[i].length, rows[i].length);
        }
    }

    @Override
    public Decoder decoder(Request request, DecodeSetup setup) {
        Decoder.check(request);
        return new CentroidDecoder(request, setup);
    }
}
