package io.attn4j.cpu;

import io.attn4j.plan.Buffer;
import io.attn4j.plan.Step;
import io.attn4j.plan.StepRewriter;
import io.attn4j.plan.View;
import io.attn4j.plan.matrix.MatrixProduct;
import io.attn4j.plan.row.KeepRanges;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Steps that keep the columns of ranges where the ranges leave none out. A plan has them whatever its lengths are, so that all
 * requests of a session have the same tasks; as long as no length is short they only copy.
 */
final class WholeRanges {
    private WholeRanges() {}

    /** {@code steps} without them, where products are all that reads the copy. */
    static List<Step> without(List<Step> steps) {
        List<Step> left = new ArrayList<>(steps);
        for (int i = 0; i < left.size(); i++) {
            if (left.get(i) instanceof KeepRanges keep
                    && keep.ranges().areWhole(keep.x().columns())
                    && (keep.x().equals(keep.y()) || readsInstead(keep, left.subList(i + 1, left.size()), steps))) {
                left.remove(i--);
            }
        }
        left.replaceAll(step -> step instanceof MatrixProduct product ? withoutRanges(product) : step);
        return left;
    }

    private static MatrixProduct withoutRanges(MatrixProduct product) {
        return product.ranges() == null
                        || !product.ranges().areWhole(product.x().columns())
                ? product
                : new MatrixProduct(
                        product.task(),
                        product.x(),
                        product.w(),
                        product.bias(),
                        product.alpha(),
                        product.activation(),
                        product.residual(),
                        null,
                        product.y());
    }

    /** Whether {@code later} can do without the copy; if so its products read what was copied. */
    private static boolean readsInstead(KeepRanges keep, List<Step> later, List<Step> all) {
        View copy = keep.y();
        if (copy.buffer().kind() != Buffer.Kind.INTERMEDIATE
                || all.stream().anyMatch(step -> names(step.writes(), keep.x()))) {
            return false;
        }
        int end = 0;
        for (; end < later.size(); end++) {
            Step step = later.get(end);
            boolean reads = names(step.reads(), copy);
            if (reads && !(step instanceof MatrixProduct product && readsWhole(product, copy))) {
                return false;
            }
            if (names(step.writes(), copy)) {
                // the place is another array's from here on
                if (reads || !step.writes().contains(copy)) {
                    return false;
                }
                break;
            }
        }
        UnaryOperator<View> original = view -> view.equals(copy)
                ? keep.x()
                : view.equals(copy.transposed()) ? keep.x().transposed() : view;
        later.subList(0, end)
                .replaceAll(step -> names(step.reads(), copy)
                        ? new StepRewriter(UnaryOperator.identity(), original, UnaryOperator.identity()).rewrite(step)
                        : step);
        return true;
    }

    private static boolean readsWhole(MatrixProduct product, View copy) {
        return product.reads().stream()
                .filter(view -> view.buffer().equals(copy.buffer()))
                .allMatch(view -> view.equals(copy) || view.equals(copy.transposed()));
    }

    private static boolean names(List<View> views, View place) {
        return views.stream().anyMatch(view -> view.buffer().equals(place.buffer()));
    }
}
