package io.attn4j.portable.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
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
}
