package io.attn4j.bundle;

import io.attn4j.error.InvalidInputException;
import io.attn4j.error.ShellWord;
import io.attn4j.error.UnsupportedRequestException;
import io.attn4j.file.WholeFile;
import io.attn4j.system.Unfinished;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes a bundle from a built source tree. */
public final class Bundle {
    private static final String LAUNCHER = "attn4j";
    private static final String LIB = "lib";
    private static final String AOT_CACHE = LIB + "/attn4j.aot";
    private static final String ARCHIVE_ENDING = ".tgz";

    /** Beginnings of the jars that only the verbs report, bundle and data need, and those of tokenizers, a third of all. */
    private static final List<String> LEFT_OUT = List.of(
            "xchart-",
            "batik-",
            "xmlgraphics-",
            "commons-io-",
            "commons-logging-",
            "commons-compress-",
            "commons-codec-",
            "commons-lang3-",
            "tokenizers-",
            "api-",
            "jna-",
            "gson-");

    private static final String GPU = "gpu";

    private final Path root;
    private final Path out;
    private final boolean aot;

    /**
     * What was made.
     *
     * @param bytes of the folder, unpacked
     * @param backends code generators of TornadoVM in it
     * @param remarks what this system lacked
     */
    public record Result(long bytes, List<String> backends, List<String> remarks) {}

    /**
     * Prepares a bundle.
     *
     * @param root source tree, built
     * @param out a folder that does not exist or is empty, or a file that ends in {@code .tgz}
     * @param aot whether to record an ahead-of-time cache
     * @throws InvalidInputException when no bundle can be made at {@code out}
     */
    public Bundle(Path root, Path out, boolean aot) {
        this.root = root;
        this.out = out.toAbsolutePath().normalize();
        this.aot = aot;
        Path parent = this.out.getParent();
        if (parent == null || !Files.isDirectory(parent) || !Files.isWritable(parent)) {
            throw new InvalidInputException(
                    "--out",
                    out,
                    "a place in a folder that can be written",
                    "mkdir -p " + ShellWord.of(this.out.getParent()));
        }
        if (archive()) {
            WholeFile.check(this.out);
        } else if (Files.exists(this.out, LinkOption.NOFOLLOW_LINKS) && !emptyFolder(this.out)) {
            throw new InvalidInputException(
                    "--out", out, "a folder that is not there yet, or a file name that ends in .tgz", "another name");
        }
    }

    private boolean archive() {
        return out.toString().endsWith(ARCHIVE_ENDING);
    }

