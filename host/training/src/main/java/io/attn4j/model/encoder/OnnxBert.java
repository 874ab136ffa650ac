package io.attn4j.model.encoder;

import io.attn4j.error.InvalidInputException;
import io.attn4j.file.OnnxFile;
import io.attn4j.file.OnnxFile.Node;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A BERT as an ONNX graph. Biases, norms and embeddings keep their names in exports; matrices do not: they are found from
 * the nodes that add the biases. The graph is followed from the embeddings to the last norm, and refused where it is not
 * that of a post-LN encoder.
 */
final class OnnxBert {
    /** What may stand between projections and the output projection of attention. */
    private static final Set<String> ATTENTION = Set.of(
            "MatMul",
            "Softmax",
            "Add",
            "Sub",
            "Mul",
            "Div",
            "Sqrt",
            "Where",
            "Reshape",
            "Transpose",
            "Shape",
            "Gather",
            "Slice",
            "Concat",
            "Unsqueeze",
            "Squeeze",
            "Cast",
            "Constant",
            "ConstantOfShape",
            "Expand",
            "Equal",
            "Not",
            "And",
            "Or",
            "Min",
            "Max",
            "Range",
            "Less",
            "LessOrEqual",
            "Greater",
            "GreaterOrEqual",
            "IsNaN",
            "Identity",
            "Dropout");

    /** Operators that make positions depend on which tokens a text has. */
    private static final Set<String> TOKEN_POSITIONS = Set.of("CumSum", "Equal", "NonZero", "Not");

    private static final String NEEDS_BERT = "an encoder of BERT's architecture";
    private static final double CLOSE = 1e-3;

    private final Path path;
    private final OnnxFile file;
    private final OnnxGraph graph;
    private final String prefix;
    private final Map<String, Tensor> made = new LinkedHashMap<>();
    private final Set<String> used = new LinkedHashSet<>();
    private Double epsilon;
    private String activation;
    private int heads;

    private OnnxBert(Path path, OnnxFile file, Integer heads) {
        this.path = path;
        this.file = file;
        graph = new OnnxGraph(path, file);
        prefix = prefix();
        this.heads = heads == null ? 0 : heads;
    }

    static ImportedEncoder read(Path path, Integer heads) {
        OnnxFile file = OnnxFile.read(path);
        try {
            return new OnnxBert(path, file, heads).read();
        } catch (RuntimeException | Error failure) {
            file.close();
            throw failure;
        }
    }

    /** What names of weights begin with; a model without BERT's embeddings is refused by the node that reads its first weight. */
    private String prefix() {
        try {
            return BertNames.prefix(path.toString(), file.initializers());
        } catch (InvalidInputException another) {
            for (Node node : file.nodes()) {
                for (String input : node.inputs()) {
                    if (file.initializers().contains(input) && graph.isWeight(input)) {
                        throw new InvalidInputException(
                                path + " node " + node.name(),
                                node.op() + " with the weight " + input,
                                NEEDS_BERT + ", with " + BertNames.WORDS,
                                "a BERT, or another model of its kind");
                    }
                }
            }
            throw another;
        }
    }

    private ImportedEncoder read() {
        Norm norm = norm(BertNames.NORM, Encoder.NORM);
        embeddings(norm.in);
        int layers = BertNames.layers(
                path.toString(),
                file.initializers().stream()
                        .filter(name -> name.startsWith(prefix))
                        .map(name -> name.substring(prefix.length()))
                        .toList());
        String stream = norm.out;
        for (int layer = 0; layer < layers; layer++) {
            stream = block(layer, stream);
        }
        EncoderConfig config = ImportedEncoder.config(made, layers, heads, activation, epsilon);
        return new ImportedEncoder(config, made, dropped(), file);
    }

