package io.attn4j.cpu;

import io.attn4j.plan.head.HeadGate;
import io.attn4j.plan.head.HeadMix;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;

/** What runs across heads: mixing and gating. */
final class HeadLoops {
    private HeadLoops() {}

    static void mix(HeadMix step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        Matrices x = Matrices.of(step.x(), arrays);
        Matrices m = Matrices.of(step.m(), arrays);
        Matrices y = Matrices.of(step.y(), arrays);
        int heads = step.x().heads();
        int mixed = step.y().heads();
        int columns = x.columns();
        RowLoops.run(pool, step.x().batch(), 1, step.x().rows(), step.flops(), (b, zero, from, to) -> {
            float[] factors = m.copy(0, 0);
            float[] rows = new float[heads * columns];
            float[] row = new float[columns];
            double[] sum = new double[columns];
            for (int i = from; i < to; i++) {
                for (int h = 0; h < heads; h++) {
                    x.read(b, h, i, 0, 1, columns, rows, h * columns, columns);
                }
                for (int g = 0; g < mixed; g++) {
                    Arrays.fill(sum, 0);
                    for (int h = 0; h < heads; h++) {
                        Sums.add(factors[h * mixed + g], rows, h * columns, sum, 0, columns);
                    }
                    Sums.round(sum, 0, row);
                    y.writeRow(row, b, g, i);
                }
            }
        });
    }

    static void gate(HeadGate step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        Matrices z = Matrices.of(step.z(), arrays);
        Matrices o = Matrices.of(step.o(), arrays);
        int heads = step.o().heads();
        RowLoops.run(pool, step.z(), 2.0 * step.o().elements(), (b, zero, from, to) -> {
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
