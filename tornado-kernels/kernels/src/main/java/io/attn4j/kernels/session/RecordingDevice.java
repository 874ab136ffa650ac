package io.attn4j.kernels.session;

import io.attn4j.graph.DeviceType;
import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.RecordedLaunches;
import io.attn4j.portable.GraphExecutor;
import io.attn4j.portable.PortableDevice;
import io.attn4j.portable.RecordedGraph;
import io.attn4j.portable.opencl.OpenClDeviceInfo;
import io.attn4j.portable.opencl.OpenClDeviceType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** A device of the portable runtime that records what it is asked to execute. */
final class RecordingDevice implements PortableDevice {
    private final OpenClDeviceInfo info;
    private final Map<TornadoNativeArray, String> names;
    private final Consumer<RecordedLaunches> recorder;

    /**
     * Describes the device as its driver would.
     *
     * @param names the plan's names of arrays, by identity
     * @param recorder is given every execution
     */
    RecordingDevice(GraphDevice device, Map<TornadoNativeArray, String> names, Consumer<RecordedLaunches> recorder) {
        this.names = names;
        this.recorder = recorder;
        info = new OpenClDeviceInfo(
                device.index(),
                device.name(),
                device.vendor(),
                device.platform(),
                "",
                type(device.type()),
                device.driverVersion(),
                "",
                "",
                device.globalMemoryBytes(),
                device.maxAllocationBytes(),
                device.localMemoryBytes(),
                device.maxWorkGroupSize(),
                Arrays.stream(device.maxWorkItems()).boxed().toList(),
                device.computeUnits(),
                0,
                List.of());
    }

    private static OpenClDeviceType type(DeviceType type) {
        return switch (type) {
            case CPU -> OpenClDeviceType.CPU;
            case GPU -> OpenClDeviceType.GPU;
            case FPGA -> OpenClDeviceType.FPGA;
            case OTHER, SIMULATOR -> OpenClDeviceType.OTHER;
        };
    }

    @Override
    public String engine() {
        return PortableDevice.OPENCL;
    }

    @Override
    public GraphExecutor open(RecordedGraph graph) {
        return new RecordingExecutor(graph, info, names, recorder);
    }

    @Override
    public String toString() {
        return info.name();
    }
}
