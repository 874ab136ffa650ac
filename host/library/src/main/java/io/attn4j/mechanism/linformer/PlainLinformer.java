package io.attn4j.mechanism.linformer;

import io.attn4j.error.InvalidInputException;
import io.attn4j.mechanism.CoreInputs;
import io.attn4j.mechanism.InputChecks;
import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.mechanism.OptionSpec;
import io.attn4j.mechanism.Options;
import io.attn4j.mechanism.Request;
import io.attn4j.mechanism.Shapes;
import io.attn4j.mechanism.TensorSpec;
import io.attn4j.plan.Plan;
import io.attn4j.reference.CoreReference;
import io.attn4j.reference.CoreShape;
import io.attn4j.reference.Fp64Rows;
import io.attn4j.reference.Operand;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Linformer itself: keys and values compressed to k slots by learned or drawn matrices, pools or a convolution, then the core
 * on the slots. q, k and v come ready made or from tokens ({@link TokenInputs}).
 */
final class PlainLinformer implements LinformerForm {

    @Override
    public Request request(
            LinformerMechanism mechanism, MechanismConfig config, Options options, Map<String, TensorType> inputs) {
        String projection = options.word("projection", LinformerMechanism.LINEAR);
        boolean tokens = inputs.containsKey("x");
        Map<String, TensorType> coreTypes = tokens ? TokenInputs.coreTypes(options, inputs) : inputs;
        refuseCausalOnly(options, inputs);
        CoreInputs core = CoreInputs.check(coreTypes);
        int rank = switch (projection) {
            case LinformerMechanism.LINEAR -> linearRank(options, inputs, core);
            case LinformerMechanism.CONVOLUTION -> convolutionRank(options, inputs, core);
            default -> weightlessRank(projection, options, inputs, core);
        };
        checkSharing(projection, options, inputs);
        TokenInputs.checkOrder(options, inputs);
        core.checkBiases(inputs, rank, "k, the slots of the projection");
        core.checkLengths(inputs);
        return core.request(mechanism, config, inputs)
                .variant(projection)
                .rank(rank)
                .form(this)
                // drawn matrices are numbered by head: a part of the heads would get others
                .splitsHeads(!projection.equals(LinformerMechanism.RANDOM) && !tokens)
                .build();
    }

    private static int weightlessRank(
            String projection, Options options, Map<String, TensorType> inputs, CoreInputs core) {
        for (String weight : List.of("e", "f")) {
            if (inputs.containsKey(weight)) {
                throw new InvalidInputException(
                        weight,
                        "a tensor with projection=" + projection,
                        "no " + weight + ", as this projection is not given any",
                        "leaving it out or --projection linear");
            }
        }
        if (!options.has("rank")) {
            throw new InvalidInputException(
                    "rank",
                    "no rank",
                    "the number of slots k for projection=" + projection,
                    "--rank " + Math.max(1, core.keys() / 4));
        }
        int slots = options.integer("rank", 0);
        if (LinformerMechanism.pools(projection) && slots > core.keys()) {
            throw new InvalidInputException(
                    "rank",
                    slots,
                    "at most L = " + core.keys() + ", so that no segment is empty",
                    "--rank " + core.keys());
        }
        return slots;
    }

    private static int convolutionRank(Options options, Map<String, TensorType> inputs, CoreInputs core) {
        if (!inputs.containsKey("e")) {
            throw InputChecks.missing("e", "[D,s] for projection=conv");
        }
        Shapes shapes = new Shapes().set("D", core.keyDim(), "D of k").set("Dv", core.valueDim(), "Dv of v");
        shapes.add(TensorSpec.weight("e", "[D,s]"), inputs);
        shapes.add(TensorSpec.weight("f", "[Dv,s]"), inputs);
        if (!inputs.containsKey("f") && core.keyDim() != core.valueDim()) {
            throw InputChecks.missing("f", "[Dv,s], as e fits D = " + core.keyDim() + " columns only");
        }
        shapes.add(TensorSpec.weight("eb", "[D]"), inputs);
        shapes.add(TensorSpec.weight("fb", "[Dv]"), inputs);
        int rank = Math.toIntExact(Math.ceilDiv((long) core.keys(), shapes.size("s")));
        if (options.integer("rank", rank) != rank) {
            throw new InvalidInputException("rank", options.text("rank"), rank + ", ceil(L / s)", "leaving it out");
        }
        return rank;
    }

    private static void checkSharing(String projection, Options options, Map<String, TensorType> inputs) {
        for (String bias : List.of("eb", "fb")) {
            if (inputs.containsKey(bias) && !projection.equals(LinformerMechanism.CONVOLUTION)) {
                throw new InvalidInputException(
                        bias, bias + " with projection=" + projection, "projection=conv", "leaving it out");
            }
        }
        if (projection.equals(LinformerMechanism.RANDOM)) {
            options.seed("seed", 0);
        } else if (options.has("seed")) {
            throw new InvalidInputException(
                    "seed", "seed with projection=" + projection, "projection=random", "leaving it out");
        }
        if (!options.has("sharing")) {
            return;
        }
        Sharing sharing = options.constant("sharing", Sharing.HEADWISE);
        if (projection.equals(LinformerMechanism.LINEAR)) {
            boolean perHead = inputs.get("e").rank() == 3;
            boolean both = inputs.containsKey("f");
            Sharing made = both ? perHead ? Sharing.NONE : Sharing.HEADWISE : Sharing.KV;
            boolean agrees = sharing == made || sharing == Sharing.LAYERWISE && made == Sharing.KV && !perHead;
            if (!agrees) {
                String implied = OptionSpec.word(made);
                throw new InvalidInputException(
                        "sharing",
                        OptionSpec.word(sharing),
                        implied + ", which the tensors imply",
                        "other tensors or --sharing " + implied);
            }
        } else if (!projection.equals(LinformerMechanism.RANDOM)) {
            throw new InvalidInputException(
                    "sharing",
                    OptionSpec.word(sharing) + " with projection=" + projection,
                    "matrices to share",
                    "leaving it out");
        }
    }

