package io.attn4j.engine;

import io.attn4j.device.DeviceConfig;
import io.attn4j.device.DeviceConfigs;
import io.attn4j.error.UnsupportedRequestException;
import io.attn4j.graph.DevicePeak;
import io.attn4j.graph.DeviceType;
import io.attn4j.graph.GraphBackend;
import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.GraphSession;
import io.attn4j.graph.GraphTimings;
import io.attn4j.graph.KernelChoice;
import io.attn4j.graph.KernelExport;
import io.attn4j.graph.KernelRole;
import io.attn4j.graph.TaskLaunch;
import io.attn4j.graph.TuningSpace;
import io.attn4j.mechanism.Call;
import io.attn4j.mechanism.InputChecks;
import io.attn4j.mechanism.Request;
import io.attn4j.plan.Plan;
import io.attn4j.plan.Strategy;
import io.attn4j.tensor.Tensor;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The engines that run task graphs: {@code tornado}, {@code opencl} and {@code simulator}. */
public class GraphEngine implements Engine {
    private final String id;
    private GraphBackend backend;
    private Availability availability;

    /** The engine {@code id}; nothing is started before it is asked for. */
    GraphEngine(String id) {
        this.id = id;
    }

    /** The engine of a backend that is there already. */
    GraphEngine(GraphBackend backend) {
        this.id = backend.engine();
        this.backend = backend;
    }

