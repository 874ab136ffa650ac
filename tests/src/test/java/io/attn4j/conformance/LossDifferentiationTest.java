package io.attn4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.autodiff.Differentiation;
import io.attn4j.plan.Plan;
import io.attn4j.plan.View;
import io.attn4j.plan.loss.CrossEntropy;
import io.attn4j.plan.loss.GatherRows;
import io.attn4j.plan.matrix.MatrixProduct;
import io.attn4j.plan.pool.SegmentPool;
import io.attn4j.reference.PlanReference;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Gradients of small models from their embeddings to their losses, in fp64, against central differences of each parameter:
 * of weights and of states alike.
 */
class LossDifferentiationTest {
    private static final int B = 2;
    private static final int N = 5;
    private static final int M = 3;
    private static final int V = 7;
    private static final double STEP = 1e-5;
    private static final double LIMIT = 1e-8;

    private final Random random = new Random(3);
    private final Map<String, double[]> given = new HashMap<>();

    private double[] gaussian(int count) {
        double[] values = new double[count];
        Arrays.setAll(values, i -> random.nextGaussian());
        return values;
    }

    /** A language model whose table of embeddings, a state, gives the logits as well. */
    private Plan model(float smoothing) {
        Plan.Builder builder = Plan.builder("model");
        View ids = View.contiguous(builder.input("ids", B * N), B, 1, N, 1);
        View targets = View.contiguous(builder.input("targets", B * N), B, 1, N, 1);
        View table = View.contiguous(builder.state("table", V * M), 1, 1, V, M);
        View x = View.contiguous(builder.intermediate("x", B * N * M), B, 1, N, M);
        View logits = View.contiguous(builder.intermediate("logits", B * N * V), B, 1, N, V);
        View loss = View.contiguous(builder.output("loss", B * N), B, 1, N, 1);
        View lse = View.contiguous(builder.output("lse", B * N), B, 1, N, 1);
        return builder.add(new GatherRows("embed", table, ids, x))
                .add(MatrixProduct.of("logits", x, table.transposed().broadcastBatch(B), logits))
                .add(new CrossEntropy("loss", logits, targets, smoothing, loss, lse))
                .build();
    }

    @Test
    void languageModel() {
        for (float smoothing : new float[] {0, 0.25f}) {
            given.put("table", gaussian(V * M));
            // padding at the end of the second sequence, in ids and in targets
            given.put("ids", new double[] {0, 3, 3, 6, 1, 3, 2, -1, 5, -1});
            given.put("targets", new double[] {3, 3, 6, 1, -100, 2, 4, 5, -1, -1});
            check(model(smoothing), List.of("loss"), "table");
            check(model(smoothing), List.of("loss", "lse"), "table");
            check(model(smoothing), List.of("lse"), "table");
        }
    }

    @Test
    void meanOfValidTokens() {
        Plan.Builder builder = Plan.builder("classifier");
        View x = View.contiguous(builder.weight("x", B * N * M), B, 1, N, M);
        View mean = View.contiguous(builder.intermediate("mean", B * M), B, 1, 1, M);
        View targets = View.contiguous(builder.input("targets", B), B, 1, 1, 1);
        View loss = View.contiguous(builder.output("loss", B), B, 1, 1, 1);
        View lse = View.contiguous(builder.output("lse", B), B, 1, 1, 1);
        Plan plan = builder.add(SegmentPool.mean("pool", x, new int[] {N, 2}, mean))
                .add(new CrossEntropy("loss", mean, targets, 0, loss, lse))
                .build();
        given.put("x", gaussian(B * N * M));
        given.put("targets", new double[] {2, 0});
        double[] gradient = check(plan, List.of("loss"), "x");
        // rows beyond the length of the second sequence
        assertThat(Arrays.copyOfRange(gradient, (N + 2) * M, 2 * N * M)).containsOnly(0);
    }

    private double[] check(Plan plan, List<String> outputs, String parameter) {
        Map<String, double[]> seeds = new HashMap<>();
        outputs.forEach(output ->
                seeds.put(output, gaussian((int) plan.buffers().get(output).elements())));
        Map<String, double[]> all = new HashMap<>(given);
        seeds.forEach((output, seed) -> all.put(Differentiation.PREFIX + output, seed));
        Plan backward = Differentiation.of(plan, outputs, List.of(parameter), Map.of());
        assertThat(backward.buffers().get(parameter).kind())
                .isEqualTo(plan.buffers().get(parameter).kind());
        double[] gradient = PlanReference.execute(backward, all).get(Differentiation.PREFIX + parameter);
        for (int i = 0; i < gradient.length; i++) {
            double expected =
                    (moved(plan, seeds, parameter, i, STEP) - moved(plan, seeds, parameter, i, -STEP)) / (2 * STEP);
            assertThat(Math.abs(gradient[i] - expected))
                    .as(parameter + "[" + i + "]: " + gradient[i] + " against " + expected)
                    .isLessThan(LIMIT);
        }
        assertThat(Arrays.stream(gradient).anyMatch(value -> value != 0)).isTrue();
        return gradient;
    }

    private double moved(Plan plan, Map<String, double[]> seeds, String parameter, int at, double by) {
        Map<String, double[]> near = new HashMap<>(given);
        double[] values = given.get(parameter).clone();
        values[at] += by;
        near.put(parameter, values);
        Map<String, double[]> arrays = PlanReference.execute(plan, near);
        double sum = 0;
        for (Map.Entry<String, double[]> seed : seeds.entrySet()) {
            double[] output = arrays.get(seed.getKey());
            for (int i = 0; i < output.length; i++) {
                sum += seed.getValue()[i] * output[i];
            }
        }
        return sum;
    }
}
