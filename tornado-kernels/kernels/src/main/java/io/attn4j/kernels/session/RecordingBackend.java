package io.attn4j.kernels.session;

import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.LaunchRecorder;
import io.attn4j.graph.RecordedLaunches;
import io.attn4j.plan.Buffer;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** Records what the engine {@code opencl} would launch on a device that is described rather than there. */
public final class RecordingBackend extends TaskGraphBackend implements LaunchRecorder {
    private final GraphDevice device;
    private RecordedLaunches latest;

    /** A recorder for {@code device}. */
    public RecordingBackend(GraphDevice device) {
        super(OPENCL);
        this.device = device;
    }

    @Override
    public List<GraphDevice> devices() {
        return List.of(device);
    }

    @Override
    String noDevice() {
        return "";
    }

    @Override
    TornadoDevice runner(GraphDevice limited, PlanTasks tasks) {
        Map<TornadoNativeArray, String> names = new IdentityHashMap<>();
        for (Buffer.Kind kind : Buffer.Kind.values()) {
            tasks.arrays(kind).forEach((name, array) -> names.put(array, name));
        }
        return new RecordingDevice(limited, names, launches -> latest = launches);
    }

    @Override
    public RecordedLaunches recorded() {
        if (latest == null) {
            throw new IllegalStateException("launches: got no execution; needs one first; try running the session");
        }
        return latest;
    }

    @Override
    public void close() {
        latest = null;
    }
}
