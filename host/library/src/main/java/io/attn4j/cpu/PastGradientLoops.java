package io.attn4j.cpu;

import io.attn4j.plan.past.PastAttention;
import io.attn4j.plan.past.PastKeyGradient;
import io.attn4j.plan.past.PastQueryGradient;
import io.attn4j.plan.past.PastStates;
import io.attn4j.plan.past.PastStatesGradient;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;

/**
 * Gradients of past-only Linformer attention (docs/equations.md, section 2.7), chunk by chunk.
 *
 * <p>Sums are formed in fp64, so that their error does not grow with the sequence. The order of every sum depends on the
 * problem alone.
 */
final class PastGradientLoops {
    private PastGradientLoops() {}

    static void query(PastQueryGradient step, Map<String, MemorySegment> arrays, WorkerPool pool) {
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
        RowLoops.run(pool, past.q().batch(), past.q().heads(), chunks, step.flops(), (b, h, from, to) -> {
            int shared = h / group;
            int valid = length(past.lengths(), b, n);
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
                float[] key = block(k, b, shared, first, keys);
                float[] value = block(v, b, shared, first, keys);
                // [key,slot], so that a key's weights are neighbours
                float[] eOfKey = turned(e, shared, first, keys);
                float[] fOfKey = turned(f, shared, first, keys);
                for (int i = first; i < first + rows; i++) {
                    q.readRow(b, h, i, query);
                    outputGradient.readRow(b, h, i, gradient);
                    int seen = Math.min(keys, i - first + 1);
                    for (int r = 0; r < rank; r++) {
                        logits[r] = dot(query, 0, keyState, r * query.length, query.length);
                        dps[r] = dot(gradient, 0, valueState, r * gradient.length, gradient.length);
                    }
                    for (int j = 0; j < seen; j++) {
                        Sums.add(dot(query, 0, key, j * query.length, query.length), eOfKey, j * rank, logits, 0, rank);
                        Sums.add(
                                dot(gradient, 0, value, j * gradient.length, gradient.length),
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
                        double weight = dot(slopes, 0, eOfKey, j * rank, rank);
                        Sums.add(weight, key, j * query.length, sum, 0, query.length);
                    }
                    Sums.round(sum, 0, row);
                    dq.writeRow(row, b, h, i);
                }
            }
        });
    }

