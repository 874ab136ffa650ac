package io.attn4j.error;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What a user should know although his request is served: a device that cannot be used and is replaced by the processor, a
 * file that is left out.
 *
 * <p>Each is said once, one line: on standard error by the command line, and through {@link System.Logger} {@code io.attn4j}
 * (which writes to standard error where nothing else is configured) in programs. Any number of threads may use it.
 */
public final class Warnings {
    private static final Set<String> SAID = new HashSet<>();
    private static Consumer<String> listener = Warnings::log;

    private Warnings() {}

    /** Says a line unless it has been said. */
    public static synchronized void say(String line) {
        if (SAID.add(line)) {
            listener.accept(line);
        }
    }

    /** Sends lines from now on to {@code to}, all as if none had been said; null for the logger. */
    public static synchronized void to(Consumer<String> to) {
        listener = to == null ? Warnings::log : to;
        SAID.clear();
    }

    private static void log(String line) {
        // made when needed: the logging system costs 8 ms to start
        System.getLogger("io.attn4j").log(System.Logger.Level.WARNING, "attn4j: {0}", line);
    }
}
