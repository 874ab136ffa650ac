package io.attn4j.mechanism.collaborative;

import io.attn4j.cpu.decode.DecodeRows;
import io.attn4j.cpu.decode.HeadCaches;
import io.attn4j.cpu.decode.KeyCache;
import io.attn4j.cpu.decode.PackedMatrix;
import io.attn4j.cpu.decode.RowArray;
import io.attn4j.cpu.decode.RowAttention;
import io.attn4j.cpu.decode.RowProduct;
import io.attn4j.cpu.decode.RowThreads;
import io.attn4j.cpu.head.HeadGateLoops;
import io.attn4j.cpu.tile.Exp2;
import io.attn4j.cpu.tile.TileLoops;
import io.attn4j.mechanism.DecodeSetup;
import io.attn4j.mechanism.Decoder;
import io.attn4j.mechanism.Request;
import io.attn4j.plan.head.HeadGate;
import io.attn4j.plan.matrix.Activation;
import io.attn4j.tensor.TensorType;
import java.util.Arrays;
import java.util.Locale;

/** Keys of all tokens so far once for all heads, values of each head, and content biases where there are any. */
final class CollaborativeDecoder implements Decoder, RowThreads.Body {
    private final Request request;
    private final DecodeSetup setup;
    private final RowThreads threads;
    private final KeyCache[] keys;
    private final HeadCaches values;

    /** Scaled content biases, [sequence * H + head][position], or null. */
    private final float[][] content;

    private final float[] mu;
    private final RowProduct queryProjection;
    private final RowProduct keyProjection;
    private final RowProduct valueProjection;
    private final RowProduct contentProjection;
    private final RowProduct gateProjection;
    private final RowProduct balanceProjection;
    private final RowProduct outputProjection;
    private final RowArray queryRows;
    private final RowArray keyRows;
    private final RowArray valueRows;
    private final RowArray contentRows;
    private final RowArray gateRows;
    private final RowArray balanceRows;
    private final RowArray headRows;

    private final HeadGate.Kind gate;
    private final int shared;
    private final int top;
    private final float[] gateLogits;
    private final double[] gates;

    private final boolean talking;
    private final float[] mixLogits;
    private final float[] mixProbabilities;

    /** For each thread one, or with talking heads one for each head. */
    private final RowAttention[][] attention;

    /** Mixed rows of all heads, [worker][H][positions]; null without talking heads. */
    private final float[][][] mixed;

    private DecodeRows rows;
    private RowArray o;

    CollaborativeDecoder(Request request, DecodeSetup setup) {
        this.request = request;
        this.setup = setup;
        threads = setup.threads();
        int heads = request.heads();
        int rank = request.rank();
        keys = new KeyCache[setup.sequences()];
        Arrays.setAll(keys, i -> new KeyCache(setup.positions(), rank));
        values = new HeadCaches(setup.sequences(), heads, setup.positions(), 0, request.valueDim());
        content = request.has("wc") ? new float[setup.sequences() * heads][setup.positions()] : null;
        mu = setup.floats("mu");
        queryProjection = product("wq", null, 1);
        keyProjection = product("wk", null, 1);
        valueProjection = product("wv", "bv", 1);
        contentProjection = product("wc", null, request.scale());
        gateProjection = product("wg", null, 1);
        balanceProjection = product("w0", null, 1);
        outputProjection = product("wo", "bo", 1);
        queryRows = room(queryProjection);
        keyRows = room(keyProjection);
        valueRows = room(valueProjection);
        contentRows = room(contentProjection);
        gateRows = room(gateProjection);
        balanceRows = room(balanceProjection);
        headRows = outputProjection == null ? null : RowArray.of(setup.rows(), heads * request.valueDim());
        gate = request.has("wg") ? HeadGate.Kind.valueOf(request.variant().toUpperCase(Locale.ROOT)) : null;
        shared = request.sizes().getOrDefault("shared", 0);
        top = request.sizes().getOrDefault("top", 0);
        gateLogits = new float[heads + 2];
        gates = new double[heads];
        talking = request.variant().equals(CollaborativeMechanism.TALKING);
        mixLogits = setup.floats("tl");
        mixProbabilities = setup.floats("tp");
        attention = new RowAttention[threads.threads()][talking ? heads : 1];
        for (RowAttention[] each : attention) {
            Arrays.setAll(each, i -> new RowAttention(setup.positions(), rank, request.valueDim()));
        }
        mixed = talking ? new float[threads.threads()][heads][setup.positions()] : null;
    }

    /** {@code factor (x w) + b}, or null where the weight is not given. */
    private RowProduct product(String weight, String bias, float factor) {
        if (!request.has(weight)) {
            return null;
        }
        TensorType type = request.inputs().get(weight);
        PackedMatrix w = PackedMatrix.of(
                setup.weights().get(weight).segment(), (int) type.dimension(0), (int) type.dimension(1));
        if (factor != 1) {
            w.scaled(factor);
        }
        return new RowProduct(threads, w, bias == null ? null : setup.floats(bias), Activation.NONE);
    }

