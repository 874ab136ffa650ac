package io.attn4j.doctor;

import java.util.Locale;

/**
 * One thing that was looked for.
 *
 * @param subject what, such as {@code OpenCL}
 * @param state what became of it
 * @param detail what was found
 * @param remedy the command that fixes it, empty when there is nothing to fix
 */
public record Finding(String subject, State state, String detail, String remedy) {

    /** What became of a search; {@code doctor} prints the word of {@link #toString}. */
    public enum State {
        /** It is there. */
        OK,
        /** Something works less well without it, or not at all. */
        MISSING,
        /** It is not there, and not needed. */
        OPTIONAL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Finding ok(String subject, String detail) {
        return new Finding(subject, State.OK, detail, "");
    }

    static Finding missing(String subject, String detail, String remedy) {
        return new Finding(subject, State.MISSING, detail, remedy);
    }

    static Finding optional(String subject, String detail, String remedy) {
        return new Finding(subject, State.OPTIONAL, detail, remedy);
    }
}
