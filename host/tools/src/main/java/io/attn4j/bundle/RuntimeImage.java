package io.attn4j.bundle;

import io.attn4j.error.UnsupportedRequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A Java runtime image with the modules that attn4j needs, linked from the JDK that this JVM runs on. */
final class RuntimeImage {
    private static final List<String> MODULES =
            List.of("java.base", "java.logging", "jdk.incubator.vector", "jdk.management");

    /** What TornadoVM needs in addition. */
    private static final List<String> TORNADO_MODULES =
            List.of("jdk.internal.vm.ci", "jdk.unsupported", "java.management");

    private RuntimeImage() {}

    /**
     * Links the image into {@code target}, which must not exist.
     *
     * @param more modules that it holds too
     * @throws UnsupportedRequestException when this JVM's runtime has no {@code jlink}
     */
    static void link(Path target, Collection<String> more) throws IOException {
        Path jlink = Path.of(System.getProperty("java.home"), "bin", "jlink");
        if (!Files.isExecutable(jlink)) {
            throw new UnsupportedRequestException("jlink: got none in " + jlink.getParent()
                    + "; needs a JDK; try a checkout of attn4j with a JDK 25");
        }
        Set<String> modules = new LinkedHashSet<>(MODULES);
        modules.addAll(more);
        Commands.run(List.of(
                jlink.toString(),
                "--add-modules",
                String.join(",", modules),
                "--compress",
                "zip-9",
                "--strip-debug",
                "--no-header-files",
                "--no-man-pages",
                "--output",
                target.toString()));
    }
}
