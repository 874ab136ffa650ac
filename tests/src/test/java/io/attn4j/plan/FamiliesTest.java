package io.attn4j.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.cpu.CpuKernels;
import io.attn4j.plan.centroid.CentroidStep;
import io.attn4j.plan.core.BiasGradient;
import io.attn4j.plan.core.CoreStep;
import io.attn4j.plan.core.FactorGradient;
import io.attn4j.plan.core.KeyGradient;
import io.attn4j.plan.core.QueryGradient;
import io.attn4j.plan.head.HeadStep;
import io.attn4j.plan.loss.LossStep;
import io.attn4j.plan.matrix.MatrixStep;
import io.attn4j.plan.optimizer.OptimizerStep;
import io.attn4j.plan.past.PastStep;
import io.attn4j.plan.pool.PoolStep;
import io.attn4j.plan.row.RowStep;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One guess finds it: step X has its loops in {@code XLoops} and its test in {@code XTest}, in the package of its family. */
class FamiliesTest {
    private static final Set<Class<?>> CORE_GRADIENTS =
            Set.of(QueryGradient.class, KeyGradient.class, BiasGradient.class, FactorGradient.class);

    static Stream<Class<?>> steps() {
        return Stream.of(
                        CoreStep.class,
                        MatrixStep.class,
                        RowStep.class,
                        HeadStep.class,
                        PoolStep.class,
                        CentroidStep.class,
                        PastStep.class,
                        LossStep.class,
                        OptimizerStep.class)
                .flatMap(family -> Stream.of(family.getPermittedSubclasses()));
    }

    @ParameterizedTest
    @MethodSource("steps")
    void everyStepHasLoopsOfItsName(Class<?> step) throws ClassNotFoundException {
        String family = step.getPackageName().replace(Step.class.getPackageName(), CpuKernels.class.getPackageName());
        // those that share a sweep have the loops of the whole
        boolean ofTheCore = CORE_GRADIENTS.contains(step);
        Class<?> loops = Class.forName(family + "." + (ofTheCore ? "CoreGradient" : step.getSimpleName()) + "Loops");
        assertThat(loops.getDeclaredMethods())
                .anyMatch(method -> method.getName().equals("execute") && method.getParameterTypes()[0] == step);
    }

    @ParameterizedTest
    @MethodSource("steps")
    void everyStepHasATestOfItsName(Class<?> step) throws ClassNotFoundException {
        assertThat(Class.forName(step.getName() + "Test")).isAssignableTo(StepTest.class);
    }
}
