package io.attn4j.cpu.past;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.ParallelRows;
import io.attn4j.cpu.step.Sums;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.plan.past.PastAttention;
import io.attn4j.plan.past.PastQueryGradient;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;

/**
 * Probabilities, their gradients, and the gradient by queries (docs/equations.md, section 2.7), chunk by chunk.
 *
 * <p>Sums are formed in fp64, so that their error does not grow with the sequence. The order of every sum depends on the
 * problem alone.
 */
final class PastQueryGradientLoops {
    private PastQueryGradientLoops() {}

    static void execute(PastQueryGradient step, Map<String, MemorySegment> arrays, WorkerPool pool) {
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
        int n = past.q().rows();
        int group = past.q().heads() / past.k().heads();
        int chunks = Math.ceilDiv(n, past.chunk());
        int rank = past.e().rows();
        ParallelRows.run(pool, past.q().batch(), past.q().heads(), chunks, step.flops(), (b, h, from, to) -> {
            int shared = h / group;
            int valid = k.validRows(past.lengths(), b);
            float[] query = new float[q.columns()];
            float[] gradient = new float[v.columns()];
            double[] logits = new double[rank];
            double[] dps = new double[rank];
            float[] weights = new float[rank];
            float[] slopes = new float[rank];
            double[] sum = new double[q.columns()];
            float[] row = new float[q.columns()];
            for (int c = from; c < to; c++) {
                int first = c * past.chunk();
                int rows = (int) Math.min(past.chunk(), (long) n - first);
                int keys = Math.clamp((long) valid - first, 0, rows);
                float[] keyState = keyStates.copy(b, shared * chunks + c);
                float[] valueState = valueStates.copy(b, shared * chunks + c);
                float[] key = ChunkRows.block(k, b, shared, first, keys);
                float[] value = ChunkRows.block(v, b, shared, first, keys);
                // [key,slot], so that a key's weights are neighbours
                float[] eOfKey = ChunkRows.turned(e, shared, first, keys);
                float[] fOfKey = ChunkRows.turned(f, shared, first, keys);
                for (int i = first; i < first + rows; i++) {
                    q.readRow(b, h, i, query);
                    outputGradient.readRow(b, h, i, gradient);
                    int seen = Math.min(keys, i - first + 1);
                    for (int r = 0; r < rank; r++) {
                        logits[r] = ChunkRows.dot(query, 0, keyState, r * query.length, query.length);
                        dps[r] = ChunkRows.dot(gradient, 0, valueState, r * gradient.length, gradient.length);
                    }
                    for (int j = 0; j < seen; j++) {
                        Sums.add(
                                ChunkRows.dot(query, 0, key, j * query.length, query.length),
                                eOfKey,
                                j * rank,
                                logits,
                                0,
                                rank);
                        Sums.add(
                                ChunkRows.dot(gradient, 0, value, j * gradient.length, gradient.length),
                                fOfKey,
                                j * rank,
                                dps,
                                0,
                                rank);
                    }
                    double logSum = lse.get(b, h, i, 0);
                    double mean = delta.get(b, h, i, 0);
                    Arrays.fill(sum, 0);
                    for (int r = 0; r < rank; r++) {
                        double weight = Math.exp(past.scale() * logits[r] - logSum);
                        weights[r] = (float) weight;
                        slopes[r] = (float) (past.scale() * weight * (dps[r] - mean));
                        Sums.add(slopes[r], keyState, r * query.length, sum, 0, query.length);
                    }
                    p.writeRow(weights, b, h, i);
                    ds.writeRow(slopes, b, h, i);
                    for (int j = 0; j < seen; j++) {
                        double weight = ChunkRows.dot(slopes, 0, eOfKey, j * rank, rank);
                        Sums.add(weight, key, j * query.length, sum, 0, query.length);
                    }
                    Sums.round(sum, 0, row);
                    dq.writeRow(row, b, h, i);
                }
            }
        });
    }
}
