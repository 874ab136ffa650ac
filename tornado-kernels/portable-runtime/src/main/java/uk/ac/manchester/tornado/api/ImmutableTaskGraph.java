package uk.ac.manchester.tornado.api;

import io.attn4j.portable.RecordedGraph;

/** A task graph that no longer changes. Portable form of TornadoVM's class. */
public class ImmutableTaskGraph {
    private final RecordedGraph graph;

    ImmutableTaskGraph(RecordedGraph graph) {
        this.graph = graph;
    }

    RecordedGraph graph() {
        return graph;
    }
}
