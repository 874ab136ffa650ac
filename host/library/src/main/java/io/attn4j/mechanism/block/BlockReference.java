package io.attn4j.mechanism.block;

import io.attn4j.mechanism.Mechanism;
import io.attn4j.mechanism.Request;
import io.attn4j.reference.Activations;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * fp64 reference of a stack of blocks, pre-LN or post-LN (Xiong et al. 2020, figure 1): norms, projections and MLPs in plain
 * loops, the mechanism by its own reference. What goes into a mechanism is rounded to fp32 first, as its reference takes tensors.
 */
final class BlockReference {
    private final Request request;
    private final Map<String, Tensor> inputs;
    private final BlockSettings settings;
    private final int batch;
    private final int tokens;
    private final int width;
    private final double[] auxiliaryLoss;

    private BlockReference(Request request, Map<String, Tensor> inputs, double[] auxiliaryLoss) {
        this.request = request;
        this.auxiliaryLoss = auxiliaryLoss;
        this.inputs = inputs;
        settings = request.form(BlockStack.class).settings();
        batch = request.batch();
        tokens = request.queries();
        width = (int) request.outputType().dimension(2);
    }

    /** Fills {@code o} [B,N,M], and {@code auxiliaryLoss} [B] with the sum over blocks unless it is null. */
    static void forward(Request request, Map<String, Tensor> inputs, double[] o, double[] auxiliaryLoss) {
        BlockReference reference = new BlockReference(request, inputs, auxiliaryLoss);
        if (auxiliaryLoss != null) {
            Arrays.fill(auxiliaryLoss, 0);
        }
        double[] x = doubles(inputs.get("x"));
        for (BlockLayer layer : request.form(BlockStack.class).layers()) {
            x = reference.settings.order() == NormOrder.POST
                    ? reference.postNorm(layer, x)
                    : reference.preNorm(layer, x);
        }
        if (request.has("norm.weight")) {
            x = reference.norm(x, "norm.weight", request.has("norm.bias") ? "norm.bias" : null);
        }
        System.arraycopy(x, 0, o, 0, o.length);
    }

    private double[] preNorm(BlockLayer layer, double[] x) {
        double[] a = sum(x, attention(layer, norm(layer, "norm1", x)));
        return sum(a, feedForward(layer, norm(layer, "norm2", a)));
    }

    private double[] postNorm(BlockLayer layer, double[] x) {
        double[] a = norm(layer, "norm1", sum(x, attention(layer, x)));
        return norm(layer, "norm2", sum(a, feedForward(layer, a)));
    }

    private static double[] doubles(Tensor tensor) {
        double[] values = new double[(int) tensor.type().elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = tensor.getFloat(i);
        }
        return values;
    }

    private static double[] sum(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] + b[i]).toArray();
    }

    private double[] norm(BlockLayer layer, String part, double[] x) {
        return norm(x, layer.names().get(part + ".weight"), layer.names().get(part + ".bias"));
    }

    private double[] norm(double[] x, String weight, String bias) {
        double[] y = new double[x.length];
        for (int row = 0; row < batch * tokens; row++) {
            double mean = 0;
            for (int c = 0; c < width; c++) {
                mean += x[row * width + c] / width;
            }
            double variance = 0;
            for (int c = 0; c < width; c++) {
                double difference = x[row * width + c] - mean;
                variance += difference * difference / width;
            }
            for (int c = 0; c < width; c++) {
                double scaled = (x[row * width + c] - mean) / Math.sqrt(variance + settings.epsilon());
                y[row * width + c] = scaled * inputs.get(weight).getFloat(c)
                        + (bias == null ? 0 : inputs.get(bias).getFloat(c));
            }
        }
        return y;
    }

    /** {@code x W + b} for each row of {@code x}. */
    private double[] linear(BlockLayer layer, double[] x, String weight, String bias) {
        Tensor w = inputs.get(layer.names().get(weight));
        int inner = (int) w.type().dimension(0);
        int columns = (int) w.type().dimension(1);
        double[] matrix = doubles(w);
        double[] start = layer.has(bias) ? doubles(inputs.get(layer.names().get(bias))) : new double[columns];
        int rows = x.length / inner;
        double[] y = new double[rows * columns];
        IntStream.range(0, rows).parallel().forEach(row -> {
            System.arraycopy(start, 0, y, row * columns, columns);
            for (int n = 0; n < inner; n++) {
                double value = x[row * inner + n];
                for (int c = 0; c < columns; c++) {
                    y[row * columns + c] += value * matrix[n * columns + c];
                }
            }
        });
        return y;
    }

    /** {@code Mechanism(x) Wo + bo}. */
    private double[] attention(BlockLayer layer, double[] x) {
        Request inner = layer.inner();
        Map<String, Tensor> given = new HashMap<>();
        layer.names().forEach((part, name) -> {
            String tensor = part.replaceFirst("^attention\\.", "");
            if (inner.has(tensor)) {
                given.put(tensor, inputs.get(name));
            }
        });
        if (inputs.containsKey("lengths")) {
            given.put("lengths", inputs.get("lengths"));
        }
        if (layer.projects()) {
            for (String name : List.of("q", "k", "v")) {
                double[] rows = linear(layer, x, "attention.w" + name, "attention.b" + name);
                given.put(name, byHeads(rows, inner.inputs().get(name)));
            }
        } else {
            given.put("x", rounded(x, request.inputs().get("x")));
        }
        double[] o = new double[(int) inner.outputType().elements()];
        Map<String, double[]> outputs = new HashMap<>(Map.of("o", o));
        if (auxiliaryLoss != null) {
            outputs.put(Mechanism.AUX_LOSS, new double[batch]);
        }
        inner.reference(given, outputs);
        for (int b = 0; auxiliaryLoss != null && b < batch; b++) {
            auxiliaryLoss[b] += outputs.get(Mechanism.AUX_LOSS)[b];
        }
        return inner.outputType().rank() == 4
                ? linear(layer, sideBySide(o, inner.outputType()), "attention.wo", "attention.bo")
                : o;
    }

    private static Tensor rounded(double[] values, TensorType type) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return Tensor.of(floats, type.shape());
    }

    /** [B,N,H*D] as [B,H,N,D]. */
    private Tensor byHeads(double[] rows, TensorType type) {
        int heads = (int) type.dimension(1);
        int dim = (int) type.dimension(3);
        double[] moved = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            int token = i / dim / heads;
            int head = i / dim % heads;
            moved[((token / tokens * heads + head) * tokens + token % tokens) * dim + i % dim] = rows[i];
        }
        return rounded(moved, type);
    }

    /** [B,H,N,D] as [B,N,H*D]. */
    private double[] sideBySide(double[] o, TensorType type) {
        int heads = (int) type.dimension(1);
        int dim = (int) type.dimension(3);
        double[] moved = new double[o.length];
        for (int i = 0; i < o.length; i++) {
            int token = i / dim / heads;
            int head = i / dim % heads;
            moved[i] = o[((token / tokens * heads + head) * tokens + token % tokens) * dim + i % dim];
        }
        return moved;
    }

    /** {@code W2 f(W1 a + b1) + b2}. */
    private double[] feedForward(BlockLayer layer, double[] a) {
        double[] inside = linear(layer, a, "mlp.w1", "mlp.b1");
        for (int i = 0; i < inside.length; i++) {
            inside[i] = Activations.apply(settings.activation(), inside[i]);
        }
        return linear(layer, inside, "mlp.w2", "mlp.b2");
    }
}
