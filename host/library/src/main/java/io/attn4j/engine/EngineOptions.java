package io.attn4j.engine;

import io.attn4j.graph.KernelChoice;
import io.attn4j.plan.Strategy;
import java.nio.file.Path;
import java.util.List;

/**
 * How a session is to be opened.
 *
 * @param device index of the device within the engine, or -1 for the best
 * @param strategy kernel strategy, or null for the device-config's choice
 * @param memoryBudgetBytes device memory that the session may hold, or 0 for the device's own limit
 * @param profile whether executions report device times
 * @param deviceConfig a device-config file to use in place of the one that fits the device, or null
 * @param kernels kernels in place of those of the device-config, whose limits still hold; or null
 */
public record EngineOptions(
        int device,
        Strategy strategy,
        long memoryBudgetBytes,
        boolean profile,
        Path deviceConfig,
        List<KernelChoice> kernels) {

    /** Best device, configured kernels, the device's memory, no profiling. */
    public static final EngineOptions DEFAULT = new EngineOptions(-1, null, 0, false);

    public EngineOptions {
        kernels = kernels == null ? null : List.copyOf(kernels);
    }

    /** With the kernels of a device-config. */
    public EngineOptions(int device, Strategy strategy, long memoryBudgetBytes, boolean profile, Path deviceConfig) {
        this(device, strategy, memoryBudgetBytes, profile, deviceConfig, null);
    }

    /** With the device-config that fits the device. */
    public EngineOptions(int device, Strategy strategy, long memoryBudgetBytes, boolean profile) {
        this(device, strategy, memoryBudgetBytes, profile, null);
    }

    /** These options with another budget. */
    public EngineOptions withMemoryBudget(long bytes) {
        return new EngineOptions(device, strategy, bytes, profile, deviceConfig, kernels);
    }

    /** These options, reporting device times. */
    public EngineOptions withProfile() {
        return new EngineOptions(device, strategy, memoryBudgetBytes, true, deviceConfig, kernels);
    }

    /** These options with kernels in place of the configured ones. */
    public EngineOptions withKernels(List<KernelChoice> choices) {
        return new EngineOptions(device, strategy, memoryBudgetBytes, profile, deviceConfig, choices);
    }
}
