package io.attn4j.cpu.past;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.cpu.tile.LoopChoice;
import io.attn4j.cpu.tile.TileLoops;
import io.attn4j.plan.past.PastAttention;
import io.attn4j.plan.past.PastKeyGradient;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/**
 * Gradients by keys, values, their projections and the states (docs/equations.md, section 2.7), chunk by chunk. The order of
 * every sum depends on the problem alone.
 */
final class PastKeyGradientLoops {
    private PastKeyGradientLoops() {}

    static void execute(PastKeyGradient step, Map<String, MemorySegment> arrays, LoopChoice choice, WorkerPool pool) {
        PastAttention past = step.past();
        Matrices dKeyStates = Matrices.of(step.dKeyStates(), arrays);
        Matrices dValueStates = Matrices.of(step.dValueStates(), arrays);
        Matrices k = Matrices.of(past.k(), arrays);
        Matrices v = Matrices.of(past.v(), arrays);
        Sides keys = new Sides(
                Matrices.of(past.q(), arrays),
                k,
                Matrices.of(past.e(), arrays),
                Matrices.of(step.ds(), arrays),
                Matrices.of(step.dk(), arrays),
                Matrices.of(step.de(), arrays));
        Sides values = new Sides(
                Matrices.of(step.outputGradient(), arrays),
                v,
                Matrices.of(past.f(), arrays),
                Matrices.of(step.p(), arrays),
                Matrices.of(step.dv(), arrays),
                Matrices.of(step.df(), arrays));
        int n = past.k().rows();
        int heads = past.k().heads();
        int group = past.q().heads() / heads;
        int chunks = Math.ceilDiv(n, past.chunk());
        int tasks = Math.multiplyExact(past.k().batch() * heads, chunks);
        choice.run(pool, step.flops(), tasks, (loops, worker, task) -> {
            int c = task % chunks;
            int head = task / chunks;
            int first = c * past.chunk();
            int rows = (int) Math.min(past.chunk(), (long) n - first);
            int b = head / heads;
            int shared = head % heads;
            int valid = k.validRows(past.lengths(), b);
            Chunk chunk = new Chunk(loops, b, shared, group, first, rows, Math.clamp((long) valid - first, 0, rows));
            keys.execute(chunk, dKeyStates, shared * chunks + c);
            values.execute(chunk, dValueStates, shared * chunks + c);
        });
    }

    /** Rows {@code first} to {@code first + rows}, of which the first {@code keys} are valid keys. */
    private record Chunk(TileLoops loops, int b, int shared, int group, int first, int rows, int keys) {}

    /**
     * Keys or values.
     *
     * @param x what meets them: queries, or gradients of the output
     * @param y keys or values
     * @param e their projection
     * @param s gradients of logits, or probabilities
     * @param dy gradient by {@code y}
     * @param de gradient by {@code e}
     */
    private record Sides(Matrices x, Matrices y, Matrices e, Matrices s, Matrices dy, Matrices de) {

        void execute(Chunk chunk, Matrices dStates, int state) {
            int rank = s.columns();
            float[] stateSum = new float[rank * ChunkRows.stride(y.columns())];
            for (int j = 0; j < chunk.rows(); j += ChunkRows.BLOCK) {
                block(chunk, j, j == 0 ? stateSum : null);
            }
            ChunkRows.write(stateSum, dStates, chunk.b(), state, 0, rank);
        }

        /** The keys of the chunk from {@code j} on, and all rows that see them. */
        private void block(Chunk chunk, int j, float[] stateSum) {
            int rank = s.columns();
            int dim = y.columns();
            int b = chunk.b();
            int from = chunk.first() + j;
            int written = Math.min(ChunkRows.BLOCK, chunk.rows() - j);
            int keys = Math.clamp((long) chunk.keys() - j, 0, written);
            float[] key = ChunkRows.read(y, b, chunk.shared(), from, keys);
            float[] projection =
                    ChunkRows.turned(ChunkRows.read(e, 0, chunk.shared(), 0, from, rank, keys), rank, keys);
            float[] keySum = new float[written * ChunkRows.stride(dim)];
            float[] projectionSum = new float[written * ChunkRows.stride(rank)];
            for (int h = chunk.shared() * chunk.group(); h < (chunk.shared() + 1) * chunk.group(); h++) {
                for (int i = j; i < chunk.rows(); i += ChunkRows.BLOCK) {
                    int rows = Math.min(ChunkRows.BLOCK, chunk.rows() - i);
                    float[] query = ChunkRows.read(x, b, h, chunk.first() + i, rows);
                    float[] slopes = ChunkRows.read(s, b, h, chunk.first() + i, rows);
                    float[] slopesOfSlot = ChunkRows.turned(slopes, rows, rank);
                    if (stateSum != null) {
                        ChunkRows.add(chunk.loops(), slopesOfSlot, rank, rows, query, dim, stateSum);
                    }
                    float[] weights = new float[keys * ChunkRows.stride(rows)];
                    ChunkRows.add(chunk.loops(), projection, keys, rank, slopesOfSlot, rows, weights);
                    add(chunk, i == j, weights, keys, rows, query, dim, keySum);
                    float[] logits = new float[keys * ChunkRows.stride(rows)];
                    ChunkRows.add(chunk.loops(), key, keys, dim, ChunkRows.turned(query, rows, dim), rows, logits);
                    add(chunk, i == j, logits, keys, rows, slopes, rank, projectionSum);
                }
            }
            ChunkRows.write(keySum, dy, b, chunk.shared(), from, written);
            ChunkRows.writeTurned(projectionSum, de, b, chunk.shared(), from, written);
        }

        private static void add(
                Chunk chunk, boolean own, float[] x, int keys, int rows, float[] w, int columns, float[] y) {
            if (own) {
                ChunkRows.addSeeing(chunk.loops(), x, keys, rows, w, columns, y);
            } else {
                ChunkRows.add(chunk.loops(), x, keys, rows, w, columns, y);
            }
        }
    }
}
