package io.attn4j.cli;

import io.attn4j.engine.GraphEngine;
import io.attn4j.error.UnsupportedRequestException;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code attn4j export-kernels}. */
@Command(description = "Write the OpenCL C that TornadoVM generates for every kernel (needs TORNADOVM_HOME).")
final class ExportKernelsVerb implements Verb {
    private static final String EXPORTS = "tornado-kernels/exports";

    private final Terminal terminal;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Directory to replace the content of (default: tornado-kernels/exports).")
    private Path directory;

    ExportKernelsVerb(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int call(CommandLine.ParseResult parsed) throws IOException {
        for (Path file : GraphEngine.exportKernels(target())) {
            terminal.out().println(file);
        }
        return ExitCode.OK;
    }

    private Path target() {
        if (directory != null) {
            return directory;
        }
        String sources = System.getProperty("attn4j.root");
        if (sources == null) {
            throw new UnsupportedRequestException(
                    "--out: got none outside a source tree; needs a directory; try --out exports");
        }
        return Path.of(sources).resolve(EXPORTS);
    }
}
