package io.attn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.attn4j.engine.Engine;
import io.attn4j.engine.Engines;
import io.attn4j.file.TensorFiles;
import io.attn4j.tensor.RandomTensors;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The command line as users see it who share a machine and its temporary folder; needs the superuser and setpriv. */
@EnabledOnOs(OS.LINUX)
class OtherUserTest {
    private static final int FIRST_USER = 54_321;

    @TempDir
    private Path directory;

    private Path shared;
    private String classPath;

    @BeforeEach
    void givesOthersAccess() throws IOException, InterruptedException {
        assumeTrue(System.getProperty("user.name").equals("root"), "only the superuser can become other users");
        assumeTrue(run(List.of("setpriv", "--version"), Map.of()).code() == 0, "this system has no setpriv");
        try (Engine opencl = Engines.create("opencl")) {
            assumeTrue(
                    opencl.availability().usable(), () -> opencl.availability().reason());
        }
        shared = Files.createDirectory(directory.resolve("shared"));
        assumeTrue(
                run(List.of("chmod", "1777", shared.toString()), Map.of()).code() == 0
                        && run(List.of("chmod", "755", directory.toString()), Map.of())
                                        .code()
                                == 0,
                "chmod is not allowed");
        List<String> entries = new ArrayList<>();
        Path lib = Files.createDirectory(directory.resolve("lib"));
        int number = 0;
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry);
            String name = path.getFileName() == null ? "" : path.getFileName().toString();
            if (Files.isDirectory(path) && !name.equals("test-classes")
                    || name.matches("(attn4j|jocl|picocli|jackson).*\\.jar")) {
                Path copy = lib.resolve(number++ + "-" + name);
                run(List.of("cp", "-r", entry, copy.toString()), Map.of());
                entries.add(copy.toString());
            }
        }
        run(List.of("chmod", "-R", "a+rX", lib.toString()), Map.of());
        classPath = String.join(File.pathSeparator, entries);
        for (String name : List.of("q", "k", "v")) {
            TensorFiles.write(directory.resolve(name + ".npy"), Map.of(name, RandomTensors.normal(1, 1, 2, 6, 8)));
        }
    }

    private record Ended(int code, String said) {}

    private Ended run(List<String> command, Map<String, String> environment) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment().values().removeIf(String::isEmpty);
        builder.environment().remove("XDG_CACHE_HOME");
        builder.environment().remove("POCL_CACHE_DIR");
        try {
            Process process = builder.start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), said);
        } catch (IOException absent) {
            return new Ended(-1, absent.toString());
        }
    }

    private Ended attention(int user, String home) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "setpriv",
                "--reuid",
                "" + user,
                "--regid",
                "" + user,
                "--clear-groups",
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + shared,
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath,
                "io.attn4j.cli.Main",
                "run",
                "--engine",
                "opencl"));
        for (String name : List.of("q", "k", "v")) {
            command.add("--in");
            command.add(directory.resolve(name + ".npy").toString());
        }
        command.add("--out");
        command.add(shared.resolve(user + ".safetensors").toString());
        return run(command, Map.of("HOME", home));
    }

    private String home(int user) throws IOException {
        Path home = Files.createDirectory(directory.resolve("home-" + user));
        Files.setAttribute(home, "unix:uid", user);
        return home.toString();
    }

    @Test
    void openClWorksForEachUserOfOneTemporaryFolder() throws IOException, InterruptedException {
        List<Integer> users = List.of(FIRST_USER, FIRST_USER + 1);
        for (int user : users) {
            Ended ended = attention(user, home(user));
            assertThat(ended.code()).as(ended.said()).isZero();
        }
        try (Stream<Path> files = Files.list(shared)) {
            assertThat(files.filter(file -> file.toString().endsWith(".safetensors")))
                    .hasSize(users.size());
        }
    }

    @Test
    void openClWorksWithoutAHomeAndWithThatOfAnother() throws IOException, InterruptedException {
        for (String home : List.of("", "/root", "/nonexistent")) {
            int user = FIRST_USER + 2 + home.length();
            Ended ended = attention(user, home);
            assertThat(ended.code()).as(ended.said()).isZero();
        }
    }

    @Test
    void aStaleFileOfAnotherDoesNoHarm() throws IOException, InterruptedException {
        Path stale = Files.writeString(shared.resolve("libJOCL_2_0_6-linux-x86_64.so"), "not a library");
        Files.setAttribute(stale, "unix:uid", FIRST_USER + 20);
        Files.setPosixFilePermissions(stale, PosixFilePermissions.fromString("rwxrwxrwx"));
        Ended ended = attention(FIRST_USER + 30, home(FIRST_USER + 30));
        assertThat(ended.code()).as(ended.said()).isZero();
        assertThat(stale).hasContent("not a library");
        try (Stream<Path> files = Files.list(shared)) {
            assertThat(files.filter(Files::isDirectory)
                            .map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.matches("attn4j-[0-9a-f]+"));
        }
    }
}
