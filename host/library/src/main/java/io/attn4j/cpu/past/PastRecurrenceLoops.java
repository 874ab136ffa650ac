package io.attn4j.cpu.past;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.ParallelRows;
import io.attn4j.cpu.step.Sums;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.plan.past.PastRecurrence;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** Past-only attention one row after another; the state is kept in fp64. */
final class PastRecurrenceLoops {
    private PastRecurrenceLoops() {}

    static void execute(PastRecurrence step, Map<String, MemorySegment> arrays, WorkerPool pool) {
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
        ParallelRows.run(pool, step.k().batch(), step.k().heads(), 1, step.flops(), (b, shared, from, to) -> {
            int valid = k.validRows(step.lengths(), b);
            double[] keyState = widen(keyStates.copy(b, shared));
            double[] valueState = widen(valueStates.copy(b, shared));
            float[] query = new float[da];
            float[] key = new float[da];
            float[] value = new float[v.columns()];
            double[] slots = new double[rank];
            for (int i = 0; i < n; i++) {
                Slots.forget(step.decay(), 0, 1, keyState, da);
                Slots.forget(step.decay(), 0, 1, valueState, v.columns());
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
                    lse.set(b, h, i, 0, Slots.softmax(step.scale(), slots));
                    o.writeRow(weighted(slots, valueState, v.columns()), b, h, i);
                }
            }
            Slots.write(keyState, keyStates, b, shared, 0, rank);
            Slots.write(valueState, valueStates, b, shared, 0, rank);
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

    private static double dot(float[] x, double[] rows, int at) {
        double sum = 0;
        for (int d = 0; d < x.length; d++) {
            sum += x[d] * rows[at + d];
        }
        return sum;
    }
}
