package io.attn4j.mechanism.linformer;

import io.attn4j.cpu.decode.DecodeRows;
import io.attn4j.cpu.decode.RowArray;
import io.attn4j.cpu.decode.RowAttention;
import io.attn4j.cpu.decode.RowThreads;
import io.attn4j.cpu.decode.SlotState;
import io.attn4j.cpu.tile.TileLoops;
import io.attn4j.mechanism.DecodeSetup;
import io.attn4j.mechanism.Decoder;
import io.attn4j.mechanism.Request;
import io.attn4j.plan.past.SlotDecay;
import io.attn4j.tensor.Tensor;
import java.util.Arrays;

/**
 * The recurrent form (docs/equations.md, section 2.7): a state of k slots in each head of keys, {@code K += e_i k_i^T}, {@code
 * V += f_i v_i^T}, whose size does not depend on the sequence; with a horizon each slot is multiplied by its {@code gamma_r}
 * before.
 */
final class PastOnlyDecoder implements Decoder, RowThreads.Body {
    private final Request request;
    private final RowThreads threads;
    private final SlotState[] states;
    private final RowAttention[] attention;

    /** Columns of e and f by position, [heads][position][k]. */
    private final float[][] e;

    private final float[][] f;
    private final int rank;

    /** The share of itself that each slot keeps from token to token, or null where it keeps everything. */
    private final float[] kept;

    private DecodeRows rows;
    private Inputs in;
    private RowArray o;

    PastOnlyDecoder(Request request, DecodeSetup setup) {
        this.request = request;
        threads = setup.threads();
        rank = request.rank();
        states = new SlotState[setup.sequences() * request.kvHeads()];
        Arrays.setAll(states, i -> new SlotState(rank, request.keyDim(), request.valueDim()));
        attention = RowAttention.of(threads, rank, request.keyDim(), request.valueDim());
        int position = request.sizes().get("position");
        kept = shares(PastOnlyLinformer.decay(request));
        e = byPosition(setup.weights().get("e"), position, setup.positions());
        f = request.has("f") ? byPosition(setup.weights().get("f"), position, setup.positions()) : e;
    }

    private static float[] shares(SlotDecay decay) {
        if (decay == null) {
            return null;
        }
        float[] shares = new float[decay.slots()];
        for (int r = 0; r < shares.length; r++) {
            shares[r] = decay.share(r);
        }
        return shares;
    }

    private float[][] byPosition(Tensor tensor, int first, int positions) {
        int columns = (int) tensor.type().dimension(tensor.type().rank() - 1);
        int heads = tensor.type().rank() == 3 ? request.kvHeads() : 1;
        float[][] all = new float[heads][Math.multiplyExact(positions, rank)];
        for (int h = 0; h < heads; h++) {
            for (int r = 0; r < rank; r++) {
                for (int i = 0; i < positions; i++) {
                    all[h][i * rank + r] = tensor.getFloat(((long) h * rank + r) * columns + first + i);
                }
            }
        }
        return all;
    }

    @Override
    public void run(DecodeRows newRows, Inputs inputs, RowArray outputs) {
        rows = newRows;
        in = inputs;
        o = outputs;
        double flops = 2.0
                * rows.count()
                * rank
                * (request.heads() + request.kvHeads())
                * (request.keyDim() + request.valueDim());
        threads.run(flops, rows.runs() * request.kvHeads(), this);
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
            SlotState state = states[rows.sequence(r) * request.kvHeads() + shared];
            int at = rows.position(r) * rank;
            if (kept != null) {
                state.forget(kept);
            }
            state.addKey(e[shared % e.length], at, in.k().data(), in.k().at(r) + shared * keyDim);
            state.addValue(f[shared % f.length], at, in.v().data(), in.v().at(r) + shared * valueDim);
            for (int h = shared * group; h < (shared + 1) * group; h++) {
                row.begin(in.q().data(), in.q().at(r) + h * keyDim, request.scale(), null, 0);
                row.slots(loops, state);
                row.write(o.data(), o.at(r) + h * valueDim, valueDim);
            }
        }
    }

    @Override
    public void reset(int sequence) {
        for (int h = 0; h < request.kvHeads(); h++) {
            states[sequence * request.kvHeads() + h].clear();
        }
    }

    @Override
    public long cacheBytes() {
        return Arrays.stream(states).mapToLong(SlotState::bytes).sum();
    }
}