    /**
     * Writes the OpenCL C that TornadoVM generates for every kernel to {@code directory}, with its manifest.
     *
     * @throws UnsupportedRequestException when this JVM does not run on TornadoVM
     */
    public static List<Path> exportKernels(Path directory) throws IOException {
        if (!GraphBackends.onTornadoVm()) {
            throw new UnsupportedRequestException(
                    "runtime: got a JVM without TornadoVM; needs a TornadoVM SDK; try" + " setting TORNADOVM_HOME");
        }
        KernelExport export = GraphBackends.export();
        return export.export(directory);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public boolean instrument() {
        return id.equals(Engines.SIMULATOR);
    }

    @Override
    public boolean exportedOnly() {
        return id.equals(Engines.OPENCL);
    }

    @Override
    public Availability availability() {
        if (availability == null) {
            availability = findAvailability();
        }
        return availability;
    }

    private Availability findAvailability() {
        if (id.equals(Engines.TORNADO) && !GraphBackends.onTornadoVm()) {
            return new Availability(
                    false,
                    "a JVM started with a TornadoVM SDK",
                    "export TORNADOVM_HOME=<the SDK's folder> and start attn4j again");
        }
        List<GraphDevice> devices = backend().devices();
        if (devices.isEmpty()) {
            String[] problemAndRemedy = backend().problem().split("; try ", 2);
            return new Availability(
                    false,
                    "a device; " + problemAndRemedy[0].split("; needs", 2)[0],
                    problemAndRemedy.length == 2 ? problemAndRemedy[1] : "attn4j doctor");
        }
        return new Availability(true, "runs on " + best(devices).name(), "");
    }

    private GraphBackend backend() {
        if (backend == null) {
            backend = id.equals(Engines.TORNADO) ? GraphBackends.tornado() : GraphBackends.portable(id);
        }
        return backend;
    }

    /** The first device that is not a CPU, else the first. */
    private static GraphDevice best(List<GraphDevice> devices) {
        for (GraphDevice device : devices) {
            if (device.type() != DeviceType.CPU) {
                return device;
            }
        }
        return devices.getFirst();
    }

    @Override
    public List<String> driver() {
        return id.equals(Engines.TORNADO) && !GraphBackends.onTornadoVm()
                ? List.of()
                : backend().driver();
    }

    @Override
    public boolean installed() {
        return id.equals(Engines.TORNADO)
                ? GraphBackends.onTornadoVm()
                : backend().installed();
    }

    @Override
    public List<GraphDevice> devices() {
        return availability().usable() ? backend().devices() : List.of();
    }

    @Override
    public EngineSession open(Request capacity, EngineOptions options) {
        GraphDevice device = usable(options);
        DeviceConfigs.Selection selection = DeviceConfigs.select(device, options.deviceConfig());
        try {
            GraphSession session = backend()
                    .open(
                            limited(device, selection.config().limits()),
                            plan(capacity),
                            choices(selection.config(), options),
                            options.profile());
            return new Session(capacity, session, selection);
        } catch (IllegalArgumentException refused) {
            throw new UnsupportedRequestException(refused.getMessage());
        }
    }

    @Override
    public EnginePlans open(List<Plan> plans, EngineOptions options) {
        GraphDevice device = usable(options);
        DeviceConfig config =
                DeviceConfigs.select(device, options.deviceConfig()).config();
        try {
            return new Plans(backend()
                    .open(limited(device, config.limits()), plans, choices(config, options), options.profile()));
        } catch (IllegalArgumentException refused) {
            throw new UnsupportedRequestException(refused.getMessage());
        }
    }

    @Override
    public List<TaskLaunch> launches(Request capacity, EngineOptions options) {
        GraphDevice device = usable(options);
        DeviceConfig config =
                DeviceConfigs.select(device, options.deviceConfig()).config();
        try {
            return backend().launches(limited(device, config.limits()), plan(capacity), choices(config, options));
        } catch (IllegalArgumentException refused) {
            throw new UnsupportedRequestException(refused.getMessage());
        }
    }

    @Override
    public String explain(Request capacity, EngineOptions options) {
        GraphDevice device = usable(options);
        DeviceConfigs.Selection selection = DeviceConfigs.select(device, options.deviceConfig());
        try {
            return describe(selection)
                    + backend()
                            .explain(
                                    limited(device, selection.config().limits()),
                                    plan(capacity),
                                    choices(selection.config(), options));
        } catch (IllegalArgumentException refused) {
            throw new UnsupportedRequestException(refused.getMessage());
        }
    }

    private static String describe(DeviceConfigs.Selection selection) {
        return "device-config: " + selection.config().describe() + "\n  " + String.join("\n  ", selection.reasons())
                + "\n";
    }

    @Override
    public DevicePeak peak(GraphDevice device) {
        if (instrument()) {
            return Engine.super.peak(device);
        }
        try {
            return backend().peak(device);
        } catch (IllegalStateException | IllegalArgumentException refused) {
            throw new UnsupportedRequestException(refused.getMessage());
        }
    }

    @Override
    public Plan plan(Request request) {
        return StoredTensors.plan(request, request.plan());
    }

    @Override
    public List<Long> scratch(Plan plan, EngineOptions options) {
        GraphDevice device = device(options.device());
        DeviceConfig config =
                DeviceConfigs.select(device, options.deviceConfig()).config();
        try {
            return backend().scratch(limited(device, config.limits()), plan, choices(config, options));
        } catch (IllegalArgumentException refused) {
            throw new UnsupportedRequestException(refused.getMessage());
        }
    }

    @Override
    public List<TuningSpace> tuningSpaces(Request request) {
        return backend().tuningSpaces(plan(request));
    }

    /** The device asked for, refused where it or the engine is not usable. */
    private GraphDevice usable(EngineOptions options) {
        if (!availability().usable()) {
            throw new UnsupportedRequestException(
                    "engine: got " + id + "; needs " + availability.reason() + "; try " + availability.remedy());
        }
        return device(options.device());
    }

    /** The device with the smaller of its own and the configured limits. */
    private static GraphDevice limited(GraphDevice device, Map<String, Long> limits) {
        return device.limited(
                limits.getOrDefault("local_memory_bytes", Long.MAX_VALUE),
                limits.getOrDefault("work_group_size", Long.MAX_VALUE));
    }

    /** The kernels given, else the configured ones, of the strategy given; a naive core keeps its projection. */
    private static List<KernelChoice> choices(DeviceConfig config, EngineOptions options) {
        List<KernelChoice> configured = options.kernels() == null ? config.kernels() : options.kernels();
        Strategy strategy = options.strategy();
        if (strategy == null) {
            return configured;
        }
        List<KernelChoice> choices = new ArrayList<>();
        for (KernelChoice choice : configured) {
            boolean replaced = choice.role() == KernelRole.CORE
                    || (choice.role() == KernelRole.MATRIX && strategy != Strategy.NAIVE);
            choices.add(
                    replaced && choice.strategy() != strategy
                            ? new KernelChoice(choice.role(), strategy, Map.of())
                            : choice);
        }
        return choices;
    }

    @Override
    public void close() {
        if (backend != null) {
            backend.close();
            backend = null;
            availability = null;
        }
    }

    /** Plans with common states on one device. */
    private static final class Plans implements EnginePlans {
        private final GraphSession session;
        private final Map<String, Tensor> starts = new HashMap<>();
        private long heldBytes;

        Plans(GraphSession session) {
            this.session = session;
        }

        @Override
        public void start(String state, Tensor content) {
            starts.put(state, content);
        }

        @Override
        public void run(Plan plan, Map<String, MemorySegment> inputs, Map<String, MemorySegment> outputs) {
            Map<String, MemorySegment> given = new HashMap<>();
            plan.constants().forEach((name, values) -> given.put(name, MemorySegment.ofArray(values)));
            given.putAll(inputs);
            List<String> started =
                    plan.buffers().keySet().stream().filter(starts::containsKey).toList();
            started.forEach(name -> given.put(name, starts.get(name).segment()));
            heldBytes = session.run(plan, given, outputs).deviceBytes();
            started.forEach(name -> starts.remove(name).close());
        }

        @Override
        public MemorySegment read(String state) {
            Tensor start = starts.get(state);
            return start == null ? session.read(state) : start.segment().asReadOnly();
        }

        @Override
        public long heldBytes() {
            return heldBytes;
        }

        @Override
        public void close() {
            starts.values().forEach(Tensor::close);
            starts.clear();
            session.close();
        }
    }

    /** One mechanism on one device. */
    private static final class Session implements EngineSession {
        private final PlanCache plans = new PlanCache();
        private final Request capacity;
        private final GraphSession session;
        private final DeviceConfigs.Selection selection;
        private final StoredTensors stored = new StoredTensors();

        Session(Request capacity, GraphSession session, DeviceConfigs.Selection selection) {
            this.capacity = capacity;
            this.session = session;
            this.selection = selection;
        }

        @Override
        public GraphTimings run(Call call) {
            InputChecks.within(call.request(), capacity);
            call.check();
            InputChecks.shared(call);
            Plan bound = stored.of(call.request(), plans.of(call));
            Map<String, MemorySegment> from = new HashMap<>();
            bound.constants().forEach((name, values) -> from.put(name, MemorySegment.ofArray(values)));
            from.putAll(stored.given(bound, call.inputs(), session));
            Map<String, MemorySegment> to = new HashMap<>();
            call.outputs().forEach((name, tensor) -> to.put(name, tensor.segment()));
            GraphTimings timings = session.run(bound, from, to);
            stored.weightsAreResident();
            return timings;
        }

        @Override
        public void invalidateWeights() {
            session.invalidate();
            stored.invalidateWeights();
        }

        @Override
        public MemorySegment read(String name) {
            return session.read(name);
        }

        @Override
        public List<TaskLaunch> launches() {
            return session.launches();
        }

        @Override
        public String explain() {
            return describe(selection) + session.explain();
        }

        @Override
        public void close() {
            session.close();
        }
    }
}
