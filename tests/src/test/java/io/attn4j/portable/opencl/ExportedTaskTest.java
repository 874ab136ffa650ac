package io.attn4j.portable.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.attn4j.portable.OnPortableRuntime;
import org.junit.jupiter.api.Test;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

@OnPortableRuntime
class ExportedTaskTest {
    private final KernelContext ctx = new KernelContext();
    private final FloatArray a = new FloatArray(64);
    private final FloatArray b = new FloatArray(64);

    private static ExportedTask exported(String kernel, Object... arguments) {
        return new ExportedTask(
                Graphs.task("t", kernel, arguments), OpenClDeviceType.GPU, ExportedKernelsTest.FIXTURES);
    }

    @Test
    void argumentsAreThoseOfTheGeneratedSignature() {
        ExportedTask add = exported("add", ctx, a, a, b, 64);
        assertThat(add.name()).isEqualTo("g.t");
        assertThat(add.arguments()).containsExactly(a, a, b, 64);
        assertThat(add.parameters()).containsExactly("a", "b", "sum", "n");
        assertThat(add.localBytes()).isZero();
    }

    @Test
    void constantsThatTheTextHasAreNotPassed() {
        ExportedTask scale = exported("scale", ctx, a, b, 3);
        assertThat(scale.arguments()).containsExactly(a, b);
        assertThat(scale.file()).isEqualTo("FixtureKernels.scale_3.cl");
        assertThat(scale.source()).contains("3 *");
    }

    @Test
    void localMemoryIsThatOfTheDeclaredArrays() {
        assertThat(exported("mirror", ctx, a, b).localBytes()).isEqualTo(32 * Float.BYTES);
    }

    @Test
    void otherArgumentsThanTheExportTakesAreRefused() {
        assertThatExceptionOfType(OpenClException.class)
                .isThrownBy(() -> exported("count", ctx, new IntArray(4)))
                .withMessage("arguments of task g.t: got ctx,i32; needs ctx,f32 as its export was made for; "
                        + "try attn4j export-kernels (with TornadoVM)");
    }
}
