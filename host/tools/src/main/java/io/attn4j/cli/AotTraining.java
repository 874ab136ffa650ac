package io.attn4j.cli;

import io.attn4j.bench.CaseId;
import io.attn4j.bench.CaseInputs;
import io.attn4j.engine.Engines;
import io.attn4j.file.TensorFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The short run from which the launcher records its ahead-of-time cache: what commonly used verbs load and link. */
final class AotTraining {
    private static final int REPETITIONS = 3;

    private AotTraining() {}

    /** Runs verbs on small inputs and prints nothing but errors. */
    public static void main(String[] arguments) throws IOException {
        Path directory = Files.createTempDirectory("attn4j-aot");
        try {
            run("list");
            run("list", "-o", "json");
            for (String mechanism : new String[] {"standard", "linformer"}) {
                Path in = directory.resolve(mechanism + ".safetensors");
                try (Arena arena = Arena.ofConfined()) {
                    CaseId id = CaseId.of(mechanism, 1, 8, 128, 128, 64, mechanism.equals("standard") ? 0 : 32, false);
                    TensorFiles.write(in, CaseInputs.of(id, 1, arena));
                }
                for (String engine : Engines.ids()) {
                    // The simulator is not for quick results, and takes seconds.
                    for (int i = 0; i < REPETITIONS && !engine.equals(Engines.SIMULATOR); i++) {
                        run(
                                "run",
                                "--mechanism",
                                mechanism,
                                "--in",
                                in.toString(),
                                "--out",
                                directory.resolve("o.safetensors").toString(),
                                "--engine",
                                engine,
                                "-o",
                                "json");
                    }
                }
            }
        } finally {
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(directory);
        }
    }

    private static void run(String... commandLine) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Main.run(commandLine, nowhere, System.err, false);
    }
}
