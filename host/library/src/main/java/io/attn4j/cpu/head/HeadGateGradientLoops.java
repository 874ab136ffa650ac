package io.attn4j.cpu.head;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.ParallelRows;
import io.attn4j.cpu.step.Sums;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.plan.head.HeadGate;
import io.attn4j.plan.head.HeadGateGradient;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;

/** Gradients of gated heads; gates and their gradients are formed in fp64. */
final class HeadGateGradientLoops {
    private HeadGateGradientLoops() {}

    static void execute(HeadGateGradient step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        HeadGate gate = step.gate();
        Matrices z = Matrices.of(gate.z(), arrays);
        Matrices x = Matrices.of(step.x(), arrays);
        Matrices dy = Matrices.of(step.dy(), arrays);
        Matrices dx = Matrices.of(step.dx(), arrays);
        Matrices dz = Matrices.of(step.dz(), arrays);
        int heads = step.x().heads();
        int columns = x.columns();
        ParallelRows.run(pool, gate.z(), step.flops(), (b, zero, from, to) -> {
            float[] logits = new float[z.columns()];
            double[] gates = new double[heads];
            double[] dg = new double[heads];
            float[] row = new float[columns];
            float[] slope = new float[columns];
            for (int i = from; i < to; i++) {
                z.readRow(b, 0, i, logits);
                HeadGateLoops.gates(gate, logits, gates);
                for (int h = 0; h < heads; h++) {
                    // A head that is left out gives 0 even where it holds NaN.
                    if (gates[h] == 0) {
                        Arrays.fill(slope, 0);
                        dg[h] = 0;
                    } else {
                        dy.readRow(b, h, i, slope);
                        if (dz != null) {
                            x.readRow(b, h, i, row);
                            dg[h] = Sums.ofProducts(slope, 0, row, 0, columns);
                        }
                        for (int c = 0; c < columns; c++) {
                            slope[c] = (float) (gates[h] * slope[c]);
                        }
                    }
                    dx.writeRow(slope, b, h, i);
                }
                if (dz != null) {
                    logits(gate, gates, dg, logits);
                    dz.writeRow(logits, b, 0, i);
                }
            }
        });
    }

    /** Gradient of the logits of one row from that of its gates. */
    private static void logits(HeadGate gate, double[] gates, double[] dg, float[] dz) {
        int heads = gates.length;
        if (gate.kind() == HeadGate.Kind.SIGMOID) {
            for (int h = 0; h < heads; h++) {
                dz[h] = (float) (dg[h] * gates[h] * (1 - gates[h]));
            }
            return;
        }
        int shared = gate.kind() == HeadGate.Kind.MIXTURE ? gate.shared() : 0;
        double always = softmax(gates, dg, 0, shared, dz);
        double routed = softmax(gates, dg, shared, heads, dz);
        if (shared > 0) {
            // gates of a part sum to twice its balance times the heads that it takes
            double first = Arrays.stream(gates, 0, shared).sum() / (2 * shared);
            double second = Arrays.stream(gates, shared, heads).sum() / (2 * gate.top());
            double difference = second * always - first * routed;
            dz[heads] = (float) difference;
            dz[heads + 1] = (float) -difference;
        }
    }

    /** {@code dz_h = g_h (dg_h - sum g dg / sum g)} over {@code from <= h < to}; returns {@code sum g dg}. */
    private static double softmax(double[] gates, double[] dg, int from, int to, float[] dz) {
        double total = 0;
        double sum = 0;
        for (int h = from; h < to; h++) {
            total += gates[h];
            sum += gates[h] * dg[h];
        }
        for (int h = from; h < to; h++) {
            dz[h] = gates[h] == 0 ? 0 : (float) (gates[h] * (dg[h] - sum / total));
        }
        return sum;
    }
}