    static void key(PastKeyGradient step, Map<String, MemorySegment> arrays, WorkerPool pool) {
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
        RowLoops.run(pool, past.k().batch(), past.k().heads(), chunks, step.flops(), (b, shared, from, to) -> {
            int valid = length(past.lengths(), b, n);
            float[] query = new float[keyDim];
            float[] gradient = new float[valueDim];
            float[] weights = new float[rank];
            float[] slopes = new float[rank];
            for (int c = from; c < to; c++) {
                int first = c * past.chunk();
                int rows = (int) Math.min(past.chunk(), (long) n - first);
                int keys = Math.clamp((long) valid - first, 0, rows);
                float[] key = block(k, b, shared, first, keys);
                float[] value = block(v, b, shared, first, keys);
                float[] eOfKey = turned(e, shared, first, keys);
                float[] fOfKey = turned(f, shared, first, keys);
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
                            double keyWeight = dot(slopes, 0, eOfKey, j * rank, rank);
                            double valueWeight = dot(weights, 0, fOfKey, j * rank, rank);
                            Sums.add(keyWeight, query, 0, keySums, j * keyDim, keyDim);
                            Sums.add(valueWeight, gradient, 0, valueSums, j * valueDim, valueDim);
                            double logit = dot(query, 0, key, j * keyDim, keyDim);
                            double dp = dot(gradient, 0, value, j * valueDim, valueDim);
                            Sums.add(logit, slopes, 0, eSums, j * rank, rank);
                            Sums.add(dp, weights, 0, fSums, j * rank, rank);
                        }
                    }
                }
                writeRows(keySums, dk, b, shared, first, rows);
                writeRows(valueSums, dv, b, shared, first, rows);
                writeTurned(eSums, de, b, shared, first, rows);
                writeTurned(fSums, df, b, shared, first, rows);
                writeRows(keyStateSums, dKeyStates, b, shared * chunks + c, 0, rank);
                writeRows(valueStateSums, dValueStates, b, shared * chunks + c, 0, rank);
            }
        });
    }

    static void states(PastStatesGradient step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        PastStates states = step.states();
        Matrices x = Matrices.of(states.x(), arrays);
        Matrices e = Matrices.of(states.e(), arrays);
        Matrices dy = Matrices.of(step.dy(), arrays);
        Matrices last = Matrices.of(step.dlast(), arrays);
        Matrices sums = Matrices.of(step.sums(), arrays);
        Matrices dx = Matrices.of(step.dx(), arrays);
        Matrices de = Matrices.of(step.de(), arrays);
        int n = states.x().rows();
        int chunks = Math.ceilDiv(n, states.chunk());
        int rank = states.e().rows();
        int columns = x.columns();
        double work = (double) sums.view().elements();
        // Slots are independent of each other.
        RowLoops.run(pool, x.view().batch(), x.view().heads(), rank, work, (b, h, from, to) -> {
            double[] sum = new double[(to - from) * columns];
            float[] row = new float[columns];
            for (int r = from; last != null && r < to; r++) {
                last.readRow(b, h, r, row);
                Sums.add(1, row, 0, sum, (r - from) * columns, columns);
            }
            for (int c = chunks - 1; c >= 0; c--) {
                for (int r = from; r < to; r++) {
                    Sums.round(sum, (r - from) * columns, row);
                    sums.writeRow(row, b, h * chunks + c, r);
                    dy.readRow(b, h * chunks + c, r, row);
                    Sums.add(1, row, 0, sum, (r - from) * columns, columns);
                }
            }
        });
        RowLoops.run(pool, x.view().batch(), x.view().heads(), chunks, step.flops(), (b, h, from, to) -> {
            int valid = length(states.lengths(), b, n);
            for (int c = from; c < to; c++) {
                int first = c * states.chunk();
                int rows = (int) Math.min(states.chunk(), (long) n - first);
                int within = Math.clamp((long) valid - first, 0, rows);
                float[] sum = sums.copy(b, h * chunks + c);
                float[] values = block(x, b, h, first, within);
                float[] eOfRow = turned(e, h, first, within);
                double[] rowSums = new double[rows * columns];
                double[] eSums = new double[rows * rank];
                for (int i = 0; i < within; i++) {
                    for (int r = 0; r < rank; r++) {
                        Sums.add(eOfRow[i * rank + r], sum, r * columns, rowSums, i * columns, columns);
                        eSums[i * rank + r] = dot(values, i * columns, sum, r * columns, columns);
                    }
                }
                writeRows(rowSums, dx, b, h, first, rows);
                writeTurned(eSums, de, b, h, first, rows);
            }
        });
    }

    /** Rows {@code from} on, {@code [rows,columns]}. */
    private static float[] block(Matrices x, int b, int h, int from, int rows) {
        float[] block = new float[rows * x.columns()];
        if (block.length > 0) {
            x.read(b, h, from, 0, rows, x.columns(), block, 0, x.columns());
        }
        return block;
    }

    /** Columns {@code from} on of a projection, as rows. */
    private static float[] turned(Matrices e, int h, int from, int columns) {
        int rank = e.view().rows();
        float[] rows = new float[columns * rank];
        float[] row = new float[columns];
        for (int r = 0; r < rank && columns > 0; r++) {
            e.read(0, h, r, from, 1, columns, row, 0, columns);
            for (int j = 0; j < columns; j++) {
                rows[j * rank + r] = row[j];
            }
        }
        return rows;
    }

    private static void writeRows(double[] sums, Matrices to, int b, int h, int from, int rows) {
        float[] row = new float[to.columns()];
        for (int r = 0; r < rows; r++) {
            Sums.round(sums, r * row.length, row);
            to.writeRow(row, b, h, from + r);
        }
    }

    /** Writes rows {@code [count,rank]} as columns {@code from} on. */
    private static void writeTurned(double[] rows, Matrices to, int b, int h, int from, int count) {
        int rank = to.view().rows();
        float[] row = new float[count];
        for (int r = 0; r < rank; r++) {
            for (int j = 0; j < count; j++) {
                row[j] = (float) rows[j * rank + r];
            }
            to.write(row, 0, count, 1, count, b, h, r, from);
        }
    }

    /** {@code x . y} in fp64, four sums side by side. */
    private static double dot(float[] x, int x0, float[] y, int y0, int count) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int d = 0;
        for (; d + 3 < count; d += 4) {
            sum0 += (double) x[x0 + d] * y[y0 + d];
            sum1 += (double) x[x0 + d + 1] * y[y0 + d + 1];
            sum2 += (double) x[x0 + d + 2] * y[y0 + d + 2];
            sum3 += (double) x[x0 + d + 3] * y[y0 + d + 3];
        }
        for (; d < count; d++) {
            sum0 += (double) x[x0 + d] * y[y0 + d];
        }
        return (sum0 + sum1) + (sum2 + sum3);
    }

    private static int length(int[] lengths, int b, int rows) {
        return lengths == null ? rows : Math.min(rows, lengths[b]);
    }
}
