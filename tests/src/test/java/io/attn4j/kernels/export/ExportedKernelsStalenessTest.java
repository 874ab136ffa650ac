package io.attn4j.kernels.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.portable.opencl.OpenClSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The exported kernels are those of the Java in this build: every kernel has an export, and none is older than its code. */
class ExportedKernelsStalenessTest {
    private static final String REMEDY = "; export again with ./attn4j export-kernels (needs TORNADOVM_HOME)";

    private static final String ROOT = "/" + OpenClSettings.EXPORTS_ROOT + "/";

    static String resource(String name) throws IOException {
        try (InputStream in = ExportedSources.class.getResourceAsStream(ROOT + name)) {
            assertThat(in).as(name + " is missing" + REMEDY).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static Stream<String[]> rows() throws IOException {
        return resource("manifest.tsv").lines().skip(1).map(line -> line.split("\t", -1));
    }

    @Test
    void manifestListsExactlyTheCatalog() throws IOException {
        assertThat(resource("manifest.tsv").lines().findFirst()).contains(TornadoKernelExport.HEADER);
        List<String> expected = new ArrayList<>();
        ExportCatalog.entries().forEach(entry -> expected.add(entry.key()));
        assertThat(rows().map(row -> row[0]).toList())
                .as("kernels with an export" + REMEDY)
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void exportsAreOfThisCode(String key, String file, String entry, String sha256) throws Exception {
        Class<?> kernelClass = Class.forName(key.substring(0, key.indexOf('#')));
        assertThat(sha256)
                .as(key + ": the Java has changed since its export" + REMEDY)
                .isEqualTo(KernelCode.sha256(kernelClass));
        assertThat(resource(file)).contains("__kernel void " + entry + "(");
    }

    @Test
    void hashSeesCodeAndNothingElse() {
        assertThat(KernelCode.sha256(ExportCatalog.class)).isNotEqualTo(KernelCode.sha256(OpenClText.class));
        assertThat(KernelCode.sha256(OpenClText.class)).isEqualTo(KernelCode.sha256(OpenClText.class));
    }
}
