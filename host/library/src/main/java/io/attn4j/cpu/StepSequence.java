package io.attn4j.cpu;

import io.attn4j.cpu.core.QueryKeyGradient;
import io.attn4j.cpu.matrix.ResidualProducts;
import io.attn4j.cpu.matrix.SummedProduct;
import io.attn4j.plan.Step;
import io.attn4j.plan.View;
import io.attn4j.plan.core.KeyGradient;
import io.attn4j.plan.core.QueryGradient;
import io.attn4j.plan.matrix.Activate;
import io.attn4j.plan.matrix.ActivateGradient;
import io.attn4j.plan.matrix.MatrixProduct;
import io.attn4j.plan.pool.SegmentPoolGradient;
import io.attn4j.plan.row.Addition;
import io.attn4j.plan.row.Fill;
import io.attn4j.plan.row.Product;
import io.attn4j.plan.row.Rearrange;
import io.attn4j.plan.row.Sum;
import java.util.ArrayList;
import java.util.List;

/** The steps of a plan as the processor takes them: with the same results, but less to do. */
final class StepSequence {
    private StepSequence() {}

    /**
     * {@code plan} without fills that the next step overwrites, nor ranges that leave nothing out; gradients of attention, products and
     * their sums, and products and what is added to them in pairs.
     */
    static List<Step> of(List<Step> plan) {
        List<Step> steps = WholeRanges.without(plan);
        List<Step> kept = new ArrayList<>(steps.size());
        for (int i = 0; i < steps.size(); i++) {
            if (!(steps.get(i) instanceof Fill fill && isOverwritten(fill, steps.subList(i + 1, steps.size())))) {
                kept.add(steps.get(i));
            }
        }
        return SummedProduct.joined(ResidualProducts.joined(QueryKeyGradient.joined(kept)));
    }

    /** Whether the next step that touches what {@code fill} writes reads none and writes all of it. */
    private static boolean isOverwritten(Fill fill, List<Step> later) {
        for (Step step : later) {
            if (names(step.reads(), fill.y())) {
                return false;
            }
            if (names(step.writes(), fill.y())) {
                return writesAll(step) && step.writes().stream().anyMatch(written -> covers(written, fill.y()));
            }
        }
        return false;
    }

    /** Whether {@code step} writes every element of the views that it says it writes, as others that scatter do not. */
    private static boolean writesAll(Step step) {
        return switch (step) {
            case QueryGradient s -> true;
            case KeyGradient s -> true;
            case MatrixProduct s -> true;
            case Activate s -> true;
            case ActivateGradient s -> true;
            case Addition s -> true;
            case Product s -> true;
            case Rearrange s -> true;
            case Sum s -> true;
            case SegmentPoolGradient s -> true;
            default -> false;
        };
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
