package io.attn4j.doctor;

/**
 * One thing that was looked for.
 *
 * @param subject what, such as {@code OpenCL}
 * @param state {@code ok}, {@code missing} (something works less well or not at all) or {@code optional} (not there, and not
 *     needed)
 * @param detail what was found
 * @param remedy the command that fixes it, empty when there is nothing to fix
 */
public record Finding(String subject, String state, String detail, String remedy) {

    static Finding ok(String subject, String detail) {
        return new Finding(subject, "ok", detail, "");
    }

    static Finding missing(String subject, String detail, String remedy) {
        return new Finding(subject, "missing", detail, remedy);
    }

    static Finding optional(String subject, String detail, String remedy) {
        return new Finding(subject, "optional", detail, remedy);
    }
}
