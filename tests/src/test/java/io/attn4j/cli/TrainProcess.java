package io.attn4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code attn4j train} in a JVM of its own.
 *
 * @param folder has the model file {@code m.json} and the text {@code t.txt}; gets the run, {@code run}, and what the process
 *     prints, {@code output}
 * @param flags more flags of the JVM
 * @param threads threads of the {@code cpu} engine
 */
record TrainProcess(Path folder, List<String> flags, int threads) {
    /** Starts it with more options. */
    Process start(String... more) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC"));
        command.addAll(flags);
        command.addAll(List.of(
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "io.attn4j.cli.Main",
                "train",
                "--model",
                folder.resolve("m.json").toString(),
                "--data",
                folder.resolve("t.txt").toString(),
                "--out",
                folder.resolve("run").toString(),
                "--threads",
                String.valueOf(threads)));
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output().toFile())
                .start();
    }

    /** What it prints. */
    Path output() {
        return folder.resolve("output");
    }
}
