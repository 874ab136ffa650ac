package io.attn4j.mechanism.block;

import io.attn4j.cpu.decode.DecodeRows;
import io.attn4j.cpu.decode.PackedMatrix;
import io.attn4j.cpu.decode.RowArray;
import io.attn4j.cpu.decode.RowNorm;
import io.attn4j.cpu.decode.RowProduct;
import io.attn4j.cpu.decode.RowThreads;
import io.attn4j.mechanism.DecodeSetup;
import io.attn4j.mechanism.Decoder;
import io.attn4j.mechanism.Request;
import io.attn4j.plan.matrix.Activation;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A stack of blocks, token by token: the steps of {@link BlockPlan} for a few rows, with the caches of its mechanisms. */
final class BlockDecoder implements Decoder {
    private final Request request;
    private final DecodeSetup setup;
    private final RowThreads threads;
    private final List<Layer> layers = new ArrayList<>();
    private final RowNorm norm;
    private final RowArray stream;
    private final RowArray normed;
    private final RowArray hidden;
    private final int width;
    private final boolean preNorm;

    /** One block, with room for what its projections make. */
    private record Layer(
            RowNorm norm1,
            RowProduct q,
            RowProduct k,
            RowProduct v,
            Inputs inputs,
            Decoder attention,
            RowArray heads,
            RowProduct wo,
            RowNorm norm2,
            RowProduct mlpIn,
            RowProduct mlpOut) {}

    BlockDecoder(Request request, DecodeSetup setup) {
        this.request = request;
        this.setup = setup;
        threads = setup.threads();
        width = (int) request.outputType().dimension(2);
        preNorm = settings().order() == NormOrder.PRE;
        stream = RowArray.of(setup.rows(), width);
        normed = RowArray.of(setup.rows(), width);
        int widest = 1;
        for (BlockLayer layer : request.form(BlockStack.class).layers()) {
            Layer made = layer(layer);
            layers.add(made);
            widest = Math.max(widest, made.mlpIn().columns());
        }
        hidden = RowArray.of(setup.rows(), widest);
        norm = request.has("norm.weight") ? norm("norm.weight", "norm.bias") : null;
    }

    private RowNorm norm(String weight, String bias) {
        float[] beta = request.has(bias) ? setup.floats(bias) : null;
        return new RowNorm(setup.floats(weight), beta, settings().epsilon());
    }

    private BlockSettings settings() {
        return request.form(BlockStack.class).settings();
    }

    private Layer layer(BlockLayer layer) {
        Request inner = layer.inner();
        Map<String, Tensor> weights = new HashMap<>();
        layer.names().forEach((part, name) -> {
            if (part.startsWith("attention.")) {
                weights.put(
                        part.substring("attention.".length()), setup.weights().get(name));
            }
        });
        boolean projects = layer.projects();
        RowArray tokens = preNorm ? normed : stream;
        RowProduct q = projects ? product(layer, "attention.wq", "attention.bq", Activation.NONE) : null;
        RowProduct k = projects ? product(layer, "attention.wk", "attention.bk", Activation.NONE) : null;
        RowProduct v = projects ? product(layer, "attention.wv", "attention.bv", Activation.NONE) : null;
        Inputs inputs = projects ? new Inputs(null, room(q), room(k), room(v)) : new Inputs(tokens, null, null, null);
        boolean byHeads = inner.outputType().rank() == 4;
        RowArray heads = RowArray.of(setup.rows(), byHeads ? inner.heads() * inner.valueDim() : width);
        return new Layer(
                norm(layer, "norm1"),
                q,
                k,
                v,
                inputs,
                inner.mechanism().decoder(inner, setup.with(weights)),
                heads,
                byHeads ? product(layer, "attention.wo", "attention.bo", Activation.NONE) : null,
                norm(layer, "norm2"),
                product(layer, "mlp.w1", "mlp.b1", settings().activation()),
                product(layer, "mlp.w2", "mlp.b2", Activation.NONE));
    }

    private RowNorm norm(BlockLayer layer, String part) {
        String bias = layer.names().getOrDefault(part + ".bias", "");
        return norm(layer.names().get(part + ".weight"), bias);
    }

    private RowProduct product(BlockLayer layer, String weight, String bias, Activation activation) {
        String name = layer.names().get(weight);
        TensorType type = request.inputs().get(name);
        PackedMatrix w =
                PackedMatrix.of(setup.weights().get(name).segment(), (int) type.dimension(0), (int) type.dimension(1));
        return new RowProduct(
                threads, w, layer.has(bias) ? setup.floats(layer.names().get(bias)) : null, activation);
    }

    private RowArray room(RowProduct product) {
        return RowArray.of(setup.rows(), product.columns());
    }

    @Override
    public void run(DecodeRows rows, Inputs in, RowArray o) {
        int count = rows.count();
        System.arraycopy(in.x().data(), 0, stream.data(), 0, in.x().at(count));
        for (int i = 0; i < layers.size(); i++) {
            run(layers.get(i), rows);
        }
        if (norm == null) {
            System.arraycopy(stream.data(), 0, o.data(), 0, o.at(count));
        } else {
            norm.run(stream, count, o);
        }
    }

    private void run(Layer layer, DecodeRows rows) {
        int count = rows.count();
        if (preNorm) {
            layer.norm1().run(stream, count, normed);
            attend(layer, normed, rows);
            layer.norm2().run(stream, count, normed);
            layer.mlpIn().run(normed, count, hidden);
            layer.mlpOut().add(hidden, count, stream);
        } else {
            attend(layer, stream, rows);
            layer.norm1().run(stream, count, stream);
            layer.mlpIn().run(stream, count, hidden);
            layer.mlpOut().add(hidden, count, stream);
            layer.norm2().run(stream, count, stream);
        }
    }

    /** Adds what the mechanism makes of {@code x}. */
    private void attend(Layer layer, RowArray x, DecodeRows rows) {
        int count = rows.count();
        if (layer.q() != null) {
            layer.q().run(x, count, layer.inputs().q());
            layer.k().run(x, count, layer.inputs().k());
            layer.v().run(x, count, layer.inputs().v());
        }
        layer.attention().run(rows, layer.inputs(), layer.heads());
        if (layer.wo() != null) {
            layer.wo().add(layer.heads(), count, stream);
        } else {
            for (int r = 0; r < count; r++) {
                add(layer.heads(), stream, r);
            }
        }
    }

    private void add(RowArray x, RowArray y, int r) {
        float[] from = x.data();
        float[] to = y.data();
        int x0 = x.at(r);
        int y0 = y.at(r);
        for (int c = 0; c < width; c++) {
            to[y0 + c] += from[x0 + c];
        }
    }

    @Override
    public void reset(int sequence) {
        for (int i = 0; i < layers.size(); i++) {
            layers.get(i).attention().reset(sequence);
        }
    }

    @Override
    public long cacheBytes() {
        return layers.stream()
                .mapToLong(layer -> layer.attention().cacheBytes())
                .sum();
    }
}
