package io.attn4j.cpu.past;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.ParallelRows;
import io.attn4j.cpu.step.Sums;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.plan.past.PastAttention;
import io.attn4j.plan.past.PastKeyGradient;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/**
 * Gradients by keys, values, their projections and the states (docs/equations.md, section 2.7), chunk by chunk.
 *
 * <p>Sums are formed in fp64, so that their error does not grow with the sequence. The order of every sum depends on the
 * problem alone.
 */
final class PastKeyGradientLoops {
    private PastKeyGradientLoops() {}

    static void execute(PastKeyGradient step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        PastAttention past = step.past();
        Matrices q = Matrices.of(past.q(), arrays);
        Matrices k = Matrices.of(past.k(), arrays);
        Matrices v = Matrices.of(past.v(), arrays);
        Matrices e = Matrices.of(past.e(), arrays);
        Matrices f = Matrices.of(past.f(), arrays);
        Matrices outputGradient = Matrices.of(step.outputGradient(), arrays);
        Matrices p = Matrices.of(step.p(), arrays);
        Matrices ds = Matrices.of(step.ds(), arrays);
        Matrices dk = Matrices.of(step.dk(), arrays);
        Matrices dv = Matrices.of(step.dv(), arrays);
        Matrices de = Matrices.of(step.de(), arrays);
        Matrices df = Matrices.of(step.df(), arrays);
        Matrices dKeyStates = Matrices.of(step.dKeyStates(), arrays);
        Matrices dValueStates = Matrices.of(step.dValueStates(), arrays);
        int n = past.k().rows();
        int group = past.q().heads() / past.k().heads();
        int chunks = Math.ceilDiv(n, past.chunk());
        int rank = past.e().rows();
        int keyDim = k.columns();
        int valueDim = v.columns();
        ParallelRows.run(pool, past.k().batch(), past.k().heads(), chunks, step.flops(), (b, shared, from, to) -> {
            int valid = k.validRows(past.lengths(), b);
            float[] query = new float[keyDim];
            float[] gradient = new float[valueDim];
            float[] weights = new float[rank];
            float[] slopes = new float[rank];
            for (int c = from; c < to; c++) {
                int first = c * past.chunk();
                int rows = (int) Math.min(past.chunk(), (long) n - first);
                int keys = Math.clamp((long) valid - first, 0, rows);
                float[] key = ChunkRows.block(k, b, shared, first, keys);
                float[] value = ChunkRows.block(v, b, shared, first, keys);
                float[] eOfKey = ChunkRows.turned(e, shared, first, keys);
                float[] fOfKey = ChunkRows.turned(f, shared, first, keys);
                double[] keySums = new double[rows * keyDim];
                double[] valueSums = new double[rows * valueDim];
                double[] eSums = new double[rows * rank];
                double[] fSums = new double[rows * rank];
                double[] keyStateSums = new double[rank * keyDim];
                double[] valueStateSums = new double[rank * valueDim];
                for (int h = shared * group; h < (shared + 1) * group; h++) {
                    for (int i = first; i < first + rows; i++) {
                        q.readRow(b, h, i, query);
                        outputGradient.readRow(b, h, i, gradient);
                        p.readRow(b, h, i, weights);
                        ds.readRow(b, h, i, slopes);
                        for (int r = 0; r < rank; r++) {
                            Sums.add(slopes[r], query, 0, keyStateSums, r * keyDim, keyDim);
                            Sums.add(weights[r], gradient, 0, valueStateSums, r * valueDim, valueDim);
                        }
                        int seen = Math.min(keys, i - first + 1);
                        for (int j = 0; j < seen; j++) {
                            double keyWeight = ChunkRows.dot(slopes, 0, eOfKey, j * rank, rank);
                            double valueWeight = ChunkRows.dot(weights, 0, fOfKey, j * rank, rank);
                            Sums.add(keyWeight, query, 0, keySums, j * keyDim, keyDim);
                            Sums.add(valueWeight, gradient, 0, valueSums, j * valueDim, valueDim);
                            double logit = ChunkRows.dot(query, 0, key, j * keyDim, keyDim);
                            double dp = ChunkRows.dot(gradient, 0, value, j * valueDim, valueDim);
                            Sums.add(logit, slopes, 0, eSums, j * rank, rank);
                            Sums.add(dp, weights, 0, fSums, j * rank, rank);
                        }
                    }
                }
                ChunkRows.writeRows(keySums, dk, b, shared, first, rows);
                ChunkRows.writeRows(valueSums, dv, b, shared, first, rows);
                ChunkRows.writeTurned(eSums, de, b, shared, first, rows);
                ChunkRows.writeTurned(fSums, df, b, shared, first, rows);
                ChunkRows.writeRows(keyStateSums, dKeyStates, b, shared * chunks + c, 0, rank);
                ChunkRows.writeRows(valueStateSums, dValueStates, b, shared * chunks + c, 0, rank);
            }
        });
    }
}
