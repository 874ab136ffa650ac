package io.attn4j.cli;

import io.attn4j.engine.Engine;
import io.attn4j.engine.EngineOptions;
import io.attn4j.error.InvalidInputException;
import io.attn4j.error.ShellWord;
import io.attn4j.plan.Strategy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Flags that say where a verb runs and with which kernels; all verbs that execute have them. */
final class EngineFlags {
    @Option(
            names = "--device",
            paramLabel = "[BACKEND:]N",
            description = "Device of the engine, as attn4j devices counts them (default: its best).")
    private String device;

    @Option(
            names = "--kernel",
            paramLabel = "STRATEGY",
            description = "naive, tiled or lanes, in place of the device-config's choice.")
    private String strategy;

    @Option(
            names = "--device-config",
            paramLabel = "FILE",
            description = "Device-config to use in place of the one that fits the device.")
    private Path deviceConfig;

    @Option(
            names = "--memory-budget",
            paramLabel = "BYTES",
            description = "Device memory to use at most, such as 512MB; larger requests are split.")
    private String memoryBudget;

    /** The device asked for, or null. */
    DeviceSelector device() {
        return device == null ? null : DeviceSelector.parse(device);
    }

    /** Kernel strategy asked for, or null. */
    Strategy strategy() {
        return strategy == null
                ? null
                : Strategy.ofAttention(strategy)
                        .orElseThrow(() -> new InvalidInputException(
                                "--kernel", strategy, Strategy.OF_ATTENTION, "leaving it out"));
    }

    /** Device-config file asked for, or null. */
    Path deviceConfig() {
        return deviceConfig;
    }

    /** These flags as given, for the command that repeats a record; empty when none is. */
    String repro() {
        List<String> given = new ArrayList<>();
        add("--device", device, given);
        add("--kernel", strategy, given);
        add("--device-config", deviceConfig, given);
        add("--memory-budget", memoryBudget, given);
        return String.join(" ", given);
    }

    private static void add(String flag, Object value, List<String> into) {
        if (value != null) {
            into.add(flag + " " + ShellWord.of(value));
        }
    }

    /** Refuses flags that mean nothing to an engine. */
    void check(Engine engine) {
        if (deviceConfig != null && !engine.taskGraphs()) {
            throw new InvalidInputException(
                    "--device-config",
                    deviceConfig,
                    "an engine with kernels to configure, not " + engine.id(),
                    "--engine opencl");
        }
    }

    /** Refuses a memory budget where nothing is split. */
    void refuseMemoryBudget(String suggestion) {
        if (memoryBudget() != 0) {
            throw new InvalidInputException(
                    "--memory-budget", memoryBudget(), "a verb that splits requests", suggestion);
        }
    }

    /**
     * How a session of plans is opened; the engine is told its threads.
     *
     * @param threads as given, or null
     */
    EngineOptions options(Engine engine, Integer threads) {
        check(engine);
        if (engine.id().equals("cpu") || threads != null) {
            engine.useThreads(CpuThreads.of(threads));
        }
        return new EngineOptions(
                device() == null ? -1 : device().resolve(engine), strategy(), 0, false, deviceConfig());
    }

    /** Bytes, 0 when not limited. */
    long memoryBudget() {
        return memoryBudget == null ? 0 : ByteCount.parse("--memory-budget", memoryBudget);
    }
}
