package io.attn4j.bundle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs programs that take part in making a bundle. */
final class Commands {

    private Commands() {}

    /**
     * Runs a program to its end and returns what it printed, standard error included.
     *
     * @throws IOException when it cannot be started, or exits with anything but 0: the message has its last line
     */
    static String run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            int code = process.waitFor();
            if (code != 0) {
                List<String> lines = output.strip().lines().toList();
                throw new IOException(
                        command.getFirst() + ": exit " + code + (lines.isEmpty() ? "" : ": " + lines.getLast()));
            }
            return output;
        } catch (InterruptedException interrupted) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException(command.getFirst() + ": interrupted", interrupted);
        }
    }
}
