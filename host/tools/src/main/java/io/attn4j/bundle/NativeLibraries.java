package io.attn4j.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * Native libraries of a bundle: JOCL's, and for systems without them the OpenCL loader and GCC's C++ runtime, which JOCL
 * needs, both as this system has them.
 */
final class NativeLibraries {
    private static final List<String> FROM_SYSTEM = List.of("libOpenCL.so.1", "libstdc++.so.6", "libgcc_s.so.1");

    private static final List<Path> FOLDERS = List.of(
            Path.of("/usr/lib/x86_64-linux-gnu"),
            Path.of("/lib/x86_64-linux-gnu"),
            Path.of("/usr/lib/aarch64-linux-gnu"),
            Path.of("/lib/aarch64-linux-gnu"),
            Path.of("/usr/lib64"),
            Path.of("/lib64"));

    private NativeLibraries() {}

    /**
     * Copies them into {@code target}.
     *
     * @return names of those that this system lacks
     */
    static List<String> copy(Path jocl, Path target) throws IOException {
        Files.createDirectories(target);
        unpack(jocl, target);
        List<String> missing = new ArrayList<>();
        for (String name : FROM_SYSTEM) {
            Optional<Path> library = FOLDERS.stream()
                    .map(folder -> folder.resolve(name))
                    .filter(Files::isRegularFile)
                    .findFirst();
            if (library.isPresent()) {
                Files.copy(library.get().toRealPath(), target.resolve(name));
            } else {
                missing.add(name);
            }
        }
        return missing;
    }

    /** JOCL's library for this processor. */
    private static void unpack(Path jocl, Path target) throws IOException {
        String processor = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x86_64";
        try (JarFile jar = new JarFile(jocl.toFile())) {
            ZipEntry library = jar.stream()
                    .filter(entry -> entry.getName().matches("lib/libJOCL_.*-linux-" + processor + "\\.so"))
                    .findFirst()
                    .orElseThrow(() -> new IOException(jocl + ": no library for linux-" + processor));
            Path file = target.resolve(library.getName().substring("lib/".length()));
            try (InputStream in = jar.getInputStream(library)) {
                Files.copy(in, file);
            }
        }
    }
}
