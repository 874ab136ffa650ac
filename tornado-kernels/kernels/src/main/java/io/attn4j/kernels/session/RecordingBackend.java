package io.attn4j.kernels.session;

import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.GraphSession;
import io.attn4j.graph.KernelChoice;
import io.attn4j.graph.LaunchRecorder;
import io.attn4j.graph.RecordedLaunches;
import io.attn4j.graph.TaskLaunch;
import io.attn4j.graph.TuningSpace;
import io.attn4j.kernels.export.ExportedSources;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.Plan;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** Records what the engine {@code opencl} would launch on a device that is described rather than there. */
public final class RecordingBackend implements LaunchRecorder {
    private final GraphDevice device;
    private RecordedLaunches latest;

    /** A recorder for {@code device}. */
    public RecordingBackend(GraphDevice device) {
        this.device = device;
    }

    @Override
    public String engine() {
        return "opencl";
    }

    @Override
    public List<GraphDevice> devices() {
        return List.of(device);
    }

    @Override
    public String problem() {
        return "";
    }

    @Override
    public GraphSession open(GraphDevice limited, Plan capacity, List<KernelChoice> choices, boolean profile) {
        PlanTasks tasks = new PlanTasks(capacity, choices, limited);
        Map<TornadoNativeArray, String> names = new IdentityHashMap<>();
        for (Buffer.Kind kind : Buffer.Kind.values()) {
            tasks.arrays(kind).forEach((name, array) -> names.put(array, name));
        }
        RecordingDevice recording = new RecordingDevice(limited, names, launches -> latest = launches);
        return new TaskGraphSession(tasks, recording, profile, ExportedSources::of);
    }

    @Override
    public RecordedLaunches recorded() {
        if (latest == null) {
            throw new IllegalStateException("launches: got no execution; needs one first; try running the session");
        }
        return latest;
    }

    @Override
    public List<TaskLaunch> launches(GraphDevice limited, Plan capacity, List<KernelChoice> choices) {
        return PlanTasks.describe(capacity, choices, limited);
    }

    @Override
    public List<Long> scratch(GraphDevice limits, Plan plan, List<KernelChoice> choices) {
        return PlanTasks.scratch(plan, choices, limits);
    }

    @Override
    public List<TuningSpace> tuningSpaces(Plan plan) {
        return PlanTasks.tuningSpaces(plan);
    }

    @Override
    public void close() {
        latest = null;
    }
}
