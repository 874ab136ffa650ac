package io.attn4j.kernels.session;

import io.attn4j.graph.DevicePeak;
import io.attn4j.graph.GraphBackend;
import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.GraphSession;
import io.attn4j.graph.KernelChoice;
import io.attn4j.graph.TaskLaunch;
import io.attn4j.graph.TuningSpace;
import io.attn4j.kernels.export.ExportedSources;
import io.attn4j.kernels.peak.PeakMeasurement;
import io.attn4j.plan.Plan;
import io.attn4j.portable.PortableDevice;
import io.attn4j.portable.opencl.OpenClDevice;
import io.attn4j.portable.opencl.OpenClDeviceInfo;
import io.attn4j.portable.opencl.OpenClInstallation;
import io.attn4j.portable.opencl.OpenClPlatforms;
import io.attn4j.portable.simulator.SimulatorDevice;
import java.util.ArrayList;
import java.util.List;

/** The engines of the portable runtime: {@code opencl} runs exported kernels, {@code simulator} the kernels' Java. */
public final class PortableBackend implements GraphBackend {
    private static final long SIMULATED_LOCAL_BYTES = 48 * 1024;
    private static final long SIMULATED_GROUP = 1024;

    private final String engine;
    private final List<PortableDevice> devices = new ArrayList<>();
    private final List<GraphDevice> descriptions = new ArrayList<>();

    /**
     * Lists the devices.
     *
     * @param engine {@code opencl} or {@code simulator}
     */
    public PortableBackend(String engine) {
        this.engine = engine;
        if (engine.equals("simulator")) {
            devices.add(new SimulatorDevice());
            descriptions.add(simulated());
        } else {
            for (OpenClDevice device : OpenClPlatforms.machine().devices()) {
                devices.add(device);
                descriptions.add(describe(device.info()));
            }
        }
    }

    /** Limits of a small GPU, so that what runs here fits devices; memory is the JVM's. */
    private static GraphDevice simulated() {
        return new GraphDevice(
                "simulator",
                0,
                "java",
                "simulator",
                "attn4j",
                "attn4j portable runtime",
                "simulator",
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
                "opencl",
                info.index(),
                "opencl",
                info.name(),
                info.vendor(),
                info.platform(),
                info.type(),
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
    public String engine() {
        return engine;
    }

    @Override
    public List<GraphDevice> devices() {
        return List.copyOf(descriptions);
    }

    @Override
    public List<String> driver() {
        if (!engine.equals("opencl")) {
            return List.of();
        }
        OpenClInstallation found = OpenClInstallation.prepare();
        return List.of("loader: " + found.loader(), "drivers: " + found.drivers());
    }

    @Override
    public String problem() {
        return descriptions.isEmpty() ? OpenClPlatforms.machine().problem().orElse("") : "";
    }

    @Override
    public GraphSession open(GraphDevice device, Plan capacity, List<KernelChoice> choices, boolean profile) {
        PlanTasks tasks = new PlanTasks(capacity, choices, device);
        return new TaskGraphSession(tasks, devices.get(device.index()), profile, ExportedSources::of);
    }

    @Override
    public List<TaskLaunch> launches(GraphDevice device, Plan capacity, List<KernelChoice> choices) {
        return PlanTasks.describe(capacity, choices, device);
    }

    @Override
    public DevicePeak peak(GraphDevice device) {
        return new PeakMeasurement(devices.get(device.index()), device).measure();
    }

    @Override
    public List<Long> scratch(GraphDevice device, Plan plan, List<KernelChoice> choices) {
        return PlanTasks.scratch(plan, choices, device);
    }

    @Override
    public List<TuningSpace> tuningSpaces(Plan plan) {
        return PlanTasks.tuningSpaces(plan);
    }

    @Override
    public void close() {}
}
