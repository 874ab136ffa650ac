package io.attn4j.portable.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class OpenClPlatformsTest {

    private final OpenClPlatforms platforms = OpenClPlatforms.machine();

    /** Prints what a user's program sees; run in a JVM of its own, where the driver can be taken away. */
    static final class Probe {

        private Probe() {}

        public static void main(String[] arguments) {
            OpenClPlatforms platforms = OpenClPlatforms.machine();
            System.out.println("devices=" + platforms.devices().size());
            System.out.println("problem=" + platforms.problem().orElse("none"));
            platforms.describe().forEach(line -> System.out.println("line=" + line));
            try {
                platforms.device(0);
            } catch (OpenClException e) {
                System.out.println("device=" + e.getMessage());
            }
        }
    }

    @Test
    void everyDeviceSaysWhatItIs() {
        assumeDevice();
        for (OpenClDevice device : platforms.devices()) {
            OpenClDeviceInfo info = device.info();
            assertThat(info.name()).isNotBlank();
            assertThat(info.vendor()).isNotBlank();
            assertThat(info.platform()).isNotBlank();
            assertThat(info.platformVersion()).startsWith("OpenCL ");
            assertThat(info.openClVersion()).startsWith("OpenCL ");
            assertThat(info.openClCVersion()).startsWith("OpenCL C ");
            assertThat(info.driverVersion()).isNotBlank();
            assertThat(info.computeUnits()).isPositive();
            assertThat(info.globalMemoryBytes()).isGreaterThan(1L << 26);
            assertThat(info.maxAllocationBytes()).isBetween(1L << 20, info.globalMemoryBytes());
            assertThat(info.localMemoryBytes()).isGreaterThanOrEqualTo(1L << 10);
            assertThat(info.maxWorkGroupSize()).isPositive();
            assertThat(info.maxWorkItemSizes()).hasSizeGreaterThanOrEqualTo(3).allMatch(size -> size > 0);
            assertThat(info.extensions()).isNotEmpty();
            assertThat(device.engine()).isEqualTo("opencl");
        }
    }

    @Test
    void devicesAreNumberedThroughAllPlatforms() {
        assumeDevice();
        List<OpenClDevice> devices = platforms.devices();
        for (int i = 0; i < devices.size(); i++) {
            assertThat(devices.get(i).info().index()).isEqualTo(i);
            assertThat(platforms.device(i)).isSameAs(devices.get(i));
            assertThat(platforms.describe().get(i))
                    .startsWith("[" + i + "] " + devices.get(i).info().name());
        }
    }

    @Test
    void anIndexWithoutDeviceIsRefusedWithTheRange() {
        assumeDevice();
        int last = platforms.devices().size() - 1;
        for (int index : new int[] {-1, last + 1, Integer.MAX_VALUE}) {
            assertThatExceptionOfType(OpenClException.class)
                    .isThrownBy(() -> platforms.device(index))
                    .withMessage("device: got " + index + "; needs 0 to " + last + "; try attn4j devices");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aMachineWithoutDriverHasNoDevicesAndAReason(@TempDir Path noVendors) throws Exception {
        String output = probe(Map.of("OCL_ICD_VENDORS", noVendors.toString()));

        assertThat(output).contains("devices=0\n");
        assertThat(output).containsPattern("problem=OpenCL (platforms|loader): got .*; needs .*; try apt-get install ");
        assertThat(output).contains("device=device: got 0; needs an OpenCL device, and there is none (OpenCL ");
        assertThat(output).doesNotContain("\tat ");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aDriverThatIsRegisteredAndNotThereIsNamed(@TempDir Path vendors) throws Exception {
        Files.writeString(vendors.resolve("pocl.icd"), "libpocl-that-is-gone.so\n");

        String output = probe(Map.of("OCL_ICD_VENDORS", vendors.toString()));

        assertThat(output)
                .contains("devices=0\n")
                .contains("pocl.icd: got library libpocl-that-is-gone.so")
                .contains("apt-get install --reinstall pocl-opencl-icd");
    }

    @Test
    void aTemporaryDirectoryThatIsNotThereIsReplacedByTheCache(@TempDir Path directory) throws Exception {
        String output = probe(
                Map.of("ATTN4J_CACHE_DIR", directory.resolve("cache").toString()),
                "-Djava.io.tmpdir=" + directory.resolve("absent"));

        assertThat(output).doesNotContain("devices=0\n").contains("problem=none");
        assertThat(directory.resolve("absent")).doesNotExist();
    }

    @Test
    void foldersThatCannotBeWrittenAreNamed(@TempDir Path directory) throws Exception {
        Path absent = directory.resolve("absent");
        Path file = Files.createFile(directory.resolve("file"));

        String output = probe(Map.of("ATTN4J_CACHE_DIR", file.toString()), "-Djava.io.tmpdir=" + absent);

        assertThat(output)
                .contains("devices=0\n")
                .contains("problem=JOCL's native library: got ")
                .contains("try ATTN4J_JAVA_OPTIONS=-Djava.io.tmpdir=DIR")
                .contains(absent.toString())
                .contains(file.toString())
                .doesNotContain("\tat ");
    }

    @Test
    void theFolderThatPoclCannotWriteToIsNamed() throws Exception {
        String output = probe(Map.of("POCL_CACHE_DIR", "/etc/passwd/x"));
        assumeTrue(output.contains("Portable Computing Language"), "no PoCL here");

        assertThat(output)
                .contains("with POCL_CACHE_DIR=/etc/passwd/x, which cannot be written")
                .contains("try export POCL_CACHE_DIR=");
    }

    private static String probe(Map<String, String> environment, String... flags) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(List.of(flags));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Probe.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private void assumeDevice() {
        assumeTrue(platforms.problem().isEmpty(), () -> platforms.problem().orElseThrow());
    }
}
