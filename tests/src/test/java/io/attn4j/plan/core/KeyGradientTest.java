package io.attn4j.plan.core;

import io.attn4j.kernels.core.KeyGradientTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.Strategy;
import io.attn4j.plan.View;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients by keys, values and key bias: together, each alone, and of blocks of rows that share a sum. */
class KeyGradientTest extends StepTest<KeyGradient> {
    private static final int MANY_UNITS = 500;
    private static final int MANY_ROWS = 9000;

    /** Rows of three blocks. */
    private static final GradientCase.Options BLOCKS =
            new GradientCase.Options(1, 2, 1, 2100, 17, 20, 20, true, true, "heads", 3, "any", false);

    /** The same without rows that hold NaN: a smaller step sees other keys. */
    private static final GradientCase.Options WHOLE_BLOCKS =
            new GradientCase.Options(1, 2, 1, 2100, 17, 20, 20, true, true, "heads", 3, "full", false);

    @Override
    protected Map<String, StepRun.Factory<KeyGradient>> tasks() {
        return GradientCase.strategies(KeyGradientTasks::new);
    }

    @Override
    protected List<StepCase<KeyGradient>> cases() {
        List<StepCase<KeyGradient>> cases =
                GradientCase.all(options -> true, KeyGradientTest::everything, KeyGradientTest::first);
        GradientCase.Options some =
                new GradientCase.Options(1, 2, 1, 37, 21, 20, 24, false, true, "", 0, "causal", false);
        cases.add(new GradientCase(some).of(x -> of(x, db(x), null, null)));
        cases.add(new GradientCase(some).of(x -> of(x, null, dw(x), null)));
        cases.add(new GradientCase(some).of(x -> of(x, null, null, dc(x))));
        return cases;
    }

    private static KeyGradient of(GradientCase x, View db, View dw, View dc) {
        return new KeyGradient("gradient", x.core, x.outputGradient, x.delta, db, dw, dc);
    }

    private static KeyGradient everything(GradientCase x) {
        return of(x, x.options.da() == 0 ? null : db(x), dw(x), dc(x));
    }

    private static KeyGradient first(GradientCase x, KeyGradient large) {
        int keys = x.core.b().rows();
        return of(
                x,
                large.db().firstRows(keys),
                large.dw().firstRows(keys),
                large.dc().columns(0, keys));
    }

    private static View db(GradientCase x) {
        View b = x.core.b();
        return x.data.emptySplitHeads("db", b.batch(), b.heads(), b.rows(), b.columns());
    }

    private static View dw(GradientCase x) {
        View w = x.core.w();
        return x.data.emptyGapped("dw", w.batch(), w.heads(), w.rows(), w.columns());
    }

    /** Heads within keys, as the key bias may lie. */
    private static View dc(GradientCase x) {
        View a = x.core.a();
        int keys = x.core.b().rows();
        View made = x.data.empty("dc", a.batch(), 1, keys, a.heads());
        return new View(made.buffer(), 0, a.batch(), a.heads(), 1, keys, made.batchStride(), 1, 1, a.heads());
    }

    /** Rows of so many blocks that they join in parts, shared by groups or not; also of a smaller step. */
    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepRun#compilingEngines")
    void joinsManyBlocksInParts(String engine) {
        GradientCase.Options wide =
                new GradientCase.Options(1, 2, 1, MANY_ROWS, 70, 8, 8, true, true, "", 0, "full", false);
        GradientCase.Options parts =
                new GradientCase.Options(1, 1, 1, MANY_ROWS, 5, 20, 130, false, true, "", 0, "causal", false);
        GradientCase.Options smaller =
                new GradientCase.Options(1, 1, 1, MANY_ROWS, 33, 8, 8, false, true, "heads", 3, "full", false);
        for (int units : new int[] {1, MANY_UNITS}) {
            check(engine, new GradientCase(wide).of(KeyGradientTest::everything), units);
            check(engine, new GradientCase(parts).of(KeyGradientTest::everything), units);
            check(
                    engine,
                    GradientCase.smaller(
                            smaller, MANY_ROWS - 600, 31, KeyGradientTest::everything, KeyGradientTest::first),
                    units);
        }
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepRun#compilingEngines")
    void sumsBlocksInGroupsOfTheirOwn(String engine) {
        check(engine, new GradientCase(BLOCKS).of(KeyGradientTest::everything), MANY_UNITS);
        check(
                engine,
                GradientCase.smaller(WHOLE_BLOCKS, 1100, 17, KeyGradientTest::everything, KeyGradientTest::first),
                MANY_UNITS);
    }

    /** Sums of 16384 terms of one sign: their error must not grow as that of a running sum does. */
    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepRun#compilingEngines")
    void keepsItsAccuracyOverManyRows(String engine) {
        GradientCase x =
                new GradientCase(new GradientCase.Options(1, 1, 1, 16384, 3, 4, 4, false, false, "", 0, "full", false));
        StepData data = x.data;
        data.fill(x.outputGradient, (b, h, i, c) -> Math.abs(data.get(x.outputGradient, b, h, i, c)));
        check(engine, new StepCase<>("many rows", data, of(x, null, dw(x), null)).limit(0.5), 0);
    }

    private static void check(String engine, StepCase<KeyGradient> made, int units) {
        StepRun.Factory<KeyGradient> tasks =
                GradientCase.by(engine.endsWith("cpu") ? Strategy.LANES : Strategy.TILED, KeyGradientTasks::new);
        made.check(
                engine,
                StepRun.run(
                        engine,
                        made.capacity(),
                        made.step(),
                        (step, arrays, device) ->
                                tasks.create(step, arrays, units == 0 ? device : StepRun.withUnits(device, units)),
                        made.contents()));
    }
}
