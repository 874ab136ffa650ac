package io.attn4j.cli;

import java.io.PrintStream;

/**
 * Where a verb writes.
 *
 * @param out data
 * @param err messages
 * @param interactive whether {@code err} is a terminal, where progress may be shown
 */
record Terminal(PrintStream out, PrintStream err, boolean interactive) {
    private static final String ERASE_LINE = "\r\u001b[K";

    /** Shows progress, in place of what was shown before; nothing where there is no terminal. */
    void progress(String text) {
        if (interactive) {
            err.print(ERASE_LINE + text);
            err.flush();
        }
    }

    /** Takes the progress line away. */
    void progressDone() {
        progress("");
    }
}
