package io.attn4j.mechanism.synthesizer;

import io.attn4j.error.InvalidInputException;
import io.attn4j.mechanism.CoreInputs;
import io.attn4j.mechanism.InputChecks;
import io.attn4j.mechanism.Options;
import io.attn4j.mechanism.Shapes;
import io.attn4j.mechanism.TensorSpec;
import io.attn4j.tensor.TensorType;
import java.util.List;
import java.util.Map;

/**
 * Sizes that all tensors of a request share, and the checks of a tensor against them.
 *
 * @param batch B
 * @param heads H
 * @param tokens N, which is also L
 * @param modelDim M, 0 where x is not given
 * @param valueDim Dv
 */
record Sizes(int batch, int heads, int tokens, int modelDim, int valueDim) {
    /** Matrices and vectors whose first dimension counts heads where they are not shared. */
    private static final List<String> MATRICES = List.of("w1", "w2", "r", "wa", "wb", "r1", "r2");

    private static final List<String> VECTORS = List.of("b1", "b2", "ba", "bb", "theta");

    private static final List<TensorSpec> VALUES = List.of(
            TensorSpec.input("v", "[B,H,N,Dv]"),
            TensorSpec.weight("wv", "[M,H*Dv]"),
            TensorSpec.weight("bv", "[H*Dv]"));

    /** Reads B, N, M, H and Dv off the tensors that have them. */
    static Sizes of(Options options, Map<String, TensorType> inputs) {
        boolean ready = inputs.containsKey("v");
        if (ready == inputs.containsKey("wv")) {
            throw new InvalidInputException(
                    "v",
                    ready ? "v and wv" : "neither v nor wv",
                    "either v [B,H,L,Dv] or wv [M,H*Dv]",
                    ready ? "leaving one out" : "adding one to the input");
        }
        if (inputs.containsKey("bv") && ready) {
            throw new InvalidInputException("bv", "bv without wv", "wv as well", "adding wv or leaving it out");
        }
        TensorType x = inputs.containsKey("x") ? InputChecks.floats(inputs, "x", "[B,N,M]", 3, 3) : null;
        for (String name : List.of("wv", "w1", "wa", "wb")) {
            if (x == null && inputs.containsKey(name)) {
                throw InputChecks.missing("x", "[B,N,M] with " + name);
            }
        }
        TensorType v = ready ? InputChecks.floats(inputs, "v", "[B,H,L,Dv]", 4, 4) : null;
        int heads = heads(options, inputs, v);
        int batch = (int) (x == null ? v.dimension(0) : x.dimension(0));
        int tokens = (int) (x == null ? v.dimension(2) : x.dimension(1));
        int modelDim = x == null ? 0 : (int) x.dimension(2);
        Shapes shapes = new Shapes()
                .set("B", batch, "B of x")
                .set("H", heads, "H")
                .set("N", tokens, "N of x, as a Synthesizer attends to its own sequence")
                .set("M", modelDim, "M of x");
        VALUES.forEach(spec -> shapes.add(spec, inputs));
        int valueDim = shapes.size("Dv");
        if (valueDim > CoreInputs.MAX_HEAD_DIM) {
            throw new InvalidInputException(
                    "v",
                    v == null ? inputs.get("wv") : v,
                    "a value dim Dv from 1 to " + CoreInputs.MAX_HEAD_DIM,
                    "splitting it over more heads");
        }
        return new Sizes(batch, heads, tokens, modelDim, valueDim);
    }

    private static int heads(Options options, Map<String, TensorType> inputs, TensorType v) {
        int found = headsOfTensors(inputs, v);
        if (found == 0) {
            return options.required("heads", "the number of heads");
        }
        if (options.integer("heads", found) != found) {
            throw new InvalidInputException(
                    "heads", options.text("heads"), found + ", which the tensors imply", "leaving the option out");
        }
        return found;
    }

    /** H of the first tensor that tells it, 0 where all are shared by heads. */
    private static int headsOfTensors(Map<String, TensorType> inputs, TensorType v) {
        if (v != null) {
            return (int) v.dimension(1);
        }
        if (inputs.containsKey("q")) {
            return (int) InputChecks.floats(inputs, "q", "[B,H,N,D]", 4, 4).dimension(1);
        }
        int heads = ofRank(inputs, MATRICES, 3);
        return heads == 0 ? ofRank(inputs, VECTORS, 2) : heads;
    }

    private static int ofRank(Map<String, TensorType> inputs, List<String> names, int rank) {
        for (String name : names) {
            TensorType type = inputs.get(name);
            if (type != null && type.rank() == rank) {
                return (int) type.dimension(0);
            }
        }
        return 0;
    }

    /**
     * Checks {@code name [H,rows,columns]} or {@code [rows,columns]}; -1 leaves a size open.
     *
     * @return its columns
     */
    int weight(
            Map<String, TensorType> inputs,
            String name,
            int rows,
            String rowMeaning,
            int columns,
            String columnMeaning) {
        TensorType type = InputChecks.floats(inputs, name, "[H,rows,columns] or [rows,columns]", 2, 3);
        int axis = type.rank() - 2;
        if (axis == 1) {
            InputChecks.dimension(name, type, 0, heads, "H");
        }
        if (rows >= 0) {
            InputChecks.dimension(name, type, axis, rows, rowMeaning);
        }
        long found = type.dimension(axis + 1);
        if (columns >= 0 && columnMeaning.equals("Nmax")) {
            if (found < columns) {
                throw tooShort(name, type, found);
            }
        } else if (columns >= 0) {
            InputChecks.dimension(name, type, axis + 1, columns, columnMeaning);
        }
        return (int) found;
    }

    /** Refuses a weight with fewer rows than {@code rows}. */
    void rows(Map<String, TensorType> inputs, String name, int rows) {
        TensorType type = inputs.get(name);
        long found = type.dimension(type.rank() - 2);
        if (found < rows) {
            throw tooShort(name, type, found);
        }
    }

    private InvalidInputException tooShort(String name, TensorType type, long found) {
        return new InvalidInputException(
                name,
                type + ", Nmax = " + found,
                "Nmax of at least N = " + tokens,
                "a shorter sequence or weights of more positions");
    }

    /** Checks {@code name [H,elements]} or {@code [elements]} where it is given. */
    void vector(Map<String, TensorType> inputs, String name, int elements, String meaning) {
        if (inputs.containsKey(name)) {
            TensorType type = InputChecks.floats(inputs, name, "[H," + elements + "] or [" + elements + "]", 1, 2);
            if (type.rank() == 2) {
                InputChecks.dimension(name, type, 0, heads, "H");
            }
            InputChecks.dimension(name, type, type.rank() - 1, elements, meaning);
        }
    }

    /** Checks q and k; returns D. */
    int queriesAndKeys(Map<String, TensorType> inputs) {
        Shapes shapes = new Shapes().set("B", batch, "B").set("H", heads, "H").set("N", tokens, "N");
        shapes.add(TensorSpec.input("q", "[B,H,N,D]"), inputs);
        shapes.add(TensorSpec.input("k", "[B,H,N,D]"), inputs);
        return shapes.size("D");
    }
}
