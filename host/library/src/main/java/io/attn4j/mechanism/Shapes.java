package io.attn4j.mechanism;

import io.attn4j.error.InvalidInputException;
import io.attn4j.tensor.DType;
import io.attn4j.tensor.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The sizes of a request, read off its tensors by the shapes in their specifications: {@code [B,H,N,D]} of the first tensor
 * binds B, H, N and D, and every later tensor that names one of them must agree.
 *
 * <p>A dimension is a name, a number, {@code 1|B} for one that may be broadcast, a product such as {@code H*Dv} of which at
 * most one factor is not bound yet, or {@code S+1}. A specification may allow several shapes of different ranks, as {@code
 * [m,M] or [B,m,M]}. Whatever disagrees is refused in one line: {@code k: got F32 [1,2,5,7]; needs dimension 3 to be 8 (D of
 * q); try reshaping k or the tensor that it must match}.
 *
 * <p>Not for several threads.
 */
public final class Shapes {
    private final Map<String, Long> sizes = new LinkedHashMap<>();
    private final Map<String, String> meanings = new LinkedHashMap<>();

    /** None bound yet. */
    public Shapes() {}

    /** Binds the tensors that are given, in the order of their specifications. */
    public static Shapes bind(List<TensorSpec> specs, Map<String, TensorType> inputs) {
        Shapes shapes = new Shapes();
        for (TensorSpec spec : specs) {
            shapes.add(spec, inputs);
        }
        return shapes;
    }

    /**
     * Binds a size that no tensor tells.
     *
     * @param meaning what it is, for refusals, such as {@code k, the slots of the projection}
     */
    public Shapes set(String size, long value, String meaning) {
        sizes.put(size, value);
        meanings.put(size, meaning);
        return this;
    }

    /** Whether a tensor has told the size. */
    public boolean has(String size) {
        return sizes.containsKey(size);
    }

    /**
     * A size that is bound.
     *
     * @throws IllegalStateException when it is not
     */
    public int size(String size) {
        Long value = sizes.get(size);
        if (value == null) {
            throw new IllegalStateException("size: got " + size + "; needs one of " + sizes.keySet());
        }
        return Math.toIntExact(value);
    }

    /**
     * Checks the tensor of a specification, where it is given, and binds its sizes.
     *
     * @return its type, or null where it is not given
     * @throws InvalidInputException with one line that names tensor, type, rule and remedy
     */
    public TensorType add(TensorSpec spec, Map<String, TensorType> inputs) {
        TensorType type = inputs.get(spec.name());
        if (type == null) {
            return null;
        }
        List<String[]> allowed = parse(spec.shape());
        int least = Integer.MAX_VALUE;
        int most = 0;
        for (String[] shape : allowed) {
            least = Math.min(least, shape.length);
            most = Math.max(most, shape.length);
        }
        if (spec.dtype() == DType.I32) {
            InputChecks.integers(inputs, spec.name(), spec.shape());
        } else {
            InputChecks.floats(inputs, spec.name(), spec.shape(), least, most);
        }
        for (String[] shape : allowed) {
            if (shape.length == type.rank()) {
                for (int axis = 0; axis < shape.length; axis++) {
                    bind(spec.name(), type, axis, shape[axis]);
                }
                return type;
            }
        }
        throw new InvalidInputException(spec.name(), type, "the shape " + spec.shape(), "reshaping it");
    }

    /** A shape in words with the sizes that are bound: {@code [M,H]} as {@code [12,3]}. */
    public String sized(String shape) {
        StringBuilder text = new StringBuilder();
        for (String part : shape.split("(?<=[\\[,*\\]])|(?=[\\[,*\\]])", -1)) {
            text.append(sizes.containsKey(part) ? sizes.get(part).toString() : part);
        }
        return text.toString();
    }

    /** {@code [m,M] or [B,m,M]} as m, M and B, m, M. */
    private static List<String[]> parse(String text) {
        List<String[]> shapes = new ArrayList<>();
        for (String shape : text.split(" or ", -1)) {
            if (!shape.startsWith("[") || !shape.endsWith("]")) {
                throw new IllegalArgumentException("shape: got " + text + "; needs [B,N], or several joined by or");
            }
            shapes.add(shape.substring(1, shape.length() - 1).split(",", -1));
        }
        return shapes;
    }

    private void bind(String tensor, TensorType type, int axis, String dimension) {
        long found = type.dimension(axis);
        if (dimension.startsWith("1|")) {
            if (found != 1) {
                bind(tensor, type, axis, dimension.substring(2), "1 or ");
            }
        } else if (dimension.endsWith("+1")) {
            require(tensor, type, axis, dimension.substring(0, dimension.length() - 2), found - 1, 1, "");
        } else {
            bind(tensor, type, axis, dimension, "");
        }
    }

    private void bind(String tensor, TensorType type, int axis, String dimension, String before) {
        long known = 1;
        List<String> open = new ArrayList<>();
        List<String> meaning = new ArrayList<>();
        for (String factor : dimension.split("\\*", -1)) {
            if (Character.isDigit(factor.charAt(0))) {
                known *= Long.parseLong(factor);
                meaning.add(factor);
            } else if (sizes.containsKey(factor)) {
                known = Math.multiplyExact(known, sizes.get(factor));
                meaning.add(meanings.get(factor));
            } else {
                open.add(factor);
            }
        }
        long found = type.dimension(axis);
        if (open.isEmpty()) {
            String means = meaning.size() == 1 ? meaning.getFirst() : meanings.getOrDefault(dimension, dimension);
            InputChecks.dimension(tensor, type, axis, known, before + means);
        } else if (open.size() > 1) {
            throw new IllegalStateException("dimension: got " + dimension + "; needs one unknown size at most");
        } else if (found % known != 0) {
            throw new InvalidInputException(
                    tensor,
                    type,
                    "dimension " + axis + " to be a multiple of " + known + " (" + String.join(" * ", meaning) + ")",
                    "reshaping " + tensor + " or the tensor that it must match");
        } else {
            set(open.getFirst(), found / known, open.getFirst() + " of " + tensor);
            meanings.putIfAbsent(dimension, dimension + " of " + tensor);
        }
    }

    private void require(String tensor, TensorType type, int axis, String size, long value, int added, String before) {
        if (sizes.containsKey(size)) {
            InputChecks.dimension(tensor, type, axis, sizes.get(size) + added, before + meanings.get(size) + " + 1");
        } else {
            set(size, value, size + " of " + tensor);
        }
    }
}