    private static boolean emptyFolder(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        } catch (IOException noFolder) {
            return false;
        }
    }

    /**
     * Makes it; the folder or file appears when it is whole.
     *
     * @throws UnsupportedRequestException when this operating system or JVM cannot make one
     * @throws UncheckedIOException when a file cannot be read or written
     */
    public Result make() {
        if (!System.getProperty("os.name").equals("Linux")) {
            throw new UnsupportedRequestException(
                    "system: got " + System.getProperty("os.name") + "; needs Linux; try ./attn4j from a checkout");
        }
        try {
            Path staging = out.resolveSibling(".attn4j-bundle-"
                    + Long.toHexString(ThreadLocalRandom.current().nextLong()));
            try (Unfinished unfinished = Unfinished.folder(
                    staging, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")))) {
                Path folder = archive() ? staging.resolve(folderName()) : staging;
                Result result = fill(folder);
                if (archive()) {
                    Archive.pack(folder, staging.resolve("packed"));
                    put(staging.resolve("packed"));
                } else {
                    Files.deleteIfExists(out);
                    unfinished.moveTo(out);
                }
                return result;
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("bundle: not made; " + failure.getMessage(), failure);
        }
    }

    /** Gives the archive its name, as {@link WholeFile} does. */
    private void put(Path packed) throws IOException {
        try (FileChannel channel = FileChannel.open(packed, StandardOpenOption.READ);
                Arena arena = Arena.ofShared()) {
            WholeFile.write(out, List.of(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena)));
        }
    }

    /** The name of the archive without its ending: what unpacking makes. */
    private String folderName() {
        String name = out.getFileName().toString();
        String folder = name.substring(0, name.length() - ARCHIVE_ENDING.length());
        return folder.isEmpty() ? LAUNCHER : folder;
    }

    private Result fill(Path folder) throws IOException {
        Files.createDirectories(folder);
        Optional<TornadoParts> tornado = TornadoParts.ofThisJvm();
        List<String> backends = List.of();
        Set<String> modules = Set.of();
        if (tornado.isPresent()) {
            tornado.get().copy(folder.resolve("tornado"));
            backends = tornado.get().backends();
            modules = tornado.get().systemModules(folder.resolve("tornado"));
        }
        RuntimeImage.link(folder.resolve("runtime"), modules);
        List<Path> jars = jars();
        for (Path jar : jars) {
            copy(jar, folder.resolve(LIB).resolve(jar.getFileName()));
        }
        Path jocl = jars.stream()
                .filter(jar -> jar.getFileName().toString().startsWith("jocl-"))
                .findFirst()
                .orElseThrow(() -> new IOException("no jar of JOCL in host/tools/target/lib"));
        List<String> remarks = new ArrayList<>();
        for (String missing : NativeLibraries.copy(jocl, folder.resolve("native"))) {
            remarks.add("native: this system has no " + missing
                    + ", so the bundle needs one where it runs; try apt-get install ocl-icd-libopencl1 libstdc++6");
        }
        copyAll(root.resolve("tests/gpu"), folder.resolve(GPU));
        for (String script : List.of("bench_peers.py", "train_peers.py")) {
            copy(
                    root.resolve("tests/peers/pytorch").resolve(script),
                    folder.resolve(GPU).resolve(script));
        }
        copyAll(root.resolve("examples/training/sotu"), folder.resolve(GPU + "/models"));
        Path bench = root.resolve("host/tools/src/main/resources/io/attn4j/bench");
        copy(bench.resolve("record-fields.tsv"), folder.resolve(GPU + "/record-fields.tsv"));
        copyAll(bench.resolve("suites"), folder.resolve(GPU + "/suites"));
        copy(root.resolve("LICENSE"), folder.resolve("LICENSE"));
        Files.writeString(folder.resolve("release"), Release.of(root, backends));
        Files.writeString(folder.resolve("README.md"), resource("README.md"));
        writeLauncher(folder, jars, backends);
        if (aot) {
            recordAheadOfTime(folder, jars);
        }
        return new Result(size(folder), backends, remarks);
    }

    private List<Path> jars() throws IOException {
        Path target = root.resolve("host/tools/target");
        List<Path> jars = new ArrayList<>(list(target, "attn4j-tools-").stream()
                .filter(jar -> !jar.toString().matches(".*-(sources|javadoc)\\.jar")) // of a release
                .toList());
        list(target.resolve(LIB), "").stream()
                .filter(jar -> LEFT_OUT.stream()
                        .noneMatch(prefix -> jar.getFileName().toString().startsWith(prefix)))
                .forEach(jars::add);
        return jars;
    }

    private static List<Path> list(Path folder, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix)
                            && file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    /** Copies the files of a folder, without folders in it and without tests. */
    private static void copyAll(Path from, Path to) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.list(from)) {
            files = found.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("test_"))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            copy(file, to.resolve(file.getFileName()));
        }
    }

    private static void writeLauncher(Path folder, List<Path> jars, List<String> backends) throws IOException {
        String path = jars.stream()
                .map(jar -> "$home/" + LIB + "/" + jar.getFileName())
                .collect(Collectors.joining(":", "\"", "\""));
        String text = resource("launcher.sh")
                .replace("@CLASSPATH@", path)
                .replace("@BACKENDS@", backends.isEmpty() ? "none" : String.join(" ", backends));
        Path launcher = folder.resolve(LAUNCHER);
        Files.writeString(launcher, text);
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Records the cache with the bundle's own runtime and class path, which the JVM compares when it uses it. */
    private static void recordAheadOfTime(Path folder, List<Path> jars) throws IOException {
        String path = jars.stream()
                .map(jar -> folder.resolve(LIB).resolve(jar.getFileName()).toString())
                .collect(Collectors.joining(":"));
        Commands.run(List.of(
                folder.resolve("runtime/bin/java").toString(),
                "-XX:AOTCacheOutput=" + folder.resolve(AOT_CACHE),
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "--add-opens",
                "java.base/java.io=ALL-UNNAMED",
                "-Djava.library.path=" + folder.resolve("native"),
                "-cp",
                path,
                "io.attn4j.cli.AotTraining"));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(Bundle.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        // with its time, which the ahead-of-time cache compares, and its permissions
        Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            long bytes = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
            return bytes;
        }
    }
}
