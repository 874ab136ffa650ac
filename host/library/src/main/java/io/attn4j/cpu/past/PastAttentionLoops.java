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
        int keyDim = q.columns();
        int valueDim = v.columns();
        RowBlocks blocks = RowBlocks.of(step);
        choice.run(pool, step.flops(), blocks.count(), (loops, worker, task) -> {
            PastScratch scratch = new PastScratch(pool.scratch(worker));
            RowBlocks.Block at = blocks.block(task);
            int b = at.b();
            int h = at.h();
            int rows = at.rows();
            int shared = h / group;
            int valid = k.validRows(step.lengths(), b);
            int head = at.state(group);
            float[] query = scratch.query(ChunkRows.floats(rows, keyDim));
            ChunkRows.read(q, b, h, at.first(), 0, rows, keyDim, query);
            float[] keyState = scratch.block(ChunkRows.floats(rank, keyDim));
            ChunkRows.read(keyStates, b, head, 0, 0, rank, keyDim, keyState);
            float[] keySlots = scratch.turned(ChunkRows.floats(rank, keyDim));
            ChunkRows.turn(loops, keyState, rank, keyDim, keySlots);
            float[] slots = scratch.slots(rows * ChunkRows.stride(rank));
            ChunkRows.add(loops, query, rows, keyDim, keySlots, rank, slots);
            at.eachSeen(valid, (first, keys, own) -> {
                float[] key = scratch.block(ChunkRows.floats(keys, keyDim));
                ChunkRows.read(k, b, shared, first, 0, keys, keyDim, key);
                float[] columns = scratch.turned(ChunkRows.floats(keys, keyDim));
                ChunkRows.turn(loops, key, keys, keyDim, columns);
                float[] products = scratch.products(rows * ChunkRows.stride(keys));
                ChunkRows.add(loops, query, rows, keyDim, columns, keys, products);
                float[] projection = scratch.block(ChunkRows.floats(rank, keys));
                ChunkRows.read(e, 0, shared, 0, first, rank, keys, projection);
                float[] weights = scratch.turned(ChunkRows.floats(rank, keys));
                ChunkRows.turn(loops, projection, rank, keys, weights);
                at.addSeen(loops, own, products, keys, weights, rank, slots);
            });
            softmax(loops, step.scale(), slots, rank, kept, lse, at);
            float[] sum = scratch.sum(rows * ChunkRows.stride(valueDim));
            float[] valueState = scratch.block(ChunkRows.floats(rank, valueDim));
            ChunkRows.read(valueStates, b, head, 0, 0, rank, valueDim, valueState);
            ChunkRows.add(loops, slots, rows, rank, valueState, valueDim, sum);
            at.eachSeen(valid, (first, keys, own) -> {
                float[] products = scratch.products(rows * ChunkRows.stride(keys));
                float[] projection = scratch.block(ChunkRows.floats(rank, keys));
                ChunkRows.read(f, 0, shared, 0, first, rank, keys, projection);
                ChunkRows.add(loops, slots, rows, rank, projection, keys, products);
                float[] value = scratch.block(ChunkRows.floats(keys, valueDim));
                ChunkRows.read(v, b, shared, first, 0, keys, valueDim, value);
                at.addSeen(loops, own, products, keys, value, valueDim, sum);
            });
            ChunkRows.write(sum, o, b, h, at.first(), rows);
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
            at.keep(kept, i, slots, i * stride, rank);
            for (int r = 0; r < rank; r++) {
                row[r] = scale * slots[i * stride + r];
            }
            float max = loops.max(row, 0, rank);
            loops.exponentials(row, rank, max);
            double sum = loops.sum(row, 0, rank);
            float inverse = (float) (1 / sum);
            for (int r = 0; r < rank; r++) {
                slots[i * stride + r] = row[r] * inverse;
            }
            at.keep(kept, i, slots, i * stride, rank);
            lse.set(at.b(), at.h(), at.first() + i, 0, (float) (max + Math.log(sum)));
        }
    }
}
