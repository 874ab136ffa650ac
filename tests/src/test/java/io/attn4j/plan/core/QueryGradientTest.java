package io.attn4j.plan.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.kernels.core.QueryGradientTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.Strategy;
import io.attn4j.plan.View;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients by queries, and of blocks of keys that share a sum. */
class QueryGradientTest extends StepTest<QueryGradient> {
    private static final int MANY_UNITS = 500;
    private static final int MANY_KEYS = 12_000;

    @Override
    protected Map<String, StepRun.Factory<QueryGradient>> tasks() {
        return GradientCase.strategies(QueryGradientTasks::new);
    }

    @Override
    protected List<StepCase<QueryGradient>> cases() {
        return GradientCase.all(options -> options.da() > 0, QueryGradientTest::whole, QueryGradientTest::first);
    }

    /** Keys of several blocks, in a group each and in one, by the same bits; and a smaller step in those tasks. */
    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepRun#compilingEngines")
    void sumsBlocksInGroupsOfTheirOwn(String engine) {
        for (String ranges : List.of("lengths", "causal")) {
            StepCase<QueryGradient> blocks = new GradientCase(
                            new GradientCase.Options(1, 2, 1, 17, 700, 20, 24, true, true, "", 0, ranges, false))
                    .of(QueryGradientTest::whole);
            Map<String, float[]> split = check(engine, blocks, MANY_UNITS);
            Map<String, float[]> together = check(engine, blocks, 1);
            assertThat(split.get("y")).isEqualTo(together.get("y"));
        }
        GradientCase.Options large =
                new GradientCase.Options(1, 2, 1, 40, 700, 20, 20, true, true, "heads", 12, "full", false);
        check(
                engine,
                GradientCase.smaller(large, 33, 300, QueryGradientTest::whole, QueryGradientTest::first),
                MANY_UNITS);
    }

    /** Keys of so many blocks that they join in parts: shared by groups or not, by the same bits; also of a smaller step. */
    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepRun#compilingEngines")
    void joinsManyBlocksInParts(String engine) {
        GradientCase.Options many =
                new GradientCase.Options(1, 1, 1, 70, MANY_KEYS, 8, 8, false, true, "", 0, "full", false);
        StepCase<QueryGradient> parts = new GradientCase(many).of(QueryGradientTest::whole);
        Map<String, float[]> split = check(engine, parts, MANY_UNITS);
        Map<String, float[]> together = check(engine, parts, 1);
        assertThat(split.get("y")).isEqualTo(together.get("y"));
        // three tiles of rows need more places than four, so that one group takes all keys
        GradientCase.Options fourTiles =
                new GradientCase.Options(1, 1, 1, 97, MANY_KEYS, 8, 8, true, true, "heads", 12, "full", false);
        check(
                engine,
                GradientCase.smaller(fourTiles, 96, MANY_KEYS, QueryGradientTest::whole, QueryGradientTest::first),
                MANY_UNITS);
    }

    private static Map<String, float[]> check(String engine, StepCase<QueryGradient> made, int units) {
        StepRun.Factory<QueryGradient> tasks =
                GradientCase.by(engine.endsWith("cpu") ? Strategy.LANES : Strategy.TILED, QueryGradientTasks::new);
        Map<String, float[]> after = StepRun.run(
                engine,
                made.capacity(),
                made.step(),
                (step, arrays, device) -> tasks.create(step, arrays, StepRun.withUnits(device, units)),
                made.contents());
        made.check(engine, after);
        return after;
    }

    private static QueryGradient whole(GradientCase x) {
        return of(
                x,
                x.data.emptySplitHeads("y", x.options.batch(), x.options.heads(), x.options.queries(), x.options.da()));
    }

    private static QueryGradient first(GradientCase x, QueryGradient large) {
        return of(x, large.y().firstRows(x.core.a().rows()));
    }

    private static QueryGradient of(GradientCase x, View y) {
        return new QueryGradient("gradient", x.core, x.outputGradient, x.delta, y);
    }
}
