package io.attn4j.kernels.session;

import io.attn4j.graph.DeviceType;
import io.attn4j.graph.GraphDevice;
import io.attn4j.portable.opencl.OpenClDevice;
import io.attn4j.portable.opencl.OpenClDeviceInfo;
import io.attn4j.portable.opencl.OpenClInstallation;
import io.attn4j.portable.opencl.OpenClPlatforms;
import io.attn4j.portable.simulator.SimulatorDevice;
import java.util.List;

/** The engines of the portable runtime: {@code opencl} runs exported kernels, {@code simulator} the kernels' Java. */
public final class PortableBackend extends TaskGraphBackend {
    private static final long SIMULATED_LOCAL_BYTES = 48 * 1024;
    private static final long SIMULATED_GROUP = 1024;

    /**
     * Lists the devices.
     *
     * @param engine {@code opencl} or {@code simulator}
     */
    public PortableBackend(String engine) {
        super(engine);
        if (engine.equals(SIMULATOR)) {
            add(simulated(), new SimulatorDevice());
        } else {
            for (OpenClDevice device : OpenClPlatforms.machine().devices()) {
                add(describe(device.info()), device);
            }
        }
    }

    /** Limits of a small GPU, so that what runs here fits devices; memory is the JVM's. */
    private static GraphDevice simulated() {
        return new GraphDevice(
                SIMULATOR,
                0,
                "java",
                "simulator",
                "attn4j",
                "attn4j portable runtime",
                DeviceType.SIMULATOR,
                "",
                Runtime.getRuntime().maxMemory(),
                Runtime.getRuntime().maxMemory(),
                SIMULATED_LOCAL_BYTES,
                SIMULATED_GROUP,
                new long[] {SIMULATED_GROUP, SIMULATED_GROUP, SIMULATED_GROUP},
                1,
                false,
                true);
    }

    private static GraphDevice describe(OpenClDeviceInfo info) {
        return new GraphDevice(
                OPENCL,
                info.index(),
                "opencl",
                info.name(),
                info.vendor(),
                info.platform(),
                DeviceType.valueOf(info.type().name()),
                info.driverVersion(),
                info.globalMemoryBytes(),
                info.maxAllocationBytes(),
                info.localMemoryBytes(),
                info.maxWorkGroupSize(),
                info.maxWorkItemSizes().stream().mapToLong(Long::longValue).toArray(),
                info.computeUnits(),
                info.fp16(),
                info.fp64());
    }

    @Override
    public List<String> driver() {
        if (!engine().equals(OPENCL)) {
            return List.of();
        }
        OpenClInstallation found = OpenClInstallation.prepare();
        return List.of("loader: " + found.loader(), "drivers: " + found.drivers());
    }

    @Override
    public boolean installed() {
        return OpenClInstallation.prepare().hasDriver();
    }

    @Override
    String noDevice() {
        return OpenClPlatforms.machine().problem().orElse("");
    }
}
