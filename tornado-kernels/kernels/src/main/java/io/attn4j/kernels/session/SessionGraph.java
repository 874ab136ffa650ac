package io.attn4j.kernels.session;

import io.attn4j.plan.Buffer;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** One plan of a session as task graphs, one unless it is large: its arrays by what happens to them, and how far it has come. */
final class SessionGraph {
    /** Two NaN, of fp16 and of bf16 alike. */
    private static final int PACKED_NAN = 0x7FFF7FFF;

    private final PlanTasks tasks;
    private final Map<String, TornadoNativeArray> inputs;
    private final Map<String, TornadoNativeArray> weights;
    private final Map<String, TornadoNativeArray> outputs;
    private final Map<String, FloatArray> states;
    /** States that no graph before has. */
    private final Map<String, FloatArray> own = new LinkedHashMap<>();

    private final List<GraphPart> parts;

    private final Map<String, MemorySegment> buffers = new LinkedHashMap<>();
    private final long bytes;

    /** Whether the present execution plan has executed it. */
    boolean warm;
    /** Whether its own states have been given. */
    boolean begun;

    /**
     * The graphs of {@code tasks}.
     *
     * @param nodes that a graph has room for
     * @param before plans of the session that come before it
     */
    SessionGraph(PlanTasks tasks, int nodes, List<SessionGraph> before) {
        this.tasks = tasks;
        parts = GraphPart.of(tasks, nodes);
        inputs = tasks.arrays(Buffer.Kind.INPUT);
        weights = tasks.arrays(Buffer.Kind.WEIGHT);
        outputs = tasks.arrays(Buffer.Kind.OUTPUT);
        states = tasks.states();
        states.forEach((name, array) -> {
            if (before.stream().noneMatch(graph -> graph.own.containsKey(name))) {
                own.put(name, array);
            }
        });
        for (Map<String, ? extends TornadoNativeArray> group : List.of(inputs, weights, states, outputs)) {
            group.forEach((name, array) -> buffers.put(name, array.getSegment()));
        }
        bytes = bytesOnce() + bytesAlways() + bytes(tasks.intermediates());
        poisonOutputs();
        tasks.bind(tasks.capacity());
    }

    /** Also copied to the device once: what a kernel fails to write must not look like a result. */
    private void poisonOutputs() {
        for (TornadoNativeArray output : outputs.values()) {
            switch (output) {
                case FloatArray floats -> floats.init(Float.NaN);
                case IntArray packed -> packed.init(PACKED_NAN);
                default -> throw new IllegalStateException("output: got " + output + "; needs floats");
            }
        }
    }

    PlanTasks tasks() {
        return tasks;
    }

    Map<String, TornadoNativeArray> inputs() {
        return inputs;
    }

    Map<String, TornadoNativeArray> weights() {
        return weights;
    }

    Map<String, TornadoNativeArray> outputs() {
        return outputs;
    }

    /** All states that it reads or writes. */
    Map<String, FloatArray> states() {
        return states;
    }

    /** States that it takes to the device. */
    Map<String, FloatArray> ownStates() {
        return own;
    }

    /** Inputs, weights, outputs and states as the host holds them, by name. */
    Map<String, MemorySegment> buffers() {
        return buffers;
    }

    /** Bytes on the device, states of other graphs left out. */
    long bytes() {
        return bytes;
    }

    /** Bytes that the first execution alone takes to the device. */
    long bytesOnce() {
        return bytes(List.copyOf(weights.values()))
                + bytes(List.copyOf(own.values()))
                + bytes(tasks.placeholders())
                + bytes(List.copyOf(outputs.values()));
    }

    /** Bytes that every execution takes to the device. */
    long bytesAlways() {
        return bytes(List.copyOf(inputs.values())) + bytes(tasks.sizes());
    }

    /** Bytes that every execution takes to the host. */
    long bytesToHost() {
        return bytes(List.copyOf(outputs.values()));
    }

    private static long bytes(List<? extends TornadoNativeArray> arrays) {
        long bytes = 0;
        for (TornadoNativeArray array : arrays) {
            bytes += array.getNumBytesOfSegmentWithHeader();
        }
        return bytes;
    }

    /** Its graphs by their tasks. */
    List<GraphPart> parts() {
        return parts;
    }

    /**
     * One of the graphs to execute.
     *
     * <p>TornadoVM hands arrays on from the graph that was executed last, and from no other: each graph also takes, and
     * leaves, what only later ones use.
     *
     * @param previous name of the graph before it in the session, or null for the first
     * @param owners the graph that each array comes to the device with, by identity; this graph's are added
     * @param later whether graphs after it use an array
     */
    TaskGraph graph(
            int number, String previous, Map<TornadoNativeArray, String> owners, Predicate<TornadoNativeArray> later) {
        GraphPart part = parts.get(number);
        TaskGraph graph = new TaskGraph(part.name());
        List<TornadoNativeArray> consumed = owners.keySet().stream()
                .filter(array -> part.arrays().contains(array) || later.test(array))
                .toList();
        part.arrays().forEach(array -> owners.putIfAbsent(array, part.name()));
        // what no task takes comes with the first graph
        Predicate<TornadoNativeArray> here = array -> part.name().equals(owners.get(array))
                || number == 0 && parts.stream().noneMatch(each -> each.arrays().contains(array));
        if (!consumed.isEmpty()) {
            graph.consumeFromDevice(previous, consumed.toArray());
        }
        List<TornadoNativeArray> once = new ArrayList<>(weights.values());
        once.addAll(own.values());
        once.addAll(tasks.placeholders());
        once.addAll(outputs.values());
        once.removeIf(here.negate());
        if (!once.isEmpty()) {
            graph.transferToDevice(DataTransferMode.FIRST_EXECUTION, once.toArray());
        }
        List<TornadoNativeArray> always = new ArrayList<>(inputs.values());
        always.addAll(tasks.sizes());
        always.removeIf(here.negate());
        if (!always.isEmpty()) {
            graph.transferToDevice(DataTransferMode.EVERY_EXECUTION, always.toArray());
        }
        part.tasks().forEach(task -> task.addTo(graph));
        List<TornadoNativeArray> kept = owners.keySet().stream().filter(later).toList();
        if (!kept.isEmpty()) {
            graph.persistOnDevice(kept.toArray());
        }
        List<TornadoNativeArray> back = outputs.values().stream()
                .filter(array -> lastUse(array) == number)
                .toList();
        if (!back.isEmpty()) {
            graph.transferToHost(DataTransferMode.EVERY_EXECUTION, back.toArray());
        }
        List<FloatArray> demanded = own.values().stream().filter(here).toList();
        if (!demanded.isEmpty()) {
            graph.transferToHost(DataTransferMode.UNDER_DEMAND, demanded.toArray());
        }
        return graph;
    }

    /** The last graph with a task that takes {@code array}. */
    private int lastUse(TornadoNativeArray array) {
        for (int number = parts.size() - 1; number > 0; number--) {
            if (parts.get(number).arrays().contains(array)) {
                return number;
            }
        }
        return 0;
    }
}
