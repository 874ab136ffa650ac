package io.attn4j.cpu.head;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.ParallelRows;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.plan.head.HeadGate;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;

/** Gating of heads in place; gates are formed in fp64. */
final class HeadGateLoops {
    private HeadGateLoops() {}

    static void execute(HeadGate step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        Matrices z = Matrices.of(step.z(), arrays);
        Matrices o = Matrices.of(step.o(), arrays);
        int heads = step.o().heads();
        ParallelRows.run(pool, step.z(), 2.0 * step.o().elements(), (b, zero, from, to) -> {
            float[] logits = new float[z.columns()];
            double[] gates = new double[heads];
            float[] row = new float[o.columns()];
            for (int i = from; i < to; i++) {
                z.readRow(b, 0, i, logits);
                gates(step, logits, gates);
                for (int h = 0; h < heads; h++) {
                    o.readRow(b, h, i, row);
                    for (int c = 0; c < row.length; c++) {
                        // A head that is left out gives 0 even where it holds NaN.
                        row[c] = gates[h] == 0 ? 0 : (float) (gates[h] * row[c]);
                    }
                    o.writeRow(row, b, h, i);
                }
            }
        });
    }

    /** Gates of one row from its logits. */
    static void gates(HeadGate step, float[] logits, double[] gates) {
        int heads = gates.length;
        switch (step.kind()) {
            case SIGMOID -> {
                for (int h = 0; h < heads; h++) {
                    gates[h] = 1 / (1 + Math.exp(-logits[h]));
                }
            }
            case SOFTMAX -> softmax(logits, 0, heads, heads, gates);
            case MIXTURE -> mixture(logits, step.shared(), step.top(), gates);
        }
    }

    /** {@code gates[i] = factor * softmax(z)_i} over {@code from <= i < to}. */
    private static void softmax(float[] z, int from, int to, double factor, double[] gates) {
        float max = z[from];
        for (int i = from; i < to; i++) {
            max = Math.max(max, z[i]);
        }
        double sum = 0;
        for (int i = from; i < to; i++) {
            gates[i] = Math.exp((double) z[i] - max);
            sum += gates[i];
        }
        for (int i = from; i < to; i++) {
            gates[i] *= factor / sum;
        }
    }

    private static void mixture(float[] z, int shared, int top, double[] gates) {
        int heads = gates.length;
        double routed = 1;
        if (shared > 0) {
            double always = 2 / (1 + Math.exp((double) z[heads + 1] - z[heads]));
            routed = 2 / (1 + Math.exp((double) z[heads] - z[heads + 1]));
            softmax(z, 0, shared, always * shared, gates);
        }
        Arrays.fill(gates, shared, heads, 0);
        boolean[] taken = new boolean[heads];
        float max = Float.NEGATIVE_INFINITY;
        double sum = 0;
        for (int t = 0; t < top; t++) {
            int best = -1;
            for (int h = shared; h < heads; h++) {
                if (!taken[h] && (best < 0 || z[h] > z[best])) {
                    best = h;
                }
            }
            taken[best] = true;
            max = t == 0 ? z[best] : max;
            gates[best] = Math.exp((double) z[best] - max);
            sum += gates[best];
        }
        for (int h = shared; h < heads; h++) {
            gates[h] *= routed * top / sum;
        }
    }
}
