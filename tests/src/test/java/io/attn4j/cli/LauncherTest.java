package io.attn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
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
                case " $* " in
                    *" -XX:+NoSuchFlag"*) echo "Unrecognized VM option 'NoSuchFlag'" >&2; exit 1 ;;
                    *" -version "*) exit 0 ;;
                esac
                echo "WARNING: Using incubator modules: jdk.incubator.vector" >&2
                echo "from the virtual machine" >&2
                echo "from main" >&3
                echo "LC_ALL=${LC_ALL:-} HOME=${HOME:-none}"
                printf '%s\\n' "$@"
                exit 7
                """);
        executable(java);
        executable(Files.write(home.resolve("bin/javac"), new byte[0]));
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
        List<String> command = new ArrayList<>();
        if (!Files.isWritable(Path.of("/proc")) || environment.containsKey("ATTN4J_SKIP_BUILD")) {
            command.add(launcher.toString());
        } else {
            command.addAll(List.of("setpriv", "--reuid", "54321", "--clear-groups", launcher.toString()));
        }
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

    private Map<String, String> skippingBuild(String... more) throws IOException {
        Map<String, String> environment =
                new HashMap<>(Map.of("JAVA_HOME", fakeJdk("25.0.3").toString(), "ATTN4J_SKIP_BUILD", "1"));
        for (int i = 0; i < more.length; i += 2) {
            environment.put(more[i], more[i + 1]);
        }
        return environment;
    }

    @Test
    void worksWithoutAHome() throws IOException, InterruptedException {
        built();
        for (String home : List.of("", "/nonexistent")) {
            CommandLineRun run = launch(skippingBuild("HOME", home), "list");
            assertThat(run.code()).as(run.err()).isEqualTo(7);
            assertThat(run.err()).doesNotContain("unbound variable");
        }
        // no JDK named: the search for one looks into the home as well
        Map<String, String> environment = new HashMap<>(Map.of("ATTN4J_SKIP_BUILD", "1", "HOME", "", "JAVA_HOME", ""));
        environment.put("PATH", fakeJdk("25.0.3").resolve("bin") + ":" + System.getenv("PATH"));
        assertThat(launch(environment, "list").err()).doesNotContain("unbound variable", "JDK 25: not found");
    }

    @Test
    void aLocaleWithoutLettersBecomesOneWithThem() throws IOException, InterruptedException {
        built();
        Map<String, String> environment = skippingBuild("LC_ALL", "C", "LC_CTYPE", "", "LANG", "");
        assertThat(launch(environment, "list").out()).contains("LC_ALL=C.UTF-8");
        environment.put("LC_ALL", "");
        assertThat(launch(environment, "list").out()).contains("LC_ALL=C.UTF-8");
        environment.put("LANG", "de_DE.UTF-8");
        assertThat(launch(environment, "list").out()).contains("LC_ALL= ");
    }

    @Test
    void anotherCollectorTakesThePlaceOfOurs() throws IOException, InterruptedException {
        built();
        assertThat(launch(skippingBuild(), "list").out()).contains("-XX:+UseSerialGC", "-XX:MaxNewSize=64m");
        CommandLineRun run = launch(skippingBuild("ATTN4J_JAVA_OPTIONS", "-Xmx1g -XX:+UseZGC"), "list");
        assertThat(run.code()).as(run.err()).isEqualTo(7);
        assertThat(run.out()).contains("-XX:+UseZGC").doesNotContain("-XX:+UseSerialGC");
    }

    @Test
    void flagsThatTheJvmDoesNotTakeAreNoFailedCheck() throws IOException, InterruptedException {
        built();
        CommandLineRun run = launch(skippingBuild("ATTN4J_JAVA_OPTIONS", "-XX:+NoSuchFlag"), "list");
        assertThat(run.code()).isEqualTo(5);
        assertThat(run.err())
                .contains("Unrecognized VM option", "try unset ATTN4J_JAVA_OPTIONS")
                .hasLineCount(1);
    }

    @Test
    void aFolderWithAColonIsRefused() throws IOException, InterruptedException {
        Path folder = Files.createDirectory(directory.resolve("a:b"));
        launcher = Files.copy(launcher, folder.resolve("attn4j"));
        CommandLineRun run = launch(skippingBuild(), "list");
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).contains("needs a path without ':'").hasLineCount(1);
    }

    @Test
    void aBuildOfAnotherUserThatIsOutOfDateIsOneLine() throws IOException, InterruptedException {
        built();
        Path target = directory.resolve("host/tools/target");
        Path source = Files.createDirectories(directory.resolve("host/tools/src/main"));
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("r-xr-xr-x"));
        Map<String, String> environment = Map.of("JAVA_HOME", fakeJdk("25.0.3").toString());
        if (Files.isWritable(target)) {
            // the superuser may write anywhere: another user is needed
            assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "this system has no setpriv");
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        CommandLineRun run = launch(environment, "list");
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(run.code()).as(run.err()).isEqualTo(5);
        assertThat(run.err())
                .contains("of another user", "try a checkout of your own")
                .hasLineCount(1);
    }
}
