package io.attn4j.mechanism;

import io.attn4j.plan.Buffer;
import io.attn4j.plan.Plan;
import io.attn4j.plan.Step;
import io.attn4j.plan.Strategy;
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
    public static long deviceBytes(Plan plan, Strategy strategy) {
        return deviceBytes(
                plan, plan.steps().stream().map(step -> step.stored(strategy)).toList());
    }

    /**
     * Bytes of all arrays, of the tables of key ranges, and {@value #STEP_BYTES} for each step.
     *
     * @param scratch sizes in elements of the arrays that kernels need besides the plan's, as an engine tells them
     */
    public static long deviceBytes(Plan plan, List<Long> scratch) {
        long bytes = 0;
        for (long elements : scratch) {
            bytes = Math.addExact(bytes, Math.multiplyExact(Float.BYTES, elements));
        }
        for (Buffer buffer : plan.buffers().values()) {
            bytes = Math.addExact(bytes, buffer.bytes());
        }
        for (Step step : plan.steps()) {
            bytes = Math.addExact(bytes, STEP_BYTES + Math.multiplyExact(Integer.BYTES, step.integers()));
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
            largest = Math.max(largest, step.integers());
        }
        return largest;
    }
}
