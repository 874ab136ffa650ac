package io.attn4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attn4j.autodiff.Differentiation;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.Plan;
import io.attn4j.plan.Step;
import io.attn4j.plan.past.PastRecurrence;
import io.attn4j.reference.PlanReference;
import io.attn4j.tensor.DType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Gradients of every plan in fp64 against central differences of the plan, along a random direction of each tensor. */
class DifferentiationTest {
    private static final double MOST_FLOPS = 1e6;
    private static final double STEP = 1e-5;
    private static final double LIMIT = 2e-6;

    @TestFactory
    Stream<DynamicTest> gradientsAreThoseOfCentralDifferences() {
        return ConformanceCases.all().stream()
                .filter(made -> made.flops() <= MOST_FLOPS)
                .map(made -> DynamicTest.dynamicTest(made.toString(), () -> check(made)));
    }

    private static void check(ConformanceCase made) {
        Plan plan = made.mechanism().plan(made.problem(), made.inputs());
        List<String> outputs = names(plan, Buffer.Kind.OUTPUT).toList();
        List<String> tensors = Stream.concat(names(plan, Buffer.Kind.INPUT), names(plan, Buffer.Kind.WEIGHT))
                .filter(name -> !plan.constants().containsKey(name))
                .toList();
        if (plan.steps().stream().anyMatch(PastRecurrence.class::isInstance)) {
            assertThatThrownBy(() -> Differentiation.of(plan, outputs, tensors))
                    .isInstanceOf(UnsupportedOperationException.class);
            return;
        }
        Plan backward = Differentiation.of(plan, outputs, tensors);
        Map<String, double[]> given = new HashMap<>();
        made.inputs().forEach((name, tensor) -> {
            if (tensor.type().dtype() == DType.F32 && plan.buffers().containsKey(name)) {
                float[] values = tensor.toFloats();
                double[] wide = new double[values.length];
                Arrays.setAll(wide, i -> values[i]);
                given.put(name, wide);
            }
        });
        Random random = new Random(plan.steps().size());
        Map<String, double[]> forward = PlanReference.execute(plan, given);
        Map<String, double[]> seeds = new HashMap<>();
        for (String output : outputs) {
            double[] values = forward.get(output);
            double[] seed = new double[values.length];
            // a row that sees no key has no log-sum-exp
            Arrays.setAll(seed, i -> Double.isFinite(values[i]) ? random.nextGaussian() : 0);
            seeds.put(output, seed);
        }
        Map<String, double[]> all = new HashMap<>(given);
        seeds.forEach((output, seed) -> all.put(Differentiation.PREFIX + output, seed));
        Map<String, double[]> found = PlanReference.execute(backward, all);
        for (String output : outputs) {
            assertThat(found.get(output)).as(output).isEqualTo(forward.get(output));
        }
        for (String tensor : tensors) {
            double[] direction = new double[given.get(tensor).length];
            Arrays.setAll(direction, i -> random.nextGaussian());
            double[] gradient = found.get(Differentiation.PREFIX + tensor);
            assertThat(Arrays.stream(gradient).allMatch(Double::isFinite))
                    .as("gradient of " + tensor + " is finite")
                    .isTrue();
            double expected = (loss(plan, given, tensor, direction, STEP, seeds)
                            - loss(plan, given, tensor, direction, -STEP, seeds))
                    / (2 * STEP);
            double actual = 0;
            double size = 1;
            for (int i = 0; i < gradient.length; i++) {
                actual += gradient[i] * direction[i];
                size += gradient[i] * gradient[i];
            }
            assertThat(Math.abs(actual - expected) / Math.sqrt(size))
                    .as("gradient of " + tensor + ": " + actual + " against " + expected + "; steps "
                            + backward.steps().stream().map(Step::task).toList())
                    .isLessThan(LIMIT);
        }
    }

    private static double loss(
            Plan plan,
            Map<String, double[]> given,
            String tensor,
            double[] direction,
            double step,
            Map<String, double[]> seeds) {
        Map<String, double[]> moved = new HashMap<>(given);
        double[] values = given.get(tensor).clone();
        Arrays.setAll(values, i -> values[i] + step * direction[i]);
        moved.put(tensor, values);
        Map<String, double[]> arrays = PlanReference.execute(plan, moved);
        double loss = 0;
        for (Map.Entry<String, double[]> seed : seeds.entrySet()) {
            double[] output = arrays.get(seed.getKey());
            for (int i = 0; i < output.length; i++) {
                loss += seed.getValue()[i] == 0 ? 0 : seed.getValue()[i] * output[i];
            }
        }
        return loss;
    }

    private static Stream<String> names(Plan plan, Buffer.Kind kind) {
        return plan.buffers().values().stream()
                .filter(buffer -> buffer.kind() == kind)
                .map(Buffer::name);
    }
}
