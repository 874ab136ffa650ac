package io.attn4j.portable.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jocl.LibUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JoclLibraryTest {

    private static final String FILE =
            LibUtils.createLibraryFileName(LibUtils.createPlatformLibraryName(JoclLibrary.BASE_NAME));

    @TempDir
    private Path directory;

    @Test
    void aHalfWrittenLibraryIsReplaced() throws IOException {
        Path target = directory.resolve(FILE);
        JoclLibrary.unpack("/lib/" + FILE, target);
        byte[] whole = Files.readAllBytes(target);
        Files.write(target, new byte[whole.length / 2]);

        JoclLibrary.unpack("/lib/" + FILE, target);

        assertThat(target).hasBinaryContent(whole);
    }

    @Test
    void anIntactLibraryIsLeftAlone() throws IOException {
        Path target = directory.resolve(FILE);
        JoclLibrary.unpack("/lib/" + FILE, target);
        Object before = Files.getAttribute(target, "unix:ino");

        JoclLibrary.unpack("/lib/" + FILE, target);

        assertThat(Files.getAttribute(target, "unix:ino")).isEqualTo(before);
    }

    @Test
    void aProcessorWithoutALibraryIsTold() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> JoclLibrary.unpack("/lib/libJOCL-abacus.so", directory.resolve("x")))
                .withMessageContaining("no /lib/libJOCL-abacus.so");
    }

    @Test
    void aFileThatAnotherUserCanChangeIsNotTrusted() throws IOException {
        Path target = directory.resolve(FILE);
        JoclLibrary.unpack("/lib/" + FILE, target);
        try {
            Files.setAttribute(target, "unix:uid", 12345);
        } catch (IOException | UnsupportedOperationException notTheSuperuser) {
            assumeTrue(false, "only the superuser can give a file away");
        }
        JoclLibrary.unpack("/lib/" + FILE, target);
        assertThat(Files.getAttribute(target, "unix:uid")).isNotEqualTo(12345);

        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-rw-rw-"));
        Object before = Files.getAttribute(target, "unix:ino");
        JoclLibrary.unpack("/lib/" + FILE, target);
        assertThat(Files.getAttribute(target, "unix:ino")).isNotEqualTo(before);
    }

    @Test
    void aFolderInWhichOthersCanReplaceFilesIsNotTrusted() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> JoclLibrary.unpack("/lib/" + FILE, directory.resolve(FILE)))
                .withMessageContaining("can be changed by other users");
    }
}
