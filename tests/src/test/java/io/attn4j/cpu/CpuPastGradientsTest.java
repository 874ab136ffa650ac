package io.attn4j.cpu;

import io.attn4j.kernels.past.PastGradientCase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients of past-only Linformer attention on the cpu engine, against the fp64 reference. */
class CpuPastGradientsTest {
    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.past.PastGradientCase#all")
    void byQueries(PastGradientCase made) {
        new StepFixture(1).checkAgainstReference(made.query(), made.contents());
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.past.PastGradientCase#all")
    void byKeysValuesProjectionsAndStates(PastGradientCase made) {
        new StepFixture(1).checkAgainstReference(made.key(), made.contents());
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.past.PastGradientCase#all")
    void ofStates(PastGradientCase made) {
        new StepFixture(1).checkAgainstReference(made.states(false), made.statesContents(false));
        new StepFixture(1).checkAgainstReference(made.states(true), made.statesContents(true));
    }
}
