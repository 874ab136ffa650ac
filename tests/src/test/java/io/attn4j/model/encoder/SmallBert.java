package io.attn4j.model.encoder;

import io.attn4j.file.OnnxBytes;
import io.attn4j.reference.Activations;
import io.attn4j.tensor.RandomTensors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A BERT of random weights by Hugging Face's names, as an ONNX graph of the shape that PyTorch exports, and its equations in fp64. */
public final class SmallBert {
    static final int VOCABULARY = 13;
    static final int POSITIONS = 9;
    static final int LAYERS = 2;
    static final int WIDTH = 8;
    static final int HEADS = 2;
    static final int MLP = 12;
    static final double EPSILON = 1e-5;

    /** Weights by name; matrices are [out,in]. */
    final Map<String, float[]> weights = new LinkedHashMap<>();

    final Map<String, long[]> shapes = new LinkedHashMap<>();

    public SmallBert() {
        put("embeddings.word_embeddings.weight", VOCABULARY, WIDTH);
        put("embeddings.position_embeddings.weight", POSITIONS, WIDTH);
        put("embeddings.token_type_embeddings.weight", 2, WIDTH);
        norm("embeddings.LayerNorm");
        for (int layer = 0; layer < LAYERS; layer++) {
            String prefix = "encoder.layer." + layer + ".";
            for (String name : List.of(
                    "attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense")) {
                linear(prefix + name, WIDTH, WIDTH);
            }
            norm(prefix + "attention.output.LayerNorm");
            linear(prefix + "intermediate.dense", WIDTH, MLP);
            linear(prefix + "output.dense", MLP, WIDTH);
            norm(prefix + "output.LayerNorm");
        }
    }

    private void linear(String name, int in, int out) {
        put(name + ".weight", out, in);
        put(name + ".bias", out);
    }

    private void norm(String name) {
        put(name + ".weight", WIDTH);
        put(name + ".bias", WIDTH);
    }

    private void put(String name, long... shape) {
        float[] values = RandomTensors.normal(name.hashCode(), shape).toFloats();
        for (int i = 0; i < values.length; i++) {
            values[i] *= shape.length == 1 ? 0.3f : 0.5f;
        }
        weights.put(name, values);
        shapes.put(name, shape);
    }

