package io.attn4j.portable;

import uk.ac.manchester.tornado.api.TornadoTargetDevice;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.enums.TornadoDeviceType;
import uk.ac.manchester.tornado.api.enums.TornadoVMBackendType;

/** A device of the portable runtime, given to {@code TornadoExecutionPlan.withDevice}. */
public interface PortableDevice extends TornadoDevice {

    /** The engine that runs exported kernels through an OpenCL driver. */
    String OPENCL = "opencl";

    /** The engine that runs the kernels' Java with checks. */
    String SIMULATOR = "simulator";

    /** {@link #OPENCL} or {@link #SIMULATOR}. */
    String engine();

    /** Prepares a graph for this device. */
    GraphExecutor open(RecordedGraph graph);

    @Override
    default String getDeviceName() {
        return toString();
    }

    @Override
    default String getPlatformName() {
        return "attn4j portable runtime";
    }

    @Override
    default TornadoDeviceType getDeviceType() {
        return TornadoDeviceType.DEFAULT;
    }

    @Override
    default TornadoVMBackendType getTornadoVMBackend() {
        return engine().equals(OPENCL) ? TornadoVMBackendType.OPENCL : TornadoVMBackendType.JAVA;
    }

    /** Always refused: TornadoVM's description of a device exists only where TornadoVM drives it. */
    @Override
    default TornadoTargetDevice getPhysicalDevice() {
        throw new IllegalStateException("physical device: got " + getDeviceName()
                + " of the portable runtime; needs one of TornadoVM; try the device's own info()");
    }
}
