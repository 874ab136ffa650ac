package io.attn4j.mechanism;

import io.attn4j.error.InvalidInputException;
import io.attn4j.tensor.DType;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Checks of names, types and small integer tensors that all mechanisms share; each failure is one line. */
public final class InputChecks {
    /** Stands for any thread but the caller's; it is never started. */
    private static final Thread ANOTHER_THREAD = Thread.ofPlatform().unstarted(() -> {});

    private InputChecks() {}

    /**
     * Refuses tensors that the mechanism does not take, missing ones that it requires, and floats of more than one element
     * type.
     */
    public static void names(String mechanism, List<TensorSpec> specs, Map<String, TensorType> inputs) {
        for (String name : inputs.keySet()) {
            List<String> known = new ArrayList<>();
            for (TensorSpec spec : specs) {
                known.add(spec.name());
            }
            if (!known.contains(name)) {
                throw new InvalidInputException(
                        name,
                        "a tensor that " + mechanism + " does not take",
                        "one of " + String.join(", ", known),
                        "leaving it out or renaming it");
            }
        }
        for (TensorSpec spec : specs) {
            if (spec.required() && !inputs.containsKey(spec.name())) {
                throw missing(spec.name(), spec.shape());
            }
        }
        oneFloatType(specs, inputs);
    }

    private static void oneFloatType(List<TensorSpec> specs, Map<String, TensorType> inputs) {
        String first = null;
        for (TensorSpec spec : specs) {
            TensorType type = inputs.get(spec.name());
            if (type == null || !DType.FLOATS.contains(type.dtype())) {
                continue;
            }
            if (first == null) {
                first = spec.name();
            } else if (type.dtype() != inputs.get(first).dtype()) {
                DType needed = inputs.get(first).dtype();
                throw new InvalidInputException(
                        "dtype",
                        first + " " + needed + " and " + spec.name() + " " + type.dtype(),
                        "one dtype",
                        "converting " + spec.name() + " to " + needed);
            }
        }
    }

    /** The refusal of a request that lacks the tensor {@code name}. */
    public static InvalidInputException missing(String name, String shape) {
        return new InvalidInputException(name, "no tensor", name + " " + shape, "adding it to the input");
    }

    /** Refuses a tensor that is not of F32, F16 or BF16, has a rank outside the range, or a dimension of 0 or above 2^31 - 1. */
    public static TensorType floats(
            Map<String, TensorType> inputs, String name, String shape, int minRank, int maxRank) {
        TensorType type = inputs.get(name);
        if (!DType.FLOATS.contains(type.dtype())) {
            throw new InvalidInputException(name, type, "F32, F16 or BF16", "converting it to 32-bit floats");
        }
        return dimensions(type, name, shape, minRank, maxRank);
    }

    /** Refuses a tensor that is not a vector of I32 or I64 with at least one element. */
    public static TensorType integers(Map<String, TensorType> inputs, String name, String shape) {
        TensorType type = inputs.get(name);
        if (type.dtype() != DType.I32 && type.dtype() != DType.I64) {
            throw new InvalidInputException(name, type, "I32 (or I64)", "converting it to 32-bit integers");
        }
        return dimensions(type, name, shape, 1, 1);
    }

    private static TensorType dimensions(TensorType type, String name, String shape, int minRank, int maxRank) {
        if (type.rank() < minRank || type.rank() > maxRank) {
            throw new InvalidInputException(name, type, "the shape " + shape, "reshaping it");
        }
        for (int axis = 0; axis < type.rank(); axis++) {
            if (type.dimension(axis) < 1 || type.dimension(axis) > Integer.MAX_VALUE) {
                throw new InvalidInputException(
                        name, type, "every dimension from 1 to 2^31 - 1", "leaving out empty inputs");
            }
        }
        return type;
    }

    /** Refuses a dimension other than the given size. */
    public static void dimension(String name, TensorType type, int axis, long size, String meaning) {
        if (type.dimension(axis) != size) {
            throw new InvalidInputException(
                    name,
                    type,
                    "dimension " + axis + " to be " + size + " (" + meaning + ")",
                    "reshaping " + name + " or the tensor that it must match");
        }
    }

    /** Refuses a part of a request that cannot be split further and has more elements than an array can. */
    public static void indivisible(String name, long... factors) {
        long elements = 1;
        for (long factor : factors) {
            elements = elements > Integer.MAX_VALUE ? elements : elements * factor;
        }
        if (elements > Integer.MAX_VALUE) {
            throw new InvalidInputException(
                    name,
                    "at least " + elements + " elements for one batch and key/value head",
                    "less than 2^31, as device arrays are indexed by 32-bit integers",
                    "a shorter sequence");
        }
    }

