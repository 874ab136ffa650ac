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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/** What backends have in common: plans become task graphs, whatever runs them. */
abstract class TaskGraphBackend implements GraphBackend {
    private final String engine;
    private final List<GraphDevice> descriptions = new ArrayList<>();
    private final List<TornadoDevice> devices = new ArrayList<>();

    TaskGraphBackend(String engine) {
        this.engine = engine;
    }

    /** The next device, as described. */
    final void add(GraphDevice description, TornadoDevice device) {
        descriptions.add(description);
        devices.add(device);
    }

    /** Why there is no device. */
    abstract String noDevice();

    /** Nodes that a task graph has room for: plans that need more take several graphs. */
    int graphNodes() {
        return Integer.MAX_VALUE;
    }

    /** What runs the graph of {@code tasks}. */
    TornadoDevice runner(GraphDevice device, PlanTasks tasks) {
        return devices.get(device.index());
    }

    @Override
    public final String engine() {
        return engine;
    }

    @Override
    public List<GraphDevice> devices() {
        return List.copyOf(descriptions);
    }

    @Override
    public final String problem() {
        return devices().isEmpty() ? noDevice() : "";
    }

    @Override
    public final GraphSession open(GraphDevice device, Plan capacity, List<KernelChoice> choices, boolean profile) {
        return open(device, List.of(capacity), choices, profile);
    }

    @Override
    public final GraphSession open(
            GraphDevice device, List<Plan> capacities, List<KernelChoice> choices, boolean profile) {
        Map<String, FloatArray> states = new LinkedHashMap<>();
        List<PlanTasks> graphs = new ArrayList<>();
        for (Plan capacity : capacities) {
            PlanTasks tasks = new PlanTasks(capacity, choices, device, states);
            states.putAll(tasks.states());
            graphs.add(tasks);
        }
        return new TaskGraphSession(
                graphs, graphNodes(), runner(device, graphs.getFirst()), profile, ExportedSources::of);
    }

    @Override
    public final List<TaskLaunch> launches(GraphDevice device, Plan capacity, List<KernelChoice> choices) {
        return PlanTasks.describe(capacity, choices, device);
    }

    @Override
    public final String explain(GraphDevice device, Plan capacity, List<KernelChoice> choices) {
        return PlanTasks.explain(capacity, choices, device);
    }

    @Override
    public final DevicePeak peak(GraphDevice device) {
        return devices.isEmpty()
                ? GraphBackend.super.peak(device)
                : new PeakMeasurement(devices.get(device.index()), device).measure();
    }

    @Override
    public final List<Long> scratch(GraphDevice device, Plan plan, List<KernelChoice> choices) {
        return PlanTasks.scratch(plan, choices, device);
    }

    @Override
    public final List<TuningSpace> tuningSpaces(Plan plan) {
        return PlanTasks.tuningSpaces(plan);
    }

    @Override
    public void close() {}
}
