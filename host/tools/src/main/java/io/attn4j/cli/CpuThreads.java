package io.attn4j.cli;

import io.attn4j.error.InvalidInputException;

/** {@code --threads} of the verbs that train and run language models. */
final class CpuThreads {
    private static final int MOST = 1024;

    private CpuThreads() {}

    /** The threads asked for, or one for each processor. */
    static int of(Integer asked) {
        if (asked == null) {
            return Runtime.getRuntime().availableProcessors();
        }
        if (asked < 1 || asked > MOST) {
            throw new InvalidInputException("--threads", asked, "1 to " + MOST, "leaving it out");
        }
        return asked;
    }
}
