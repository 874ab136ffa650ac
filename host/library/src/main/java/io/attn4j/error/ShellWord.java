package io.attn4j.error;

import java.util.regex.Pattern;

/** Words of commands that records and messages print, for a shell to take as they are. */
public final class ShellWord {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private ShellWord() {}

    /** A word of a shell's command: in quotes where it has spaces or letters that a shell reads otherwise. */
    public static String of(Object value) {
        String text = value.toString();
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
