package io.attn4j.mechanism.block;

import io.attn4j.error.InvalidInputException;
import io.attn4j.mechanism.InputChecks;
import io.attn4j.mechanism.Mechanism;
import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.mechanism.Request;
import io.attn4j.mechanism.TensorSpec;
import io.attn4j.tensor.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One block of a stack: which given tensor plays which part, and the request that its mechanism gets.
 *
 * @param index number of the block, from 0
 * @param names given tensors by their part: {@code norm1.weight}, {@code attention.wq}, {@code mlp.w1} and so on
 * @param inner the request that its mechanism gets
 * @param projects whether the block makes q, k and v for it; otherwise it takes the tokens
 */
record BlockLayer(int index, Map<String, String> names, Request inner, boolean projects) {
    private static final Set<String> TOKENS = Set.of("x", "q", "k", "v", "y");

    /** What a block projects with, for mechanisms on q, k and v that could also take tokens. */
    private static final Set<String> PROJECTIONS = Set.of("wq", "wk", "wv", "bq", "bk", "bv");

    /**
     * Finds and checks the tensors of block {@code index}.
     *
     * @param x tokens [B,N,M]
     * @throws InvalidInputException with one line that names field, value, rule and remedy
     */
    static BlockLayer of(
            int index,
            Mechanism mechanism,
            MechanismConfig config,
            int headCount,
            TensorType x,
            Map<String, TensorType> inputs) {
        Map<String, String> names = new LinkedHashMap<>();
        long width = x.dimension(2);
        find(names, index, inputs, "norm1.weight", true, width);
        find(names, index, inputs, "norm1.bias", false, width);
        boolean projects = !mechanism.takesTokens(config);
        Map<String, TensorType> innerTypes = new LinkedHashMap<>();
        for (TensorSpec spec : mechanism.tensors()) {
            String part = "attention." + spec.name();
            String given = name(index, inputs, part);
            boolean own = !TOKENS.contains(spec.name()) && !(projects && PROJECTIONS.contains(spec.name()));
            if (given != null && own) {
                names.put(part, given);
                innerTypes.put(spec.name(), inputs.get(given));
            }
        }
        if (inputs.containsKey("lengths")) {
            innerTypes.put("lengths", inputs.get("lengths"));
        }
        if (projects) {
            project(names, index, headCount, x, inputs, innerTypes);
        } else {
            innerTypes.put("x", x);
        }
        Request inner = mechanism.request(config, innerTypes);
        TensorType attended = inner.outputType();
        if (attended.rank() == 4) {
            find(names, index, inputs, "attention.wo", true, attended.dimension(1) * attended.dimension(3), width);
            find(names, index, inputs, "attention.bo", false, width);
        } else if (!attended.equals(x)) {
            throw new InvalidInputException(
                    "inner",
                    mechanism.id() + " returning " + attended,
                    "one output for each token, " + x,
                    remedy(mechanism));
        }
        find(names, index, inputs, "norm2.weight", true, width);
        find(names, index, inputs, "norm2.bias", false, width);
        String first = name(index, inputs, "mlp.w1");
        if (first == null) {
            throw InputChecks.missing("layers." + index + ".mlp.w1", "[M,F]");
        }
        TensorType mlp = InputChecks.floats(inputs, first, "[M,F]", 2, 2);
        long hidden = mlp.dimension(1);
        find(names, index, inputs, "mlp.w1", true, width, hidden);
        find(names, index, inputs, "mlp.b1", false, hidden);
        find(names, index, inputs, "mlp.w2", true, hidden, width);
        find(names, index, inputs, "mlp.b2", false, width);
        return new BlockLayer(index, names, inner, projects);
    }

    /** What makes the mechanism return one output for each token. */
    private static String remedy(Mechanism mechanism) {
        List<String> options = new ArrayList<>();
        mechanism.tokenOptions().forEach((name, value) -> options.add("--" + name + " " + value));
        return options.isEmpty() ? "a wo of M columns" : String.join(" ", options);
    }

    private static void project(
            Map<String, String> names,
            int index,
            int heads,
            TensorType x,
            Map<String, TensorType> inputs,
            Map<String, TensorType> innerTypes) {
        long width = x.dimension(2);
        long keyDim = headDim(index, inputs, "wq", heads);
        TensorType wk = matrix(index, inputs, "wk");
        if (wk.dimension(1) % keyDim != 0) {
            throw new InvalidInputException(
                    "layers." + index + ".attention.wk",
                    wk,
                    "a multiple of the head dim " + keyDim + " as columns",
                    "other --heads");
        }
        int kvHeads = (int) (wk.dimension(1) / keyDim);
        long valueDim = headDim(index, inputs, "wv", kvHeads);
        find(names, index, inputs, "attention.wq", true, width, heads * keyDim);
        find(names, index, inputs, "attention.wk", true, width, kvHeads * keyDim);
        find(names, index, inputs, "attention.wv", true, width, kvHeads * valueDim);
        find(names, index, inputs, "attention.bq", false, heads * keyDim);
        find(names, index, inputs, "attention.bk", false, kvHeads * keyDim);
        find(names, index, inputs, "attention.bv", false, kvHeads * valueDim);
        innerTypes.put(
                "q",
                TensorType.f32(x.dimension(0), heads, x.dimension(1), keyDim).withDType(x.dtype()));
        innerTypes.put(
                "k",
                TensorType.f32(x.dimension(0), kvHeads, x.dimension(1), keyDim).withDType(x.dtype()));
        innerTypes.put(
                "v",
                TensorType.f32(x.dimension(0), kvHeads, x.dimension(1), valueDim)
                        .withDType(x.dtype()));
    }

    private static long headDim(int index, Map<String, TensorType> inputs, String name, int heads) {
        TensorType type = matrix(index, inputs, name);
        if (type.dimension(1) % heads != 0) {
            throw new InvalidInputException(
                    "layers." + index + ".attention." + name,
                    type,
                    "a multiple of " + heads + " heads as columns",
                    "other --heads");
        }
        return type.dimension(1) / heads;
    }

    private static TensorType matrix(int index, Map<String, TensorType> inputs, String name) {
        String given = name(index, inputs, "attention." + name);
        if (given == null) {
            throw InputChecks.missing("layers." + index + ".attention." + name, "[M,heads * head dim]");
        }
        return InputChecks.floats(inputs, given, "[M,heads * head dim]", 2, 2);
    }

    /** Notes the tensor of a part and checks its shape. */
    private static void find(
            Map<String, String> names,
            int index,
            Map<String, TensorType> inputs,
            String part,
            boolean required,
            long... shape) {
        String given = name(index, inputs, part);
        if (given == null) {
            if (required) {
                throw InputChecks.missing(
                        "layers." + index + "." + part, TensorType.f32(shape).toString());
            }
            return;
        }
        TensorType type =
                InputChecks.floats(inputs, given, TensorType.f32(shape).toString(), shape.length, shape.length);
        for (int axis = 0; axis < shape.length; axis++) {
            InputChecks.dimension(
                    given, type, axis, shape[axis], "as the tokens and the block's other weights have it");
        }
        names.put(part, given);
    }

    /** The tensor given for a part: the block's own, or for the mechanism's one that all blocks share; null if none. */
    private static String name(int index, Map<String, TensorType> inputs, String part) {
        String own = "layers." + index + "." + part;
        if (inputs.containsKey(own)) {
            return own;
        }
        return part.startsWith("attention.") && inputs.containsKey(part) ? part : null;
    }

    /** Whether the part is given. */
    boolean has(String part) {
        return names.containsKey(part);
    }
}
