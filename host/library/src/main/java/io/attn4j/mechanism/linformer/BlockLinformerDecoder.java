package io.attn4j.mechanism.linformer;

import io.attn4j.cpu.decode.DecodeRows;
import io.attn4j.cpu.decode.HeadCaches;
import io.attn4j.cpu.decode.KeyCache;
import io.attn4j.cpu.decode.RowArray;
import io.attn4j.cpu.decode.RowAttention;
import io.attn4j.cpu.decode.RowThreads;
import io.attn4j.cpu.decode.ValueCache;
import io.attn4j.cpu.tile.TileLoops;
import io.attn4j.mechanism.DecodeSetup;
import io.attn4j.mechanism.Decoder;
import io.attn4j.mechanism.Request;
import io.attn4j.tensor.Tensor;

/**
 * Keys and values of the block that a token is in, and r slots of every finished one (docs/equations.md, section 2.8): c +
 * r N / c places instead of N.
 */
final class BlockLinformerDecoder implements Decoder, RowThreads.Body {
    private final Request request;
    private final RowThreads threads;
    private final HeadCaches own;
    private final HeadCaches slots;
    private final RowAttention[] attention;
    private final float[][] scratch;
    private final float[] e;
    private final float[] f;
    private final boolean perHead;
    private final int block;
    private final int rank;
    private DecodeRows rows;
    private Inputs in;
    private RowArray o;

    BlockLinformerDecoder(Request request, DecodeSetup setup) {
        this.request = request;
        threads = setup.threads();
        rank = request.rank();
        block = request.sizes().get("block");
        int ownPlaces = Math.min(block, setup.positions());
        int slotPlaces = Math.max(1, setup.positions() / block * rank);
        int keyDim = request.keyDim();
        int valueDim = request.valueDim();
        own = new HeadCaches(setup.sequences(), request.kvHeads(), ownPlaces, keyDim, valueDim);
        slots = new HeadCaches(setup.sequences(), request.kvHeads(), slotPlaces, keyDim, valueDim);
        attention = RowAttention.of(threads, ownPlaces + slotPlaces, keyDim, valueDim);
        scratch = new float[threads.threads()][Math.max(keyDim, valueDim)];
        Tensor given = setup.weights().get("e");
        e = given.toFloats();
        f = request.has("f") ? setup.floats("f") : e;
        perHead = given.type().rank() == 3;
    }

    @Override
    public void run(DecodeRows newRows, Inputs inputs, RowArray outputs) {
        rows = newRows;
        in = inputs;
        o = outputs;
        double dims = request.keyDim() + request.valueDim();
        double places = Math.min(block, request.keys()) + rows.visible() / rows.count() * rank / block;
        threads.run(2.0 * rows.count() * places * request.heads() * dims, rows.runs() * request.kvHeads(), this);
    }

    /** The rows of one run, one after another, in one head of keys. */
    @Override
    public void run(TileLoops loops, int worker, int task) {
        int run = task / request.kvHeads();
        int shared = task % request.kvHeads();
        int group = request.heads() / request.kvHeads();
        int keyDim = request.keyDim();
        int valueDim = request.valueDim();
        RowAttention row = attention[worker];
        for (int r = rows.first(run); r < rows.first(run + 1); r++) {
            int sequence = rows.sequence(r);
            int finished = rows.position(r) / block;
            int place = rows.position(r) % block;
            KeyCache ownKeys = own.keys(sequence, shared);
            ValueCache ownValues = own.values(sequence, shared);
            ownKeys.put(place, in.k().data(), in.k().at(r) + shared * keyDim);
            ownValues.put(place, in.v().data(), in.v().at(r) + shared * valueDim);
            for (int h = shared * group; h < (shared + 1) * group; h++) {
                row.begin(in.q().data(), in.q().at(r) + h * keyDim, request.scale(), null, 0);
                row.keys(loops, ownKeys, place + 1);
                row.keys(loops, slots.keys(sequence, shared), finished * rank);
                row.softmax();
                row.values(loops, ownValues, place + 1);
                row.values(loops, slots.values(sequence, shared), finished * rank);
                row.write(o.data(), o.at(r) + h * valueDim, valueDim);
            }
            if (place == block - 1) {
                compress(sequence, shared, finished, scratch[worker]);
            }
        }
    }

    /** The slots of the block that has just been finished. */
    private void compress(int sequence, int shared, int finished, float[] sum) {
        int head = perHead ? shared * rank * block : 0;
        for (int r = 0; r < rank; r++) {
            int row = head + r * block;
            own.keys(sequence, shared).weighted(e, row, block, sum);
            slots.keys(sequence, shared).put(finished * rank + r, sum, 0);
            own.values(sequence, shared).weighted(f, row, block, sum);
            slots.values(sequence, shared).put(finished * rank + r, sum, 0);
        }
    }

    @Override
    public long cacheBytes() {
        return own.bytes() + slots.bytes();
    }
}
