package io.attn4j.kernels.past;

import io.attn4j.kernels.step.StepArrays;
import io.attn4j.kernels.step.StepReference;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.View;
import io.attn4j.plan.past.PastStatesGradient;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The gradient of states at chunk starts, with one by the last state and without, against fp64. */
class PastStatesGradientTest {
    static Stream<Arguments> runs() {
        return StepRun.engines()
                .flatMap(engine -> PastGradientCase.all().stream().map(made -> Arguments.of(engine, made)));
    }

    private static void check(
            String engine, PastStatesGradient capacity, PastStatesGradient step, Map<String, float[]> contents) {
        Map<String, double[]> expected = StepReference.execute(step, contents);
        Map<String, float[]> actual = StepRun.run(
                engine, capacity, step, PastStatesGradientTasks::new, PastGradientCase.of(step.reads(), contents));
        for (View view : step.writes()) {
            String name = view.buffer().name();
            StepArrays.assertGradient(
                    name + " of " + step.task() + " on " + engine,
                    Arrays.copyOf(actual.get(name), expected.get(name).length),
                    expected.get(name));
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("runs")
    void isTheGradient(String engine, PastGradientCase made) {
        for (boolean last : new boolean[] {false, true}) {
            check(engine, made.states(last), made.states(last), made.statesContents(last));
        }
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepRun#engines")
    void runsSmallerSteps(String engine) {
        PastGradientCase large = new PastGradientCase(2, 4, 2, 30, 6, 5, 12, 8, null, false);
        PastGradientCase small = new PastGradientCase(1, 4, 2, 13, 6, 5, 7, 8, new int[] {11}, false);
        check(engine, large.states(true), small.states(true), small.statesContents(true));
    }
}
