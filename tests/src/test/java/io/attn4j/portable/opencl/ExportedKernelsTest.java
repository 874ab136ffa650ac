package io.attn4j.portable.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

class ExportedKernelsTest {

    static final String FIXTURES = "io/attn4j/portable/opencl/fixtures";

    private static final ClassLoader LOADER = ExportedKernelsTest.class.getClassLoader();

    private final KernelContext ctx = new KernelContext();
    private final FloatArray array = new FloatArray(4);
    private final ExportedKernels exports = ExportedKernels.of(LOADER, FIXTURES);

    @Test
    void aTaskFindsTheExportOfItsMethodAndConstants() {
        ExportedKernel kernel = exports.find(Graphs.task("t", "scale", ctx, array, array, 3), OpenClDeviceType.CPU);

        assertThat(kernel.file()).isEqualTo("scale-3.cl");
        assertThat(kernel.parameters()).containsExactly("ctx", "f32", "f32");
        assertThat(exports.source(LOADER, kernel)).contains("3 *");
    }

    @Test
    void sizesThatExportsOfOneTextDifferInAreDefinedInFrontOfIt() {
        ExportedKernel kernel = exports.find(Graphs.task("t", "mirror", ctx, array, array), OpenClDeviceType.CPU);

        assertThat(kernel.sizes()).containsExactly(Map.entry("SHARED_SIZE", 32));
        assertThat(exports.source(LOADER, kernel))
                .startsWith("#define SHARED_SIZE 32\n")
                .contains("[SHARED_SIZE]");
    }

    @Test
    void exportsAreKnownByName() {
        assertThat(exports.has("FixtureKernels.scale_3")).isTrue();
        assertThat(exports.has("FixtureKernels.count")).isTrue();
        assertThat(exports.has("FixtureKernels.scale_7")).isFalse();
        assertThat(exports.source(LOADER, "FixtureKernels.scale_3")).contains("3 *");
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> exports.source(LOADER, "FixtureKernels.scale_7"))
                .withMessageContaining("got FixtureKernels.scale_7");
    }

    @Test
    void sizesThatAreNoneAreRefusedWithTheirLine() {
        assertThatExceptionOfType(OpenClException.class)
                .isThrownBy(() -> ExportedKernels.of(LOADER, FIXTURES + "/missized"))
                .withMessageContaining("manifest.tsv line 2: got the sizes SHARED_SIZE=many; needs NAME=ELEMENTS");
    }

    @Test
    void unexportedConstantsAreNamedWithThoseThatExist() {
        assertThatExceptionOfType(MissingExportException.class)
                .isThrownBy(() -> exports.find(Graphs.task("t", "scale", ctx, array, array, 7), OpenClDeviceType.CPU))
                .withMessage(
                        "kernel of task g.t: got io.attn4j.portable.opencl.FixtureKernels#scale with constants (7); "
                                + "needs an exported kernel, and those of this method are (2) (3); "
                                + "try attn4j export-kernels (with TornadoVM)");
    }

    @Test
    void aMethodWithoutAnyExportIsNamed() {
        assertThatExceptionOfType(MissingExportException.class)
                .isThrownBy(() -> exports.find(Graphs.task("t", "unexported", ctx, array), OpenClDeviceType.CPU))
                .withMessageContaining("FixtureKernels#unexported with constants ()")
                .withMessageContaining("there is none of this method")
                .withMessageContaining("attn4j export-kernels");
    }

    @Test
    void aClassPathWithoutManifestHasNoExports() {
        ExportedKernels none = ExportedKernels.of(LOADER, "io/attn4j/no/such/folder");

        assertThatExceptionOfType(MissingExportException.class)
                .isThrownBy(() -> none.find(Graphs.task("t", "count", ctx, array), OpenClDeviceType.CPU))
                .withMessageContaining("there is none of this method");
    }

    @Test
    void ofSeveralTargetsTheOneForTheDeviceCounts() {
        assertThat(exports.find(Graphs.task("t", "targeted", ctx, array), OpenClDeviceType.GPU)
                        .file())
                .isEqualTo("targeted-gpu.cl");
        assertThat(exports.find(Graphs.task("t", "targeted", ctx, array), OpenClDeviceType.CPU)
                        .file())
                .isEqualTo("targeted-cpu.cl");
        assertThatExceptionOfType(MissingExportException.class)
                .isThrownBy(() -> exports.find(Graphs.task("t", "targeted", ctx, array), OpenClDeviceType.FPGA))
                .withMessageContaining("for a fpga; needs an export for it, and those are for opencl-cpu, opencl-gpu");
    }

    @Test
    void aManifestThatIsCutShortIsRefusedWithItsLine() {
        assertThatExceptionOfType(OpenClException.class)
                .isThrownBy(() -> ExportedKernels.of(LOADER, FIXTURES + "/malformed"))
                .withMessageContaining("manifest.tsv line 2: got 3 columns; needs 7");
    }

    @Test
    void aManifestWithoutItsHeaderIsRefused() {
        assertThatExceptionOfType(OpenClException.class)
                .isThrownBy(() -> ExportedKernels.of(LOADER, FIXTURES + "/headless"))
                .withMessageContaining("needs the columns key file entry target parameters");
    }

    @Test
    void aFileThatTheManifestNamesAndThatIsNotThereIsNamed() {
        ExportedKernel lost = exports.find(Graphs.task("t", "lost", ctx, array), OpenClDeviceType.CPU);

        assertThatExceptionOfType(OpenClException.class)
                .isThrownBy(() -> exports.source(LOADER, lost))
                .withMessageContaining("got no resource " + FIXTURES + "/lost.cl");
    }
}
