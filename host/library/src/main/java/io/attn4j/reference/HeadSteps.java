package io.attn4j.reference;

import io.attn4j.plan.head.HeadGate;
import io.attn4j.plan.head.HeadGateGradient;
import io.attn4j.plan.head.HeadMix;
import io.attn4j.plan.head.HeadMixGradient;
import io.attn4j.plan.head.HeadStep;
import io.attn4j.plan.head.TopHeads;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Selection and mixing of heads in fp64. */
final class HeadSteps {
    private HeadSteps() {}

    static void execute(HeadStep step, Fp64Arrays x) {
        switch (step) {
            case HeadGate s -> gate(s, x);
            case HeadMix s -> mix(s, x);
            case HeadGateGradient s -> gateGradient(s, x);
            case HeadMixGradient s -> mixGradient(s, x);
            case TopHeads s -> top(s, x);
        }
    }

    private static void gate(HeadGate s, Fp64Arrays x) {
        for (int b = 0; b < s.o().batch(); b++) {
            for (int i = 0; i < s.o().rows(); i++) {
                double[] gates = gates(s, x.row(s.z(), b, 0, i));
                for (int h = 0; h < gates.length; h++) {
                    double[] row = x.row(s.o(), b, h, i);
                    double gate = gates[h];
                    Arrays.setAll(row, c -> gate * row[c]);
                    x.setRow(s.o(), b, h, i, row);
                }
            }
        }
    }

    /** Gates of one row from its logits. */
    static double[] gates(HeadGate s, double[] z) {
        int heads = s.o().heads();
        return switch (s.kind()) {
            case SIGMOID ->
                Arrays.stream(z).map(logit -> 1 / (1 + Math.exp(-logit))).toArray();
            case SOFTMAX ->
                Arrays.stream(Fp64Arrays.softmax(z)).map(p -> heads * p).toArray();
            case MIXTURE -> mixture(s, heads, z);
        };
    }

    private static double[] mixture(HeadGate s, int heads, double[] z) {
        int shared = s.shared();
        double[] gates = new double[heads];
        double[] balance = shared == 0
                ? new double[] {0, 1}
                : Arrays.stream(Fp64Arrays.softmax(Arrays.copyOfRange(z, heads, heads + 2)))
                        .map(p -> 2 * p)
                        .toArray();
        double[] always = Fp64Arrays.softmax(Arrays.copyOf(z, shared));
        for (int h = 0; h < shared; h++) {
            gates[h] = balance[0] * shared * always[h];
        }
        double[] routed = Fp64Arrays.softmax(Arrays.copyOfRange(z, shared, heads));
        List<Integer> kept = kept(s, z);
        double total = kept.stream().mapToDouble(h -> routed[h - shared]).sum();
        for (int h : kept) {
            gates[h] = balance[1] * s.top() * routed[h - shared] / total;
        }
        return gates;
    }

    /** Routed heads that a row takes: those with the largest logits, ties to the lowest head. */
    static List<Integer> kept(HeadGate s, double[] z) {
        return largest(z, s.shared(), s.o().heads(), s.top());
    }

    private static List<Integer> largest(double[] z, int from, int to, int count) {
        return IntStream.range(from, to)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer h) -> -z[h]))
                .limit(count)
                .toList();
    }

    private static void top(TopHeads s, Fp64Arrays x) {
        for (int b = 0; b < s.z().batch(); b++) {
            for (int i = 0; i < s.z().rows(); i++) {
                double[] taken = new double[s.z().columns()];
                largest(x.row(s.z(), b, 0, i), 0, taken.length, s.top()).forEach(h -> taken[h] = 1);
                x.setRow(s.y(), b, 0, i, taken);
            }
        }
    }

    private static void mix(HeadMix s, Fp64Arrays x) {
        Fp64Arrays.each(s.y(), (b, g, i, j) -> {
            double sum = 0;
            for (int h = 0; h < s.x().heads(); h++) {
                sum += x.get(s.m(), 0, 0, h, g) * x.get(s.x(), b, h, i, j);
            }
            x.set(s.y(), b, g, i, j, sum);
        });
    }

    private static void gateGradient(HeadGateGradient s, Fp64Arrays x) {
        int heads = s.x().heads();
        for (int b = 0; b < s.x().batch(); b++) {
            for (int i = 0; i < s.x().rows(); i++) {
                double[] z = x.row(s.gate().z(), b, 0, i);
                double[] gates = gates(s.gate(), z);
                double[] dg = new double[heads];
                for (int h = 0; h < heads; h++) {
                    double[] dy = x.row(s.dy(), b, h, i);
                    dg[h] = Fp64Arrays.dot(dy, x.row(s.x(), b, h, i));
                    double gate = gates[h];
                    Arrays.setAll(dy, c -> gate * dy[c]);
                    x.setRow(s.dx(), b, h, i, dy);
                }
                if (s.dz() != null) {
                    x.setRow(s.dz(), b, 0, i, gateLogits(s.gate(), z, gates, dg));
                }
            }
        }
    }

    /** Gradient of the logits of one row from that of its gates. */
    private static double[] gateLogits(HeadGate s, double[] z, double[] gates, double[] dg) {
        int heads = gates.length;
        double[] dz = new double[z.length];
        switch (s.kind()) {
            case SIGMOID -> Arrays.setAll(dz, h -> dg[h] * gates[h] * (1 - gates[h]));
            case SOFTMAX -> {
                double mean = Fp64Arrays.dot(gates, dg) / heads;
                Arrays.setAll(dz, h -> gates[h] * (dg[h] - mean));
            }
            case MIXTURE -> {
                int shared = s.shared();
                double always = 0;
                double routed = 0;
                for (int h = 0; h < heads; h++) {
                    if (h < shared) {
                        always += gates[h] * dg[h];
                    } else {
                        routed += gates[h] * dg[h];
                    }
                }
                double[] balance =
                        shared == 0 ? new double[] {0, 1} : Fp64Arrays.softmax(Arrays.copyOfRange(z, heads, heads + 2));
                double factor = shared == 0 ? 1 : 2;
                for (int h = 0; h < heads; h++) {
                    boolean first = h < shared;
                    double total = first ? factor * balance[0] * shared : factor * balance[1] * s.top();
                    // gates of a part sum to total, so the mean of dg over the part is sum / total
                    dz[h] = gates[h] == 0 ? 0 : gates[h] * (dg[h] - (first ? always : routed) / total);
                }
                if (shared > 0) {
                    double mean = always + routed;
                    dz[heads] = always - balance[0] * mean;
                    dz[heads + 1] = routed - balance[1] * mean;
                }
            }
        }
        return dz;
    }

    private static void mixGradient(HeadMixGradient s, Fp64Arrays x) {
        x.fill(s.dm(), 0);
        Fp64Arrays.each(s.dy(), (b, g, i, j) -> {
            for (int h = 0; h < s.x().heads(); h++) {
                x.add(s.dm(), 0, 0, h, g, x.get(s.x(), b, h, i, j) * x.get(s.dy(), b, g, i, j));
            }
        });
    }
}
