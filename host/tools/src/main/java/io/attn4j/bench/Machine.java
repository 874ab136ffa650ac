package io.attn4j.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a record says of the code and the machine it was taken with; null where unknown.
 *
 * @param projectVersion version of attn4j
 * @param commit Git commit of the source tree that attn4j runs from
 * @param dirty whether that tree has uncommitted changes
 * @param jdk version and vendor
 * @param os name, version and architecture
 * @param cpu model and threads
 * @param tornadoVersion version of the TornadoVM SDK in use
 * @param joclVersion version of JOCL
 */
public record Machine(
        String projectVersion,
        String commit,
        Boolean dirty,
        String jdk,
        String os,
        String cpu,
        String tornadoVersion,
        String joclVersion) {

    /**
     * This machine.
     *
     * @param sources root of the source tree, or null when attn4j does not run from one; a bundle says what it was made
     *     from
     */
    public static Machine current(Path sources) {
        Properties release =
                sources == null ? properties(System.getProperty("attn4j.bundle"), "release") : new Properties();
        String commit = sources == null ? release.getProperty("commit") : git(sources, "rev-parse", "HEAD");
        String changes = commit == null || sources == null
                ? null
                : git(sources, "status", "--porcelain", "--untracked-files=no");
        Boolean dirty = changes == null ? null : Boolean.valueOf(!changes.isEmpty());
        return new Machine(
                version(),
                commit,
                release.containsKey("dirty") ? Boolean.valueOf(release.getProperty("dirty")) : dirty,
                Runtime.version() + " " + System.getProperty("java.vendor"),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                cpuModel() + ", " + Runtime.getRuntime().availableProcessors() + " threads",
                tornado(),
                jocl());
    }

    /** Version of attn4j as built, or {@code unknown} outside a jar. */
    public static String version() {
        return Objects.requireNonNullElse(Machine.class.getPackage().getImplementationVersion(), "unknown");
    }

    private static String git(Path directory, String... arguments) {
        if (!Files.exists(directory.resolve(".git"))) {
            return null;
        }
        try {
            String[] command = Stream.concat(Stream.of("git", "-C", directory.toString()), Stream.of(arguments))
                    .toArray(String[]::new);
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0 ? output : null;
        } catch (IOException noGit) {
            return null;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private static String cpuModel() {
        try {
            return cpuModel(Files.readString(Path.of("/proc/cpuinfo")));
        } catch (IOException notLinux) {
            return System.getProperty("os.arch");
        }
    }

    /**
     * The processor's name in the text of {@code /proc/cpuinfo}. Rented machines often give no more of it than {@code AMD EPYC}: where a
     * name has no digit, family and model are added, which tell generations apart.
     */
    static String cpuModel(String cpuInfo) {
        String name = cpuField(cpuInfo, "model name");
        String family = cpuField(cpuInfo, "cpu family");
        String model = cpuField(cpuInfo, "model");
        if (name == null) {
            return System.getProperty("os.arch");
        }
        boolean tells = name.chars().anyMatch(Character::isDigit) || family == null || model == null;
        return tells ? name : name + ", family " + family + " model " + model;
    }

    /** Value of the first line of {@code key}, or null. */
    private static String cpuField(String cpuInfo, String key) {
        return cpuInfo.lines()
                .filter(line -> line.substring(0, Math.max(0, line.indexOf(':')))
                        .strip()
                        .equals(key))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(null);
    }

    private static String tornado() {
        return properties(System.getenv("TORNADOVM_HOME"), "etc/tornado.release")
                .getProperty("version");
    }

    /** Properties of a file in a folder; none where folder or file is not there. */
    private static Properties properties(String folder, String file) {
        Properties found = new Properties();
        if (folder != null) {
            try (var in = Files.newInputStream(Path.of(folder, file))) {
                found.load(in);
            } catch (IOException none) {
                return new Properties();
            }
        }
        return found;
    }

    private static String jocl() {
        Matcher jar = Pattern.compile("jocl-([0-9.]+)\\.jar").matcher(System.getProperty("java.class.path"));
        return jar.find() ? jar.group(1) : null;
    }
}
