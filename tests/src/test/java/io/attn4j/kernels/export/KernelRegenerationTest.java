package io.attn4j.kernels.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.manchester.tornado.api.TaskGraph;

/** Where TornadoVM is present: generating the exports again gives the committed bytes. */
class KernelRegenerationTest {
    /** Runs in a JVM of its own, as TornadoVM reads its settings once. */
    public static void main(String[] arguments) throws Exception {
        new TornadoKernelExport().export(Path.of(arguments[0]));
    }

    @Test
    void givesTheCommittedBytes(@TempDir Path directory) throws Exception {
        Assumptions.assumeTrue(
                TaskGraph.class.getModule().isNamed(), "tornado: no TornadoVM underneath; set TORNADOVM_HOME");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> !argument.startsWith("-javaagent") && !argument.startsWith("-Dsurefire"))
                .forEach(command::add);
        command.addAll(List.of(
                "-cp",
                System.getProperty("surefire.real.class.path", System.getProperty("java.class.path")),
                KernelRegenerationTest.class.getName(),
                directory.toString()));
        Path log = directory.resolve("log.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
        List<String> files = new ArrayList<>(List.of("manifest.tsv"));
        ExportedKernelsStalenessTest.rows().forEach(row -> files.add(row[1]));
        for (String file : files) {
            assertThat(directory.resolve(file)).as(file).hasContent(ExportedKernelsStalenessTest.resource(file));
        }
    }
}
