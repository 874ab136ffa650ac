package io.attn4j.cpu.head;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.ParallelRows;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.plan.head.HeadGate;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;

/** Gating of heads in place; gates are formed in fp64. */
public final class HeadGateLoops {
    /** Of a head that a mixture has not chosen. */
    private static final double NOT_TAKEN = -1;

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
        gates(step.kind(), step.shared(), step.top(), logits, 0, gates);
    }

    /**
     * Gates of one row.
     *
     * @param shared first heads that a mixture always takes
     * @param top other heads that it takes
     * @param z logits, those of the row from {@code z0} on
     * @param gates one for each head, out
     */
    public static void gates(HeadGate.Kind kind, int shared, int top, float[] z, int z0, double[] gates) {
        int heads = gates.length;
        switch (kind) {
            case SIGMOID -> {
                for (int h = 0; h < heads; h++) {
                    gates[h] = 1 / (1 + Math.exp(-z[z0 + h]));
                }
            }
            case SOFTMAX -> softmax(z, z0, 0, heads, heads, gates);
            case MIXTURE -> mixture(z, z0, shared, top, gates);
        }
    }

    /** {@code gates[i] = factor * softmax(z)_i} over {@code from <= i < to}. */
    private static void softmax(float[] z, int z0, int from, int to, double factor, double[] gates) {
        float max = z[z0 + from];
        for (int i = from; i < to; i++) {
            max = Math.max(max, z[z0 + i]);
        }
        double sum = 0;
        for (int i = from; i < to; i++) {
            gates[i] = Math.exp((double) z[z0 + i] - max);
            sum += gates[i];
        }
        for (int i = from; i < to; i++) {
            gates[i] *= factor / sum;
        }
    }

    private static void mixture(float[] z, int z0, int shared, int top, double[] gates) {
        int heads = gates.length;
        double routed = 1;
        if (shared > 0) {
            double balance = (double) z[z0 + heads] - z[z0 + heads + 1];
            double always = 2 / (1 + Math.exp(-balance));
            routed = 2 / (1 + Math.exp(balance));
            softmax(z, z0, 0, shared, always * shared, gates);
        }
        Arrays.fill(gates, shared, heads, NOT_TAKEN);
        float max = Float.NEGATIVE_INFINITY;
        double sum = 0;
        for (int t = 0; t < top; t++) {
            int best = -1;
            for (int h = shared; h < heads; h++) {
                if (gates[h] == NOT_TAKEN && (best < 0 || z[z0 + h] > z[z0 + best])) {
                    best = h;
                }
            }
            max = t == 0 ? z[z0 + best] : max;
            gates[best] = Math.exp((double) z[z0 + best] - max);
            sum += gates[best];
        }
        for (int h = shared; h < heads; h++) {
            gates[h] = gates[h] == NOT_TAKEN ? 0 : gates[h] * (routed * top / sum);
        }
    }
}
