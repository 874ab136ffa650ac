package io.attn4j.kernels.session;

import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.KernelChoice;
import io.attn4j.graph.KernelRole;
import io.attn4j.graph.TaskLaunch;
import io.attn4j.graph.TuningSpace;
import io.attn4j.kernels.StepFamilies;
import io.attn4j.kernels.export.ExportedSources;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelChoices;
import io.attn4j.kernels.step.KernelTask;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.Plan;
import io.attn4j.plan.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** A plan as tasks of a TornadoVM task graph: its arrays, its tasks, and how a request's sizes reach them. */
final class PlanTasks {
    private final Plan capacity;
    private final DeviceArrays arrays;
    private final List<StepTasks<?>> steps = new ArrayList<>();

    /**
     * Builds the tasks for requests up to {@code capacity}.
     *
     * @throws IllegalArgumentException when a role has no kernel, or the device is too small
     */
    PlanTasks(Plan capacity, List<KernelChoice> choices, GraphDevice device) {
        this(capacity, choices, device, Map.of());
    }

    /**
     * Builds the tasks for requests up to {@code capacity} over states of other plans.
     *
     * @param states arrays of those states, by name
     * @throws IllegalArgumentException when a role has no kernel, or the device is too small
     */
    PlanTasks(Plan capacity, List<KernelChoice> choices, GraphDevice device, Map<String, FloatArray> states) {
        this.capacity = capacity;
        arrays = new DeviceArrays(capacity.buffers().values(), states);
        KernelChoices kernels = new KernelChoices(choices);
        for (Step step : capacity.steps()) {
            steps.add(StepFamilies.of(step).tasks(step, arrays, kernels, device));
        }
        for (KernelChoice choice : choices) {
            if (choice.role() == KernelRole.ROWS) {
                launches().stream()
                        .filter(launch -> launch.roles().contains(KernelRole.ROWS))
                        .forEach(launch -> launch.regroup(choice.constant("local", launch.localSize())));
            }
        }
    }

    /** What a tuner may vary for {@code plan}, strategy by strategy. */
    static List<TuningSpace> tuningSpaces(Plan plan) {
        Set<TuningSpace> spaces = new LinkedHashSet<>();
        for (Step step : plan.steps()) {
            spaces.addAll(StepFamilies.of(step).tuningSpaces(step));
        }
        spaces.addAll(RowLaunch.tuningSpaces());
        return List.copyOf(spaces);
    }

    /** The launches of {@code capacity}, described; no array is allocated. */
    static List<TaskLaunch> describe(Plan capacity, List<KernelChoice> choices, GraphDevice device) {
        return DeviceArrays.described(() -> new PlanTasks(capacity, choices, device)
                .launches().stream().map(ExportedSources::describe).toList());
    }

    /** The text of {@link TaskGraphSession#explain} for {@code capacity}; no array is allocated. */
    static String explain(Plan capacity, List<KernelChoice> choices, GraphDevice device) {
        return DeviceArrays.described(() -> {
            PlanTasks tasks = new PlanTasks(capacity, choices, device);
            tasks.bind(capacity);
            return TaskGraphSession.explain(tasks, ExportedSources::of);
        });
    }

    /** Bytes of all arrays, headers included. */
    long bytes() {
        long bytes = bytes(placeholders()) + bytes(sizes()) + bytes(intermediates());
        for (Buffer.Kind kind : List.of(Buffer.Kind.INPUT, Buffer.Kind.WEIGHT, Buffer.Kind.STATE, Buffer.Kind.OUTPUT)) {
            bytes += bytes(List.copyOf(arrays(kind).values()));
        }
        return bytes;
    }

    private static long bytes(List<? extends TornadoNativeArray> arrays) {
        return arrays.stream()
                .mapToLong(TornadoNativeArray::getNumBytesOfSegmentWithHeader)
                .sum();
    }

