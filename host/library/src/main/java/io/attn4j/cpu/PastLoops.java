package io.attn4j.cpu;

import io.attn4j.plan.past.PastAttention;
import io.attn4j.plan.past.PastRecurrence;
import io.attn4j.plan.past.PastStates;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;

/**
 * Past-only Linformer attention: states at chunk borders, chunks in parallel, and one row after another.
 *
 * <p>States are summed in fp64, so that their error does not grow with the sequence.
 */
final class PastLoops {
    private PastLoops() {}

    static void states(PastStates step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        Matrices x = Matrices.of(step.x(), arrays);
        Matrices e = Matrices.of(step.e(), arrays);
        Matrices initial = Matrices.of(step.initial(), arrays);
        Matrices y = Matrices.of(step.y(), arrays);
        Matrices last = Matrices.of(step.last(), arrays);
        int n = step.x().rows();
        int chunks = Math.ceilDiv(n, step.chunk());
        int columns = x.columns();
        // Slots are independent of each other.
        RowLoops.run(pool, step.x().batch(), step.x().heads(), step.e().rows(), step.flops(), (b, h, from, to) -> {
            int rows = length(step.lengths(), b, n);
            double[] state = new double[(to - from) * columns];
            float[] row = new float[columns];
            for (int r = from; initial != null && r < to; r++) {
                initial.readRow(b, h, r, row);
                Sums.add(1, row, 0, state, (r - from) * columns, columns);
            }
            for (int c = 0; c < chunks; c++) {
                write(state, y, b, h * chunks + c, from, to);
                int end = (int) Math.min((c + 1L) * step.chunk(), rows);
                for (int i = c * step.chunk(); i < end; i++) {
                    x.readRow(b, h, i, row);
                    for (int r = from; r < to; r++) {
                        Sums.add(e.get(0, h, r, i), row, 0, state, (r - from) * columns, columns);
                    }
                }
            }
            if (last != null) {
                write(state, last, b, h, from, to);
            }
        });
    }

    private static void write(double[] state, Matrices to, int b, int h, int first, int last) {
        float[] row = new float[to.columns()];
        for (int r = first; r < last; r++) {
            Sums.round(state, (r - first) * row.length, row);
            to.writeRow(row, b, h, r);
        }
    }

    static void attention(PastAttention step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        Matrices q = Matrices.of(step.q(), arrays);
        Matrices k = Matrices.of(step.k(), arrays);
        Matrices v = Matrices.of(step.v(), arrays);
        Matrices e = Matrices.of(step.e(), arrays);
        Matrices f = Matrices.of(step.f(), arrays);
        Matrices keyStates = Matrices.of(step.keyStates(), arrays);
        Matrices valueStates = Matrices.of(step.valueStates(), arrays);
        Matrices o = Matrices.of(step.o(), arrays);
        Matrices lse = Matrices.of(step.lse(), arrays);
        int n = step.q().rows();
        int group = step.q().heads() / step.k().heads();
        int chunks = Math.ceilDiv(n, step.chunk());
        int rank = step.e().rows();
        RowLoops.run(pool, step.q().batch(), step.q().heads(), chunks, step.flops(), (b, h, from, to) -> {
            int shared = h / group;
            int valid = length(step.lengths(), b, n);
            float[] query = new float[q.columns()];
            double[] slots = new double[rank];
            double[] sum = new double[v.columns()];
            float[] row = new float[v.columns()];
            for (int c = from; c < to; c++) {
                int first = c * step.chunk();
                int rows = (int) Math.min(step.chunk(), (long) n - first);
                int keys = Math.clamp((long) valid - first, 0, rows);
                float[] keyState = keyStates.copy(b, shared * chunks + c);
                float[] valueState = valueStates.copy(b, shared * chunks + c);
                float[] key = block(k, b, shared, first, 0, keys, k.columns());
                float[] value = block(v, b, shared, first, 0, keys, v.columns());
                float[] eChunk = block(e, 0, shared, 0, first, rank, keys);
                float[] fChunk = block(f, 0, shared, 0, first, rank, keys);
                for (int i = first; i < first + rows; i++) {
                    q.readRow(b, h, i, query);
                    int seen = Math.min(keys, i - first + 1);
                    for (int r = 0; r < rank; r++) {
                        slots[r] = dot(query, keyState, r * query.length);
                    }
                    for (int j = 0; j < seen; j++) {
                        double logit = dot(query, key, j * query.length);
                        for (int r = 0; r < rank; r++) {
                            slots[r] += logit * eChunk[r * keys + j];
                        }
                    }
                    lse.set(b, h, i, 0, softmax(step.scale(), slots));
                    Arrays.fill(sum, 0);
                    for (int r = 0; r < rank; r++) {
                        Sums.add(slots[r], valueState, r * row.length, sum, 0, row.length);
                    }
                    for (int j = 0; j < seen; j++) {
                        double weight = 0;
                        for (int r = 0; r < rank; r++) {
                            weight += slots[r] * fChunk[r * keys + j];
                        }
                        Sums.add(weight, value, j * row.length, sum, 0, row.length);
                    }
                    Sums.round(sum, 0, row);
                    o.writeRow(row, b, h, i);
                }
            }
        });
    }