    /** Word, position and type embeddings are added, in any order, and nothing else. */
    private void embeddings(String sum) {
        Map<String, String> tables = new LinkedHashMap<>();
        tables.put(prefix + BertNames.WORDS, Encoder.EMBEDDING);
        tables.put(prefix + BertNames.POSITIONS, Encoder.POSITIONS);
        tables.put(prefix + BertNames.TYPES, Encoder.TYPES);
        List<String> open = new ArrayList<>(List.of(sum));
        while (!open.isEmpty()) {
            Node node = graph.maker(open.removeLast(), "Add", "Gather");
            if (node.op().equals("Add")) {
                open.addAll(node.inputs());
                continue;
            }
            String table = graph.behind(node.inputs().getFirst());
            String ours = tables.remove(table);
            if (ours == null) {
                throw new InvalidInputException(
                        path + " node " + node.name(),
                        "Gather from " + table,
                        "BERT's embeddings, each once",
                        "a BERT");
            }
            if (ours.equals(Encoder.POSITIONS)) {
                positions(node);
            }
            made.put(ours, take(table, 2));
        }
        tables.remove(prefix + BertNames.TYPES);
        for (String missing : tables.keySet()) {
            throw new InvalidInputException(path + " " + missing, "no node that adds it", NEEDS_BERT, "a BERT");
        }
    }

    private void positions(Node gather) {
        for (Node node : graph.between(Set.of(), gather.inputs().getLast())) {
            if (TOKEN_POSITIONS.contains(node.op())) {
                throw graph.refused(node, "positions that count from 0, unlike RoBERTa's");
            }
        }
        String ids = prefix + "embeddings.position_ids";
        if (file.initializers().contains(ids)) {
            Tensor tensor = file.tensor(ids);
            for (long i = 0; i < tensor.type().elements(); i++) {
                if (tensor.getInteger(i) != i) {
                    throw new InvalidInputException(
                            path + " " + ids, "position " + tensor.getInteger(i), "" + i + " at " + i, "a BERT");
                }
            }
        }
    }

    private String block(int layer, String stream) {
        String theirs = BertNames.layer(layer);
        String ours = "layers." + layer + ".";
        Map<String, Linear> linear = new HashMap<>();
        BertNames.LINEAR.forEach((name, parts) -> linear.put(name, linear(theirs + name, ours, parts)));
        Norm norm1 = norm(theirs + BertNames.NORM1, ours + "norm1");
        Norm norm2 = norm(theirs + BertNames.NORM2, ours + "norm2");
        for (String projection : List.of(BertNames.QUERY, BertNames.KEY, BertNames.VALUE)) {
            same(linear.get(projection).node, linear.get(projection).in, stream);
        }
        attention(linear);
        residual(norm1.in, linear.get(BertNames.OUTPUT).out, stream);
        Linear in = linear.get(BertNames.MLP_IN);
        Linear out = linear.get(BertNames.MLP_OUT);
        same(in.node, in.in, norm1.out);
        activation(in, out);
        residual(norm2.in, out.out, norm1.out);
        return norm2.out;
    }

    private void same(Node node, String value, String expected) {
        if (!graph.behind(value).equals(graph.behind(expected))) {
            throw graph.refused(node, "the operand " + expected + ", as post-LN blocks have it, not " + value);
        }
    }

    private void residual(String sum, String branch, String stream) {
        Node add = graph.maker(sum, "Add");
        same(add, graph.other(add, branch), stream);
        same(add, graph.other(add, stream), branch);
    }

    private record Linear(Node node, String in, String out) {}

    /** {@code x W + b} with the bias of that name. */
    private Linear linear(String name, String ours, String[] parts) {
        String bias = prefix + name + ".bias";
        Node add = reader(bias);
        Node product = add;
        boolean transposed = false;
        if (add.op().equals("Gemm")) {
            transposed = flag(add, "transB");
            if (flag(add, "transA") || !isOne(add, "alpha") || !isOne(add, "beta")) {
                throw graph.refused(add, "no transA, alpha and beta");
            }
        } else if (add.op().equals("Add")) {
            product = graph.maker(graph.other(add, bias), "MatMul");
        } else {
            throw graph.refused(add, "Add or Gemm with " + bias);
        }
        String weight = graph.behind(product.inputs().get(1));
        Node maker = graph.maker(weight);
        if (maker != null && maker.op().equals("Transpose")) {
            transposed = !transposed;
            weight = graph.behind(maker.inputs().getFirst());
        }
        if (!graph.holds(weight)) {
            throw graph.refused(product, "a weight as its second operand, not " + weight);
        }
        made.put(ours + parts[0], BertNames.matrix(take(weight, 2), transposed));
        made.put(ours + parts[1], take(bias, 1));
        return new Linear(product, product.inputs().getFirst(), add.outputs().getFirst());
    }

