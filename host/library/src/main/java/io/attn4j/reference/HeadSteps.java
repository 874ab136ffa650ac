package io.attn4j.reference;

import io.attn4j.plan.head.HeadGate;
import io.attn4j.plan.head.HeadMix;
import io.attn4j.plan.head.HeadStep;
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
        return IntStream.range(s.shared(), s.o().heads())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer h) -> -z[h]))
                .limit(s.top())
                .toList();
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
}
