package io.attn4j.cpu;

import io.attn4j.cpu.core.QueryKeyGradient;
import io.attn4j.plan.Step;
import io.attn4j.plan.View;
import io.attn4j.plan.core.KeyGradient;
import io.attn4j.plan.core.QueryGradient;
import io.attn4j.plan.row.Fill;
import java.util.ArrayList;
import java.util.List;

/** The steps of a plan as the processor takes them: with the same results, but less to do. */
final class StepSequence {
    private StepSequence() {}

    /** {@code steps} without fills that gradients of attention overwrite, and with those gradients in pairs. */
    static List<Step> of(List<Step> steps) {
        List<Step> kept = new ArrayList<>(steps.size());
        for (int i = 0; i < steps.size(); i++) {
            if (!(steps.get(i) instanceof Fill fill && isOverwritten(fill, steps.subList(i + 1, steps.size())))) {
                kept.add(steps.get(i));
            }
        }
        return QueryKeyGradient.joined(kept);
    }

    /** Whether the next step that touches what {@code fill} writes is a gradient of attention that writes all of it. */
    private static boolean isOverwritten(Fill fill, List<Step> later) {
        for (Step step : later) {
            if (names(step.reads(), fill.y())) {
                return false;
            }
            if (names(step.writes(), fill.y())) {
                boolean writesAll = step instanceof QueryGradient || step instanceof KeyGradient;
                return writesAll && step.writes().stream().anyMatch(written -> covers(written, fill.y()));
            }
        }
        return false;
    }

    private static boolean names(List<View> views, View place) {
        return views.stream().anyMatch(view -> view.buffer().equals(place.buffer()));
    }

    private static boolean covers(View written, View place) {
        boolean whole = written.offset() == 0
                && !written.broadcasts()
                && written.elements() == written.buffer().elements();
        return written.buffer().equals(place.buffer()) && (whole || written.equals(place));
    }
}
