package io.attn4j.kernels.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.graph.DeviceType;
import io.attn4j.graph.GraphBackend;
import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.session.PortableBackend;
import io.attn4j.kernels.session.TornadoVmBackend;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.Step;
import io.attn4j.plan.View;
import io.attn4j.portable.opencl.OpenClPlatforms;
import io.attn4j.portable.simulator.SimulatorDevice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import uk.ac.manchester.tornado.api.GridScheduler;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.enums.TornadoVMBackendType;
import uk.ac.manchester.tornado.api.exceptions.TornadoExecutionPlanException;
import uk.ac.manchester.tornado.api.runtime.TornadoRuntimeProvider;

/**
 * Runs one step of a plan as a task graph of its own.
 *
 * <p>Arrays without content hold NaN beforehand, on the device too. Each run executes twice from the same content and
 * asserts that both gave the same bits.
 */
public final class StepRun {
    private static final String AS = " as ";

    private StepRun() {}

    /** Makes the tasks of a step; {@code FooTasks::new} where no device-config chooses a kernel. */
    @FunctionalInterface
    public interface Factory<S extends Step> {
        StepTasks<S> create(S capacity, DeviceArrays arrays, GraphDevice device);
    }

    /** Those of {@link #engines} that compile kernels: for cases that take an interpreter of work-items minutes. */
    public static Stream<String> compilingEngines() {
        return engines().filter(engine -> !engine.startsWith("simulator"));
    }

    /**
     * Engines to test on, each with the kernels for CPUs and with those for GPUs: {@code simulator as cpu} and so on, or
     * {@code tornado} where TornadoVM is underneath.
     */
    public static Stream<String> engines() {
        Stream<String> engines = overTornadoVm() ? Stream.of("tornado") : Stream.of("simulator", "opencl");
        return engines.flatMap(engine -> Stream.of(engine + AS + "cpu", engine + AS + "gpu"));
    }

    /** Executes {@code step}; {@code contents} by name of the array, each as long as its array or shorter. */
    public static <S extends Step> Map<String, float[]> run(
            String engine, S step, Factory<S> factory, Map<String, float[]> contents) {
        return run(engine, step, step, factory, contents);
    }

    /**
     * Executes {@code step} with tasks that were made for {@code capacity}.
     *
     * @return all arrays by name, as they are afterwards
     */
    public static <S extends Step> Map<String, float[]> run(
            String engine, S capacity, S step, Factory<S> factory, Map<String, float[]> contents) {
        GraphDevice device = device(engine);
        Map<String, Buffer> buffers = new LinkedHashMap<>();
        for (View view : Stream.concat(capacity.reads().stream(), capacity.writes().stream())
                .toList()) {
            buffers.put(view.buffer().name(), view.buffer());
        }
        assertThat(buffers)
                .as("arrays of the step")
                .containsKeys(contents.keySet().toArray(String[]::new));
        DeviceArrays arrays = new DeviceArrays(buffers.values());
        StepTasks<S> tasks = factory.create(capacity, arrays, device);
        tasks.bind(capacity);

        Object[] data = buffers.keySet().stream().map(arrays::of).toArray();
        TaskGraph graph = new TaskGraph("step")
                .transferToDevice(DataTransferMode.EVERY_EXECUTION, data)
                .transferToDevice(
                        DataTransferMode.EVERY_EXECUTION, tasks.sizes().toArray());
        if (!tasks.placeholders().isEmpty()) {
            graph.transferToDevice(
                    DataTransferMode.FIRST_EXECUTION, tasks.placeholders().toArray());
        }
        tasks.addTo(graph);
        graph.transferToHost(DataTransferMode.EVERY_EXECUTION, data);
        GridScheduler grids = new GridScheduler();
        for (TaskGrid launch : tasks.launches()) {
            grids.addWorkerGrid("step." + launch.task(), launch.grid());
        }
        try (TornadoExecutionPlan plan = new TornadoExecutionPlan(graph.snapshot())) {
            plan.withDevice(tornadoDevice(device));
            plan.withGridScheduler(grids);
            plan.withCompilerFlags(TornadoVMBackendType.OPENCL, "-cl-mad-enable");
            tasks.bind(step);
            Map<String, float[]> first = execute(plan, buffers, arrays, contents);
            Map<String, float[]> second = execute(plan, buffers, arrays, contents);
            first.forEach((name, values) -> assertThat(bits(second.get(name)))
                    .as(name + " of a second execution")
                    .isEqualTo(bits(values)));
            return first;
        } catch (TornadoExecutionPlanException failure) {
            throw new AssertionError(failure);
        }
    }

    private static Map<String, float[]> execute(
            TornadoExecutionPlan plan,
            Map<String, Buffer> buffers,
            DeviceArrays arrays,
            Map<String, float[]> contents) {
        buffers.forEach((name, buffer) ->
                StepArrays.write(contents.getOrDefault(name, new float[0]), arrays.of(name), buffer.storage()));
        plan.execute();
        Map<String, float[]> results = new LinkedHashMap<>();
        buffers.forEach((name, buffer) -> results.put(
                name, StepArrays.read(arrays.of(name), Math.toIntExact(buffer.elements()), buffer.storage())));
        return results;
    }

    /** {@code device} with another number of compute units. */
    public static GraphDevice withUnits(GraphDevice device, int computeUnits) {
        return as(device.type(), computeUnits, device);
    }

    /** {@code device} as a GPU of one compute unit, which is soon full. */
    public static GraphDevice smallGpu(GraphDevice device) {
        return as(DeviceType.GPU, 1, device);
    }

    private static GraphDevice as(DeviceType type, int computeUnits, GraphDevice device) {
        return new GraphDevice(
                device.engine(),
                device.index(),
                device.backend(),
                device.name(),
                device.vendor(),
                device.platform(),
                type,
                device.driverVersion(),
                device.globalMemoryBytes(),
                device.maxAllocationBytes(),
                device.localMemoryBytes(),
                device.maxWorkGroupSize(),
                device.maxWorkItems(),
                computeUnits,
                device.fp16(),
                device.fp64());
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }

    private static boolean overTornadoVm() {
        return TaskGraph.class.getModule().isNamed();
    }

    private static GraphDevice device(String engine) {
        String[] nameAndType = engine.split(AS, 2);
        String name = nameAndType[0];
        try (GraphBackend backend = name.equals("tornado") ? new TornadoVmBackend() : new PortableBackend(name)) {
            List<GraphDevice> devices = backend.devices();
            Assumptions.assumeFalse(devices.isEmpty(), name + ": no device; apt-get install pocl-opencl-icd");
            GraphDevice device = devices.getFirst();
            return nameAndType.length == 1
                    ? device
                    : as(DeviceType.valueOf(nameAndType[1].toUpperCase(Locale.ROOT)), device.computeUnits(), device);
        }
    }

    private static TornadoDevice tornadoDevice(GraphDevice device) {
        return switch (device.engine()) {
            case "simulator" -> new SimulatorDevice();
            case "opencl" -> OpenClPlatforms.machine().devices().get(device.index());
            default -> TornadoRuntimeProvider.getTornadoRuntime().getBackend(0).getDevice(device.index());
        };
    }
}
