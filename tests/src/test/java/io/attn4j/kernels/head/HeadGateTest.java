package io.attn4j.kernels.head;

import io.attn4j.kernels.step.StepArrays;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.View;
import io.attn4j.plan.head.HeadGate;
import io.attn4j.plan.head.HeadGate.Kind;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gated heads against fp64: each kind, ties, and logits whose exponentials overflow. */
class HeadGateTest {
    private static double[] softmax(double[] z) {
        double max = Arrays.stream(z).max().orElseThrow();
        double[] weights = Arrays.stream(z).map(value -> Math.exp(value - max)).toArray();
        double sum = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(weight -> weight / sum).toArray();
    }

    private static double[] gates(HeadGate step, double[] z) {
        int heads = step.o().heads();
        return switch (step.kind()) {
            case SIGMOID ->
                Arrays.stream(z).map(value -> 1 / (1 + Math.exp(-value))).toArray();
            case SOFTMAX -> Arrays.stream(softmax(z)).map(p -> heads * p).toArray();
            case MIXTURE ->
                mixture(step.shared(), step.top(), Arrays.copyOf(z, heads), Arrays.copyOfRange(z, heads, z.length));
        };
    }

    private static double[] mixture(int shared, int top, double[] z, double[] balance) {
        double[] gates = new double[z.length];
        double[] alpha = shared > 0 ? softmax(balance) : new double[] {0, 0.5};
        if (shared > 0) {
            double[] p = softmax(Arrays.copyOf(z, shared));
            for (int h = 0; h < shared; h++) {
                gates[h] = 2 * alpha[0] * shared * p[h];
            }
        }
        double[] p = softmax(Arrays.copyOfRange(z, shared, z.length));
        // a stable sort leaves ties in the order of heads
        int[] taken = IntStream.range(0, p.length)
                .boxed()
                .sorted((i, j) -> Double.compare(z[shared + j], z[shared + i]))
                .limit(top)
                .mapToInt(Integer::intValue)
                .toArray();
        double sum = Arrays.stream(taken).mapToDouble(h -> p[h]).sum();
        for (int h : taken) {
            gates[shared + h] = 2 * alpha[1] * top * p[h] / sum;
        }
        return gates;
    }

    private static void check(String engine, HeadGate capacity, HeadGate step, float[] z) {
        float[] o = StepArrays.normal(1, capacity.o().buffer());
        double[] expected = new double[o.length];
        Arrays.setAll(expected, at -> o[at]);
        StepArrays.each(step.z().columns(0, 1), (b, _, i, _) -> {
            double[] logits = new double[step.z().columns()];
            Arrays.setAll(logits, c -> z[StepArrays.at(step.z(), b, 0, i, c)]);
            double[] gates = gates(step, logits);
            for (int h = 0; h < gates.length; h++) {
                for (int c = 0; c < step.o().columns(); c++) {
                    expected[StepArrays.at(step.o(), b, h, i, c)] *= gates[h];
                }
            }
        });
        Map<String, float[]> arrays = StepRun.run(engine, capacity, step, HeadGateTasks::new, Map.of("z", z, "o", o));
        StepArrays.assertClose(step.toString(), arrays.get("o"), expected);
    }

    private static HeadGate step(Kind kind, int heads, int shared, int top) {
        int logits = kind == Kind.MIXTURE && shared > 0 ? heads + 2 : heads;
        View z = View.contiguous(StepArrays.input("z", 2L * 7 * logits), 2, 1, 7, logits);
        View o = View.splitHeads(StepArrays.input("o", 2L * 7 * heads * 19), 2, heads, 7, 19);
        return new HeadGate("gate", kind, shared, top, z, o);
    }

    private static void checkKinds(String engine, float factor) {
        for (HeadGate step : new HeadGate[] {
            step(Kind.SIGMOID, 5, 0, 0),
            step(Kind.SOFTMAX, 1, 0, 0),
            step(Kind.SOFTMAX, 5, 0, 0),
            step(Kind.MIXTURE, 5, 0, 3),
            step(Kind.MIXTURE, 6, 2, 3),
            step(Kind.MIXTURE, 4, 3, 1)
        }) {
            float[] z = StepArrays.normal(2, step.z().buffer());
            for (int i = 0; i < z.length; i++) {
                z[i] *= factor;
            }
            check(engine, step, step, z);
        }
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepRun#engines")
    void gatesByEachKind(String engine) {
        checkKinds(engine, 1);
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepRun#engines")
    void survivesLogitsWhoseExponentialsOverflow(String engine) {
        checkKinds(engine, 500);
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepRun#engines")
    void givesTiesToTheLowestHead(String engine) {
        HeadGate step = step(Kind.MIXTURE, 6, 1, 2);
        float[] z = new float[Math.toIntExact(step.z().buffer().elements())];
        for (int i = 0; i < z.length; i++) {
            z[i] = i % 3;
        }
        check(engine, step, step, z);
        check(engine, step, step, new float[z.length]);
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepRun#engines")
    void followsStridesAndRunsSmallerSteps(String engine) {
        View z = View.contiguous(StepArrays.input("z", 2 * 9 * 11), 2, 1, 9, 11)
                .rows(2, 9)
                .columns(3, 9);
        View o = View.contiguous(StepArrays.input("o", 2 * 6 * 8 * 40), 2, 6, 8, 40)
                .rows(1, 8)
                .columns(2, 37);
        HeadGate capacity = new HeadGate("gate", Kind.SOFTMAX, 0, 0, z, o);
        float[] logits = StepArrays.normal(3, z.buffer());
        check(engine, capacity, capacity, logits);
        check(engine, capacity, new HeadGate("gate", Kind.SOFTMAX, 0, 0, z.firstRows(3), o.firstRows(3)), logits);
    }
}
