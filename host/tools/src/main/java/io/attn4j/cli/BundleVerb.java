package io.attn4j.cli;

import io.attn4j.bundle.Bundle;
import io.attn4j.error.UnsupportedRequestException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code attn4j bundle}. */
@Command(
        description = "Make a folder that runs where there is no JDK, such as a machine with a GPU and nothing else.",
        footer = "With TORNADOVM_HOME set, the bundle holds TornadoVM and each code generator of the SDK.")
final class BundleVerb implements Verb {
    private static final long MEGABYTE = 1_000_000;

    private final Terminal terminal;

    @Option(names = "--out", required = true, paramLabel = "FILE.tgz|DIR", description = "Archive or folder to make.")
    private Path out;

    @Option(names = "--aot", description = "Add an ahead-of-time cache: a quicker start for some 20 MB more.")
    private boolean aot;

    BundleVerb(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int call(CommandLine.ParseResult parsed) {
        String sources = System.getProperty("attn4j.root");
        if (sources == null) {
            throw new UnsupportedRequestException(
                    "bundle: got no source tree; needs one to bundle; try ./attn4j bundle in a checkout");
        }
        Bundle.Result result = new Bundle(Path.of(sources), out, aot).make();
        result.remarks().forEach(terminal.err()::println);
        terminal.out()
                .println(out + ": " + Math.round((double) result.bytes() / MEGABYTE) + " MB"
                        + (aot ? " with the ahead-of-time cache" : "")
                        + (result.backends().isEmpty()
                                ? ", without TornadoVM"
                                : ", with TornadoVM for " + String.join(", ", result.backends())));
        return ExitCode.OK;
    }
}
