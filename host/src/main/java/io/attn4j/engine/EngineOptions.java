package io.attn4j.engine;

import java.nio.file.Path;

/**
 * How a session is to be opened.
 *
 * @param device index of the device within the engine, or -1 for the best
 * @param strategy kernel strategy ({@code naive}, {@code tiled}, {@code lanes}), or null for the device-config's choice
 * @param memoryBudgetBytes device memory that the session may hold, or 0 for the device's own limit
 * @param profile whether executions report device times
 * @param deviceConfig a device-config file to use in place of the one that fits the device, or null
 */
public record EngineOptions(int device, String strategy, long memoryBudgetBytes, boolean profile, Path deviceConfig) {

    /** Best device, configured kernels, the device's memory, no profiling. */
    public static final EngineOptions DEFAULT = new EngineOptions(-1, null, 0, false);

    /** With the device-config that fits the device. */
    public EngineOptions(int device, String strategy, long memoryBudgetBytes, boolean profile) {
        this(device, strategy, memoryBudgetBytes, profile, null);
    }
}
