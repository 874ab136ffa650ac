package io.attn4j.portable.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class PoclCacheTest {
    @TempDir
    private Path directory;

    @Test
    void leavesAChoiceThatWorksAlone() {
        assertThat(PoclCache.replacement(Map.of("HOME", directory.toString()), directory))
                .isEmpty();
        assertThat(PoclCache.replacement(Map.of("XDG_CACHE_HOME", directory + "/new/one", "HOME", "/no"), directory))
                .isEmpty();
    }

    @Test
    void leavesTheUsersOwnVariableAloneEvenWhereItCannotWork() {
        assertThat(PoclCache.replacement(Map.of("POCL_CACHE_DIR", "/etc/passwd/x"), directory))
                .isEmpty();
    }

    @Test
    void aHomeThatIsNoneIsReplacedByAFolderOfTheUsersOwn() throws IOException {
        // a path below a file can be made by nobody, the superuser included
        Path file = Files.createFile(directory.resolve("file"));
        Path own = PoclCache.replacement(Map.of("HOME", file.toString()), directory)
                .orElseThrow();
        assertThat(own.getParent()).isEqualTo(directory);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own)))
                .isEqualTo("rwx------");
        assertThat(PoclCache.replacement(Map.of("HOME", file.toString()), directory))
                .contains(own);
    }

    @Test
    void aFolderThatOthersCanWriteToIsNotTaken() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        Path own = PoclCache.replacement(Map.of("HOME", file.toString()), directory)
                .orElseThrow();
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(PoclCache.replacement(Map.of("HOME", file.toString()), directory))
                .isEmpty();
    }

    /** Asked for a program to keep, PoCL compiles its kernels again for groups of any size, in folders named 0-0-0. */
    @Test
    void aKernelIsCompiledForItsGroupsAlone() throws IOException, InterruptedException {
        Path output = directory.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("surefire.real.class.path", System.getProperty("java.class.path")),
                JvmSignalsTest.Handlers.class.getName());
        Path own = directory.resolve("own");
        Path pocls = directory.resolve("pocl");
        builder.environment().put("ATTN4J_CACHE_DIR", own.toString());
        builder.environment().put("POCL_CACHE_DIR", pocls.toString());
        assertThat(builder.redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start()
                        .waitFor())
                .as(Files.readString(output))
                .isZero();
        assumeTrue(Files.isDirectory(pocls), "no PoCL here");
        assertThat(compiled(pocls)).isNotEmpty().noneMatch(folder -> folder.startsWith("0-0-0"));
        assertThat(own.resolve("opencl")).doesNotExist();
    }

    /** Names of the folders of kernels, which begin with the size of their groups. */
    private static List<String> compiled(Path cache) throws IOException {
        try (Stream<Path> files = Files.walk(cache)) {
            return files.filter(file -> file.toString().endsWith(".so"))
                    .map(file -> file.getParent().getFileName().toString())
                    .toList();
        }
    }
}
