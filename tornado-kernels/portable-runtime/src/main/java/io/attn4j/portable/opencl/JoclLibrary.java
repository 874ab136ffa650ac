package io.attn4j.portable.opencl;

import io.attn4j.system.Unfinished;
import io.attn4j.system.UserHome;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jocl.CL;
import org.jocl.LibUtils;

/**
 * Loads JOCL's native library without JOCL's own faults: JOCL unpacks it under a fixed name into the temporary
 * directory, not atomically and without looking at what lies there, so that a second JVM may load half a file, a second user
 * may not read it, and another user's file is loaded as if it were one's own.
 *
 * <p>The library is loaded from the first of these places where that works:
 * <ol>
 *   <li>a folder of {@code java.library.path}, where a bundle has it
 *   <li>the temporary directory, under JOCL's name, where this user alone can have written the file
 *   <li>a folder of this user alone in the temporary directory, or else in his cache, that is deleted once the library is
 *       loaded: for a file there that is not his, a directory whose files may not be executed or that is full or missing, and
 *       the library in another class loader of this JVM, as native libraries belong to one class loader
 * </ol>
 */
final class JoclLibrary {

    static final String BASE_NAME = "JOCL_2_0_6";

    private static final String TEMPORARY_DIRECTORY = "java.io.tmpdir";
    private static final String LOADER_MISSING = "libOpenCL";

    /** What JOCL's native library needs on Linux, in the order to load it. */
    private static final List<String> CPP_RUNTIME = List.of("libgcc_s.so.1", "libstdc++.so.6");

    private static final Set<PosixFilePermission> OTHERS_WRITE =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
    private static final int STICKY = 01000;

    private static Optional<String> failure;

    private JoclLibrary() {}

    /** Loads the library once per class loader; the reason if it or the OpenCL loader is not there. */
    static synchronized Optional<String> load() {
        if (failure == null) {
            failure = attempt();
        }
        return failure;
    }

    private static Optional<String> attempt() {
        OpenClInstallation.prepare();
        String file = LibUtils.createLibraryFileName(LibUtils.createPlatformLibraryName(BASE_NAME));
        Optional<Path> given = inLibraryPath(file);
        if (given.isPresent() && !isLoaded(given.get())) {
            loadRuntimeOf(given.get());
            try {
                initialise();
                return Optional.empty();
            } catch (LinkageError refused) {
                return Optional.of(
                        cause(refused).contains(LOADER_MISSING) ? loaderMissing(refused) : notLoaded(cause(refused)));
            }
        }
        Path temporary = Path.of(System.getProperty(TEMPORARY_DIRECTORY));
        List<String> causes = new ArrayList<>();
        for (Place place : List.of(
                new Place(temporary, true), new Place(temporary, false), new Place(cache().orElse(temporary), false))) {
            try {
                place.load(file);
                return Optional.empty();
            } catch (LinkageError refused) {
                if (cause(refused).contains(LOADER_MISSING)) {
                    return Optional.of(loaderMissing(refused));
                }
                causes.add(place.folder() + ": " + cause(refused));
            } catch (IOException notWritten) {
                causes.add(place.folder() + ": " + notWritten);
            }
        }
        return Optional.of(
                notLoaded(String.join(", ", causes.stream().distinct().toList())));
    }

    private static String notLoaded(String causes) {
        return "JOCL's native library: got " + causes + "; needs a folder that takes files and lets them be executed"
                + "; try ATTN4J_JAVA_OPTIONS=-Djava.io.tmpdir=DIR, with a folder of your own";
    }

    private static String loaderMissing(Throwable refused) {
        return "OpenCL loader: got " + cause(refused) + "; needs libOpenCL.so.1"
                + "; try apt-get install ocl-icd-libopencl1";
    }

    /** The user's cache, where {@link OpenClSettings} keeps compiled programs as well. */
    private static Optional<Path> cache() {
        return Optional.ofNullable(OpenClSettings.defaults().cacheDirectory())
                .map(Path::getParent)
                .or(UserHome::find);
    }

    /**
     * A folder to load the library from.
     *
     * @param shared whether the file keeps JOCL's name and stays; else it goes into a new folder, and both are deleted
     */
    private record Place(Path folder, boolean shared) {

