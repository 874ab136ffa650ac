package io.attn4j.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.engine.CpuEngine;
import io.attn4j.engine.Engine;
import io.attn4j.engine.EngineOptions;
import io.attn4j.engine.EngineSession;
import io.attn4j.tensor.Tensor;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Cases of the suites, and that memory of the scale suite grows no faster than N. */
class BenchSuiteTest {
    private static final int LARGEST = 65_536;
    /** Header, sizes and what is rounded up to whole chunks beside exact proportion. */
    private static final double ROUNDING = 1.01;

    static Stream<CaseId> largest() {
        return BenchSuite.scale().stream().filter(id -> id.queries() == LARGEST);
    }

    private static CaseId withTokens(CaseId id, int tokens) {
        return new CaseId(
                id.mechanism(),
                id.variant(),
                id.batch(),
                id.heads(),
                id.kvHeads(),
                tokens,
                tokens,
                id.keyDim(),
                id.valueDim(),
                id.rank(),
                id.causal());
    }

    @Test
    void everyCaseIsOneThatItsMechanismTakes() {
        for (List<CaseId> suite :
                List.of(BenchSuite.bench(), BenchSuite.check(), BenchSuite.scale(), BenchSuite.batch())) {
            assertThat(suite)
                    .doesNotHaveDuplicates()
                    .allSatisfy(id -> assertThat(id.request()).isNotNull());
        }
        assertThat(largest()).hasSize(4);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("largest")
    void deviceMemoryGrowsNoFasterThanTheTokens(CaseId id) {
        long half = withTokens(id, LARGEST / 2).request().deviceBytes(null);
        assertThat((double) id.request().deviceBytes(null)).isBetween((double) half, 2 * ROUNDING * half);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("largest")
    void memoryOfTheCpuEngineIsThatOfTheModel(CaseId id) {
        try (Engine engine = new CpuEngine(2)) {
            for (int tokens : new int[] {512, 1024}) {
                CaseId small = withTokens(id, tokens);
                assertThat((double) held(engine, small))
                        .isPositive()
                        .isLessThanOrEqualTo(ROUNDING * small.request().deviceBytes(null));
            }
        }
    }

    private static long held(Engine engine, CaseId id) {
        try (Arena arena = Arena.ofShared();
                EngineSession session = engine.open(id.request(), EngineOptions.DEFAULT)) {
            Map<String, Tensor> inputs = CaseInputs.of(id, 1, arena);
            Map<String, Tensor> outputs =
                    Map.of("o", Tensor.allocate(id.request().outputType(), arena));
            return session.run(id.request(), inputs, outputs).deviceBytes();
        }
    }
}
