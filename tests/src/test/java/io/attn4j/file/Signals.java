package io.attn4j.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** What tests that send signals need to know. */
public final class Signals {
    private static final int SIGINT = 2;

    private Signals() {}

    /** Skips a test that sends INT where processes ignore it: they inherit that from shells that run them in the background. */
    public static void assumeHeard(String signal) throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!signal.equals("INT") || !Files.isReadable(status)) {
            return;
        }
        String ignored = Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .map(line -> line.substring("SigIgn:".length()).strip())
                .findFirst()
                .orElse("0");
        boolean heard = (Long.parseUnsignedLong(ignored, 16) >>> (SIGINT - 1) & 1) == 0;
        Assumptions.assumeTrue(heard, "INT is ignored by what a shell runs in the background; run the tests in front");
    }
}
