package io.attn4j.kernels.past;

import io.attn4j.kernels.step.StepArrays;
import io.attn4j.kernels.step.StepReference;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.View;
import io.attn4j.plan.past.PastQueryGradient;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The gradient of past-only attention by its queries, against fp64. */
class PastQueryGradientTest {
    static Stream<Arguments> runs() {
        return StepRun.engines()
                .flatMap(engine -> PastGradientCase.all().stream().map(made -> Arguments.of(engine, made)));
    }

    private static void check(
            String engine, PastQueryGradient capacity, PastQueryGradient step, Map<String, float[]> contents) {
        Map<String, double[]> expected = StepReference.execute(step, contents);
        Map<String, float[]> actual = StepRun.run(
                engine, capacity, step, PastQueryGradientTasks::new, PastGradientCase.of(step.reads(), contents));
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
        check(engine, made.query(), made.query(), made.contents());
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepRun#engines")
    void runsSmallerSteps(String engine) {
        PastGradientCase large = new PastGradientCase(2, 4, 2, 30, 6, 5, 12, 8, null, false);
        PastGradientCase small = new PastGradientCase(1, 4, 2, 13, 6, 5, 7, 8, new int[] {11}, false);
        check(engine, large.query(), small.query(), small.contents());
    }
}