        void load(String file) throws IOException {
            if (shared) {
                Path target = folder.resolve(file);
                if (isLoaded(target)) {
                    throw new IOException(target + " is loaded in another class loader");
                }
                unpack("/lib/" + file, target);
                loadFrom(folder, file);
                return;
            }
            if (!folder.equals(Path.of(System.getProperty(TEMPORARY_DIRECTORY)))) {
                Files.createDirectories(folder);
            }
            Path own = folder.resolve(
                    "attn4j-" + Long.toHexString(ThreadLocalRandom.current().nextLong()));
            try (Unfinished once = Unfinished.folder(own, onlyForTheUser())) {
                unpack("/lib/" + file, once.path().resolve(file));
                loadFrom(once.path(), file);
            }
        }
    }

    private static FileAttribute<?>[] onlyForTheUser() {
        return posix()
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean posix() {
        return Path.of("").getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /**
     * Lets JOCL load its library from a folder.
     *
     * @throws UnsatisfiedLinkError when the system refuses; JOCL may then be tried from another folder
     */
    private static void loadFrom(Path folder, String file) {
        Path library = folder.resolve(file).toAbsolutePath();
        if (!OpenClInstallation.opens(library.toString())) {
            // for what the system says; the class CL would not get over a failure
            System.load(library.toString());
        }
        String before = System.getProperty(TEMPORARY_DIRECTORY);
        boolean other = !folder.equals(Path.of(before));
        if (other) {
            keepTemporaryDirectory();
            System.setProperty(TEMPORARY_DIRECTORY, folder.toString());
        }
        try {
            initialise();
        } finally {
            if (other) {
                System.setProperty(TEMPORARY_DIRECTORY, before);
            }
        }
    }

    /** Whether a class loader of this JVM has the library already: it can then be in no other. */
    private static boolean isLoaded(Path library) {
        try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
            String path = library.toRealPath().toString();
            return maps.anyMatch(line -> line.endsWith(path));
        } catch (IOException | UncheckedIOException unknown) {
            return false;
        }
    }

    /** Lets the JDK's own classes take note of the temporary directory as it is, before it is another for a moment. */
    private static void keepTemporaryDirectory() {
        for (String type : List.of("java.nio.file.TempFileHelper", "java.io.File$TempDirectory")) {
            try {
                Class.forName(type);
            } catch (ClassNotFoundException | LinkageError renamed) {
                // another JDK, which may read the property each time
            }
        }
    }

    private static void initialise() {
        CL.setLogLevel(CL.LogLevel.LOG_QUIET);
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
     *
     * @throws IOException when it cannot be written, or what lies there is not this user's alone
     */
    static void unpack(String resource, Path target) throws IOException {
        byte[] wanted;
        try (InputStream in = CL.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("no " + resource + " for this operating system and processor in JOCL's jar");
            }
            wanted = in.readAllBytes();
        }
        if (Files.isRegularFile(target) && ownAlone(target) && matches(target, wanted)) {
            return;
        }
        AtomicFiles.write(target, wanted);
        if (!ownAlone(target)) {
            throw new IOException(target + " can be changed by other users");
        }
    }

    private static boolean matches(Path target, byte[] wanted) throws IOException {
        return Files.size(target) == wanted.length && Arrays.equals(Files.readAllBytes(target), wanted);
    }

    /** Whether no other user but the superuser can write the file or put another in its place. */
    private static boolean ownAlone(Path file) throws IOException {
        if (!posix()) {
            return true;
        }
        Path folder = file.toAbsolutePath().getParent();
        Integer user = user(Path.of("/proc/self"));
        int folderMode = (Integer) Files.getAttribute(folder, "unix:mode");
        boolean own = !Files.isSymbolicLink(file) && (user == null || user.equals(user(file)));
        boolean folderKept = Files.getPosixFilePermissions(folder).stream().noneMatch(OTHERS_WRITE::contains)
                || (folderMode & STICKY) != 0;
        return own && folderKept && Files.getPosixFilePermissions(file).stream().noneMatch(OTHERS_WRITE::contains);
    }

    /** The owner of a file, of {@code /proc/self} this process's; null where the system does not tell. */
    private static Integer user(Path path) {
        try {
            return (Integer) Files.getAttribute(path, "unix:uid");
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
            return null;
        }
    }

    /** What the system said: JOCL's text is a page of nested stack traces around it. */
    private static String cause(Throwable refused) {
        Throwable root = refused;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String text = String.valueOf(root.getMessage());
        return text.lines()
                .map(String::strip)
                .filter(line ->
                        line.startsWith("java.lang.UnsatisfiedLinkError: ") && !line.contains("java.library.path"))
                .map(line -> line.substring("java.lang.UnsatisfiedLinkError: ".length()))
                .reduce((first, last) -> last)
                .or(() -> text.lines().findFirst())
                .orElse(root.toString());
    }
}
