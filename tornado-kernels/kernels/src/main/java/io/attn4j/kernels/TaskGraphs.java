package io.attn4j.kernels;

import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.GraphProblem;
import io.attn4j.graph.KernelChoice;
import io.attn4j.kernels.core.CoreTasks;
import io.attn4j.kernels.linformer.LinformerTaskGraph;
import io.attn4j.kernels.standard.StandardTaskGraph;
import java.util.List;

/** The task graph of each mechanism. A new mechanism is added here. */
final class TaskGraphs {
    private TaskGraphs() {}

    /**
     * Builds the graph for problems up to {@code capacity}.
     *
     * @throws IllegalArgumentException when the mechanism is unknown, a role has no kernel, or the device is too small
     */
    static MechanismTaskGraph of(GraphProblem capacity, List<KernelChoice> choices, GraphDevice device) {
        return switch (capacity.mechanism()) {
            case "standard" -> new StandardTaskGraph(capacity, choice(choices, CoreTasks.ROLE), device);
            case "linformer" ->
                new LinformerTaskGraph(
                        capacity, choice(choices, CoreTasks.ROLE), choice(choices, LinformerTaskGraph.ROLE), device);
            default ->
                throw new IllegalArgumentException("mechanism: got " + capacity.mechanism()
                        + "; needs one with a task graph: standard, linformer; try attn4j list");
        };
    }

    private static KernelChoice choice(List<KernelChoice> choices, String role) {
        for (KernelChoice choice : choices) {
            if (choice.role().equals(role)) {
                return choice;
            }
        }
        throw new IllegalArgumentException(
                "kernel of " + role + ": got none; needs one in the device-config; try the shipped device-configs");
    }
}
