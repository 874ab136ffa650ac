package io.attn4j.portable.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class InstalledDriversTest {

    @TempDir
    private Path vendors;

    @TempDir
    private Path libraries;

    @Test
    void aRegisteredDriverWhoseLibraryIsGoneIsNamedWithItsPackage() throws IOException {
        Files.writeString(vendors.resolve("pocl.icd"), "libpocl.so.2.10.0\n");

        assertThat(new InstalledDrivers(vendors, List.of(libraries)).problems())
                .singleElement()
                .asString()
                .contains("pocl.icd: got library libpocl.so.2.10.0, which is not there")
                .endsWith("try apt-get install --reinstall pocl-opencl-icd");
    }

    @Test
    void librariesAreFoundByNameAndByPath() throws IOException {
        Path library = Files.createFile(libraries.resolve("libdriver.so.1"));
        Files.writeString(vendors.resolve("name.icd"), "libdriver.so.1\n");
        Files.writeString(vendors.resolve("path.icd"), library.toString());
        Files.writeString(vendors.resolve("notes.txt"), "libmissing.so");

        assertThat(new InstalledDrivers(vendors, List.of(libraries)).problems()).isEmpty();
    }

    @Test
    void noDriverAtAllIsNoProblemOfADriver() {
        assertThat(new InstalledDrivers(vendors.resolve("absent"), List.of()).problems())
                .isEmpty();
    }
}
