package io.attn4j.portable.simulator;

import java.util.Optional;

/**
 * Something that a kernel did and that a device would answer with wrong results, a crash or a hang; the message names
 * kernel, work-items, array and index.
 */
public final class SimulatorFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What was done. */
    public enum Kind {
        /** Two work-items touch the same element, one of them writing, with no barrier in between. */
        DATA_RACE,
        /** Work-items of one group do not meet at the same barrier. */
        BARRIER_DIVERGENCE,
        /** An index outside of an array. */
        OUT_OF_BOUNDS,
        /** A read of local memory that no work-item of the group has written. */
        UNINITIALIZED_LOCAL_READ,
        /** A read of a private array's element before it was written; Java's zero is not there on a device. */
        UNINITIALIZED_PRIVATE_READ,
        /** A read or a copy to the host of device memory that was neither copied to the device nor written by a kernel. */
        UNINITIALIZED_GLOBAL_READ,
        /** A local size that does not divide the global size, or that no device takes. */
        LOCAL_SIZE,
        /** Work-items of one group ask for different local arrays. */
        LOCAL_ALLOCATION,
        /** A local array passed to another method, which TornadoVM 5.2 compiles to wrong addresses. */
        LOCAL_ARRAY_PASSED,
        /** The kernel threw an exception. */
        KERNEL_EXCEPTION,
        /** Something that only Java can do, such as creating objects. */
        NOT_A_KERNEL
    }

    private final Kind kind;
    private final String task;
    private final WorkItemPosition workItem;
    private final WorkItemPosition other;
    private final String array;
    private final int index;

    SimulatorFault(
            Kind kind,
            String task,
            WorkItemPosition workItem,
            WorkItemPosition other,
            String array,
            int index,
            String message,
            Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.task = task;
        this.workItem = workItem;
        this.other = other;
        this.array = array;
        this.index = index;
    }

    /** A fault of a task as a whole. */
    static SimulatorFault ofTask(Kind kind, String task, String message) {
        return new SimulatorFault(kind, task, null, null, null, -1, task + ": " + message, null);
    }

    /** What was done. */
    public Kind kind() {
        return kind;
    }

    /** {@code graph.task}, or the graph's name where it is a copy to the host that found nothing. */
    public String task() {
        return task;
    }

    /** The work-item that was running. */
    public Optional<WorkItemPosition> workItem() {
        return Optional.ofNullable(workItem);
    }

    /** The work-item that it collides with. */
    public Optional<WorkItemPosition> otherWorkItem() {
        return Optional.ofNullable(other);
    }

    /** Name of the array. */
    public Optional<String> array() {
        return Optional.ofNullable(array);
    }

    /** Index of the element; -1 where there is none. */
    public int index() {
        return index;
    }
}