    /** [out,in] as [in,out]. */
    float[] transposed(String name) {
        int rows = (int) shapes.get(name)[0];
        int columns = (int) shapes.get(name)[1];
        float[] turned = new float[rows * columns];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                turned[c * rows + r] = weights.get(name)[r * columns + c];
            }
        }
        return turned;
    }

    /** Nodes by their result and tensors by their name, in order, for tests that change some. */
    public static final class Graph {
        final Map<String, OnnxBytes> nodes = new LinkedHashMap<>();
        public final Map<String, OnnxBytes> tensors = new LinkedHashMap<>();

        void node(String op, String output, String... inputs) {
            nodes.put(output, OnnxBytes.node(op, output, inputs));
        }

        void constant(String output, OnnxBytes tensor) {
            nodes.put(output, OnnxBytes.node("Constant", output).message(5, OnnxBytes.attribute("value", tensor)));
        }

        public byte[] model() {
            OnnxBytes graph = new OnnxBytes();
            nodes.values().forEach(node -> graph.message(1, node));
            tensors.values().forEach(tensor -> graph.message(5, tensor));
            return OnnxBytes.model(graph.message(12, new OnnxBytes().text(1, "last_hidden_state")));
        }
    }

    /** The graph, with matrices under names that say nothing, as exports have them. */
    public Graph graph() {
        Graph graph = new Graph();
        shapes.forEach((name, shape) -> {
            boolean matrix = shape.length == 2 && name.startsWith("encoder.");
            String called = matrix ? "onnx::MatMul_" + name.hashCode() : name;
            graph.tensors.put(
                    called,
                    matrix
                            ? OnnxBytes.floats(called, transposed(name), shape[1], shape[0])
                            : OnnxBytes.floats(called, weights.get(name), shape));
        });
        long[] positions = new long[POSITIONS];
        for (int i = 0; i < POSITIONS; i++) {
            positions[i] = i;
        }
        graph.tensors.put("embeddings.position_ids", OnnxBytes.integers("embeddings.position_ids", positions, 1, 9));
        graph.node("Gather", "words", "embeddings.word_embeddings.weight", "input_ids");
        graph.node("Gather", "types", "embeddings.token_type_embeddings.weight", "token_type_ids");
        graph.node("Slice", "places", "embeddings.position_ids");
        graph.node("Gather", "positions", "embeddings.position_embeddings.weight", "places");
        graph.node("Add", "wordsAndTypes", "words", "types");
        graph.node("Add", "embedded", "wordsAndTypes", "positions");
        String stream = norm(graph, "embeddings.LayerNorm", "embedded");
        for (int layer = 0; layer < LAYERS; layer++) {
            stream = block(graph, "encoder.layer." + layer + ".", stream, layer == LAYERS - 1);
        }
        return graph;
    }

    private static String norm(Graph graph, String name, String x) {
        graph.node("ReduceMean", name + "/mean", x);
        graph.node("Sub", name + "/difference", x, name + "/mean");
        graph.constant(name + "/two", OnnxBytes.floats("", new float[] {2}));
        graph.node("Pow", name + "/squares", name + "/difference", name + "/two");
        graph.node("ReduceMean", name + "/variance", name + "/squares");
        graph.constant(name + "/epsilon", OnnxBytes.floats("", new float[] {(float) EPSILON}));
        graph.node("Add", name + "/sum", name + "/variance", name + "/epsilon");
        graph.node("Sqrt", name + "/root", name + "/sum");
        graph.node("Div", name + "/quotient", name + "/difference", name + "/root");
        graph.node("Mul", name + "/scaled", name + "/quotient", name + ".weight");
        graph.node("Add", name + "/out", name + "/scaled", name + ".bias");
        return name + "/out";
    }

    private static String linear(Graph graph, String name, String x) {
        graph.node("MatMul", name + "/product", x, "onnx::MatMul_" + (name + ".weight").hashCode());
        graph.node("Add", name + "/out", name + ".bias", name + "/product");
        return name + "/out";
    }

    private static String block(Graph graph, String name, String x, boolean last) {
        String self = name + "attention.self.";
        for (String each : List.of("query", "key", "value")) {
            linear(graph, self + each, x);
            graph.constant(self + each + "/heads", OnnxBytes.integers("", new long[] {HEADS}, 1));
            graph.constant(self + each + "/dim", OnnxBytes.integers("", new long[] {WIDTH / HEADS}, 1));
            graph.node("Shape", self + each + "/shape", self + each + "/out");
            graph.node(
                    "Concat",
                    self + each + "/sizes",
                    self + each + "/shape",
                    self + each + "/shape",
                    self + each + "/heads",
                    self + each + "/dim");
            graph.node("Reshape", self + each + "/apart", self + each + "/out", self + each + "/sizes");
            graph.node("Transpose", self + each + "/turned", self + each + "/apart");
        }
        graph.node("MatMul", self + "products", self + "query/turned", self + "key/turned");
        graph.constant(self + "root", OnnxBytes.floats("", new float[] {(float) Math.sqrt(WIDTH / HEADS)}));
        graph.node("Div", self + "logits", self + "products", self + "root");
        graph.node("Add", self + "masked", self + "logits", "attention_mask");
        graph.node("Softmax", self + "weights", self + "masked");
        graph.node("MatMul", self + "heads", self + "weights", self + "value/turned");
        graph.node("Transpose", self + "together", self + "heads");
        linear(graph, name + "attention.output.dense", self + "together");
        graph.node("Add", name + "attention.output/sum", name + "attention.output.dense/out", x);
        String a = norm(graph, name + "attention.output.LayerNorm", name + "attention.output/sum");
        String z = linear(graph, name + "intermediate.dense", a);
        graph.node("Erf", name + "erf", z);
        graph.node("Mul", name + "gelu", z, name + "erf");
        linear(graph, name + "output.dense", name + "gelu");
        graph.node("Add", name + "output/sum", name + "output.dense/out", a);
        String y = norm(graph, name + "output.LayerNorm", name + "output/sum");
        if (last) {
            graph.node("Identity", "last_hidden_state", y);
        }
        return y;
    }

    /** What the model gives for a text, [N][M]. */
    double[][] hidden(int[] tokens) {
        double[][] x = new double[tokens.length][WIDTH];
        for (int n = 0; n < tokens.length; n++) {
            for (int c = 0; c < WIDTH; c++) {
                x[n][c] = (double) weights.get("embeddings.word_embeddings.weight")[tokens[n] * WIDTH + c]
                        + weights.get("embeddings.position_embeddings.weight")[n * WIDTH + c]
                        + weights.get("embeddings.token_type_embeddings.weight")[c];
            }
        }
        x = norm("embeddings.LayerNorm", x);
        for (int layer = 0; layer < LAYERS; layer++) {
            String prefix = "encoder.layer." + layer + ".";
            double[][] attended = linear(prefix + "attention.output.dense", attention(prefix + "attention.self.", x));
            double[][] a = norm(prefix + "attention.output.LayerNorm", sum(x, attended));
            double[][] inside = linear(prefix + "intermediate.dense", a);
            for (double[] row : inside) {
                for (int c = 0; c < row.length; c++) {
                    row[c] *= 0.5 * (1 + Activations.erf(row[c] / Math.sqrt(2)));
                }
            }
            x = norm(prefix + "output.LayerNorm", sum(a, linear(prefix + "output.dense", inside)));
        }
        return x;
    }

    private double[][] attention(String name, double[][] x) {
        double[][] q = linear(name + "query", x);
        double[][] k = linear(name + "key", x);
        double[][] v = linear(name + "value", x);
        int dim = WIDTH / HEADS;
        double[][] o = new double[x.length][WIDTH];
        for (int h = 0; h < HEADS; h++) {
            for (int i = 0; i < x.length; i++) {
                double[] weight = new double[x.length];
                double total = 0;
                for (int j = 0; j < x.length; j++) {
                    double logit = 0;
                    for (int d = h * dim; d < (h + 1) * dim; d++) {
                        logit += q[i][d] * k[j][d];
                    }
                    weight[j] = Math.exp(logit / Math.sqrt(dim));
                    total += weight[j];
                }
                for (int j = 0; j < x.length; j++) {
                    for (int d = h * dim; d < (h + 1) * dim; d++) {
                        o[i][d] += weight[j] / total * v[j][d];
                    }
                }
            }
        }
        return o;
    }

    private double[][] linear(String name, double[][] x) {
        float[] w = weights.get(name + ".weight");
        float[] bias = weights.get(name + ".bias");
        double[][] y = new double[x.length][bias.length];
        for (int n = 0; n < x.length; n++) {
            for (int c = 0; c < bias.length; c++) {
                y[n][c] = bias[c];
                for (int k = 0; k < x[n].length; k++) {
                    y[n][c] += x[n][k] * w[c * x[n].length + k];
                }
            }
        }
        return y;
    }

    private double[][] norm(String name, double[][] x) {
        double[][] y = new double[x.length][WIDTH];
        for (int n = 0; n < x.length; n++) {
            double mean = 0;
            double variance = 0;
            for (double value : x[n]) {
                mean += value / WIDTH;
            }
            for (double value : x[n]) {
                variance += (value - mean) * (value - mean) / WIDTH;
            }
            for (int c = 0; c < WIDTH; c++) {
                y[n][c] = (x[n][c] - mean) / Math.sqrt(variance + EPSILON) * weights.get(name + ".weight")[c]
                        + weights.get(name + ".bias")[c];
            }
        }
        return y;
    }

    private static double[][] sum(double[][] a, double[][] b) {
        double[][] sum = new double[a.length][WIDTH];
        for (int n = 0; n < a.length; n++) {
            for (int c = 0; c < WIDTH; c++) {
                sum[n][c] = a[n][c] + b[n][c];
            }
        }
        return sum;
    }

    /** Weights of the model by our names. */
    static Map<String, String> ourNames() {
        Map<String, String> ours = new TreeMap<>();
        ours.put("embedding.weight", "embeddings.word_embeddings.weight");
        ours.put("positions.weight", "embeddings.position_embeddings.weight");
        ours.put("types.weight", "embeddings.token_type_embeddings.weight");
        ours.put("embedding.norm.weight", "embeddings.LayerNorm.weight");
        ours.put("embedding.norm.bias", "embeddings.LayerNorm.bias");
        for (int layer = 0; layer < LAYERS; layer++) {
            String own = "layers." + layer + ".";
            String theirs = "encoder.layer." + layer + ".";
            Map.of(
                            "attention.wq", "attention.self.query.weight",
                            "attention.bq", "attention.self.query.bias",
                            "attention.wk", "attention.self.key.weight",
                            "attention.bk", "attention.self.key.bias",
                            "attention.wv", "attention.self.value.weight",
                            "attention.bv", "attention.self.value.bias",
                            "attention.wo", "attention.output.dense.weight",
                            "attention.bo", "attention.output.dense.bias",
                            "norm1.weight", "attention.output.LayerNorm.weight",
                            "norm1.bias", "attention.output.LayerNorm.bias")
                    .forEach((our, their) -> ours.put(own + our, theirs + their));
            Map.of(
                            "mlp.w1", "intermediate.dense.weight",
                            "mlp.b1", "intermediate.dense.bias",
                            "mlp.w2", "output.dense.weight",
                            "mlp.b2", "output.dense.bias",
                            "norm2.weight", "output.LayerNorm.weight",
                            "norm2.bias", "output.LayerNorm.bias")
                    .forEach((our, their) -> ours.put(own + our, theirs + their));
        }
        return ours;
    }
}
