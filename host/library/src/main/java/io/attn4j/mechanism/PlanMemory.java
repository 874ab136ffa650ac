package io.attn4j.mechanism;

import io.attn4j.plan.Buffer;
import io.attn4j.plan.Plan;
import io.attn4j.plan.Step;
import io.attn4j.plan.core.BiasGradient;
import io.attn4j.plan.core.CoreAttention;
import io.attn4j.plan.core.FactorGradient;
import io.attn4j.plan.core.KeyGradient;
import io.attn4j.plan.core.ProbabilitiesGradient;
import io.attn4j.plan.core.QueryGradient;
import io.attn4j.plan.matrix.MatrixProduct;
import io.attn4j.plan.row.SelectRows;
import java.util.ArrayList;
import java.util.List;

/** Device memory of a plan, from its arrays and steps. */
public final class PlanMemory {
    /** Sizes, scalars, lengths and stand-ins of absent operands of one step, and the headers of its arrays. */
    private static final long STEP_BYTES = 1024;

    private PlanMemory() {}

    /**
     * Bytes on a device where no kernel splits its sums.
     *
     * @param strategy kernel strategy asked for, or null; {@code naive} keeps the logits of a core
     */
    public static long deviceBytes(Plan plan, String strategy) {
        List<Long> scores = new ArrayList<>();
        for (Step step : plan.steps()) {
            if (step instanceof CoreAttention core && "naive".equals(strategy)) {
                long rows = Math.multiplyExact(
                        (long) core.a().batch() * core.a().heads(), core.a().rows());
                scores.add(Math.multiplyExact(rows, core.b().rows()));
            }
        }
        return deviceBytes(plan, scores);
    }

    /**
     * Bytes of all arrays, of the tables of key ranges, and {@value #STEP_BYTES} for each step.
     *
     * @param scratch sizes in elements of the arrays that kernels need beside the plan's, as an engine tells them
     */
    public static long deviceBytes(Plan plan, List<Long> scratch) {
        long bytes = 0;
        for (long elements : scratch) {
            bytes = Math.addExact(bytes, Math.multiplyExact(Float.BYTES, elements));
        }
        for (Buffer buffer : plan.buffers().values()) {
            bytes = Math.addExact(bytes, Math.multiplyExact(Float.BYTES, buffer.elements()));
        }
        for (Step step : plan.steps()) {
            bytes = Math.addExact(bytes, STEP_BYTES + Math.multiplyExact(Integer.BYTES, integers(step)));
        }
        return bytes;
    }

    /** Elements of the largest array that the plan needs, intermediates and {@code scratch} included. */
    public static long largestArray(Plan plan, List<Long> scratch) {
        long largest = 0;
        for (long elements : scratch) {
            largest = Math.max(largest, elements);
        }
        for (Buffer buffer : plan.buffers().values()) {
            largest = Math.max(largest, buffer.elements());
        }
        for (Step step : plan.steps()) {
            largest = Math.max(largest, integers(step));
        }
        return largest;
    }

    private static long integers(Step step) {
        return switch (step) {
            case CoreAttention core -> intervals(core);
            case QueryGradient gradient -> intervals(gradient.core());
            case KeyGradient gradient -> intervals(gradient.core());
            case BiasGradient gradient -> intervals(gradient.core());
            case FactorGradient gradient -> intervals(gradient.core());
            case ProbabilitiesGradient gradient ->
                2L * gradient.d().batch() * gradient.d().rows();
            case MatrixProduct product
            when product.ranges() != null ->
                2L * product.x().batch() * product.x().rows();
            case SelectRows select -> select.indices().length;
            default -> 0;
        };
    }

    private static long intervals(CoreAttention core) {
        return 2L * core.a().batch() * core.a().rows();
    }
}
