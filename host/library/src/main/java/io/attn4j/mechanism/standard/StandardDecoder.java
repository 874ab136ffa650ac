package io.attn4j.mechanism.standard;

import io.attn4j.cpu.decode.DecodeRows;
import io.attn4j.cpu.decode.HeadCaches;
import io.attn4j.cpu.decode.LogitBias;
import io.attn4j.cpu.decode.RowArray;
import io.attn4j.cpu.decode.RowAttention;
import io.attn4j.cpu.decode.RowThreads;
import io.attn4j.cpu.tile.TileLoops;
import io.attn4j.mechanism.DecodeSetup;
import io.attn4j.mechanism.Decoder;
import io.attn4j.mechanism.Request;
import io.attn4j.tensor.Tensor;

/** Keys and values of all tokens so far, once for each group of query heads. */
final class StandardDecoder implements Decoder, RowThreads.Body {
    private final Request request;
    private final RowThreads threads;
    private final HeadCaches caches;
    private final RowAttention[] attention;
    private final LogitBias bias;
    private final LogitBias keyBias;
    private DecodeRows rows;
    private RowArray q;
    private RowArray o;

    StandardDecoder(Request request, DecodeSetup setup) {
        this.request = request;
        threads = setup.threads();
        caches = new HeadCaches(
                setup.sequences(), request.kvHeads(), setup.positions(), request.keyDim(), request.valueDim());
        attention = RowAttention.of(threads, setup.positions(), request.keyDim(), request.valueDim());
        bias = bias(setup.weights().get("bias"), true, setup.positions());
        keyBias = bias(setup.weights().get("key_bias"), false, setup.positions());
    }

    /** A bias [1,H or 1,N,L], of one row for all, or [1,H,L]. */
    private LogitBias bias(Tensor tensor, boolean dense, int positions) {
        if (tensor == null) {
            return null;
        }
        long row = request.keys();
        boolean byRow = dense && tensor.type().dimension(2) > 1;
        long head = byRow ? row * request.queries() : row;
        return new LogitBias(tensor.segment(), (int) tensor.type().dimension(1), head, byRow ? row : 0, positions);
    }

    @Override
    public void run(DecodeRows newRows, Inputs in, RowArray outputs) {
        rows = newRows;
        q = in.q();
        o = outputs;
        caches.put(rows, in.k(), in.v());
        double flops = 2.0 * rows.visible() * request.heads() * (request.keyDim() + request.valueDim());
        threads.run(flops, rows.count() * request.heads(), this);
    }

    @Override
    public void run(TileLoops loops, int worker, int task) {
        int r = task / request.heads();
        int h = task % request.heads();
        int shared = h / (request.heads() / request.kvHeads());
        int sequence = rows.sequence(r);
        int keys = rows.position(r) + 1;
        RowAttention row = attention[worker];
        row.begin(q.data(), q.at(r) + h * request.keyDim(), request.scale(), null, 0);
        row.keys(loops, caches.keys(sequence, shared), keys);
        if (bias != null) {
            bias.add(h, keys - 1, 1, row.logits());
        }
        if (keyBias != null) {
            keyBias.add(h, keys - 1, 1, row.logits());
        }
        row.softmax();
        row.values(loops, caches.values(sequence, shared), keys);
        row.write(o.data(), o.at(r) + h * request.valueDim(), request.valueDim());
    }

    @Override
    public long cacheBytes() {
        return caches.bytes();
    }
}
