package io.attn4j.graph;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes the OpenCL C that TornadoVM generates for every kernel, with its manifest: {@code attn4j export-kernels}. */
public interface KernelExport {

    /**
     * Generates every kernel and replaces the content of {@code directory}.
     *
     * @return the files written, in the manifest's order
     * @throws IllegalStateException when the classes do not run on TornadoVM, or TornadoVM cannot compile a kernel
     */
    List<Path> export(Path directory) throws IOException;
}
