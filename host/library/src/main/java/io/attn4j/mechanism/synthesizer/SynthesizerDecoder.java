package io.attn4j.mechanism.synthesizer;

import io.attn4j.cpu.decode.DecodeRows;
import io.attn4j.cpu.decode.HeadCaches;
import io.attn4j.cpu.decode.LogitBias;
import io.attn4j.cpu.decode.PackedMatrix;
import io.attn4j.cpu.decode.RowArray;
import io.attn4j.cpu.decode.RowAttention;
import io.attn4j.cpu.decode.RowProduct;
import io.attn4j.cpu.decode.RowThreads;
import io.attn4j.cpu.tile.Exp2;
import io.attn4j.cpu.tile.TileLoops;
import io.attn4j.mechanism.DecodeSetup;
import io.attn4j.mechanism.Decoder;
import io.attn4j.mechanism.Request;
import io.attn4j.mechanism.synthesizer.Components.Kind;
import io.attn4j.plan.matrix.Activation;
import io.attn4j.tensor.Tensor;
import java.lang.foreign.MemorySegment;

/**
 * Values of all tokens so far, and nothing else: logits follow from the token's own row and its position. A mixture with the
 * dot product has keys as well.
 */
final class SynthesizerDecoder implements Decoder, RowThreads.Body {
    private final Request request;
    private final Components components;
    private final double[][] mixture;
    private final DecodeSetup setup;
    private final RowThreads threads;
    private final HeadCaches caches;
    private final RowAttention[] attention;

    private final RowProduct projection;
    private final RowArray projected;

    private final Projected hidden;
    private final PackedMatrix[] secondLayer;
    private final LogitBias keyBias;
    private final LogitBias random;
    private final FixedLogits fixed;
    private final Projected high;
    private final Projected low;
    private final float[] randomRows;

    /** Floats of r1 from head to head, 0 where heads share. */
    private final int randomHead;

    private final PackedMatrix[] randomColumns;

    private DecodeRows rows;
    private Inputs in;
    private RowArray o;

    /** {@code f(x w + b)} of every head, or one for all heads. */
    private record Projected(RowProduct product, RowArray rows, int columns, boolean perHead) {
        int at(int r, int head) {
            return rows.at(r) + (perHead ? head * columns : 0);
        }
    }

    SynthesizerDecoder(Request request, DecodeSetup setup) {
        this.request = request;
        this.setup = setup;
        components = request.form(Components.class);
        threads = setup.threads();
        int heads = request.heads();
        mixture = request.variant().equals(Components.MIXTURE)
                ? MixtureWeights.of(request.option("mix", MixtureWeights.SOFTMAX), components, heads, setup.weights())
                : null;
        caches = new HeadCaches(setup.sequences(), heads, setup.positions(), components.keyDim(), request.valueDim());
        int widest = Math.max(Math.max(components.hidden(), components.rank()), Math.max(1, components.keyDim()));
        attention = RowAttention.of(threads, setup.positions(), widest, request.valueDim());
        int modelDim = request.sizes().get("modelDim");
        projection = request.has("wv")
                ? new RowProduct(
                        threads,
                        PackedMatrix.of(setup.weights().get("wv").segment(), modelDim, heads * request.valueDim()),
                        setup.floats("bv"),
                        Activation.NONE)
                : null;
        projected = projection == null ? null : RowArray.of(setup.rows(), projection.columns());
        boolean dense = components.has(Kind.DENSE);
        hidden = dense ? projected("w1", "b1", components.hidden(), Activation.RELU) : null;
        secondLayer = dense ? columns("w2", true) : null;
        keyBias = dense && request.has("b2") ? keyBias(setup.weights().get("b2")) : null;
        random = request.has("r") ? random(setup.weights().get("r")) : null;
        fixed = components.has(Kind.RANDOM) && random == null ? FixedLogits.of(request.options()) : null;
        boolean factorizedDense = components.has(Kind.FACTORIZED_DENSE);
        high = factorizedDense ? projected("wa", "ba", components.high(), Activation.NONE) : null;
        low = factorizedDense ? projected("wb", "bb", components.low(), Activation.NONE) : null;
        boolean factorizedRandom = components.has(Kind.FACTORIZED_RANDOM);
        randomRows = factorizedRandom ? setup.floats("r1") : null;
        boolean byHeads = factorizedRandom && setup.weights().get("r1").type().rank() == 3;
        randomHead = byHeads ? randomRows.length / heads : 0;
        randomColumns = factorizedRandom ? columns("r2", false) : null;
    }

    private Projected projected(String weight, String bias, int columns, Activation activation) {
        Tensor w = setup.weights().get(weight);
        boolean perHead = w.type().rank() == 3;
        Tensor b = setup.weights().get(bias);
        // a bias by heads makes the product differ by heads even where the weight is shared
        boolean byHeads = perHead || b != null && b.type().rank() == 2;
        int heads = byHeads ? request.heads() : 1;
        int modelDim = request.sizes().get("modelDim");
        float[] side = new float[Math.multiplyExact(modelDim, heads * columns)];
        float[] biases = b == null ? null : new float[heads * columns];
        for (int h = 0; h < heads; h++) {
            for (int i = 0; i < modelDim; i++) {
                long from = ((perHead ? (long) h * modelDim : 0) + i) * columns;
                for (int c = 0; c < columns; c++) {
                    side[(i * heads + h) * columns + c] = w.getFloat(from + c);
                }
            }
            for (int c = 0; b != null && c < columns; c++) {
                biases[h * columns + c] = b.getFloat((b.type().rank() == 2 ? h * columns : 0) + c);
            }
        }
        PackedMatrix packed = PackedMatrix.of(MemorySegment.ofArray(side), modelDim, heads * columns);
        return new Projected(
                new RowProduct(threads, packed, biases, activation),
                RowArray.of(setup.rows(), heads * columns),
                columns,
                byHeads);
    }

