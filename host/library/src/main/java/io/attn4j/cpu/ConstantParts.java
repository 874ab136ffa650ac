package io.attn4j.cpu;

import io.attn4j.cpu.matrix.KeptPanels;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.Operands;
import io.attn4j.plan.Step;
import io.attn4j.plan.View;
import io.attn4j.plan.core.CoreAttention;
import io.attn4j.plan.matrix.MatrixProduct;
import io.attn4j.plan.row.Rearrange;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What of a plan depends on weights alone, and therefore is the same from execution to execution while they are. */
final class ConstantParts {
    /** Stands for distances between batches that differ, or content that does. */
    private static final long NOT_UNIFORM = -1;

    private final List<Step> steps;

    /** Weights, and the arrays that constant steps alone write. */
    private final Set<String> constant = new HashSet<>();

    /** Distance between batches of the arrays between steps that hold the same for each of them. */
    private final Map<String, Long> batchStrides = new HashMap<>();

    private ConstantParts(List<Step> steps) {
        this.steps = steps;
        for (Step step : steps) {
            step.reads().forEach(this::assume);
            step.writes().forEach(this::assume);
        }
        boolean refuted;
        do {
            refuted = refute();
        } while (refuted);
        for (Step step : steps) {
            step.writes().forEach(view -> noteUniform(step, view));
        }
    }

    /** Those of {@code steps}, in order. */
    static ConstantParts of(List<Step> steps) {
        return new ConstantParts(steps);
    }

    private static String name(View view) {
        return view.buffer().name();
    }

    private void assume(View view) {
        Buffer.Kind kind = view.buffer().kind();
        if (kind == Buffer.Kind.WEIGHT || kind == Buffer.Kind.INTERMEDIATE) {
            constant.add(name(view));
        }
    }

    /** Drops what steps that are not constant write, or read before a later step writes it again. */
    private boolean refute() {
        Set<String> wrong = new HashSet<>();
        Set<String> writtenLater = new HashSet<>();
        for (Step step : steps.reversed()) {
            if (!isConstant(step)) {
                step.writes().forEach(view -> wrong.add(name(view)));
                step.reads().stream()
                        .map(ConstantParts::name)
                        .filter(writtenLater::contains)
                        .forEach(wrong::add);
            }
            step.writes().forEach(view -> writtenLater.add(name(view)));
        }
        return constant.removeAll(wrong);
    }

    private void noteUniform(Step step, View view) {
        boolean same = step instanceof Rearrange copy && isUniform(copy.x());
        batchStrides.merge(
                name(view),
                same ? view.batchStride() : NOT_UNIFORM,
                (before, now) -> before.equals(now) ? now : NOT_UNIFORM);
    }

    /** Whether {@code view}, as far as steps have written it, holds the same for every batch. */
    private boolean isUniform(View view) {
        return view.batch() == 1
                || view.batchStride() == 0
                || batchStrides.getOrDefault(name(view), NOT_UNIFORM) == view.batchStride();
    }

    /** Whether {@code step} reads and writes constant arrays alone: what it has written once stays. */
    boolean isConstant(Step step) {
        return areConstant(step.reads()) && areConstant(step.writes());
    }

    private boolean areConstant(List<View> views) {
        return views.stream().allMatch(view -> constant.contains(name(view)));
    }

    /** Whether {@code step} is an attention whose softmax weights are constant, and the same for every batch. */
    boolean hasConstantWeights(Step step) {
        return step instanceof CoreAttention core
                && core.seeds() == null
                && areConstant(logits(core))
                && logits(core).stream().allMatch(this::isUniform)
                && isUniform(core.ranges());
    }

    /** Whether {@code step} is a product by something constant, copies of which are worth keeping. */
    boolean hasConstantPanels(Step step) {
        return step instanceof MatrixProduct product && areConstant(List.of(product.w())) && KeptPanels.suit(product);
    }

    private static List<View> logits(CoreAttention core) {
        boolean product = core.a().columns() > 0;
        return Operands.given(
                product ? core.a() : null,
                product ? core.b() : null,
                core.columnScale(),
                core.keyBias(),
                core.bias(),
                core.factors());
    }

    private static boolean isUniform(KeyRanges ranges) {
        if (ranges.mayChange()) {
            return false;
        }
        for (int b = 1; b < ranges.batch(); b++) {
            for (int i = 0; i < ranges.queries(); i++) {
                if (ranges.start(b, i) != ranges.start(0, i) || ranges.end(b, i) != ranges.end(0, i)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Names of the weights that decide what constant steps write, and constant softmax weights and panels are. */
    Set<String> weights() {
        Set<String> weights = new TreeSet<>();
        for (Step step : steps) {
            List<View> views = isConstant(step)
                    ? step.reads()
                    : hasConstantWeights(step)
                            ? logits((CoreAttention) step)
                            : hasConstantPanels(step) ? List.of(((MatrixProduct) step).w()) : List.of();
            for (View view : views) {
                if (view.buffer().kind() == Buffer.Kind.WEIGHT) {
                    weights.add(name(view));
                }
            }
        }
        return weights;
    }
}
