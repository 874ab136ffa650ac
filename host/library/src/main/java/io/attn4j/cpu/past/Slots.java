package io.attn4j.cpu.past;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.Sums;
import io.attn4j.plan.past.SlotDecay;

/** States of the projected past and weights of their slots, in fp64. */
final class Slots {
    private Slots() {}

    /** Stores slots {@code first <= r < last} of a head, which {@code state} begins with. */
    static void write(double[] state, Matrices to, int b, int h, int first, int last) {
        float[] row = new float[to.columns()];
        for (int r = first; r < last; r++) {
            Sums.round(state, (r - first) * row.length, row);
            to.writeRow(row, b, h, r);
        }
    }

    /** {@code state[r] *= gamma_(first + r)^rows} for the slots of {@code columns} elements that {@code state} holds. */
    static void forget(SlotDecay decay, int first, int rows, double[] state, int columns) {
        for (int at = 0; decay != null && at < state.length; at += columns) {
            double kept = decay.power(first + at / columns, rows);
            for (int c = 0; c < columns; c++) {
                state[at + c] *= kept;
            }
        }
    }

    /** {@code softmax(scale * slots)} in place; returns the log-sum-exp. */
    static float softmax(double scale, double[] slots) {
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
}
