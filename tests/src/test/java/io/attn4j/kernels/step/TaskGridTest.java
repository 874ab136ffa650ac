package io.attn4j.kernels.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attn4j.graph.DeviceType;
import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.export.ExportedSources;
import io.attn4j.kernels.row.SquaredNormsKernel;
import java.lang.reflect.Method;
import java.util.Map;
import org.junit.jupiter.api.Test;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** A grid that a device would refuse is refused before: TornadoVM would go on and return zeros. */
class TaskGridTest {
    private static GraphDevice device(long group, long alongX, long localBytes) {
        return new GraphDevice(
                "opencl",
                0,
                "opencl",
                "small",
                "none",
                "none",
                DeviceType.GPU,
                "1",
                1 << 20,
                1 << 20,
                localBytes,
                group,
                new long[] {alongX, 1, 1},
                1,
                false,
                false);
    }

    @Test
    void roundsWorkItemsUpToWholeGroups() {
        TaskGrid launch = new TaskGrid("t", device(64, 64, 0), 16, 0);
        launch.items(33);
        assertThat(launch.grid().getGlobalWork()).containsExactly(48, 1, 1);
        assertThat(launch.grid().getLocalWork()).containsExactly(16, 1, 1);
    }

    @Test
    void refusesGroupsThatTheDeviceCannotHold() {
        assertThatThrownBy(() -> new TaskGrid("t", device(64, 128, 0), 65, 0))
                .hasMessageContaining("localSize of t: got 65; needs 1 to 64");
        assertThatThrownBy(() -> new TaskGrid("t", device(128, 64, 0), 65, 0)).hasMessageContaining("needs 1 to 64");
        assertThatThrownBy(() -> new TaskGrid("t", device(64, 64, 0), 0, 0)).hasMessageContaining("got 0");
    }

    @Test
    void changesItsGroupsWithinTheDevicesLimits() throws NoSuchMethodException {
        TaskGrid launch = new TaskGrid("t", device(64, 64, 0), 16, 0);
        Method kernel = SquaredNormsKernel.class.getMethod(
                "forwardSquared",
                KernelContext.class,
                FloatArray.class,
                IntArray.class,
                FloatArray.class,
                FloatArray.class);
        launch.runs(kernel, Map.of());
        launch.regroup(8);
        launch.items(33);
        assertThat(launch.grid().getGlobalWork()).containsExactly(40, 1, 1);
        assertThatThrownBy(() -> launch.regroup(65)).hasMessageContaining("localSize of t: got 65");
        assertThat(ExportedSources.describe(launch).localSize()).isEqualTo(8);
        assertThat(ExportedSources.describe(launch).exported()).isTrue();
        launch.runs(kernel, Map.of("rows", 3));
        assertThat(ExportedSources.describe(launch).exported()).isFalse();
    }

    @Test
    void refusesMoreLocalMemoryThanThereIs() {
        assertThatThrownBy(() -> new TaskGrid("t", device(64, 64, 1024), 64, 1025))
                .hasMessageContaining("localBytes of t: got 1025; needs at most 1024");
    }

    @Test
    void refusesGridsOfNothingAndGridsThatIndicesCannotCount() {
        TaskGrid launch = new TaskGrid("t", device(64, 64, 0), 64, 0);
        assertThatThrownBy(() -> launch.groups(0)).hasMessageContaining("globalSize of t: got 0");
        assertThatThrownBy(() -> launch.groups(1L << 26)).hasMessageContaining("globalSize of t");
    }
}