    /**
     * The data of a checked integer tensor.
     *
     * @throws InvalidInputException when an element is outside {@code min} to {@code max}
     */
    public static int[] values(String name, Tensor tensor, int min, int max, String meaning) {
        int[] values = new int[(int) tensor.type().elements()];
        for (int i = 0; i < values.length; i++) {
            long value = tensor.getInteger(i);
            if (value < min || value > max) {
                throw new InvalidInputException(
                        name + "[" + i + "]",
                        value,
                        "a number from " + min + " to " + max + " (" + meaning + ")",
                        "correcting it");
            }
            values[i] = (int) value;
        }
        return values;
    }

    /**
     * The data of a tensor of sequence starts.
     *
     * @param total what the last element must be
     * @throws InvalidInputException when it does not ascend from 0 to {@code total}
     */
    public static int[] sequenceStarts(String name, Tensor tensor, int total, String meaning) {
        int[] starts = values(name, tensor, 0, total, meaning);
        if (starts[0] != 0) {
            throw new InvalidInputException(name + "[0]", starts[0], "0", "starting with 0");
        }
        for (int i = 1; i < starts.length; i++) {
            if (starts[i] < starts[i - 1]) {
                throw new InvalidInputException(
                        name + "[" + i + "]",
                        starts[i],
                        "at least the element before it (" + starts[i - 1] + ")",
                        "giving cumulative sequence lengths");
            }
        }
        if (starts[starts.length - 1] != total) {
            throw new InvalidInputException(
                    name + "[" + (starts.length - 1) + "]",
                    starts[starts.length - 1],
                    total + " (" + meaning + ")",
                    "giving cumulative sequence lengths with the total as last element");
        }
        return starts;
    }

    /** Refuses a request that a session opened for {@code capacity} cannot run. */
    public static void within(Request request, Request capacity) {
        if (!request.fitsIn(capacity)) {
            throw new InvalidInputException(
                    "problem",
                    request.inputs(),
                    "sizes within " + capacity.inputs() + ", which the session was opened with",
                    "opening a session for the larger sizes");
        }
    }

    /**
     * Refuses tensors in memory that only one thread may use, or whose arena is closed.
     *
     * @throws InvalidInputException with one line that names the tensor and the arena to take
     */
    public static void shared(Call call) {
        call.inputs().forEach((name, tensor) -> usable(name, tensor, ANOTHER_THREAD));
        call.outputs().forEach((name, tensor) -> usable(name, tensor, ANOTHER_THREAD));
    }

    /** Whether threads other than the caller's may use the tensor's memory. */
    public static boolean isShared(Tensor tensor) {
        return tensor.segment().isAccessibleBy(ANOTHER_THREAD);
    }

    /** Refuses a tensor that is not there, or in memory that {@code thread} may not use. */
    public static void usable(String name, Tensor tensor, Thread thread) {
        if (tensor == null) {
            throw new InvalidInputException(name, "null", "a tensor", "leaving it out or giving one");
        }
        if (!tensor.segment().scope().isAlive()) {
            throw new InvalidInputException(
                    name, "memory whose arena is closed", "memory that is there", "closing the arena later");
        }
        if (!tensor.segment().isAccessibleBy(thread)) {
            throw new InvalidInputException(
                    name,
                    "memory of an arena that belongs to another thread",
                    "memory of this thread, or of all threads",
                    "Arena.ofShared() or Arena.ofAuto()");
        }
    }

    /** Refuses tensors other than those that the request was made from, and outputs of another name, type or shape. */
    public static void tensors(Request request, Map<String, Tensor> inputs, Map<String, Tensor> outputs) {
        if (!request.isOf(inputs)) {
            request.inputs().forEach((name, type) -> match(name, inputs.get(name), type));
        }
        match("o", outputs.get("o"), request.outputType());
        for (Map.Entry<String, Tensor> output : outputs.entrySet()) {
            TensorType type = request.outputs().get(output.getKey());
            if (type == null) {
                throw new InvalidInputException(
                        output.getKey(),
                        "an output",
                        "one of " + String.join(", ", request.outputs().keySet()),
                        "leaving it out");
            }
            match(output.getKey(), output.getValue(), type);
        }
    }

    private static void match(String name, Tensor tensor, TensorType type) {
        if (tensor == null) {
            throw new InvalidInputException(name, "no tensor", type.toString(), "adding it");
        }
        if (!tensor.type().equals(type)) {
            throw new InvalidInputException(name, tensor.type(), type.toString(), "a tensor of that type and shape");
        }
    }
}
