package io.attn4j.graph;

/** A backend that computes nothing: executions of its sessions are recorded. Its one device need not be there. */
public interface LaunchRecorder extends GraphBackend {

    /**
     * The latest execution.
     *
     * @throws IllegalStateException when there was none
     */
    RecordedLaunches recorded();
}
