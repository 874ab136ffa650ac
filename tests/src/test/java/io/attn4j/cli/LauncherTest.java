package io.attn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a tree of its own, with a JDK that only prints how it was started. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class LauncherTest {

    @TempDir
    private Path directory;

    private Path launcher;

    @BeforeEach
    void copyLauncher() throws IOException {
        launcher = directory.resolve("attn4j");
        Files.copy(Path.of(System.getProperty("attn4j.root"), "attn4j"), launcher);
        executable(launcher);
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Path fakeJdk(String version) throws IOException {
        Path home = Files.createDirectories(directory.resolve("jdk-" + version + "/bin"))
                .getParent();
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        Path java = home.resolve("bin/java");
        Files.writeString(java, """
                #!/bin/sh
                echo "WARNING: Using incubator modules: jdk.incubator.vector" >&2
                echo "from the virtual machine" >&2
                echo "from main" >&3
                printf '%s\\n' "$@"
                exit 7
                """);
        executable(java);
        executable(Files.createFile(home.resolve("bin/javac")));
        return home;
    }

    private void built() throws IOException {
        Path target = Files.createDirectories(directory.resolve("host/tools/target/lib"))
                .getParent();
        Files.createFile(target.resolve("built"));
        Files.createFile(target.resolve("attn4j-tools-1.jar"));
        Files.createFile(target.resolve("lib/other.jar"));
    }

    private CommandLineRun launch(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeAll(List.of("TORNADOVM_HOME", "ATTN4J_JAVA_OPTIONS"));
        builder.environment().putAll(environment);
        int code = builder.start().waitFor();
        return new CommandLineRun(
                code, Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
    }

    @Test
    void peersAreOnTheClassPathWhenAskedFor() throws IOException, InterruptedException {
        built();
        Path peers = Files.createDirectories(directory.resolve("tests/peers/target/lib"))
                .getParent();
        Files.createFile(peers.resolve("attn4j-peers-1.jar"));
        Files.createFile(peers.resolve("lib/library.jar"));
        Map<String, String> environment = Map.of("JAVA_HOME", fakeJdk("25.0.3").toString(), "ATTN4J_SKIP_BUILD", "1");
        assertThat(launch(environment, "bench").out()).doesNotContain("tests/peers");
        assertThat(launch(environment, "bench", "--peers").out())
                .contains("tests/peers/target/attn4j-peers-1.jar", "tests/peers/target/lib/library.jar", "\n--peers\n");
    }

    @Test
    void startsMainOnTheJdkOfJavaHome() throws IOException, InterruptedException {
        built();
        CommandLineRun run = launch(
                Map.of("JAVA_HOME", fakeJdk("25.0.3").toString(), "ATTN4J_SKIP_BUILD", "1"), "list", "-o", "two words");
        assertThat(run.code()).isEqualTo(7);
        assertThat(run.out().lines())
                .containsSubsequence(
                        "--add-modules", "jdk.incubator.vector", "io.attn4j.cli.Main", "list", "-o", "two words")
                .contains(directory.resolve("host/tools/target/attn4j-tools-1.jar") + ":"
                        + directory.resolve("host/tools/target/lib/other.jar"));
        assertThat(run.err()).contains("from main").doesNotContain("incubator");
    }

    @Test
    void startsTheBenchmarksOnTheClassPathThatMavenFound() throws IOException, InterruptedException {
        Path target = Files.createDirectories(directory.resolve("tests/target"));
        Files.writeString(target.resolve("benchmarks.classpath"), "/repository/jmh-core.jar\n");
        CommandLineRun run = launch(
                Map.of("JAVA_HOME", fakeJdk("25.0.3").toString(), "ATTN4J_SKIP_BUILD", "1"),
                "bench",
                "--jmh",
                "Linformer",
                "-rf",
                "json");
        assertThat(run.code()).isEqualTo(7);
        assertThat(run.out().lines())
                .containsSubsequence(
                        "--add-modules",
                        "jdk.incubator.vector",
                        target.resolve("test-classes") + ":/repository/jmh-core.jar",
                        "io.attn4j.bench.BenchmarkMain",
                        "Linformer",
                        "-rf",
                        "json");
    }

    @Test
    void saysWhatToSetWhenNothingIsBuilt() throws IOException, InterruptedException {
        CommandLineRun run =
                launch(Map.of("JAVA_HOME", fakeJdk("25.0.3").toString(), "ATTN4J_SKIP_BUILD", "1"), "list");
        assertThat(run.code()).isEqualTo(5);
        assertThat(run.err()).contains("try unset ATTN4J_SKIP_BUILD").hasLineCount(1);
    }

    @Test
    void refusesAFolderThatIsNoSdk() throws IOException, InterruptedException {
        built();
        CommandLineRun run = launch(
                Map.of(
                        "JAVA_HOME", fakeJdk("25.0.3").toString(),
                        "ATTN4J_SKIP_BUILD", "1",
                        "TORNADOVM_HOME", directory.toString()),
                "list");
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).contains("needs a TornadoVM SDK").hasLineCount(1);
    }
}
