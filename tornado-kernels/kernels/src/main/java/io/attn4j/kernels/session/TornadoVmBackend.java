package io.attn4j.kernels.session;

import io.attn4j.graph.DeviceType;
import io.attn4j.graph.GraphDevice;
import io.attn4j.portable.opencl.OpenClInstallation;
import io.attn4j.portable.opencl.PoclSignals;
import java.util.Locale;
import uk.ac.manchester.tornado.api.TornadoBackend;
import uk.ac.manchester.tornado.api.TornadoRuntime;
import uk.ac.manchester.tornado.api.TornadoTargetDevice;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.enums.TornadoDeviceType;
import uk.ac.manchester.tornado.api.runtime.TornadoRuntimeProvider;

/**
 * The {@code tornado} engine: TornadoVM compiles the task graphs for its device at run time.
 *
 * <p>Needs a JVM that was started with the flags of a TornadoVM SDK. It switches TornadoVM's bailout off, which would run
 * a kernel that does not compile as sequential Java and return wrong numbers behind a log line.
 */
public final class TornadoVmBackend extends TaskGraphBackend {
    /** Room for a graph's own bytecode: TornadoVM's 4096 bytes end at some 40 tasks, two blocks of a Transformer. */
    private static final String GRAPH_BYTES = "1048576";

    /** Of the 1024 nodes of TornadoVM's graphs, which do not grow; the rest is for transfers to the host. */
    private static final int GRAPH_NODES = 850;

    private String problem =
            "TornadoVM devices: got none; needs a driver that its SDK was built for; try tornado --devices";

    /** Starts TornadoVM and lists its devices, code generator by code generator. */
    public TornadoVmBackend() {
        super(TORNADO);
        System.setProperty("tornado.recover.bailout", "False");
        System.setProperty("tornado.tvm.maxbytecodesize", GRAPH_BYTES);
        PoclSignals.leaveToTheJvm();
        // before the OpenCL code generator loads: it may need a loader, or the name of a driver
        OpenClInstallation.prepare();
        TornadoRuntime runtime;
        try {
            runtime = TornadoRuntimeProvider.getTornadoRuntime();
        } catch (LinkageError noDriver) {
            problem = "TornadoVM: got " + rootCause(noDriver) + "; needs the driver of every code generator of the SDK;"
                    + " try an SDK, or attn4j --backend, for the driver that this machine has";
            return;
        }
        for (int i = 0; i < runtime.getNumBackends(); i++) {
            TornadoBackend backend = runtime.getBackend(i);
            for (int j = 0; j < backend.getNumDevices(); j++) {
                TornadoDevice device = backend.getDevice(j);
                add(describe(devices().size(), backend, device), device);
            }
        }
    }

    private static String rootCause(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).lines().findFirst().orElse(root.toString());
    }

    private static GraphDevice describe(int index, TornadoBackend backend, TornadoDevice device) {
        TornadoTargetDevice physical = device.getPhysicalDevice();
        long[] group = physical.getDeviceMaxWorkGroupSize();
        return new GraphDevice(
                TORNADO,
                index,
                backend.getBackendType().name().toLowerCase(Locale.ROOT),
                physical.getDeviceName(),
                device.getPlatformName(),
                device.getPlatformName(),
                type(device.getDeviceType()),
                "",
                physical.getDeviceGlobalMemorySize(),
                physical.getDeviceMaxAllocationSize(),
                physical.getDeviceLocalMemorySize(),
                group[0],
                physical.getDeviceMaxWorkItemSizes(),
                physical.getDeviceMaxComputeUnits(),
                false,
                false);
    }

    private static DeviceType type(TornadoDeviceType type) {
        return switch (type) {
            case CPU -> DeviceType.CPU;
            case FPGA, ACCELERATOR -> DeviceType.FPGA;
            default -> DeviceType.GPU;
        };
    }

    @Override
    int graphNodes() {
        return GRAPH_NODES;
    }

    @Override
    String noDevice() {
        return problem;
    }
}