    private static boolean flag(Node node, String attribute) {
        return node.attributes().get(attribute) instanceof Long value && value != 0;
    }

    private static boolean isOne(Node node, String attribute) {
        return !(node.attributes().get(attribute) instanceof Float value) || value == 1;
    }

    private record Norm(String in, String out) {}

    /** A layer norm, as one node or as those of its equation. */
    private Norm norm(String name, String ours) {
        String weight = prefix + name + ".weight";
        String bias = prefix + name + ".bias";
        Node last = reader(bias);
        String in;
        if (last.op().equals("LayerNormalization")) {
            in = last.inputs().getFirst();
            epsilon(last, last.attributes().get("epsilon") instanceof Float value ? (double) value : 1e-5);
        } else if (last.op().equals("Add")) {
            Node scaled = graph.maker(graph.other(last, bias), "Mul");
            same(scaled, graph.other(scaled, graph.other(scaled, weight)), weight);
            Node quotient = graph.maker(graph.other(scaled, weight), "Div");
            Node difference = graph.maker(quotient.inputs().getFirst(), "Sub");
            Node variance = graph.maker(
                    graph.maker(quotient.inputs().getLast(), "Sqrt").inputs().getFirst(), "Add");
            in = difference.inputs().getFirst();
            double first = graph.scalar(variance.inputs().getFirst());
            epsilon(
                    variance,
                    Double.isNaN(first) ? graph.scalar(variance.inputs().getLast()) : first);
        } else {
            throw graph.refused(last, "Add or LayerNormalization with " + bias);
        }
        made.put(ours + ".weight", take(weight, 1));
        made.put(ours + ".bias", take(bias, 1));
        return new Norm(in, last.outputs().getFirst());
    }

    private void epsilon(Node node, double value) {
        double shortest = Double.parseDouble(Float.toString((float) value));
        if (!(shortest >= 0) || (epsilon != null && epsilon != shortest)) {
            throw graph.refused(node, "one constant added to the variance in all norms, not " + value);
        }
        epsilon = shortest;
    }

    /** Softmax of scaled products, masked; nothing else with weights. Finds the number of heads. */
    private void attention(Map<String, Linear> linear) {
        String query = linear.get(BertNames.QUERY).out;
        String key = linear.get(BertNames.KEY).out;
        String value = linear.get(BertNames.VALUE).out;
        Set<Node> nodes = graph.between(Set.of(query, key, value), linear.get(BertNames.OUTPUT).in);
        int products = 0;
        Node softmax = null;
        for (Node node : nodes) {
            if (!ATTENTION.contains(node.op())) {
                throw graph.refused(node, "softmax(q k^T / sqrt(d) + mask) v");
            }
            for (String input : node.inputs()) {
                if (file.initializers().contains(input) && graph.isWeight(input)) {
                    throw graph.refused(node, "attention without weights of its own, not " + input);
                }
            }
            products += node.op().equals("MatMul") ? 1 : 0;
            softmax = node.op().equals("Softmax") ? node : softmax;
        }
        if (softmax == null || products != 2) {
            throw graph.refused(linear.get(BertNames.OUTPUT).node, "the result of softmax(q k^T / sqrt(d) + mask) v");
        }
        int found = heads(query);
        if (found == 0 && heads == 0) {
            throw new InvalidInputException(
                    "heads", "a graph that does not tell it", "the number of heads", "--heads 12");
        }
        if (found != 0 && heads != 0 && found != heads) {
            throw new InvalidInputException(
                    "heads", heads, found + ", as the graph has it at " + query, "leaving it out");
        }
        heads = found == 0 ? heads : found;
        scale(graph.between(Set.of(query, key), softmax.inputs().getFirst()), query);
    }