    /** What logits are products with, a column for each key: the columns of a weight, or its rows. */
    private PackedMatrix[] columns(String name, boolean columns) {
        Tensor w = setup.weights().get(name);
        int rank = w.type().rank();
        PackedMatrix[] all = new PackedMatrix[rank == 3 ? request.heads() : 1];
        long height = w.type().dimension(rank - 2);
        long width = w.type().dimension(rank - 1);
        for (int h = 0; h < all.length; h++) {
            all[h] = PackedMatrix.of(
                    w.segment(),
                    h * height * width,
                    (int) (columns ? height : width),
                    setup.positions(),
                    columns ? width : 1,
                    columns ? 1 : width);
        }
        return all;
    }

    private LogitBias keyBias(Tensor b2) {
        int rank = b2.type().rank();
        int heads = rank == 2 ? request.heads() : 1;
        return new LogitBias(b2.segment(), heads, b2.type().dimension(rank - 1), 0, setup.positions());
    }

    private LogitBias random(Tensor r) {
        int rank = r.type().rank();
        long row = r.type().dimension(rank - 1);
        int heads = rank == 3 ? request.heads() : 1;
        return new LogitBias(r.segment(), heads, row * r.type().dimension(rank - 2), row, setup.positions());
    }

    @Override
    public void run(DecodeRows newRows, Inputs inputs, RowArray outputs) {
        rows = newRows;
        in = inputs;
        o = outputs;
        RowArray values = inputs.v();
        if (projection != null) {
            projection.run(inputs.x(), rows.count(), projected);
            values = projected;
        }
        caches.put(rows, inputs.k(), values);
        project(hidden);
        project(high);
        project(low);
        double columns = components.productColumns() + 2.0 + request.valueDim();
        threads.run(2.0 * rows.visible() * request.heads() * columns, rows.count() * request.heads(), this);
    }

    private void project(Projected part) {
        if (part != null) {
            part.product().run(in.x(), rows.count(), part.rows());
        }
    }

    private float weight(Kind kind, int head) {
        return mixture == null ? 1 : (float) mixture[components.kinds().indexOf(kind)][head];
    }

    @Override
    public void run(TileLoops loops, int worker, int task) {
        int r = task / request.heads();
        int h = task % request.heads();
        int sequence = rows.sequence(r);
        int position = rows.position(r);
        int keys = position + 1;
        RowAttention row = attention[worker];
        row.begin();
        row.append(keys);
        float[] logits = row.logits();
        if (hidden != null) {
            row.query(hidden.rows().data(), hidden.at(r, h), components.hidden(), weight(Kind.DENSE, h));
            secondLayer[h % secondLayer.length].addProduct(loops, row.query(), 0, keys, logits, 0);
            if (keyBias != null) {
                keyBias.add(h, position, weight(Kind.DENSE, h), logits);
            }
        }
        if (random != null) {
            random.add(h, position, weight(Kind.RANDOM, h), logits);
        }
        if (fixed != null) {
            float scale = weight(Kind.RANDOM, h) * Exp2.LOG2_E;
            for (int j = 0; j < keys; j++) {
                logits[j] += scale * fixed.at(h, position, j);
            }
        }
        if (high != null) {
            factors(r, h, logits, keys);
        }
        if (randomColumns != null) {
            int rank = components.rank();
            int of = randomColumns.length == 1 ? 0 : h;
            row.query(randomRows, h * randomHead + position * rank, rank, weight(Kind.FACTORIZED_RANDOM, h));
            randomColumns[of].addProduct(loops, row.query(), 0, keys, logits, 0);
        }
        if (components.has(Kind.DOT_PRODUCT)) {
            int dim = components.keyDim();
            row.query(in.q().data(), in.q().at(r) + h * dim, dim, weight(Kind.DOT_PRODUCT, h) * request.scale());
            caches.keys(sequence, h).addLogits(loops, row.query(), 0, keys, logits, 0);
        }
        row.softmax();
        row.values(loops, caches.values(sequence, h), keys);
        row.write(o.data(), o.at(r) + h * request.valueDim(), request.valueDim());
    }

    /** {@code logits[j] += p[j / b] q[j mod b]}. */
    private void factors(int r, int h, float[] logits, int keys) {
        float scale = weight(Kind.FACTORIZED_DENSE, h) * Exp2.LOG2_E;
        float[] p = high.rows().data();
        float[] q = low.rows().data();
        int columns = components.low();
        int p0 = high.at(r, h);
        int q0 = low.at(r, h);
        for (int j = 0; j < keys; j += columns) {
            float factor = scale * p[p0 + j / columns];
            for (int c = 0; c < Math.min(columns, keys - j); c++) {
                logits[j + c] = Math.fma(factor, q[q0 + c], logits[j + c]);
            }
        }
    }

    @Override
    public long cacheBytes() {
        return caches.bytes();
    }
}
