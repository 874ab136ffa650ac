package io.attn4j.engine;

/**
 * How a session is to be opened.
 *
 * @param device index of the device within the engine, or -1 for the best
 * @param strategy kernel strategy ({@code naive}, {@code tiled}, {@code lanes}), or null for the device-config's choice
 * @param memoryBudgetBytes device memory that the session may hold, or 0 for the device's own limit
 * @param profile whether executions report device times
 */
public record EngineOptions(int device, String strategy, long memoryBudgetBytes, boolean profile) {

    /** Best device, configured kernels, the device's memory, no profiling. */
    public static final EngineOptions DEFAULT = new EngineOptions(-1, null, 0, false);
}
