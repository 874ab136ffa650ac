package io.attn4j.kernels.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The exported kernels under oclgrind, which stands in for the OpenCL driver and watches every access: right results, and
 * not a word about races, bad accesses or misused API.
 */
class OclgrindTest {
    private static Path driver() throws IOException {
        for (String folder : List.of("/usr/lib/oclgrind", "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu")) {
            if (Files.isDirectory(Path.of(folder))) {
                try (Stream<Path> files = Files.list(Path.of(folder))) {
                    Path found = files.filter(
                                    file -> file.getFileName().toString().startsWith("liboclgrind-rt-icd"))
                            .findFirst()
                            .orElse(null);
                    if (found != null) {
                        return found;
                    }
                }
            }
        }
        Assumptions.abort("oclgrind: not installed; apt-get install oclgrind");
        throw new IllegalStateException("unreachable");
    }

    @ParameterizedTest
    @CsvSource({"naive, f32", "lanes, f32", "tiled, f32", "lanes, f16", "lanes, bf16"})
    void findsNothingInTheKernels(String strategy, String dtype, @TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("oclgrind.icd"), driver() + "\n");
        Path log = folder.resolve("oclgrind.log");
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("surefire.real.class.path", System.getProperty("java.class.path")),
                Main.class.getName(),
                "check",
                "--engine",
                "opencl",
                "--kernel",
                strategy,
                "--dtype",
                dtype,
                "--heads",
                "2",
                "--seq-q",
                "17,33",
                "--head-dim",
                "20",
                "--rank",
                "9");
        builder.environment().remove("TORNADOVM_HOME");
        builder.environment().put("OCL_ICD_VENDORS", folder.toString());
        builder.environment().put("OCLGRIND_DATA_RACES", "1");
        builder.environment().put("OCLGRIND_CHECK_API", "1");
        builder.environment().put("OCLGRIND_LOCAL_MEM_SIZE", "49152");
        builder.environment().put("OCLGRIND_LOG", log.toString());
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(6, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        assertThat(Files.readString(output)).contains("passed").doesNotContain("failed");
        assertThat(Files.exists(log) ? Files.readString(log) : "").isEmpty();
    }
}
