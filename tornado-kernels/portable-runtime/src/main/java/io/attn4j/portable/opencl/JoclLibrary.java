package io.attn4j.portable.opencl;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jocl.CL;
import org.jocl.LibUtils;

/**
 * Loads JOCL's native library without JOCL's own faults: JOCL unpacks it under a fixed name into the temporary
 * directory, not atomically and without looking at what lies there, so that a second JVM may load half a file.
 */
final class JoclLibrary {

    static final String BASE_NAME = "JOCL_2_0_6";

    /** What JOCL's native library needs on Linux, in the order to load it. */
    private static final List<String> CPP_RUNTIME = List.of("libgcc_s.so.1", "libstdc++.so.6");

    private static Optional<String> failure;

    private JoclLibrary() {}

    /** Loads the library once per process; the reason if it or the OpenCL loader is not there. */
    static synchronized Optional<String> load() {
        if (failure == null) {
            failure = attempt();
        }
        return failure;
    }

    private static Optional<String> attempt() {
        OpenClInstallation.prepare();
        String file = LibUtils.createLibraryFileName(LibUtils.createPlatformLibraryName(BASE_NAME));
        Optional<Path> unpacked = inLibraryPath(file);
        if (unpacked.isPresent()) {
            loadRuntimeOf(unpacked.get());
        } else {
            Path target = Path.of(System.getProperty("java.io.tmpdir"), file);
            try {
                unpack("/lib/" + file, target);
            } catch (IOException e) {
                return Optional.of("JOCL's native library: got " + e + "; needs to be written to " + target
                        + "; try -Djava.io.tmpdir=DIR with a directory of your own");
            }
        }
        try {
            CL.setLogLevel(CL.LogLevel.LOG_QUIET);
            return Optional.empty();
        } catch (LinkageError e) {
            // JOCL's text is a page of nested stack traces: the loader's absence is told by its first line alone
            return Optional.of("OpenCL loader: got " + firstLine(e) + "; needs libOpenCL.so.1"
                    + "; try apt-get install ocl-icd-libopencl1");
        }
    }

    /** The library in a folder of {@code java.library.path}, where JOCL looks first; a bundle has it there. */
    private static Optional<Path> inLibraryPath(String file) {
        return Stream.of(System.getProperty("java.library.path", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, file))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /** Loads the C++ runtime next to a library where the system has none. */
    private static void loadRuntimeOf(Path library) {
        for (String runtime : CPP_RUNTIME) {
            Path own = library.resolveSibling(runtime).toAbsolutePath();
            if (Files.isRegularFile(own) && !OpenClInstallation.opens(runtime)) {
                System.load(own.toString());
            }
        }
    }

    /**
     * Writes the resource to the file unless exactly these bytes are there; other processes see all of it or nothing.
     */
    static void unpack(String resource, Path target) throws IOException {
        byte[] wanted;
        try (InputStream in = CL.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("no " + resource + " for this operating system and processor in JOCL's jar");
            }
            wanted = in.readAllBytes();
        }
        if (Files.isRegularFile(target)
                && Files.size(target) == wanted.length
                && Arrays.equals(Files.readAllBytes(target), wanted)) {
            return;
        }
        AtomicFiles.write(target, wanted);
    }

    private static String firstLine(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String text = String.valueOf(root.getMessage());
        return text.lines().findFirst().orElse(root.toString());
    }
}
