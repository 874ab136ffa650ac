package io.attn4j.reference;

import io.attn4j.plan.View;
import io.attn4j.plan.past.PastAttention;
import io.attn4j.plan.past.PastKeyGradient;
import io.attn4j.plan.past.PastQueryGradient;
import io.attn4j.plan.past.PastStatesGradient;
import io.attn4j.plan.past.SlotDecay;

/** Gradients of past-only attention in fp64, as docs/equations.md, section 2.7 has them. */
final class PastGradients {
    private PastGradients() {}

    static void query(PastQueryGradient s, Fp64Arrays x) {
        PastAttention past = s.past();
        int group = past.q().heads() / past.k().heads();
        int chunks = Math.ceilDiv(past.q().rows(), past.chunk());
        int slots = past.e().rows();
        Fp64Arrays.each(s.delta(), 1, (b, h, i, zero) -> {
            int kv = h / group;
            int states = kv * chunks + i / past.chunk();
            int first = i / past.chunk() * past.chunk();
            int next = Math.min(i + 1, Fp64Arrays.length(past.lengths(), b, past.k()));
            double[] q = x.row(past.q(), b, h, i);
            double[] gradient = x.row(s.outputGradient(), b, h, i);
            double[] dq = new double[q.length];
            for (int r = 0; r < slots; r++) {
                double logit = Fp64Arrays.dot(q, x.row(past.keyStates(), b, states, r));
                double dp = Fp64Arrays.dot(gradient, x.row(past.valueStates(), b, states, r));
                for (int j = first; j < next; j++) {
                    logit += Fp64Arrays.dot(q, x.row(past.k(), b, kv, j)) * x.get(past.e(), 0, kv, r, j);
                    dp += Fp64Arrays.dot(gradient, x.row(past.v(), b, kv, j)) * x.get(past.f(), 0, kv, r, j);
                }
                double kept = PastSteps.power(past.decay(), r, i - first);
                double p = Math.exp(past.scale() * kept * logit - x.get(past.lse(), b, h, i, 0));
                double ds = kept * past.scale() * p * (kept * dp - x.get(s.delta(), b, h, i, 0));
                x.set(s.p(), b, h, i, r, kept * p);
                x.set(s.ds(), b, h, i, r, ds);
                PastSteps.add(dq, ds, x.row(past.keyStates(), b, states, r));
                for (int j = first; j < next; j++) {
                    PastSteps.add(dq, ds * x.get(past.e(), 0, kv, r, j), x.row(past.k(), b, kv, j));
                }
            }
            x.setRow(s.dq(), b, h, i, dq);
        });
    }

    static void key(PastKeyGradient s, Fp64Arrays x) {
        PastAttention past = s.past();
        int group = past.q().heads() / past.k().heads();
        int chunks = Math.ceilDiv(past.q().rows(), past.chunk());
        s.writes().forEach(view -> x.fill(view, 0));
        // heads of a group add to the same rows
        Fp64Arrays.each(s.p(), group, (b, h, i, r) -> {
            int kv = h / group;
            int states = kv * chunks + i / past.chunk();
            int first = i / past.chunk() * past.chunk();
            int next = Math.min(i + 1, Fp64Arrays.length(past.lengths(), b, past.k()));
            double[] q = x.row(past.q(), b, h, i);
            double[] gradient = x.row(s.outputGradient(), b, h, i);
            double p = x.get(s.p(), b, h, i, r);
            double ds = x.get(s.ds(), b, h, i, r);
            addRow(s.dKeyStates(), b, states, r, ds, q, x);
            addRow(s.dValueStates(), b, states, r, p, gradient, x);
            for (int j = first; j < next; j++) {
                addRow(s.dk(), b, kv, j, ds * x.get(past.e(), 0, kv, r, j), q, x);
                addRow(s.dv(), b, kv, j, p * x.get(past.f(), 0, kv, r, j), gradient, x);
                x.add(s.de(), b, kv, r, j, ds * Fp64Arrays.dot(q, x.row(past.k(), b, kv, j)));
                x.add(s.df(), b, kv, r, j, p * Fp64Arrays.dot(gradient, x.row(past.v(), b, kv, j)));
            }
        });
    }

    static void states(PastStatesGradient s, Fp64Arrays x) {
        View e = s.states().e();
        View rows = s.states().x();
        int chunk = s.states().chunk();
        int chunks = Math.ceilDiv(rows.rows(), chunk);
        s.writes().forEach(view -> x.fill(view, 0));
        Fp64Arrays.each(s.sums(), (b, hc, r, d) -> {
            int h = hc / chunks;
            SlotDecay decay = s.states().decay();
            double sum = PastSteps.power(decay, r, s.states().lastRows() - 1) * x.get(s.dlast(), b, h, r, d, 0);
            for (int later = chunks - 1; later > hc % chunks; later--) {
                sum = PastSteps.power(decay, r, chunk) * (sum + x.get(s.dy(), b, h * chunks + later, r, d));
            }
            x.set(s.sums(), b, hc, r, d, sum);
            if (s.dinitial() != null && hc % chunks == 0) {
                x.set(s.dinitial(), b, h, r, d, decay.share(r) * (sum + x.get(s.dy(), b, hc, r, d)));
            }
        });
        for (int b = 0; b < rows.batch(); b++) {
            for (int h = 0; h < rows.heads(); h++) {
                for (int n = 0; n < Fp64Arrays.length(s.states().lengths(), b, rows); n++) {
                    for (int r = 0; r < e.rows(); r++) {
                        double[] sum = x.row(s.sums(), b, h * chunks + n / chunk, r);
                        addRow(s.dx(), b, h, n, x.get(e, 0, h, r, n), sum, x);
                        x.set(s.de(), b, h, r, n, Fp64Arrays.dot(sum, x.row(rows, b, h, n)));
                    }
                }
            }
        }
    }

    private static void addRow(View view, int b, int h, int i, double factor, double[] row, Fp64Arrays x) {
        double[] sum = x.row(view, b, h, i);
        PastSteps.add(sum, factor, row);
        x.setRow(view, b, h, i, sum);
    }
}
