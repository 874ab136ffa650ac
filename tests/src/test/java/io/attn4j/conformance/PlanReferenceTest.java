package io.attn4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.attn4j.autodiff.Differentiation;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.Plan;
import io.attn4j.plan.Storage;
import io.attn4j.plan.centroid.CentroidStep;
import io.attn4j.plan.core.CoreStep;
import io.attn4j.plan.head.HeadStep;
import io.attn4j.plan.matrix.MatrixStep;
import io.attn4j.plan.past.PastRecurrence;
import io.attn4j.plan.past.PastStep;
import io.attn4j.plan.pool.PoolStep;
import io.attn4j.plan.row.RowStep;
import io.attn4j.reference.PlanReference;
import io.attn4j.storage.StoredPlan;
import io.attn4j.tensor.DType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Plans in fp64 against the fp64 references that are written from the papers without them. */
class PlanReferenceTest {
    private static final double MOST_FLOPS = 3e6;
    /** Plans hold scalars, such as the scale of logits, in fp32. */
    private static final double LIMIT = 1e-6;

    private static List<ConformanceCase> cases() {
        return ConformanceCases.all().stream()
                .filter(made -> made.flops() <= MOST_FLOPS)
                .toList();
    }

    @Test
    void everyStepIsInSomePlan() {
        Set<Class<?>> met = new HashSet<>();
        for (ConformanceCase made : cases()) {
            Plan plan = made.request().plan(made.inputs());
            plan.steps().forEach(step -> met.add(step.getClass()));
            StoredPlan.of(plan, Map.of("q", Storage.F16, "o", Storage.F16))
                    .steps()
                    .forEach(step -> met.add(step.getClass()));
            if (plan.steps().stream().noneMatch(PastRecurrence.class::isInstance)) {
                gradient(plan).steps().forEach(step -> met.add(step.getClass()));
            }
        }
        for (Class<?> family : List.of(
                CoreStep.class,
                MatrixStep.class,
                RowStep.class,
                HeadStep.class,
                PoolStep.class,
                CentroidStep.class,
                PastStep.class)) {
            assertThat(met).containsAll(Arrays.asList(family.getPermittedSubclasses()));
        }
    }

    private static Plan gradient(Plan plan) {
        List<String> floats = plan.buffers().values().stream()
                .filter(buffer -> buffer.kind() == Buffer.Kind.INPUT || buffer.kind() == Buffer.Kind.WEIGHT)
                .map(Buffer::name)
                .filter(name -> !plan.constants().containsKey(name))
                .toList();
        return Differentiation.of(plan, List.of("o"), floats, Map.of());
    }

    @TestFactory
    Stream<DynamicTest> everyPlanComputesItsMechanism() {
        return cases().stream().map(made -> DynamicTest.dynamicTest(made.toString(), () -> check(made)));
    }

    private static void check(ConformanceCase made) {
        Plan plan = made.request().plan(made.inputs());
        Map<String, double[]> given = new HashMap<>();
        made.inputs().forEach((name, tensor) -> {
            if (tensor.type().dtype() == DType.F32) {
                float[] values = tensor.toFloats();
                double[] wide = new double[values.length];
                Arrays.setAll(wide, i -> values[i]);
                given.put(name, wide);
            }
        });
        given.keySet().retainAll(plan.buffers().keySet());
        Map<String, double[]> arrays = PlanReference.execute(plan, given);
        made.expected().forEach((output, expected) -> {
            double scale = Math.sqrt(Arrays.stream(expected)
                    .filter(Double::isFinite)
                    .map(value -> value * value)
                    .average()
                    .orElse(1));
            double[] actual = arrays.get(output);
            for (int i = 0; i < expected.length; i++) {
                if (Double.isFinite(expected[i])) {
                    assertThat(actual[i])
                            .as(output + " " + i)
                            .isCloseTo(expected[i], within(LIMIT * Math.max(1, scale)));
                } else {
                    assertThat(actual[i]).as(output + " " + i).isEqualTo(expected[i]);
                }
            }
        });
    }
}
