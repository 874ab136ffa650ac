package io.attn4j.kernels.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.attn4j.graph.DeviceType;
import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.past.PastOnlyAttention;
import io.attn4j.kernels.row.SquaredNormsKernel;
import org.junit.jupiter.api.Test;
import uk.ac.manchester.tornado.api.exceptions.TornadoTaskRuntimeException;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** A task knows its kernel and its constants by the method that it refers to. */
class KernelTaskTest {
    private final FloatArray f = new FloatArray(1);
    private final IntArray i = new IntArray(1);

    private static TaskGrid launch() {
        long[] items = {64, 1, 1};
        return new TaskGrid(
                "t",
                new GraphDevice(
                        "opencl", 0, "opencl", "", "", "", DeviceType.GPU, "", 1, 1, 1, 64, items, 1, false, false),
                64,
                0);
    }

    @Test
    void namesTheKernelItRefersTo() {
        KernelTask task = KernelTask.of(launch(), SquaredNormsKernel::forwardSquared, f, i, f, f);
        assertThat(task.launch().kernel()).isEqualTo("SquaredNormsKernel.forwardSquared");
        assertThat(task.launch().kernelClass()).isEqualTo(SquaredNormsKernel.class);
        assertThat(task.launch().constants()).isEmpty();
        assertThat(task.arrays()).containsExactly(f, i, f, f);
    }

    @Test
    void namesConstantsLikeTheKernelsParameters() {
        KernelTask task =
                KernelTask.of(launch(), PastOnlyAttention::forwardRows, f, f, f, f, f, i, i, f, f, f, f, f, 128);
        assertThat(task.launch().constants()).containsExactly(entry("capacity", 128));
        assertThat(task.launch().describe()).contains("PastOnlyAttention.forwardRows{capacity=128}");
    }

    @Test
    void refusesWhatIsNoReferenceToAMethod() {
        assertThatThrownBy(() -> KernelTask.of(
                        launch(), (c, x, sizes, y) -> SquaredNormsKernel.forwardSquared(c, x, sizes, x, y), f, i, f))
                .isInstanceOf(TornadoTaskRuntimeException.class)
                .hasMessageContaining("needs a reference to a static method");
    }
}
