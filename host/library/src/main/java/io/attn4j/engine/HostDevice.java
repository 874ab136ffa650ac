package io.attn4j.engine;

import io.attn4j.error.UnsupportedRequestException;
import io.attn4j.graph.GraphDevice;

/** The one pseudo-device of {@code reference} and {@code cpu}: this machine's processor and memory. */
final class HostDevice {
    private HostDevice() {}

    /** Described by what computes on it and on how many threads. */
    static GraphDevice of(String engine, String name, int threads) {
        return GraphDevice.processor(
                engine,
                "java",
                name,
                System.getProperty("java.vendor", ""),
                "Java " + Runtime.version(),
                System.getProperty("java.vm.version", ""),
                threads);
    }

    /** Refuses a device number or kernel strategy that only task-graph engines have. */
    static void check(String engine, EngineOptions options) {
        if (options.device() > 0) {
            throw new UnsupportedRequestException("device: got " + options.device() + "; needs 0, the only device of "
                    + engine + "; try --device 0 or another engine");
        }
        if (options.strategy() != null) {
            throw new UnsupportedRequestException("strategy: got " + options.strategy()
                    + "; needs an engine with kernels, " + engine + " has none; try leaving it out or --engine opencl");
        }
    }
}
