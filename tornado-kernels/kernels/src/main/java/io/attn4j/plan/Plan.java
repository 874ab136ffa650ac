package io.attn4j.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The task graph of one request: steps in order, their arrays, and the data that the mechanism itself supplies.
 *
 * <p>Two plans of the same mechanism and options have the same steps in the same order and differ in sizes, strides and
 * masks only: an engine prepares itself for the plan of the largest request and then executes those of smaller ones.
 */
public final class Plan {
    private final String mechanism;
    private final List<Step> steps;
    private final Map<String, Buffer> buffers;
    private final Map<String, float[]> constants;

    private Plan(Builder builder) {
        mechanism = builder.mechanism;
        steps = List.copyOf(builder.steps);
        buffers = Collections.unmodifiableMap(new LinkedHashMap<>(builder.buffers));
        constants = Map.copyOf(builder.constants);
    }

    /** Starts a plan of the mechanism {@code id}. */
    public static Builder builder(String id) {
        return new Builder(id);
    }

    /** Mechanism id. */
    public String mechanism() {
        return mechanism;
    }

    /** Steps in order of execution. */
    public List<Step> steps() {
        return steps;
    }

    /** All arrays by name, in order of their first use. */
    public Map<String, Buffer> buffers() {
        return buffers;
    }

    /** Content of weights that the caller does not give, by name. */
    public Map<String, float[]> constants() {
        return constants;
    }

    /**
     * Whether what was prepared for {@code capacity} can execute this plan: the same steps over the same arrays, and no array,
     * no dimension of an operand and no table of integers larger than there. A request with smaller tensors may need larger
     * arrays between its steps, such as one whose blocks are shorter and therefore more.
     */
    public boolean fitsIn(Plan capacity) {
        if (steps.size() != capacity.steps.size() || !mechanism.equals(capacity.mechanism)) {
            return false;
        }
        for (Buffer buffer : buffers.values()) {
            Buffer room = capacity.buffers.get(buffer.name());
            if (room == null
                    || room.kind() != buffer.kind()
                    || room.storage() != buffer.storage()
                    || buffer.elements() > room.elements()) {
                return false;
            }
        }
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            Step room = capacity.steps.get(i);
            if (!step.task().equals(room.task())
                    || step.integers() > room.integers()
                    || !fitIn(step.reads(), room.reads())
                    || !fitIn(step.writes(), room.writes())) {
                return false;
            }
        }
        return true;
    }

    private static boolean fitIn(List<View> views, List<View> rooms) {
        if (views.size() != rooms.size()) {
            return false;
        }
        for (int i = 0; i < views.size(); i++) {
            View view = views.get(i);
            View room = rooms.get(i);
            if (view.batch() > room.batch()
                    || view.heads() > room.heads()
                    || view.rows() > room.rows()
                    || view.columns() > room.columns()) {
                return false;
            }
        }
        return true;
    }

    /** FLOPs of all steps. */
    public double flops() {
        return steps.stream().mapToDouble(Step::flops).sum();
    }

    /** Bytes of all steps' operands, each once per step: what must move when nothing stays on chip between steps. */
    public double bytes() {
        return steps.stream().mapToDouble(Step::bytes).sum();
    }

    /** Bytes of all arrays of a kind. */
    public long bytes(Buffer.Kind kind) {
        long bytes = 0;
        for (Buffer buffer : buffers.values()) {
            if (buffer.kind() == kind) {
                bytes = Math.addExact(bytes, buffer.bytes());
            }
        }
        return bytes;
    }

    /** Collects arrays and steps, and checks that each array is written before it is read, and none that may not be. */
    public static final class Builder {
        private final String mechanism;
        private final List<Step> steps = new ArrayList<>();
        private final Map<String, Buffer> buffers = new LinkedHashMap<>();
        private final Map<String, float[]> constants = new LinkedHashMap<>();
        private final Set<String> tasks = new HashSet<>();
        private final Set<String> filled = new HashSet<>();

        private Builder(String mechanism) {
            this.mechanism = mechanism;
        }

        /** An array that the caller gives at every execution. */
        public Buffer input(String name, long elements) {
            return register(new Buffer(name, Buffer.Kind.INPUT, elements));
        }

        /** An array that the caller gives and that stays on the device. */
        public Buffer weight(String name, long elements) {
            return register(new Buffer(name, Buffer.Kind.WEIGHT, elements));
        }

        /** An array that the caller gives once, and that steps read and write from execution to execution. */
        public Buffer state(String name, long elements) {
            return register(new Buffer(name, Buffer.Kind.STATE, elements));
        }

        /** A weight with content that the mechanism supplies. */
        public Buffer constant(String name, float[] content) {
            constants.put(name, content);
            return register(new Buffer(name, Buffer.Kind.WEIGHT, content.length));
        }

        /** An array between steps; asked for again by name and size, the same one. */
        public Buffer intermediate(String name, long elements) {
            return register(new Buffer(name, Buffer.Kind.INTERMEDIATE, elements));
        }

        /** An array that is copied back. */
        public Buffer output(String name, long elements) {
            return register(new Buffer(name, Buffer.Kind.OUTPUT, elements));
        }

        /** An array as it is, such as one of another plan; content of constants is not taken. */
        public Buffer array(Buffer buffer) {
            return register(buffer);
        }

        /** Whether an array may be asked for by this name and size: there is none of the name, or one of the size. */
        public boolean has(String name, long elements) {
            Buffer known = buffers.get(name);
            return known == null || known.elements() == elements;
        }

        private Buffer register(Buffer buffer) {
            Buffer known = buffers.putIfAbsent(buffer.name(), buffer);
            if (known != null && !known.equals(buffer)) {
                throw new IllegalArgumentException("buffer: got " + buffer + " and " + known + "; needs one per name");
            }
            if (buffer.kind().given()) {
                filled.add(buffer.name());
            }
            return buffer;
        }

        /**
         * Appends a step.
         *
         * @throws IllegalArgumentException when there is one of its name, it reads what no step has written, or it writes an
         *     input or a weight
         */
        public Builder add(Step step) {
            if (!tasks.add(step.task())) {
                throw new IllegalArgumentException("task: got " + step.task() + " twice; needs one step per name");
            }
            for (View view : step.reads()) {
                if (!filled.contains(view.buffer().name())) {
                    throw new IllegalArgumentException(
                            step.task() + ": got " + view + " before any step wrote it; needs another order");
                }
            }
            for (View view : step.writes()) {
                if (!view.buffer().kind().written()) {
                    throw new IllegalArgumentException(step.task() + ": got " + view + " to write, "
                            + (view.buffer().kind() == Buffer.Kind.INPUT ? "an input" : "a weight")
                            + "; needs a state, an output or an array between steps");
                }
                filled.add(view.buffer().name());
            }
            steps.add(step);
            return this;
        }

        /**
         * Appends the steps of {@code inner} over other arrays.
         *
         * @param prefix put before the names of its tasks
         * @param views the view to take in place of each of its views, of the same sizes
         */
        public Builder splice(Plan inner, String prefix, UnaryOperator<View> views) {
            StepRewriter rewriter = new StepRewriter(
                    task -> prefix + Character.toUpperCase(task.charAt(0)) + task.substring(1), views, views);
            for (Step step : inner.steps) {
                add(rewriter.rewrite(step));
            }
            return this;
        }

        /** The plan; every output has been written. */
        public Plan build() {
            for (Buffer buffer : buffers.values()) {
                if (!filled.contains(buffer.name())) {
                    throw new IllegalArgumentException(buffer + ": got no step that writes it; needs one");
                }
            }
            return new Plan(this);
        }
    }
}
