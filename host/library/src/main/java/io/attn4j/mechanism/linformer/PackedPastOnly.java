package io.attn4j.mechanism.linformer;

import io.attn4j.mechanism.CoreInputs;
import io.attn4j.mechanism.PlacedRows;
import io.attn4j.mechanism.Request;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.DocumentStarts;
import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.Plan;
import io.attn4j.plan.View;
import io.attn4j.plan.matrix.Activation;
import io.attn4j.plan.matrix.MatrixProduct;
import io.attn4j.plan.past.PastAttention;
import io.attn4j.plan.past.SlotDecay;
import io.attn4j.plan.row.Rearrange;

/**
 * The causal form {@code past-only} of packed documents, in chunks of c rows. The state at the start of a chunk is a sum over
 * the chunks C of its document before it, {@code y_C = sum_C' gamma^(c (C - C')) e_C' x_C'}: a product with a constant matrix
 * of each slot, whose sums the documents cut.
 */
final class PackedPastOnly {
    private final Plan.Builder plan = Plan.builder("linformer");
    private final Request p;
    private final DocumentStarts documents;
    private final SlotDecay decay;
    private final int chunk;
    private final int chunks;

    /** Sequences times heads of keys. */
    private final int matrices;

    /**
     * A plan to be built.
     *
     * @param decay how slots forget, or null where they keep everything
     * @param chunk rows of a chunk, a divisor of N
     */
    PackedPastOnly(Request request, DocumentStarts documents, SlotDecay decay, int chunk) {
        p = request;
        this.documents = documents;
        this.decay = decay;
        this.chunk = chunk;
        chunks = p.queries() / chunk;
        matrices = p.batch() * p.kvHeads();
    }

    Plan build() {
        View q = CoreInputs.queries(plan, p);
        View k = CoreInputs.keys(plan, p);
        View v = CoreInputs.values(plan, p);
        View e = columns("e", "Keys");
        View f = p.has("f") ? columns("f", "Values") : e;
        int heads = p.batch() * p.heads();
        View attended = View.contiguous(
                plan.intermediate("attended", (long) heads * p.queries() * p.valueDim()),
                1,
                heads,
                p.queries(),
                p.valueDim());
        View o = CoreInputs.output(plan, p);
        plan.add(new PastAttention(
                "attention",
                p.scale(),
                chunk,
                View.contiguous(q.buffer(), 1, heads, p.queries(), p.keyDim()),
                View.contiguous(k.buffer(), 1, matrices, p.queries(), p.keyDim()),
                View.contiguous(v.buffer(), 1, matrices, p.queries(), p.valueDim()),
                e,
                f,
                states("keyStates", e, k),
                states("valueStates", f, v),
                null,
                decay,
                attended,
                View.contiguous(CoreInputs.logSumExp(plan, p).buffer(), 1, heads, p.queries(), 1)));
        View byBatch = View.contiguous(attended.buffer(), p.batch(), p.heads(), p.queries(), p.valueDim());
        plan.add(new Rearrange("outputs", byBatch, null, o));
        return plan.build();
    }

    /** The columns of E or F at the tokens' places, [1,B*Hkv,k,N], where slots forget times {@code gamma^-t} for row t of a chunk. */
    private View columns(String name, String of) {
        View given = PastOnlyLinformer.weight(plan, p, name);
        View placed = PlacedRows.of(plan, name, given.transposed(), p.batch(), p.queries())
                .transposed();
        Buffer copied = plan.intermediate(name + "OfHeads", (long) matrices * p.rank() * p.queries());
        plan.add(new Rearrange(
                name + "OfHeads",
                placed.heads() == p.kvHeads() ? placed : placed.broadcastHeads(p.kvHeads()),
                null,
                View.contiguous(copied, p.batch(), p.kvHeads(), p.rank(), p.queries())));
        View all = View.contiguous(copied, 1, matrices, p.rank(), p.queries());
        if (decay == null) {
            return all;
        }
        View inverse = View.contiguous(
                plan.constant("inverseDecay", decay.inversePowers()), 1, 1, p.rank(), SlotDecay.MAX_CHUNK);
        return PastOnlyLinformer.rescaled(plan, of, chunk, all, inverse);
    }

    /** States at the start of every chunk, [1,B*Hkv*chunks,k,D]. */
    private View states(String name, View e, View x) {
        int rank = p.rank();
        int dim = x.columns();
        long state = (long) rank * dim;
        long size = matrices * chunks * state;
        View sums = View.contiguous(plan.intermediate(name + "OfChunks", size), matrices, chunks, rank, dim);
        int tokens = p.queries();
        plan.add(MatrixProduct.of(
                name + "OfChunks",
                new View(e.buffer(), 0, matrices, chunks, rank, chunk, (long) rank * tokens, chunk, tokens, 1),
                new View(x.buffer(), 0, matrices, chunks, chunk, dim, (long) tokens * dim, (long) chunk * dim, dim, 1),
                sums));
        Buffer states = plan.intermediate(name, size);
        plan.add(new MatrixProduct(
                name,
                View.contiguous(plan.constant("chunkDecay", powers()), 1, rank, chunks, chunks)
                        .broadcastBatch(matrices),
                bySlots(sums.buffer(), dim),
                null,
                null,
                Activation.NONE,
                null,
                KeyRanges.of(
                        documents,
                        matrices,
                        chunks,
                        (matrix, number) -> documents.of(matrix / p.kvHeads(), number * chunk) / chunk,
                        (matrix, number) -> number),
                bySlots(states, dim)));
        return View.contiguous(states, 1, matrices * chunks, rank, dim);
    }

    /** States of chunks as [B*Hkv,k,chunks,D]. */
    private View bySlots(Buffer states, int dim) {
        long state = (long) p.rank() * dim;
        return new View(states, 0, matrices, p.rank(), chunks, dim, chunks * state, dim, state, 1);
    }

    /** {@code gamma_r^(c (C - C'))} for chunks C' before C, as [k,chunks,chunks]; others are not read. */
    private float[] powers() {
        float[] powers = new float[Math.multiplyExact(p.rank(), Math.multiplyExact(chunks, chunks))];
        for (int r = 0; r < p.rank(); r++) {
            for (int at = 0; at < chunks; at++) {
                for (int before = 0; before < at; before++) {
                    powers[(r * chunks + at) * chunks + before] =
                            decay == null ? 1 : (float) decay.power(r, (at - before) * chunk);
                }
            }
        }
        return powers;
    }
}
