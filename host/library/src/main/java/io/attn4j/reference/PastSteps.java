package io.attn4j.reference;

import io.attn4j.plan.View;
import io.attn4j.plan.past.PastAttention;
import io.attn4j.plan.past.PastKeyGradient;
import io.attn4j.plan.past.PastQueryGradient;
import io.attn4j.plan.past.PastRecurrence;
import io.attn4j.plan.past.PastStates;
import io.attn4j.plan.past.PastStatesGradient;
import io.attn4j.plan.past.PastStep;
import io.attn4j.plan.past.SlotDecay;
import java.util.Arrays;

/** Past-only attention in fp64: over states at the start of chunks, and row after row. */
final class PastSteps {
    private PastSteps() {}

    static void execute(PastStep step, Fp64Arrays x) {
        switch (step) {
            case PastStates s -> states(s, x);
            case PastAttention s -> attention(s, x);
            case PastRecurrence s -> recurrence(s, x);
            case PastQueryGradient s -> PastGradients.query(s, x);
            case PastKeyGradient s -> PastGradients.key(s, x);
            case PastStatesGradient s -> PastGradients.states(s, x);
        }
    }

    private static void states(PastStates s, Fp64Arrays x) {
        int chunks = Math.ceilDiv(s.x().rows(), s.chunk());
        for (int b = 0; b < s.x().batch(); b++) {
            int length = Fp64Arrays.length(s.lengths(), b, s.x());
            for (int h = 0; h < s.x().heads(); h++) {
                for (int r = 0; r < s.y().rows(); r++) {
                    double[] state = new double[s.x().columns()];
                    for (int d = 0; d < state.length; d++) {
                        state[d] = power(s.decay(), r, 1) * x.get(s.initial(), b, h, r, d, 0);
                    }
                    for (int n = 0; n < s.x().rows(); n++) {
                        if (n % s.chunk() == 0) {
                            scale(state, power(s.decay(), r, n == 0 ? 0 : s.chunk()));
                            x.setRow(s.y(), b, h * chunks + n / s.chunk(), r, state);
                        }
                        if (n < length) {
                            add(state, x.get(s.e(), 0, h, r, n), x.row(s.x(), b, h, n));
                        }
                    }
                    if (s.last() != null) {
                        scale(state, power(s.decay(), r, s.lastRows() - 1));
                        x.setRow(s.last(), b, h, r, state);
                    }
                }
            }
        }
    }

    private static void attention(PastAttention s, Fp64Arrays x) {
        int group = s.q().heads() / s.k().heads();
        int chunks = Math.ceilDiv(s.q().rows(), s.chunk());
        int slots = s.e().rows();
        Fp64Arrays.each(s.lse(), 1, (b, h, i, zero) -> {
            int kv = h / group;
            int states = kv * chunks + i / s.chunk();
            int first = i / s.chunk() * s.chunk();
            int next = Math.min(i + 1, Fp64Arrays.length(s.lengths(), b, s.k()));
            double[] q = x.row(s.q(), b, h, i);
            double[] logits = new double[slots];
            for (int r = 0; r < slots; r++) {
                double sum = Fp64Arrays.dot(q, x.row(s.keyStates(), b, states, r));
                for (int j = first; j < next; j++) {
                    sum += Fp64Arrays.dot(q, x.row(s.k(), b, kv, j)) * x.get(s.e(), 0, kv, r, j);
                }
                logits[r] = s.scale() * power(s.decay(), r, i - first) * sum;
            }
            double[] p = Fp64Arrays.softmax(logits);
            double[] o = new double[s.o().columns()];
            for (int r = 0; r < slots; r++) {
                double kept = p[r] * power(s.decay(), r, i - first);
                add(o, kept, x.row(s.valueStates(), b, states, r));
                for (int j = first; j < next; j++) {
                    add(o, kept * x.get(s.f(), 0, kv, r, j), x.row(s.v(), b, kv, j));
                }
            }
            x.setRow(s.o(), b, h, i, o);
            x.set(s.lse(), b, h, i, 0, Fp64Arrays.logSumExp(logits));
        });
    }

    private static void recurrence(PastRecurrence s, Fp64Arrays x) {
        int group = s.q().heads() / s.k().heads();
        for (int b = 0; b < s.q().batch(); b++) {
            int length = Fp64Arrays.length(s.lengths(), b, s.k());
            for (int i = 0; i < s.q().rows(); i++) {
                for (int kv = 0; kv < s.k().heads(); kv++) {
                    forget(s.keyState(), s.decay(), b, kv, x);
                    forget(s.valueState(), s.decay(), b, kv, x);
                    if (i < length) {
                        accumulate(s.keyState(), s.e(), s.k(), b, kv, i, x);
                        accumulate(s.valueState(), s.f(), s.v(), b, kv, i, x);
                    }
                }
                for (int h = 0; h < s.q().heads(); h++) {
                    attendState(s, b, h, h / group, i, x);
                }
            }
        }
    }

    /** {@code state[r] *= gamma_r}. */
    private static void forget(View state, SlotDecay decay, int b, int h, Fp64Arrays x) {
        for (int r = 0; decay != null && r < state.rows(); r++) {
            double[] row = x.row(state, b, h, r);
            scale(row, decay.share(r));
            x.setRow(state, b, h, r, row);
        }
    }

    /** {@code state += e_i x_i^T}. */
    private static void accumulate(View state, View e, View rows, int b, int h, int i, Fp64Arrays x) {
        for (int r = 0; r < state.rows(); r++) {
            double[] sum = x.row(state, b, h, r);
            add(sum, x.get(e, 0, h, r, i), x.row(rows, b, h, i));
            x.setRow(state, b, h, r, sum);
        }
    }

    private static void attendState(PastRecurrence s, int b, int h, int kv, int i, Fp64Arrays x) {
        double[] q = x.row(s.q(), b, h, i);
        double[] logits = new double[s.keyState().rows()];
        Arrays.setAll(logits, r -> s.scale() * Fp64Arrays.dot(q, x.row(s.keyState(), b, kv, r)));
        double[] p = Fp64Arrays.softmax(logits);
        double[] o = new double[s.o().columns()];
        for (int r = 0; r < p.length; r++) {
            add(o, p[r], x.row(s.valueState(), b, kv, r));
        }
        x.setRow(s.o(), b, h, i, o);
        x.set(s.lse(), b, h, i, 0, Fp64Arrays.logSumExp(logits));
    }

    /** {@code gamma_r^rows}; 1 where slots keep everything. */
    static double power(SlotDecay decay, int slot, int rows) {
        return decay == null ? 1 : decay.power(slot, rows);
    }

    private static void scale(double[] row, double factor) {
        for (int d = 0; d < row.length; d++) {
            row[d] *= factor;
        }
    }

    /** {@code sum += factor * row}. */
    static void add(double[] sum, double factor, double[] row) {
        for (int d = 0; d < sum.length; d++) {
            sum[d] += factor * row[d];
        }
    }
}