    /** Sizes of the arrays that tasks of {@code plan} need besides its own. */
    static List<Long> scratch(Plan plan, List<KernelChoice> choices, GraphDevice device) {
        KernelChoices kernels = new KernelChoices(choices);
        List<Long> sizes = new ArrayList<>();
        for (Step step : plan.steps()) {
            sizes.addAll(StepFamilies.of(step).scratch(step, kernels, device));
        }
        return sizes;
    }

    /** Name of the graph; with a task's name the key of its grid. */
    String name() {
        return capacity.mechanism();
    }

    /** The plan that this was built for. */
    Plan capacity() {
        return capacity;
    }

    /** Arrays of a kind by name. */
    Map<String, TornadoNativeArray> arrays(Buffer.Kind kind) {
        Map<String, TornadoNativeArray> found = new LinkedHashMap<>();
        for (Buffer buffer : capacity.buffers().values()) {
            if (buffer.kind() == kind) {
                found.put(buffer.name(), arrays.of(buffer.name()));
            }
        }
        return found;
    }

    /** Arrays of the states by name; states are fp32. */
    Map<String, FloatArray> states() {
        Map<String, FloatArray> states = new LinkedHashMap<>();
        arrays(Buffer.Kind.STATE).forEach((name, array) -> states.put(name, (FloatArray) array));
        return states;
    }

    /** Small arrays of sizes, flags and masks, copied at every execution. */
    List<TornadoNativeArray> sizes() {
        return steps.stream().flatMap(step -> step.sizes().stream()).toList();
    }

    /** Arrays of one element in place of operands that are not given; kernels take them and do not read them. */
    List<FloatArray> placeholders() {
        return steps.stream().flatMap(step -> step.placeholders().stream()).toList();
    }

    /** Arrays that only tasks use; they hold device memory, and are copied neither way. */
    List<TornadoNativeArray> intermediates() {
        List<TornadoNativeArray> all =
                new ArrayList<>(arrays(Buffer.Kind.INTERMEDIATE).values());
        steps.forEach(step -> all.addAll(step.intermediates()));
        return all;
    }

    /** The tasks, in order. */
    List<KernelTask> tasks() {
        return steps.stream().flatMap(step -> step.tasks().stream()).toList();
    }

    /** The launches of the tasks, in order. */
    List<TaskGrid> launches() {
        return steps.stream().flatMap(step -> step.launches().stream()).toList();
    }

    /**
     * Writes sizes, masks and grids of {@code plan}.
     *
     * @throws IllegalArgumentException when it is no smaller request of the same mechanism and options
     */
    void bind(Plan plan) {
        List<Step> bound = plan.steps();
        if (bound.size() != steps.size()) {
            throw new IllegalArgumentException("plan: got " + bound.size() + " steps; needs the " + steps.size()
                    + " that the session was opened with; try another session");
        }
        for (Buffer buffer : plan.buffers().values()) {
            Buffer room = capacity.buffers().get(buffer.name());
            if (room != null && buffer.kind() == Buffer.Kind.STATE && !buffer.equals(room)) {
                throw new IllegalArgumentException(
                        "plan: got " + buffer + "; needs " + room + ", as states keep their size; try another session");
            }
            if (room == null || buffer.elements() > room.elements()) {
                throw new IllegalArgumentException(
                        "plan: got " + buffer + "; needs at most " + room + "; try a session of larger capacity");
            }
        }
        for (int i = 0; i < bound.size(); i++) {
            if (!bound.get(i).task().equals(capacity.steps().get(i).task())) {
                throw new IllegalArgumentException(
                        "plan: got the step " + bound.get(i).task() + "; needs "
                                + capacity.steps().get(i).task() + "; try another session");
            }
            bind(steps.get(i), bound.get(i));
        }
    }

    /** Steps of the same plan and name are of the same record. */
    @SuppressWarnings("unchecked")
    private static <S extends Step> void bind(StepTasks<S> tasks, Step step) {
        tasks.bind((S) step);
    }
}
