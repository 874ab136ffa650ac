package io.attn4j.portable;

import java.util.List;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/**
 * A task graph as recorded by the portable {@code TaskGraph}: its steps in the order they were declared.
 *
 * @param name name of the graph
 * @param steps transfers and tasks
 */
public record RecordedGraph(String name, List<Command> steps) {

    /** One step. */
    public sealed interface Command {}

    /** Copies arrays to the device, once or at every execution ({@code DataTransferMode}). */
    public record ToDevice(int mode, List<TornadoNativeArray> arrays) implements Command {}

    /** Copies arrays to the host, at every execution or when asked to ({@code DataTransferMode}). */
    public record ToHost(int mode, List<TornadoNativeArray> arrays) implements Command {}

    /** Lets graphs of the same execution plan that come later use arrays where this one leaves them. */
    public record Persist(List<TornadoNativeArray> arrays) implements Command {}

    /** Takes arrays where {@code graph}, an earlier one of the same execution plan, leaves them. */
    public record Consume(String graph, List<TornadoNativeArray> arrays) implements Command {}

    /** Runs a kernel. */
    public record Run(RecordedTask task) implements Command {}
}
