package io.attn4j.portable.simulator;

import java.util.List;

/**
 * What one execution of a task graph did.
 *
 * @param graph name of the graph
 * @param tasks counts by task, in order
 */
public record SimulatorReport(String graph, List<TaskCounts> tasks) {

    /** Counts of the task {@code id}, without the graph's name. */
    public TaskCounts task(String id) {
        return tasks.stream()
                .filter(counts -> counts.task().equals(graph + "." + id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("task: got " + id + "; needs one of "
                        + tasks.stream().map(TaskCounts::task).toList() + "; try the part after the dot"));
    }
}
