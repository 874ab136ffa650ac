package io.attn4j.portable.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where loader and drivers are found, on systems that are told rather than there. */
class OpenClInstallationTest {
    private static final String NVIDIA = "libnvidia-opencl.so.1";

    @TempDir
    private Path root;

    private final Map<String, String> environment = new HashMap<>();
    private final Set<String> known = new HashSet<>();
    private final Map<String, String> set = new HashMap<>();
    private final List<Path> loaded = new ArrayList<>();

    private OpenClInstallation find() {
        return new OpenClInstallation.Search(
                        environment,
                        root.resolve("vendors"),
                        List.of(root.resolve("native")),
                        List.of(root.resolve("nvidia")),
                        library -> known.contains(library) || library.startsWith(root.toString()),
                        loaded::add,
                        set::put)
                .find();
    }

    private void register(String file, String library) throws IOException {
        Files.createDirectories(root.resolve("vendors"));
        Files.writeString(root.resolve("vendors").resolve(file), library + "\n");
    }

    @Test
    void aSystemWithLoaderAndRegisteredDriverIsLeftAlone() throws IOException {
        known.add("libOpenCL.so.1");
        register("pocl.icd", "libpocl.so.2");

        OpenClInstallation found = find();

        assertThat(found.loader()).isEqualTo("the system's libOpenCL.so.1");
        assertThat(found.drivers()).startsWith("those of pocl.icd in ");
        assertThat(found.remedy()).isEmpty();
        assertThat(set).isEmpty();
        assertThat(loaded).isEmpty();
    }

    @Test
    void withoutALoaderTheOneBesideJoclIsLoaded() throws IOException {
        Path own =
                Files.createFile(Files.createDirectories(root.resolve("native")).resolve("libOpenCL.so.1"));
        register("pocl.icd", "libpocl.so.2");

        assertThat(find().loader()).contains(own.toString(), "as the system has none");
        assertThat(loaded).containsExactly(own);
    }

    @Test
    void anUnregisteredDriverIsFoundByName() {
        known.addAll(List.of("libOpenCL.so.1", NVIDIA, "libpocl.so.2"));

        assertThat(find().drivers()).startsWith(NVIDIA + " by name");
        assertThat(set).containsEntry("OCL_ICD_VENDORS", NVIDIA).containsEntry("OCL_ICD_FILENAMES", NVIDIA);
    }

    @Test
    void itIsFoundInAFolderThatTheLinkerDoesNotKnow() throws IOException {
        known.add("libOpenCL.so.1");
        Path library =
                Files.createFile(Files.createDirectories(root.resolve("nvidia")).resolve(NVIDIA));

        assertThat(find().drivers()).startsWith(library + " by name");
    }

    @Test
    void anUnregisteredGpuTakesThePlaceOfADriverForProcessors() throws IOException {
        known.addAll(List.of("libOpenCL.so.1", NVIDIA));
        register("pocl.icd", "libpocl.so.2");

        assertThat(find().drivers()).startsWith(NVIDIA + " by name").contains("pocl.icd in ", "left out");
        assertThat(set).containsEntry("OCL_ICD_VENDORS", NVIDIA).containsEntry("OCL_ICD_FILENAMES", NVIDIA);
    }

    @Test
    void aRegisteredGpuIsNotRegisteredTwice() throws IOException {
        known.addAll(List.of("libOpenCL.so.1", NVIDIA));
        register("nvidia.icd", "/usr/lib/libnvidia-opencl.so.580");

        find();

        assertThat(set).isEmpty();
    }

    @Test
    void whatTheUserHasSetStays() {
        known.addAll(List.of("libOpenCL.so.1", NVIDIA));
        environment.put("OCL_ICD_VENDORS", "somewhere");

        assertThat(find().drivers()).isEqualTo("by OCL_ICD_VENDORS=somewhere");
        assertThat(set).isEmpty();
    }

    @Test
    void whatIsMissingComesWithItsRemedy() {
        assertThat(find().loader()).isEqualTo("no libOpenCL.so.1");
        assertThat(find().remedy()).contains("ocl-icd-libopencl1");
        known.add("libOpenCL.so.1");
        assertThat(find().drivers()).startsWith("none: no .icd file in ");
        assertThat(find().remedy()).contains("OCL_ICD_VENDORS=");
    }
}
