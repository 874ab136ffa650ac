package io.attn4j.cpu.past;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.cpu.tile.LoopChoice;
import io.attn4j.cpu.tile.TileLoops;
import io.attn4j.plan.past.PastAttention;
import io.attn4j.plan.past.SlotDecay;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** Past-only attention in blocks of rows that run in parallel (docs/equations.md, section 2.7). */
final class PastAttentionLoops {
    private PastAttentionLoops() {}

    static void execute(PastAttention step, Map<String, MemorySegment> arrays, LoopChoice choice, WorkerPool pool) {
        Matrices q = Matrices.of(step.q(), arrays);
        Matrices k = Matrices.of(step.k(), arrays);
        Matrices v = Matrices.of(step.v(), arrays);
        Matrices e = Matrices.of(step.e(), arrays);
        Matrices f = Matrices.of(step.f(), arrays);
        Matrices keyStates = Matrices.of(step.keyStates(), arrays);
        Matrices valueStates = Matrices.of(step.valueStates(), arrays);
        Matrices o = Matrices.of(step.o(), arrays);
        Matrices lse = Matrices.of(step.lse(), arrays);
        int group = step.q().heads() / step.k().heads();
        int rank = step.e().rows();
        float[] kept = step.decay() == null ? null : step.decay().powers();
        RowBlocks blocks = RowBlocks.of(step);
        choice.run(pool, step.flops(), blocks.count(), (loops, worker, task) -> {
            RowBlocks.Block at = blocks.block(task);
            int b = at.b();
            int h = at.h();
            int shared = h / group;
            int valid = k.validRows(step.lengths(), b);
            float[] query = ChunkRows.read(q, b, h, at.first(), at.rows());
            float[] keyState = ChunkRows.read(keyStates, b, at.state(group), 0, rank);
            float[] slots = new float[at.rows() * ChunkRows.stride(rank)];
            ChunkRows.add(
                    loops, query, at.rows(), q.columns(), ChunkRows.turned(keyState, rank, q.columns()), rank, slots);
            at.eachSeen(valid, (first, keys, own) -> {
                float[] key = ChunkRows.turned(ChunkRows.read(k, b, shared, first, keys), keys, k.columns());
                float[] products = new float[at.rows() * ChunkRows.stride(keys)];
                ChunkRows.add(loops, query, at.rows(), q.columns(), key, keys, products);
                float[] weights = ChunkRows.turned(ChunkRows.read(e, 0, shared, 0, first, rank, keys), rank, keys);
                at.addSeen(loops, own, products, keys, weights, rank, slots);
            });
            softmax(loops, step.scale(), slots, rank, kept, lse, at);
            float[] sum = new float[at.rows() * ChunkRows.stride(v.columns())];
            ChunkRows.add(
                    loops,
                    slots,
                    at.rows(),
                    rank,
                    ChunkRows.read(valueStates, b, at.state(group), 0, rank),
                    v.columns(),
                    sum);
            at.eachSeen(valid, (first, keys, own) -> {
                float[] products = new float[at.rows() * ChunkRows.stride(keys)];
                ChunkRows.add(
                        loops,
                        slots,
                        at.rows(),
                        rank,
                        ChunkRows.read(f, 0, shared, 0, first, rank, keys),
                        keys,
                        products);
                float[] value = ChunkRows.read(v, b, shared, first, keys);
                at.addSeen(loops, own, products, keys, value, v.columns(), sum);
            });
            ChunkRows.write(sum, o, b, h, at.first(), at.rows());
        });
    }

    /**
     * {@code softmax(scale * slots)} of each row in place; writes the log-sum-exp.
     *
     * @param kept powers of {@link SlotDecay}, by which logits and then probabilities are multiplied, or null
     */
    private static void softmax(
            TileLoops loops, float scale, float[] slots, int rank, float[] kept, Matrices lse, RowBlocks.Block at) {
        int stride = ChunkRows.stride(rank);
        float[] row = new float[rank];
        for (int i = 0; i < at.rows(); i++) {
            float max = Float.NEGATIVE_INFINITY;
            at.keep(kept, i, slots, i * stride, rank);
            for (int r = 0; r < rank; r++) {
                row[r] = scale * slots[i * stride + r];
                max = Math.max(max, row[r]);
            }
            loops.exponentials(row, rank, max);
            double sum = 0;
            for (int r = 0; r < rank; r++) {
                sum += row[r];
            }
            float inverse = (float) (1 / sum);
            for (int r = 0; r < rank; r++) {
                slots[i * stride + r] = row[r] * inverse;
            }
            at.keep(kept, i, slots, i * stride, rank);
            lse.set(at.b(), at.h(), at.first() + i, 0, (float) (max + Math.log(sum)));
        }
    }
}
