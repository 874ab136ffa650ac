package io.attn4j.mechanism;

import io.attn4j.plan.Buffer;
import io.attn4j.plan.CoreAttention;
import io.attn4j.plan.MatrixProduct;
import io.attn4j.plan.Plan;
import io.attn4j.plan.SelectRows;
import io.attn4j.plan.Step;

/** Device memory of a plan, from its arrays and steps. */
public final class PlanMemory {
    /** Sizes, scalars, lengths and stand-ins of absent operands of one step, and the headers of its arrays. */
    private static final long STEP_BYTES = 1024;

    private PlanMemory() {}

    /**
     * Bytes of all arrays, of the tables of key ranges, of the logits of a core whose kernels are {@code naive}, and
     * {@value #STEP_BYTES} for each step.
     *
     * @param strategy kernel strategy asked for, or null
     */
    public static long deviceBytes(Plan plan, String strategy) {
        long bytes = 0;
        for (Buffer buffer : plan.buffers().values()) {
            bytes = Math.addExact(bytes, Math.multiplyExact(Float.BYTES, buffer.elements()));
        }
        for (Step step : plan.steps()) {
            bytes = Math.addExact(bytes, STEP_BYTES + Math.multiplyExact(Integer.BYTES, integers(step)));
            bytes = Math.addExact(bytes, Math.multiplyExact(Float.BYTES, scores(step, strategy)));
        }
        return bytes;
    }

    /** Elements of the largest array that the plan needs, intermediates included. */
    public static long largestArray(Plan plan, String strategy) {
        long largest = 0;
        for (Buffer buffer : plan.buffers().values()) {
            largest = Math.max(largest, buffer.elements());
        }
        for (Step step : plan.steps()) {
            largest = Math.max(largest, Math.max(integers(step), scores(step, strategy)));
        }
        return largest;
    }

    private static long integers(Step step) {
        return switch (step) {
            case CoreAttention core -> 2L * core.a().batch() * core.a().rows();
            case MatrixProduct product
            when product.ranges() != null ->
                2L * product.x().batch() * product.x().rows();
            case SelectRows select -> select.indices().length;
            default -> 0;
        };
    }

    private static long scores(Step step, String strategy) {
        if (step instanceof CoreAttention core && "naive".equals(strategy)) {
            long rows = Math.multiplyExact(
                    (long) core.a().batch() * core.a().heads(), core.a().rows());
            return Math.multiplyExact(rows, core.b().rows());
        }
        return 0;
    }
}
