package io.attn4j.peers;

import io.attn4j.graph.GraphDevice;

/** This machine's processor as the device of a peer, described by library, version and threads. */
final class PeerDevice {
    private PeerDevice() {}

    static GraphDevice of(String engine, String description, String vendor, String version, int threads) {
        return GraphDevice.processor(engine, "native", description, vendor, engine, version, threads);
    }

    /** What a library could not be loaded for, in one line. */
    static String firstLine(Throwable failure) {
        String text = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        return text.lines().findFirst().orElse(text);
    }
}