    private static int linearRank(Options options, Map<String, TensorType> inputs, CoreInputs core) {
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
        if (options.integer("rank", rank) != rank) {
            throw new InvalidInputException("rank", options.text("rank"), rank + ", the rows of e", "leaving it out");
        }
        return rank;
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
    private static void refuseCausalOnly(Options options, Map<String, TensorType> inputs) {
        for (String option :
                List.of("causal-form", "algorithm", "chunk", "block", "position", PastOnlyLinformer.HORIZON)) {
            if (options.has(option)) {
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
    public Plan plan(Request request, int[] lengths) {
        return LinformerPlan.of(request, lengths);
    }

    @Override
    public void reference(
            Request request, Map<String, Tensor> inputs, int[] lengths, int[] rows, Map<String, double[]> outputs) {
        int heads = request.kvHeads();
        int rank = request.rank();
        CoreReference.forward(
                new CoreShape(
                        request.batch(),
                        request.heads(),
                        heads,
                        request.queries(),
                        rank,
                        request.keyDim(),
                        request.valueDim()),
                request.scale(),
                request.has("x")
                        ? Fp64Rows.of(
                                TokenInputs.referenceQueries(request, inputs),
                                request.heads(),
                                request.queries(),
                                request.keyDim())
                        : Fp64Rows.of(CoreInputs.queries(request, inputs), request.keyDim()),
                Fp64Rows.of(compressed(request, inputs, lengths, "k"), heads, rank, request.keyDim()),
                Fp64Rows.of(compressed(request, inputs, lengths, "v"), heads, rank, request.valueDim()),
                CoreInputs.keyBias(request, inputs, rank),
                CoreInputs.denseBias(request, inputs, rank),
                CoreInputs.unmasked(request, rank),
                rows,
                outputs.get("o"),
                outputs.get("lse"));
    }

    private static int[] allLengths(Request request, int[] given) {
        if (given != null) {
            return given;
        }
        int[] lengths = new int[request.batch()];
        Arrays.fill(lengths, request.keys());
        return lengths;
    }

    private static double[] compressed(Request request, Map<String, Tensor> inputs, int[] given, String tensor) {
        boolean keys = tensor.equals("k");
        if (request.has("x")) {
            return TokenInputs.referenceSlots(
                    request, inputs, tensor, projection(request, inputs, keys), allLengths(request, given));
        }
        Operand x = keys ? CoreInputs.keys(request, inputs) : CoreInputs.values(request, inputs);
        int dim = keys ? request.keyDim() : request.valueDim();
        int[] lengths = allLengths(request, given);
        if (request.variant().equals(LinformerMechanism.MAX_POOL)) {
            return LinformerReference.maxPool(x, request.kvHeads(), request.keys(), lengths, request.rank(), dim);
        }
        if (request.variant().equals(LinformerMechanism.CONVOLUTION)) {
            Tensor kernels = keys || !inputs.containsKey("f") ? inputs.get("e") : inputs.get("f");
            Tensor bias = inputs.get(keys ? "eb" : "fb");
            return LinformerReference.convolve(x, kernels, bias, request.kvHeads(), lengths, request.rank());
        }
        return request.variant().equals(LinformerMechanism.MEAN_POOL)
                ? LinformerReference.meanPool(x, request.kvHeads(), request.keys(), lengths, request.rank(), dim)
                : LinformerReference.project(
                        x,
                        projection(request, inputs, keys),
                        request.kvHeads(),
                        request.keys(),
                        lengths,
                        request.rank(),
                        dim);
    }

    /** E for keys, F (or E where there is none) for values, with head stride 0 when heads share it. */
    private static Operand projection(Request request, Map<String, Tensor> inputs, boolean keys) {
        if (request.variant().equals(LinformerMechanism.RANDOM)) {
            int matrix = keys || RandomProjection.oneForBoth(request) ? 0 : 1;
            MemorySegment drawn = MemorySegment.ofArray(RandomProjection.draw(request, matrix));
            long perHead = RandomProjection.perHead(request) ? (long) request.rank() * request.keys() : 0;
            return new Operand(drawn, 0, 0, perHead, request.keys());
        }
        Tensor weight = keys || !inputs.containsKey("f") ? inputs.get("e") : inputs.get("f");
        int axes = weight.type().rank();
        long columns = weight.type().dimension(axes - 1);
        return new Operand(weight.segment(), 0, 0, axes == 3 ? request.rank() * columns : 0, columns);
    }
}