    /** Heads that a projection is cut into, or 0 where the graph computes it. */
    private int heads(String query) {
        Node reshape = null;
        for (Node node : file.nodes()) {
            if (node.op().equals("Reshape")
                    && graph.behind(node.inputs().getFirst()).equals(query)) {
                reshape = node;
            }
        }
        if (reshape == null) {
            return 0;
        }
        String shape = graph.behind(reshape.inputs().getLast());
        if (graph.holds(shape)) {
            Tensor sizes = graph.tensor(shape);
            return sizes.type().elements() == 4 ? (int) sizes.getInteger(2) : 0;
        }
        Node concat = graph.maker(shape);
        if (concat == null || !concat.op().equals("Concat") || concat.inputs().size() != 4) {
            return 0;
        }
        double count = graph.scalar(concat.inputs().get(2));
        return count >= 1 ? (int) count : 0;
    }

    /** Refuses a constant temperature other than {@code sqrt(d)}. */
    private void scale(Set<Node> nodes, String query) {
        double factor = 1;
        Node scaled = null;
        for (Node node : nodes) {
            double constant =
                    node.inputs().size() == 2 ? graph.scalar(node.inputs().getLast()) : Double.NaN;
            boolean scales = node.op().equals("Div") || node.op().equals("Mul");
            if (scales && constant > 0 && constant < 100) {
                factor *= node.op().equals("Div") ? 1 / constant : constant;
                scaled = node;
            }
        }
        int width = (int) made.get("layers.0.attention.wq").type().dimension(1);
        double expected = Math.sqrt((double) heads / width);
        if (scaled != null && Math.abs(factor / expected - 1) > CLOSE) {
            throw graph.refused(
                    scaled, "logits of " + query + " scaled by 1/sqrt(d) = " + expected + ", not " + factor);
        }
    }

    private void activation(Linear in, Linear out) {
        String found = null;
        Node first = null;
        for (Node node : graph.between(Set.of(in.out), out.in)) {
            first = first == null ? node : first;
            String here = switch (node.op()) {
                case "Erf" -> "gelu";
                case "Tanh" -> "gelu-tanh";
                case "Relu" -> "relu";
                case "Gelu", "FastGelu", "BiasGelu" ->
                    node.op().equals("FastGelu")
                                    || "tanh".equals(node.attributes().get("approximate"))
                            ? "gelu-tanh"
                            : "gelu";
                case "Constant", "Add", "Mul", "Div", "Pow", "Cast", "Sqrt", "Identity" -> null;
                default -> throw graph.refused(node, "GELU or ReLU");
            };
            found = here == null ? found : here;
        }
        if (found == null || (activation != null && !activation.equals(found))) {
            Node node = first == null ? out.node : first;
            throw graph.refused(node, activation == null ? "GELU or ReLU before it" : activation + ", as before");
        }
        activation = found;
    }

    private Node reader(String tensor) {
        if (!file.initializers().contains(tensor)) {
            throw new InvalidInputException(path + " " + tensor, "no tensor", NEEDS_BERT, "a BERT");
        }
        return graph.reader(tensor);
    }

    private Tensor take(String name, int rank) {
        if (!file.holds(name)) {
            throw new InvalidInputException(path + " " + name, "no tensor", NEEDS_BERT, "a BERT");
        }
        Tensor tensor = file.tensor(name);
        TensorType type = tensor.type();
        if (!graph.isWeight(name) || type.rank() != rank) {
            throw new InvalidInputException(
                    path + " " + name, type, "a weight in floating point of rank " + rank, "another export");
        }
        used.add(name);
        return BertNames.single(tensor);
    }

    private List<String> dropped() {
        return file.initializers().stream()
                .filter(name -> !used.contains(name) && graph.isWeight(name))
                .toList();
    }
}
