package io.attn4j.kernels.core;

import io.attn4j.kernels.step.StepArrays;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.View;
import io.attn4j.plan.core.KeyGradient;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Gradients by keys, values and key bias against fp64: every operand, every mask, grouped queries, sizes that fill no tile,
 * each gradient alone, and blocks of rows that share a sum.
 */
class KeyGradientTest {
    private static View db(GradientCase.Options o) {
        return o.da() == 0
                ? null
                : View.splitHeads(
                        StepArrays.output("db", (long) o.batch() * o.kvHeads() * o.keys() * o.da()),
                        o.batch(),
                        o.kvHeads(),
                        o.keys(),
                        o.da());
    }

    private static View dw(GradientCase.Options o) {
        return View.contiguous(
                StepArrays.output("dw", (long) o.batch() * o.kvHeads() * o.keys() * o.dv()),
                o.batch(),
                o.kvHeads(),
                o.keys(),
                o.dv());
    }

    private static View dc(GradientCase.Options o) {
        return View.contiguous(
                StepArrays.output("dc", (long) o.batch() * o.heads() * o.keys()), o.batch(), o.heads(), 1, o.keys());
    }

    private static void check(String engine, GradientCase x, View db, View dw, View dc, int units) {
        x.check(
                engine,
                new KeyGradient("key", x.core, x.outputGradient, x.delta, db, dw, dc),
                (step, arrays, device) -> new KeyGradientTasks(
                        step,
                        arrays,
                        GradientCase.choice(engine),
                        units == 0 ? device : StepRun.withUnits(device, units)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("io.attn4j.kernels.core.GradientCase#all")
    void equalsTheReference(String engine, GradientCase x) {
        check(engine, x, db(x.options), dw(x.options), dc(x.options), 0);
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepRun#engines")
    void leavesOutWhatIsNotWanted(String engine) {
        GradientCase x = new GradientCase(
                new GradientCase.Options(1, 2, 1, 37, 21, 20, 24, false, true, "", 0, "causal", false));
        check(engine, x, db(x.options), null, null, 0);
        check(engine, x, null, dw(x.options), null, 0);
        check(engine, x, null, null, dc(x.options), 0);
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepRun#engines")
    void sumsBlocksInGroupsOfTheirOwn(String engine) {
        GradientCase x =
                new GradientCase(new GradientCase.Options(1, 2, 1, 2100, 17, 20, 20, false, true, "", 0, "any", false));
        check(engine, x, db(x.options), dw(x.options), dc(x.options), 500);
    }

    /** Sums of 16384 terms of one sign: their error must not grow as that of a running sum does. */
    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepRun#engines")
    void keepsItsAccuracyOverManyRows(String engine) {
        GradientCase x =
                new GradientCase(new GradientCase.Options(1, 1, 1, 16384, 3, 4, 4, false, false, "", 0, "full", false));
        float[] gradient = x.contents.get("gradient");
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = Math.abs(gradient[i]);
        }
        x.check(
                engine,
                new KeyGradient("key", x.core, x.outputGradient, x.delta, null, dw(x.options), null),
                (step, arrays, device) -> new KeyGradientTasks(step, arrays, GradientCase.choice(engine), device),
                1e-6);
    }
}
