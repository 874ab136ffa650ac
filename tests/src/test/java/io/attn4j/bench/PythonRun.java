package io.attn4j.bench;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a Python script did.
 *
 * @param code exit code
 * @param lines standard output and error
 */
record PythonRun(int code, List<String> lines) {

    /** Runs {@code python3} in a folder of the source tree, where it leaves nothing behind. */
    static PythonRun in(String folder, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("python3", "-B"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(Path.of(System.getProperty("attn4j.root"), folder).toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new PythonRun(process.waitFor(), output.lines().toList());
    }

    /** Skips the test where there is no Python that can run the scripts. */
    static void assumePython() throws InterruptedException {
        assumeTrue(succeeds("import sys; sys.exit(sys.version_info < (3, 9))"), "no python3 of version 3.9 or later");
    }

    /** Skips the test where Python lacks NumPy. */
    static void assumeNumPy() throws InterruptedException {
        assumePython();
        assumeTrue(succeeds("import numpy"), "no NumPy for python3");
    }

    private static boolean succeeds(String code) throws InterruptedException {
        try {
            return in(".", "-c", code).code() == 0;
        } catch (IOException none) {
            return false;
        }
    }

    /** The output as one text. */
    String text() {
        return String.join("\n", lines);
    }
}
