package io.attn4j.peers;

import io.attn4j.graph.DeviceType;
import io.attn4j.graph.GraphDevice;

/** This machine's processor as the device of a peer, described by library, version and threads. */
final class PeerDevice {
    private PeerDevice() {}

    static GraphDevice of(String engine, String description, String vendor, String version, int threads) {
        long memory = Runtime.getRuntime().maxMemory();
        return new GraphDevice(
                engine,
                0,
                "native",
                description,
                vendor,
                engine,
                DeviceType.CPU,
                version,
                memory,
                memory,
                0,
                1,
                new long[] {1, 1, 1},
                threads,
                false,
                true);
    }

    /** What a library could not be loaded for, in one line. */
    static String firstLine(Throwable failure) {
        String text = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        return text.lines().findFirst().orElse(text);
    }
}
