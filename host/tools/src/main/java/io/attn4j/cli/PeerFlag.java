package io.attn4j.cli;

import io.attn4j.engine.Engines;
import io.attn4j.error.UnsupportedRequestException;
import picocli.CommandLine.Option;

/** {@code --peers}, on which the launcher builds the peers and puts them on the class path. */
final class PeerFlag {
    private static final String NAME = "--peers";

    @Option(
            names = NAME,
            description = "Add libtorch and ONNX Runtime to the engines; the first use downloads them (340 MB).")
    private boolean asked;

    /**
     * Refuses the flag where it has no effect.
     *
     * @throws UnsupportedRequestException when there is no peer on the class path
     */
    void check() {
        if (asked && Engines.peers().isEmpty()) {
            throw new UnsupportedRequestException(NAME
                    + ": got a class path without peers; needs the module tests/peers; try the launcher, ./attn4j");
        }
    }

    /** The flag as given, or empty. */
    String repro() {
        return asked ? NAME : "";
    }
}
