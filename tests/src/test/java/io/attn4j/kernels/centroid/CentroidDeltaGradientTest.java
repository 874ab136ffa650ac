package io.attn4j.kernels.centroid;

import io.attn4j.kernels.step.StepArrays;
import io.attn4j.kernels.step.StepCheck;
import io.attn4j.plan.View;
import io.attn4j.plan.centroid.CentroidDelta;
import io.attn4j.plan.centroid.CentroidDelta.Mode;
import io.attn4j.plan.centroid.CentroidDeltaGradient;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients of centroid updates against fp64, with and without displacements. */
class CentroidDeltaGradientTest {
    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepCheck#engines")
    void followsEachModeAndIgnoresWhatNoInputWeighs(String engine) {
        for (Mode mode : Mode.values()) {
            for (boolean displacements : new boolean[] {false, true}) {
                View o = StepCheck.gapped("o", 2, 3, 5, 70);
                View lse = StepCheck.gapped("lse", 2, 3, 5, 1);
                View u = displacements ? StepCheck.transposed("u", 2, 3, 5, 70) : null;
                View dy = StepCheck.gapped("dy", 2, 3, 5, 70);
                View to = StepCheck.gapped("do", 2, 3, 5, 70);
                View toLse = StepCheck.contiguous("dlse", 2, 3, 5, 1);
                CentroidDelta delta = new CentroidDelta("delta", mode, 0.7f, 0.3f, o, lse, u, null, to);
                CentroidDeltaGradient step = new CentroidDeltaGradient("gradient", delta, dy, to, toLse);
                Map<String, float[]> contents = StepCheck.normal(o, lse, u, dy);
                contents.get("lse")[StepArrays.at(lse, 1, 2, 3, 0)] = Float.NEGATIVE_INFINITY;
                StepCheck.check(engine, step, CentroidDeltaGradientTasks::new, contents);
                CentroidDelta small = new CentroidDelta(
                        "delta",
                        mode,
                        0.5f,
                        1,
                        o.firstRows(2),
                        lse.firstRows(2),
                        displacements ? u.firstRows(2) : null,
                        null,
                        to.firstRows(2));
                CentroidDeltaGradient smaller = new CentroidDeltaGradient(
                        "gradient", small, dy.firstRows(2), to.firstRows(2), toLse.firstRows(2));
                StepCheck.check(engine, step, smaller, CentroidDeltaGradientTasks::new, contents);
            }
        }
    }
}
