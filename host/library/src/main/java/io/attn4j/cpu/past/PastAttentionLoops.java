package io.attn4j.cpu.past;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.ParallelRows;
import io.attn4j.cpu.step.Sums;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.plan.past.PastAttention;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;

/** Past-only attention in chunks that run in parallel. */
final class PastAttentionLoops {
    private PastAttentionLoops() {}

    static void execute(PastAttention step, Map<String, MemorySegment> arrays, WorkerPool pool) {
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
        ParallelRows.run(pool, step.q().batch(), step.q().heads(), chunks, step.flops(), (b, h, from, to) -> {
            int shared = h / group;
            int valid = k.validRows(step.lengths(), b);
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
                    lse.set(b, h, i, 0, Slots.softmax(step.scale(), slots));
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

    private static double dot(float[] x, float[] rows, int at) {
        double sum = 0;
        for (int d = 0; d < x.length; d++) {
            sum += (double) x[d] * rows[at + d];
        }
        return sum;
    }
}