    private static float[] block(Matrices x, int b, int h, int i, int c, int rows, int columns) {
        float[] block = new float[rows * columns];
        if (block.length > 0) {
            x.read(b, h, i, c, rows, columns, block, 0, columns);
        }
        return block;
    }

    static void recurrence(PastRecurrence step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        Matrices q = Matrices.of(step.q(), arrays);
        Matrices k = Matrices.of(step.k(), arrays);
        Matrices v = Matrices.of(step.v(), arrays);
        Matrices e = Matrices.of(step.e(), arrays);
        Matrices f = Matrices.of(step.f(), arrays);
        Matrices keyStates = Matrices.of(step.keyState(), arrays);
        Matrices valueStates = Matrices.of(step.valueState(), arrays);
        Matrices o = Matrices.of(step.o(), arrays);
        Matrices lse = Matrices.of(step.lse(), arrays);
        int n = step.q().rows();
        int group = step.q().heads() / step.k().heads();
        int rank = step.e().rows();
        int da = q.columns();
        RowLoops.run(pool, step.k().batch(), step.k().heads(), 1, step.flops(), (b, shared, from, to) -> {
            int valid = length(step.lengths(), b, n);
            double[] keyState = widen(keyStates.copy(b, shared));
            double[] valueState = widen(valueStates.copy(b, shared));
            float[] query = new float[da];
            float[] key = new float[da];
            float[] value = new float[v.columns()];
            double[] slots = new double[rank];
            for (int i = 0; i < n; i++) {
                if (i < valid) {
                    k.readRow(b, shared, i, key);
                    v.readRow(b, shared, i, value);
                    for (int r = 0; r < rank; r++) {
                        Sums.add(e.get(0, shared, r, i), key, 0, keyState, r * da, da);
                        Sums.add(f.get(0, shared, r, i), value, 0, valueState, r * value.length, value.length);
                    }
                }
                for (int h = shared * group; h < (shared + 1) * group; h++) {
                    q.readRow(b, h, i, query);
                    for (int r = 0; r < rank; r++) {
                        slots[r] = dot(query, keyState, r * da);
                    }
                    lse.set(b, h, i, 0, softmax(step.scale(), slots));
                    o.writeRow(weighted(slots, valueState, v.columns()), b, h, i);
                }
            }
            write(keyState, keyStates, b, shared, 0, rank);
            write(valueState, valueStates, b, shared, 0, rank);
        });
    }

    private static double[] widen(float[] x) {
        double[] wide = new double[x.length];
        Sums.add(1, x, 0, wide, 0, x.length);
        return wide;
    }

    private static float[] weighted(double[] weights, double[] rows, int columns) {
        double[] sum = new double[columns];
        for (int r = 0; r < weights.length; r++) {
            for (int c = 0; c < columns; c++) {
                sum[c] += weights[r] * rows[r * columns + c];
            }
        }
        float[] rounded = new float[columns];
        Sums.round(sum, 0, rounded);
        return rounded;
    }

    private static double dot(float[] x, float[] rows, int at) {
        double sum = 0;
        for (int d = 0; d < x.length; d++) {
            sum += (double) x[d] * rows[at + d];
        }
        return sum;
    }

    private static double dot(float[] x, double[] rows, int at) {
        double sum = 0;
        for (int d = 0; d < x.length; d++) {
            sum += x[d] * rows[at + d];
        }
        return sum;
    }

    /** {@code softmax(scale * slots)} in place; returns the log-sum-exp. */
    private static float softmax(double scale, double[] slots) {
        double max = Double.NEGATIVE_INFINITY;
        for (int r = 0; r < slots.length; r++) {
            slots[r] *= scale;
            max = Math.max(max, slots[r]);
        }
        double sum = 0;
        for (int r = 0; r < slots.length; r++) {
            slots[r] = Math.exp(slots[r] - max);
            sum += slots[r];
        }
        for (int r = 0; r < slots.length; r++) {
            slots[r] /= sum;
        }
        return (float) (max + Math.log(sum));
    }

    private static int length(int[] lengths, int b, int rows) {
        return lengths == null ? rows : Math.min(rows, lengths[b]);
    }
}
