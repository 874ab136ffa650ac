package io.attn4j.kernels.export;

import io.attn4j.portable.opencl.ExportedKernels;
import io.attn4j.portable.opencl.OpenClSettings;
import java.util.stream.Stream;

/** The OpenCL C of all exported kernels, by name, for rules that each of them has to keep. */
final class ExportedTexts {
    private ExportedTexts() {}

    /** Names of all exports, as a source of parameters. */
    static Stream<String> names() {
        return ExportCatalog.entries().stream().map(ExportCatalog.Entry::name);
    }

    static String of(String name) {
        ClassLoader loader = ExportedSources.class.getClassLoader();
        return ExportedKernels.of(loader, OpenClSettings.EXPORTS_ROOT).source(loader, name);
    }
}
