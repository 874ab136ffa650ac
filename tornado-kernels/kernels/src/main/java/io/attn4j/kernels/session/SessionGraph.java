package io.attn4j.kernels.session;

import io.attn4j.plan.Buffer;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.TornadoExecutionResult;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** One task graph of a session: its arrays by what happens to them, and how far it has come. */
final class SessionGraph {
    private final PlanTasks tasks;
    private final Map<String, FloatArray> inputs;
    private final Map<String, FloatArray> weights;
    private final Map<String, FloatArray> outputs;
    private final Map<String, FloatArray> states;
    /** States that no graph before has. */
    private final Map<String, FloatArray> own = new LinkedHashMap<>();
    /** States of graphs before, by the name of the graph. */
    private final Map<String, List<FloatArray>> borrowed = new LinkedHashMap<>();

    private final Map<String, MemorySegment> buffers = new LinkedHashMap<>();
    private final long bytes;

    /** Whether the present execution plan has executed it. */
    boolean warm;
    /** Whether its own states have been given. */
    boolean begun;
    /** Its last execution in the present execution plan; states are on the device. */
    TornadoExecutionResult latest;

    /**
     * The graph of {@code tasks}.
     *
     * @param before graphs of the session that come before it
     */
    SessionGraph(PlanTasks tasks, List<SessionGraph> before) {
        this.tasks = tasks;
        inputs = tasks.arrays(Buffer.Kind.INPUT);
        weights = tasks.arrays(Buffer.Kind.WEIGHT);
        outputs = tasks.arrays(Buffer.Kind.OUTPUT);
        states = tasks.arrays(Buffer.Kind.STATE);
        states.forEach((name, array) -> {
            SessionGraph owner = before.stream()
                    .filter(graph -> graph.own.containsKey(name))
                    .findFirst()
                    .orElse(null);
            if (owner == null) {
                own.put(name, array);
            } else {
                borrowed.computeIfAbsent(owner.tasks.name(), key -> new ArrayList<>())
                        .add(array);
            }
        });
        for (Map<String, FloatArray> group : List.of(inputs, weights, states, outputs)) {
            group.forEach((name, array) -> buffers.put(name, array.getSegment()));
        }
        bytes = bytesOnce() + bytesAlways() + bytes(tasks.intermediates());
        poisonOutputs();
        tasks.bind(tasks.capacity());
    }

    /** Also copied to the device once: what a kernel fails to write must not look like a result. */
    private void poisonOutputs() {
        for (FloatArray output : outputs.values()) {
            output.init(Float.NaN);
        }
    }

    PlanTasks tasks() {
        return tasks;
    }

    Map<String, FloatArray> inputs() {
        return inputs;
    }

    Map<String, FloatArray> weights() {
        return weights;
    }

    Map<String, FloatArray> outputs() {
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

    /**
     * The graph to execute.
     *
     * @param lends whether graphs after it use its states
     */
    TaskGraph graph(boolean lends) {
        TaskGraph graph = new TaskGraph(tasks.name());
        borrowed.forEach((owner, arrays) -> graph.consumeFromDevice(owner, arrays.toArray()));
        List<TornadoNativeArray> once = new ArrayList<>(weights.values());
        once.addAll(own.values());
        once.addAll(tasks.placeholders());
        once.addAll(outputs.values());
        if (!once.isEmpty()) {
            graph.transferToDevice(DataTransferMode.FIRST_EXECUTION, once.toArray());
        }
        List<TornadoNativeArray> always = new ArrayList<>(inputs.values());
        always.addAll(tasks.sizes());
        graph.transferToDevice(DataTransferMode.EVERY_EXECUTION, always.toArray());
        tasks.addTasks(graph);
        if (lends && !states.isEmpty()) {
            graph.persistOnDevice(states.values().toArray());
        }
        if (!outputs.isEmpty()) {
            graph.transferToHost(
                    DataTransferMode.EVERY_EXECUTION, outputs.values().toArray());
        }
        if (!own.isEmpty()) {
            graph.transferToHost(DataTransferMode.UNDER_DEMAND, own.values().toArray());
        }
        return graph;
    }
}