    private RowArray room(RowProduct product) {
        return product == null ? null : RowArray.of(setup.rows(), product.columns());
    }

    @Override
    public void run(DecodeRows newRows, Inputs in, RowArray outputs) {
        rows = newRows;
        o = headRows == null ? outputs : headRows;
        int count = rows.count();
        queryProjection.run(in.x(), count, queryRows);
        keyProjection.run(in.x(), count, keyRows);
        if (valueProjection != null) {
            valueProjection.run(in.x(), count, valueRows);
        }
        values.put(rows, null, valueProjection == null ? in.v() : valueRows);
        if (contentProjection != null) {
            contentProjection.run(in.x(), count, contentRows);
        }
        for (int r = 0; r < count; r++) {
            keys[rows.sequence(r)].put(rows.position(r), keyRows.data(), keyRows.at(r));
            for (int h = 0; content != null && h < request.heads(); h++) {
                content[rows.sequence(r) * request.heads() + h][rows.position(r)] =
                        contentRows.data()[contentRows.at(r) + h];
            }
        }
        double dims = request.rank() + request.valueDim() + (talking ? 2.0 * request.heads() : 0);
        threads.run(2.0 * rows.visible() * request.heads() * dims, talking ? count : count * request.heads(), this);
        if (gate != null) {
            gateProjection.run(in.x(), count, gateRows);
            if (balanceProjection != null) {
                balanceProjection.run(in.x(), count, balanceRows);
            }
            for (int r = 0; r < count; r++) {
                applyGates(r);
            }
        }
        if (outputProjection != null) {
            outputProjection.run(headRows, count, outputs);
        }
    }

    private void applyGates(int r) {
        System.arraycopy(gateRows.data(), gateRows.at(r), gateLogits, 0, request.heads());
        if (balanceProjection != null) {
            System.arraycopy(balanceRows.data(), balanceRows.at(r), gateLogits, request.heads(), 2);
        }
        HeadGateLoops.gates(gate, shared, top, gateLogits, 0, gates);
        int columns = request.valueDim();
        for (int h = 0; h < request.heads(); h++) {
            int at = o.at(r) + h * columns;
            for (int c = at; c < at + columns; c++) {
                o.data()[c] = gates[h] == 0 ? 0 : (float) (gates[h] * o.data()[c]);
            }
        }
    }

    @Override
    public void run(TileLoops loops, int worker, int task) {
        if (talking) {
            talk(loops, worker, task);
            return;
        }
        int r = task / request.heads();
        int h = task % request.heads();
        RowAttention row = attention[worker][0];
        logits(loops, row, r, h);
        row.softmax();
        weigh(loops, row, r, h);
    }

    private void logits(TileLoops loops, RowAttention row, int r, int h) {
        int sequence = rows.sequence(r);
        int count = rows.position(r) + 1;
        row.begin(queryRows.data(), queryRows.at(r), request.scale(), mu, h * request.rank());
        row.keys(loops, keys[sequence], count);
        if (content != null) {
            float[] bias = content[sequence * request.heads() + h];
            float[] logits = row.logits();
            for (int j = 0; j < count; j++) {
                logits[j] += Exp2.LOG2_E * bias[j];
            }
        }
    }

    private void weigh(TileLoops loops, RowAttention row, int r, int h) {
        row.values(loops, values.values(rows.sequence(r), h), rows.position(r) + 1);
        row.write(o.data(), o.at(r) + h * request.valueDim(), request.valueDim());
    }

    /** Row r of all heads, whose logits and probabilities mix. */
    private void talk(TileLoops loops, int worker, int r) {
        RowAttention[] each = attention[worker];
        int count = rows.position(r) + 1;
        for (int h = 0; h < request.heads(); h++) {
            logits(loops, each[h], r, h);
        }
        if (mixLogits != null) {
            mix(mixLogits, each, mixed[worker], count);
        }
        for (RowAttention row : each) {
            row.softmax();
            row.normalise();
        }
        if (mixProbabilities != null) {
            mix(mixProbabilities, each, mixed[worker], count);
        }
        for (int h = 0; h < request.heads(); h++) {
            weigh(loops, each[h], r, h);
        }
    }

    /** {@code y[g][j] = sum_h m[h][g] x[h][j]} in place. */
    private static void mix(float[] m, RowAttention[] x, float[][] y, int count) {
        for (int g = 0; g < x.length; g++) {
            Arrays.fill(y[g], 0, count, 0);
            for (int h = 0; h < x.length; h++) {
                float factor = m[h * x.length + g];
                float[] from = x[h].logits();
                float[] to = y[g];
                for (int j = 0; j < count; j++) {
                    to[j] = Math.fma(factor, from[j], to[j]);
                }
            }
        }
        for (int g = 0; g < x.length; g++) {
            System.arraycopy(y[g], 0, x[g].logits(), 0, count);
        }
    }

    @Override
    public long cacheBytes() {
        long bytes = values.bytes();
        for (KeyCache each : keys) {
            bytes += each.bytes();
        }
        return content == null ? bytes : bytes + (long) Float.BYTES * content.length * setup.positions();
    }
}
