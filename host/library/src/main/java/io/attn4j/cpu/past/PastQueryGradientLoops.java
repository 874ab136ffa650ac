package io.attn4j.cpu.past;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.cpu.tile.LoopChoice;
import io.attn4j.plan.past.PastAttention;
import io.attn4j.plan.past.PastQueryGradient;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/**
 * Probabilities, their gradients, and the gradient by queries (docs/equations.md, section 2.7), block of rows by block. The
 * order of every sum depends on the problem alone.
 */
final class PastQueryGradientLoops {
    private PastQueryGradientLoops() {}

    static void execute(PastQueryGradient step, Map<String, MemorySegment> arrays, LoopChoice choice, WorkerPool pool) {
        PastAttention past = step.past();
        Matrices q = Matrices.of(past.q(), arrays);
        Matrices k = Matrices.of(past.k(), arrays);
        Matrices v = Matrices.of(past.v(), arrays);
        Matrices e = Matrices.of(past.e(), arrays);
        Matrices f = Matrices.of(past.f(), arrays);
        Matrices keyStates = Matrices.of(past.keyStates(), arrays);
        Matrices valueStates = Matrices.of(past.valueStates(), arrays);
        Matrices lse = Matrices.of(past.lse(), arrays);
        Matrices outputGradient = Matrices.of(step.outputGradient(), arrays);
        Matrices delta = Matrices.of(step.delta(), arrays);
        Matrices p = Matrices.of(step.p(), arrays);
        Matrices ds = Matrices.of(step.ds(), arrays);
        Matrices dq = Matrices.of(step.dq(), arrays);
        int group = past.q().heads() / past.k().heads();
        int rank = past.e().rows();
        float[] kept = past.decay() == null ? null : past.decay().powers();
        int keyDim = q.columns();
        int valueDim = v.columns();
        int stride = ChunkRows.stride(rank);
        RowBlocks blocks = RowBlocks.of(past);
        choice.run(pool, step.flops(), blocks.count(), (loops, worker, task) -> {
            RowBlocks.Block at = blocks.block(task);
            int b = at.b();
            int h = at.h();
            int rows = at.rows();
            int shared = h / group;
            int valid = k.validRows(past.lengths(), b);
            float[] query = ChunkRows.read(q, b, h, at.first(), rows);
            float[] gradient = ChunkRows.read(outputGradient, b, h, at.first(), rows);
            float[] keyState = ChunkRows.read(keyStates, b, at.state(group), 0, rank);
            float[] valueState = ChunkRows.read(valueStates, b, at.state(group), 0, rank);
            float[] weights = new float[rows * stride];
            float[] slopes = new float[rows * stride];
            ChunkRows.add(loops, query, rows, keyDim, ChunkRows.turned(keyState, rank, keyDim), rank, weights);
            ChunkRows.add(loops, gradient, rows, valueDim, ChunkRows.turned(valueState, rank, valueDim), rank, slopes);
            at.eachSeen(valid, (first, keys, own) -> {
                float[] key = ChunkRows.turned(ChunkRows.read(k, b, shared, first, keys), keys, keyDim);
                float[] value = ChunkRows.turned(ChunkRows.read(v, b, shared, first, keys), keys, valueDim);
                float[] eOfKey = ChunkRows.turned(ChunkRows.read(e, 0, shared, 0, first, rank, keys), rank, keys);
                float[] fOfKey = ChunkRows.turned(ChunkRows.read(f, 0, shared, 0, first, rank, keys), rank, keys);
                float[] products = new float[rows * ChunkRows.stride(keys)];
                ChunkRows.add(loops, query, rows, keyDim, key, keys, products);
                at.addSeen(loops, own, products, keys, eOfKey, rank, weights);
                products = new float[rows * ChunkRows.stride(keys)];
                ChunkRows.add(loops, gradient, rows, valueDim, value, keys, products);
                at.addSeen(loops, own, products, keys, fOfKey, rank, slopes);
            });
            float[] row = new float[rank];
            for (int i = 0; i < rows; i++) {
                float mean = delta.get(b, h, at.first() + i, 0);
                at.keep(kept, i, weights, i * stride, rank);
                at.keep(kept, i, slopes, i * stride, rank);
                for (int r = 0; r < rank; r++) {
                    row[r] = past.scale() * weights[i * stride + r];
                }
                loops.exponentials(row, rank, lse.get(b, h, at.first() + i, 0));
                for (int r = 0; r < rank; r++) {
                    int element = i * stride + r;
                    weights[element] = row[r];
                    slopes[element] = past.scale() * row[r] * (slopes[element] - mean);
                }
                at.keep(kept, i, weights, i * stride, rank);
                at.keep(kept, i, slopes, i * stride, rank);
            }
            ChunkRows.write(weights, p, b, h, at.first(), rows);
            ChunkRows.write(slopes, ds, b, h, at.first(), rows);
            float[] sum = new float[rows * ChunkRows.stride(keyDim)];
            ChunkRows.add(loops, slopes, rows, rank, keyState, keyDim, sum);
            at.eachSeen(valid, (first, keys, own) -> {
                float[] products = new float[rows * ChunkRows.stride(keys)];
                ChunkRows.add(
                        loops, slopes, rows, rank, ChunkRows.read(e, 0, shared, 0, first, rank, keys), keys, products);
                at.addSeen(loops, own, products, keys, ChunkRows.read(k, b, shared, first, keys), keyDim, sum);
            });
            ChunkRows.write(sum, dq, b, h, at.first(), rows);
        });
    }
}
