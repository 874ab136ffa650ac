package io.attn4j.model.encoder;

import io.attn4j.error.InvalidInputException;
import io.attn4j.file.OnnxFile;
import io.attn4j.file.OnnxFile.Node;
import io.attn4j.tensor.DType;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Who makes and who reads each value of an ONNX graph, with refusals that name the node. */
final class OnnxGraph {
    /** A node that computes with integers in place of floats. */
    private static final Pattern QUANTISED =
            Pattern.compile("(?i).*(quantize|Integer|QLinear|QAttention|QGemm|QEmbed|MatMulNBits|Bnb4).*");

    private final String name;
    private final OnnxFile file;
    private final Map<String, Node> makers = new HashMap<>();
    private final Map<String, List<Node>> readers = new HashMap<>();

    /**
     * The graph of a model.
     *
     * @throws InvalidInputException when it is quantised
     */
    OnnxGraph(Path path, OnnxFile file) {
        name = path.toString();
        this.file = file;
        for (Node node : file.nodes()) {
            if (QUANTISED.matcher(node.op()).matches()) {
                throw refused(node, "weights in floating point", "the model before quantisation");
            }
            node.outputs().forEach(output -> makers.put(output, node));
            new LinkedHashSet<>(node.inputs())
                    .forEach(input -> readers.computeIfAbsent(input, key -> new ArrayList<>())
                            .add(node));
        }
    }

    /** What keeps a node from being part of a BERT. */
    InvalidInputException refused(Node node, String needs, String attempt) {
        return new InvalidInputException(name + " node " + node.name(), node.op(), needs, attempt);
    }

    InvalidInputException refused(Node node, String needs) {
        return refused(node, needs, "an encoder of BERT's architecture");
    }

    InvalidInputException noMaker(String value, String needs) {
        return new InvalidInputException(
                name + " " + value, "no node that computes it", needs, "an encoder of BERT's architecture");
    }

    /** The value itself behind nodes that only pass it on. */
    String behind(String value) {
        String at = value;
        Node maker = makers.get(at);
        while (maker != null && (maker.op().equals("Identity") || maker.op().equals("Dropout"))) {
            at = maker.inputs().getFirst();
            maker = makers.get(at);
        }
        return at;
    }

    /** The node that makes a value, or null for an input or initializer. */
    Node maker(String value) {
        return makers.get(behind(value));
    }

    /** The node that makes a value; of one of these operators. */
    Node maker(String value, String... ops) {
        Node maker = maker(value);
        if (maker == null) {
            throw noMaker(value, "the result of " + String.join(" or ", ops));
        }
        if (!List.of(ops).contains(maker.op())) {
            throw refused(maker, String.join(" or ", ops) + " here");
        }
        return maker;
    }

    /** The only node that reads a tensor, nodes that pass it on aside. */
    Node reader(String tensor) {
        List<Node> all = readers.getOrDefault(tensor, List.of());
        if (all.size() == 1 && all.getFirst().op().equals("Identity")) {
            return reader(all.getFirst().outputs().getFirst());
        }
        if (all.size() != 1) {
            throw new InvalidInputException(
                    name + " " + tensor,
                    all.isEmpty() ? "a tensor that no node reads" : "a tensor that " + all.size() + " nodes read",
                    "one node that reads it",
                    "an encoder of BERT's architecture");
        }
        return all.getFirst();
    }

    /** The operand of a node of two that is not {@code value}. */
    String other(Node node, String value) {
        if (node.inputs().size() != 2) {
            throw refused(node, "two operands");
        }
        String first = node.inputs().getFirst();
        return behind(first).equals(behind(value)) ? node.inputs().getLast() : first;
    }

    /** Whether the graph holds a value as a tensor, constants included. */
    boolean holds(String value) {
        return file.holds(behind(value));
    }

    /** A tensor that the graph holds. */
    Tensor tensor(String value) {
        return file.tensor(behind(value));
    }

    /** The number in a tensor of one element, or NaN. */
    double scalar(String value) {
        if (!holds(value)) {
            return Double.NaN;
        }
        TensorType type = file.type(behind(value));
        if (type == null || type.elements() != 1) {
            return Double.NaN;
        }
        return switch (type.dtype()) {
            case F32, F16, BF16 -> tensor(value).getFloat(0);
            case I64, I32 -> tensor(value).getInteger(0);
            case F64 -> Double.NaN;
        };
    }

    /** Whether a tensor holds more than one number in floating point. */
    boolean isWeight(String value) {
        TensorType type = file.type(value);
        return type == null || (DType.FLOATS.contains(type.dtype()) && type.elements() > 1);
    }

    /** All nodes that {@code from} comes from, back to the values {@code until}, which must be reached. */
    Set<Node> between(Set<String> until, String from) {
        Set<Node> found = new LinkedHashSet<>();
        Set<String> reached = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(from));
        Set<String> seen = new LinkedHashSet<>();
        while (!open.isEmpty()) {
            String value = behind(open.pop());
            if (!seen.add(value)) {
                continue;
            }
            if (until.contains(value)) {
                reached.add(value);
                continue;
            }
            Node maker = makers.get(value);
            if (maker != null && found.add(maker)) {
                maker.inputs().stream().filter(input -> !input.isEmpty()).forEach(open::push);
            }
        }
        for (String value : until) {
            if (!reached.contains(value)) {
                throw new InvalidInputException(
                        name + " " + from,
                        "a value that does not depend on " + value,
                        "one that does",
                        "an encoder of BERT's architecture");
            }
        }
        return found;
    }
}
