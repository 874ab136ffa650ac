package io.attn4j.portable.opencl;

import io.attn4j.portable.GraphExecutor;
import io.attn4j.portable.PortableDevice;
import io.attn4j.portable.RecordedGraph;
import java.util.Objects;
import org.jocl.cl_device_id;
import org.jocl.cl_platform_id;
import uk.ac.manchester.tornado.api.TornadoTargetDevice;
import uk.ac.manchester.tornado.api.enums.TornadoDeviceType;
import uk.ac.manchester.tornado.api.enums.TornadoVMBackendType;

/** An OpenCL device that runs recorded task graphs with exported kernels. Thread-safe. */
public final class OpenClDevice implements PortableDevice {

    private final int index;
    private final cl_platform_id platform;
    private final cl_device_id device;
    private final DeviceContext context;
    private final OpenClSettings settings;
    private OpenClDeviceInfo info;

    OpenClDevice(int index, cl_platform_id platform, cl_device_id device) {
        this(index, platform, device, new DeviceContext(platform, device), OpenClSettings.defaults());
    }

    private OpenClDevice(
            int index, cl_platform_id platform, cl_device_id device, DeviceContext context, OpenClSettings settings) {
        this.index = index;
        this.platform = platform;
        this.device = device;
        this.context = context;
        this.settings = settings;
    }

    /** The same device with other exports, another cache or other compiler options. */
    public OpenClDevice with(OpenClSettings other) {
        return new OpenClDevice(index, platform, device, context, Objects.requireNonNull(other, "settings"));
    }

    /** How graphs are run on it. */
    public OpenClSettings settings() {
        return settings;
    }

    /** What the driver says of it. */
    public synchronized OpenClDeviceInfo info() {
        if (info == null) {
            info = OpenClInfo.device(index, platform, device);
        }
        return info;
    }

    @Override
    public String engine() {
        return OPENCL;
    }

    /**
     * Finds the graph's kernels and checks arguments and sizes against the device; takes no device memory yet.
     *
     * @throws MissingExportException if a task has no exported kernel
     * @throws OpenClException if an array is larger than the device allows, or all of them together
     */
    @Override
    public GraphExecutor open(RecordedGraph graph) {
        return new OpenClExecutor(graph, info(), settings, context);
    }

    @Override
    public String getDeviceName() {
        return info().name();
    }

    @Override
    public String getPlatformName() {
        return info().platform();
    }

    @Override
    public TornadoDeviceType getDeviceType() {
        return switch (info().type()) {
            case CPU -> TornadoDeviceType.CPU;
            case GPU -> TornadoDeviceType.GPU;
            case FPGA -> TornadoDeviceType.ACCELERATOR;
            case OTHER -> TornadoDeviceType.CUSTOM;
        };
    }

    @Override
    public TornadoTargetDevice getPhysicalDevice() {
        return info();
    }

    @Override
    public TornadoVMBackendType getTornadoVMBackend() {
        return TornadoVMBackendType.OPENCL;
    }

    @Override
    public String toString() {
        return info().line();
    }
}
