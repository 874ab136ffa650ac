package io.attn4j.engine;

import io.attn4j.graph.GraphDevice;
import io.attn4j.mechanism.Request;
import java.util.List;

/** An engine for a service loader to find: the reference under another name. */
public final class FoundEngine implements Engine {
    /** Its id. */
    public static final String ID = "found";

    private final ReferenceEngine reference = new ReferenceEngine();

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Availability availability() {
        return reference.availability();
    }

    @Override
    public List<GraphDevice> devices() {
        return reference.devices();
    }

    @Override
    public boolean taskGraphs() {
        return false;
    }

    @Override
    public EngineSession open(Request capacity, EngineOptions options) {
        return reference.open(capacity, options);
    }

    @Override
    public void close() {
        reference.close();
    }
}
