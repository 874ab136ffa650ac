package io.attn4j.portable.simulator;

import io.attn4j.portable.simulator.SimulatorFault.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What an instrumented kernel calls in place of array accesses and of its {@code KernelContext}: it checks and counts.
 * Public because kernels call it; not for other use.
 *
 * <p>One thread at a time. The launch says whose turn it is by {@link #enter}.
 */
public final class KernelProbe {
    /** Rule and remedy for device memory that holds nothing. */
    static final String NEEDS_GLOBAL_WRITE = "needs a copy to the device or a kernel that writes it before; "
            + "try transferToDevice, or a grid that covers the array";

    final boolean checked;

    private String task;
    private int dimensions;

    // the launch
    final int[] globalSize = new int[3];
    final int[] localSize = new int[3];
    private final int[] offset = new int[3];
    private final int[] groups = new int[3];
    private int groupSize;
    private int launchEpoch;

    // the group
    private final int[] groupId = new int[3];
    private int groupNumber;
    private int groupEpoch;
    private int globalEpoch;
    private int localEpoch;
    private int lastEpoch;
    final List<Cells> locals = new ArrayList<>();

    // the work-item
    private final int[] globalId = new int[3];
    private final int[] localId = new int[3];
    private int item;
    private int nextLocal;
    private WorkItemFrame frame;

    // counts of the launch
    private long flops;
    private long transcendentals;
    private long globalReads;
    private long globalWrites;
    private long localReads;
    private long localWrites;

    KernelProbe(boolean checked) {
        this.checked = checked;
    }

    // The launch and its groups.

    /** Starts a launch; {@code local} null means a kernel without context, run by one work-item. */
    void beginLaunch(String task, int dimensions, int[] global, int[] local, int[] offset, int firstEpoch) {
        this.task = task;
        this.dimensions = dimensions;
        groupSize = 1;
        for (int d = 0; d < 3; d++) {
            globalSize[d] = global[d];
            localSize[d] = local[d];
            groups[d] = global[d] / local[d];
            this.offset[d] = offset[d];
            groupSize *= local[d];
        }
        launchEpoch = firstEpoch;
        lastEpoch = firstEpoch;
        locals.clear();
        flops = 0;
        transcendentals = 0;
        globalReads = 0;
        globalWrites = 0;
        localReads = 0;
        localWrites = 0;
    }

    void beginGroup(int number) {
        groupNumber = number;
        groupId[0] = number % groups[0];
        groupId[1] = number / groups[0] % groups[1];
        groupId[2] = number / groups[0] / groups[1];
        groupEpoch = ++lastEpoch;
        globalEpoch = groupEpoch;
        localEpoch = groupEpoch;
    }

    /** A barrier has been met by the whole group: accesses to the memory it fences are ordered. */
    void passBarrier(boolean global) {
        if (global) {
            globalEpoch = ++lastEpoch;
        } else {
            localEpoch = ++lastEpoch;
        }
    }

    /** Gives the turn to a work-item of the group. */
    void enter(int number, WorkItemFrame workItem) {
        localId[0] = number % localSize[0];
        localId[1] = number / localSize[0] % localSize[1];
        localId[2] = number / localSize[0] / localSize[1];
        for (int d = 0; d < 3; d++) {
            globalId[d] = offset[d] + groupId[d] * localSize[d] + localId[d];
        }
        item = groupNumber * groupSize + number;
        frame = workItem;
        nextLocal = workItem.localArrays;
    }

    /** Takes the turn back. */
    void leave() {
        frame.localArrays = nextLocal;
    }

    int lastEpoch() {
        return lastEpoch;
    }

    WorkItemPosition position(int workItem) {
        int group = workItem / groupSize;
        int local = workItem % groupSize;
        List<Integer> global = new ArrayList<>();
        List<Integer> inGrid = new ArrayList<>();
        List<Integer> inGroup = new ArrayList<>();
        for (int d = 0; d < dimensions; d++) {
            int g = group % groups[d];
            int l = local % localSize[d];
            group /= groups[d];
            local /= localSize[d];
            inGrid.add(g);
            inGroup.add(l);
            global.add(offset[d] + g * localSize[d] + l);
        }
        return new WorkItemPosition(List.copyOf(global), List.copyOf(inGrid), List.copyOf(inGroup));
    }

    /** The work-item of the current group by its number within it. */
    WorkItemPosition positionInGroup(int number) {
        return position(groupNumber * groupSize + number);
    }

    TaskCounts counts(String kernel, long groupCount, long barriers) {
        long localBytes = locals.stream().mapToLong(cells -> 4L * cells.size).sum();
        return new TaskCounts(
                task,
                kernel,
                groupCount,
                groupCount * groupSize,
                barriers,
                flops,
                transcendentals,
                4 * globalReads,
                4 * globalWrites,
                4 * localReads,
                4 * localWrites,
                localBytes);
    }

    // Checks.

    private void onRead(Cells array, int index) {
        switch (array.space) {
            case GLOBAL -> {
                globalReads++;
                if (checked) {
                    if (!array.filled && !array.history.written(index)) {
                        throw fault(
                                Kind.UNINITIALIZED_GLOBAL_READ,
                                array,
                                index,
                                "reading",
                                ", which holds nothing",
                                NEEDS_GLOBAL_WRITE);
                    }
                    int other = array.history.read(index, item, launchEpoch, groupEpoch, globalEpoch);
                    if (other != AccessHistory.NONE) {
                        throw race(array, index, "reading", other);
                    }
                }
            }
            case LOCAL -> {
                localReads++;
                if (checked) {
                    if (!array.history.writtenSince(index, groupEpoch)) {
                        throw fault(
                                Kind.UNINITIALIZED_LOCAL_READ,
                                array,
                                index,
                                "reading",
                                ", which its group has not written so far",
                                "needs a write before; try a barrier where another work-item writes it");
                    }
                    int other = array.history.read(index, item, groupEpoch, groupEpoch, localEpoch);
                    if (other != AccessHistory.NONE) {
                        throw race(array, index, "reading", other);
                    }
                }
            }
            case PRIVATE -> {
                if (checked && !array.written[index]) {
                    throw fault(
                            Kind.UNINITIALIZED_PRIVATE_READ,
                            array,
                            index,
                            "reading",
                            ", which it has not written",
                            "needs a write before; try filling the array in a loop");
                }
            }
        }
    }

    private void onWrite(Cells array, int index) {
        switch (array.space) {
            case GLOBAL -> {
                globalWrites++;
                if (checked) {
                    int other = array.history.write(index, item, launchEpoch, groupEpoch, globalEpoch);
                    if (other != AccessHistory.NONE) {
                        throw race(array, index, "writing", other);
                    }
                }
            }
            case LOCAL -> {
                localWrites++;
                if (checked) {
                    int other = array.history.write(index, item, groupEpoch, groupEpoch, localEpoch);
                    if (other != AccessHistory.NONE) {
                        throw race(array, index, "writing", other);
                    }
                }
            }
            case PRIVATE -> {
                if (checked) {
                    array.written[index] = true;
                }
            }
        }
    }

    private static String described(Cells array, int index) {
        return array.space.name().toLowerCase(Locale.ROOT) + " array " + array.name + "[" + index + "] of " + array.size
                + " elements";
    }

    private SimulatorFault fault(Kind kind, Cells array, int index, String doing, String state, String needsAndRemedy) {
        return new SimulatorFault(
                kind,
                task,
                position(item),
                null,
                array.name,
                index,
                task + ": got " + position(item) + " " + doing + " " + described(array, index) + state + "; "
                        + needsAndRemedy,
                null);
    }

    private SimulatorFault race(Cells array, int index, String doing, int other) {
        boolean many = AccessHistory.many(other);
        boolean local = array.space == Cells.Space.LOCAL;
        WorkItemPosition party = many ? null : position(other);
        return new SimulatorFault(
                Kind.DATA_RACE,
                task,
                position(item),
                party,
                array.name,
                index,
                task + ": got " + position(item) + " " + doing + " " + described(array, index) + ", which "
                        + (many ? "several work-items" : party) + " touched as well; needs a "
                        + (local ? "localBarrier" : "globalBarrier, and both in one group,")
                        + " in between; try "
                        + (local ? "adding one" : "adding one, another task, or an element for each group"),
                null);
    }

    private SimulatorFault outOfBounds(Cells array, int index) {
        return fault(
                Kind.OUT_OF_BOUNDS,
                array,
                index,
                "at",
                "",
                "needs an index from 0 to " + (array.size - 1) + "; try a guard against the array's size");
    }

    private SimulatorFault otherLocalArray(Cells known, String name, String type, int size) {
        return new SimulatorFault(
                Kind.LOCAL_ALLOCATION,
                task,
                position(item),
                null,
                name,
                -1,
                task + ": got " + position(item) + " allocating local array " + name + " as " + type + "[" + size
                        + "], for which another work-item allocated " + known.name + " of " + known.size
                        + " elements; needs the same local arrays in every work-item; try a constant size",
                null);
    }

    /** A work-item that has ended with another number of local arrays than the first of its group. */
    SimulatorFault otherNumberOfLocalArrays(int number, int allocated, int byTheFirst) {
        String name = locals.get(Math.min(allocated, byTheFirst)).name;
        WorkItemPosition position = positionInGroup(number);
        WorkItemPosition first = positionInGroup(0);
        return new SimulatorFault(
                Kind.LOCAL_ALLOCATION,
                task,
                position,
                first,
                name,
                -1,
                task + ": got local array " + name + " allocated by "
                        + (allocated > byTheFirst
                                ? position + " and not by " + first
                                : first + " and not by " + position)
                        + "; needs the same local arrays in every work-item; "
                        + "try allocating it first thing in the kernel",
                null);
    }

    /** The failure of the running work-item as a fault. */
    SimulatorFault failed(Throwable cause) {
        return new SimulatorFault(
                Kind.KERNEL_EXCEPTION,
                task,
                position(item),
                null,
                null,
                -1,
                task + ": got " + cause + " in " + position(item)
                        + "; needs a kernel that throws nothing; try a guard, or the cause of this exception",
                cause);
    }

    // What kernels call.

    /** {@code array[index]}. */
    public static float load(FloatCells array, int index, KernelProbe probe) {
        if (index < 0 || index >= array.size) {
            throw probe.outOfBounds(array, index);
        }
        probe.onRead(array, index);
        return array.values[index];
    }

    /** {@code array[index] = value}. */
    public static void store(FloatCells array, int index, float value, KernelProbe probe) {
        if (index < 0 || index >= array.size) {
            throw probe.outOfBounds(array, index);
        }
        probe.onWrite(array, index);
        array.values[index] = value;
    }

    /** {@code new float[size]}. */
    public static FloatCells allocatePrivateFloats(int size, String name, KernelProbe probe) {
        return new FloatCells(
                Cells.Space.PRIVATE, name, new float[size], null, probe.checked ? new boolean[size] : null);
    }

    /** {@code KernelContext.allocateFloatLocalArray}. */
    public static FloatCells allocateLocalFloats(KernelProbe context, int size, String name, KernelProbe probe) {
        if (probe.nextLocal == probe.locals.size()) {
            probe.locals.add(new FloatCells(
                    Cells.Space.LOCAL, name, new float[size], probe.checked ? new AccessHistory(size) : null, null));
        }
        Cells known = probe.locals.get(probe.nextLocal++);
        if (known instanceof FloatCells cells && cells.size == size) {
            return cells;
        }
        throw probe.otherLocalArray(known, name, "float", size);
    }

    /** {@code array[index]}. */
    public static int load(IntCells array, int index, KernelProbe probe) {
        if (index < 0 || index >= array.size) {
            throw probe.outOfBounds(array, index);
        }
        probe.onRead(array, index);
        return array.values[index];
    }

    /** {@code array[index] = value}. */
    public static void store(IntCells array, int index, int value, KernelProbe probe) {
        if (index < 0 || index >= array.size) {
            throw probe.outOfBounds(array, index);
        }
        probe.onWrite(array, index);
        array.values[index] = value;
    }

    /** {@code new int[size]}. */
    public static IntCells allocatePrivateInts(int size, String name, KernelProbe probe) {
        return new IntCells(Cells.Space.PRIVATE, name, new int[size], null, probe.checked ? new boolean[size] : null);
    }

    /** {@code KernelContext.allocateIntLocalArray}. */
    public static IntCells allocateLocalInts(KernelProbe context, int size, String name, KernelProbe probe) {
        if (probe.nextLocal == probe.locals.size()) {
            probe.locals.add(new IntCells(
                    Cells.Space.LOCAL, name, new int[size], probe.checked ? new AccessHistory(size) : null, null));
        }
        Cells known = probe.locals.get(probe.nextLocal++);
        if (known instanceof IntCells cells && cells.size == size) {
            return cells;
        }
        throw probe.otherLocalArray(known, name, "int", size);
    }

    /** {@code array.length} or {@code array.getSize()}. */
    public static int length(Cells array) {
        return array.size;
    }

    /** {@code KernelContext.atomicAdd}. */
    public static void atomicAdd(KernelProbe context, IntCells array, int index, int value, KernelProbe probe) {
        if (index < 0 || index >= array.size) {
            throw probe.outOfBounds(array, index);
        }
        probe.globalReads++;
        probe.globalWrites++;
        if (probe.checked) {
            if (!array.filled && !array.history.written(index)) {
                throw probe.fault(
                        Kind.UNINITIALIZED_GLOBAL_READ,
                        array,
                        index,
                        "adding to",
                        ", which holds nothing",
                        NEEDS_GLOBAL_WRITE);
            }
            int other = array.history.update(index, probe.item, probe.launchEpoch, probe.groupEpoch, probe.globalEpoch);
            if (other != AccessHistory.NONE) {
                throw probe.race(array, index, "adding to", other);
            }
        }
        array.values[index] += value;
    }

    /** Refuses a local array that is passed to another method. */
    public static void passed(Cells array, KernelProbe probe) {
        if (probe.checked && array.space == Cells.Space.LOCAL) {
            throw new SimulatorFault(
                    Kind.LOCAL_ARRAY_PASSED,
                    probe.task,
                    probe.position(probe.item),
                    null,
                    array.name,
                    -1,
                    probe.task + ": got " + probe.position(probe.item) + " passing local array " + array.name
                            + " to another method; needs local arrays in the kernel's own method, as TornadoVM 5.2 "
                            + "compiles others to wrong addresses; try writing the method's body in line",
                    null);
        }
    }

    /** Counts operations. */
    public static void count(int flops, int transcendentals, KernelProbe probe) {
        probe.flops += flops;
        probe.transcendentals += transcendentals;
    }

    /** The barrier to resume after; 0 at the start. */
    public static int resumeAt(KernelProbe probe) {
        return probe.frame.barrier;
    }

    /** Notes that the work-item waits at a barrier. */
    public static void waitAt(int barrier, KernelProbe probe) {
        probe.frame.barrier = barrier;
        probe.frame.waiting = true;
    }

    /** {@code KernelContext.globalIdx}. */
    public static int globalIdx(KernelProbe context) {
        return context.globalId[0];
    }

    /** {@code KernelContext.globalIdy}. */
    public static int globalIdy(KernelProbe context) {
        return context.globalId[1];
    }

    /** {@code KernelContext.globalIdz}. */
    public static int globalIdz(KernelProbe context) {
        return context.globalId[2];
    }

    /** {@code KernelContext.groupIdx}. */
    public static int groupIdx(KernelProbe context) {
        return context.groupId[0];
    }

    /** {@code KernelContext.groupIdy}. */
    public static int groupIdy(KernelProbe context) {
        return context.groupId[1];
    }

    /** {@code KernelContext.groupIdz}. */
    public static int groupIdz(KernelProbe context) {
        return context.groupId[2];
    }

    /** {@code KernelContext.localIdx}. */
    public static int localIdx(KernelProbe context) {
        return context.localId[0];
    }

    /** {@code KernelContext.localIdy}. */
    public static int localIdy(KernelProbe context) {
        return context.localId[1];
    }

    /** {@code KernelContext.localIdz}. */
    public static int localIdz(KernelProbe context) {
        return context.localId[2];
    }

    /** {@code KernelContext.globalGroupSizeX}. */
    public static int globalGroupSizeX(KernelProbe context) {
        return context.globalSize[0];
    }

    /** {@code KernelContext.globalGroupSizeY}. */
    public static int globalGroupSizeY(KernelProbe context) {
        return context.globalSize[1];
    }

    /** {@code KernelContext.globalGroupSizeZ}. */
    public static int globalGroupSizeZ(KernelProbe context) {
        return context.globalSize[2];
    }

    /** {@code KernelContext.localGroupSizeX}. */
    public static int localGroupSizeX(KernelProbe context) {
        return context.localSize[0];
    }

    /** {@code KernelContext.localGroupSizeY}. */
    public static int localGroupSizeY(KernelProbe context) {
        return context.localSize[1];
    }

    /** {@code KernelContext.localGroupSizeZ}. */
    public static int localGroupSizeZ(KernelProbe context) {
        return context.localSize[2];
    }

    /** Keeps a local variable over a barrier. */
    public static void save(int value, int slot, KernelProbe probe) {
        probe.frame.ints[slot] = value;
    }

    /** A local variable kept over a barrier. */
    public static int restoreInt(int slot, KernelProbe probe) {
        return probe.frame.ints[slot];
    }

    /** Keeps a local variable over a barrier. */
    public static void save(float value, int slot, KernelProbe probe) {
        probe.frame.floats[slot] = value;
    }

    /** A local variable kept over a barrier. */
    public static float restoreFloat(int slot, KernelProbe probe) {
        return probe.frame.floats[slot];
    }

    /** Keeps a local variable over a barrier. */
    public static void save(long value, int slot, KernelProbe probe) {
        probe.frame.longs[slot] = value;
    }

    /** A local variable kept over a barrier. */
    public static long restoreLong(int slot, KernelProbe probe) {
        return probe.frame.longs[slot];
    }

    /** Keeps a local variable over a barrier. */
    public static void save(double value, int slot, KernelProbe probe) {
        probe.frame.doubles[slot] = value;
    }

    /** A local variable kept over a barrier. */
    public static double restoreDouble(int slot, KernelProbe probe) {
        return probe.frame.doubles[slot];
    }

    /** Keeps a local variable over a barrier. */
    public static void save(Object value, int slot, KernelProbe probe) {
        probe.frame.references[slot] = value;
    }

    /** A local variable kept over a barrier. */
    public static Object restoreReference(int slot, KernelProbe probe) {
        return probe.frame.references[slot];
    }
}
