package io.attn4j.kernels.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.graph.DeviceType;
import io.attn4j.graph.GraphDevice;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.View;
import org.junit.jupiter.api.Test;

/** Work-items of a row: enough to fill a device, and no more. */
class RowLaunchTest {
    private static int lanes(DeviceType type, int units, int rows, int columns) {
        GraphDevice device = new GraphDevice(
                "opencl",
                0,
                "opencl",
                "d",
                "none",
                "none",
                type,
                "1",
                1,
                1,
                1,
                64,
                new long[] {1, 1, 1},
                units,
                false,
                false);
        Buffer buffer = new Buffer("y", Buffer.Kind.OUTPUT, (long) rows * columns);
        return RowLaunch.elementLanes(device, View.contiguous(buffer, 1, 1, rows, columns));
    }

    @Test
    void aGpuThatIsNotFullComputesEachElementByItself() {
        assertThat(lanes(DeviceType.GPU, 132, 1024, 64)).isEqualTo(64);
        assertThat(lanes(DeviceType.GPU, 132, 3, 5)).isEqualTo(5);
    }

    @Test
    void workItemsOfAFullGpuComputeUpToEightInWholeSectors() {
        assertThat(lanes(DeviceType.GPU, 132, 16_384, 64)).isEqualTo(24);
        assertThat(lanes(DeviceType.GPU, 132, 65_536, 64)).isEqualTo(8);
        assertThat(lanes(DeviceType.GPU, 132, 1 << 20, 100)).isEqualTo(16);
        assertThat(lanes(DeviceType.GPU, 132, 1 << 22, 5)).isEqualTo(5);
        assertThat(lanes(DeviceType.GPU, 0, 16_384, 64)).as("units unknown").isEqualTo(8);
    }

    @Test
    void aCoreRunsThroughItsRowWhereThereAreRowsForAll() {
        assertThat(lanes(DeviceType.CPU, 2, 64, 64)).isEqualTo(1);
        assertThat(lanes(DeviceType.CPU, 2, 8, 64)).isEqualTo(64);
    }
}
