package io.attn4j.engine;

import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.LaunchRecorder;
import io.attn4j.graph.RecordedLaunches;

/**
 * The engine {@code opencl} on a device that is described rather than there: it needs no driver, its sessions record what
 * they would launch, and their outputs mean nothing.
 */
public final class RecordingEngine extends GraphEngine {
    private final LaunchRecorder recorder;

    /**
     * An engine for one device.
     *
     * @param device its name, vendor and type choose the device-config, its limits hold for grids
     */
    public RecordingEngine(GraphDevice device) {
        this(GraphBackends.recording(device));
    }

    private RecordingEngine(LaunchRecorder recorder) {
        super(recorder);
        this.recorder = recorder;
    }

    /**
     * The launches of the latest execution of a session.
     *
     * @throws IllegalStateException when there was none
     */
    public RecordedLaunches recorded() {
        return recorder.recorded();
    }
}
