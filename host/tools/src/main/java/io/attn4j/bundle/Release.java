package io.attn4j.bundle;

import io.attn4j.bench.Machine;
import java.nio.file.Path;
import java.util.List;

/** The file {@code release} of a bundle: what it was made from, as lines {@code name=value}. */
final class Release {

    private Release() {}

    static String of(Path root, List<String> backends) {
        Machine machine = Machine.current(root);
        StringBuilder text = new StringBuilder();
        line(text, "version", machine.projectVersion());
        line(text, "commit", machine.commit());
        line(text, "dirty", machine.dirty());
        line(text, "jdk", machine.jdk());
        line(text, "tornadovm", machine.tornadoVersion());
        line(text, "backends", String.join(" ", backends));
        return text.toString();
    }

    private static void line(StringBuilder text, String name, Object value) {
        if (value != null && !value.equals("")) {
            text.append(name).append('=').append(value).append('\n');
        }
    }
}
