package uk.ac.manchester.tornado.api;

import io.attn4j.portable.WorkItem;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * What a kernel knows of its place in the grid, with local memory and barriers. Portable form of TornadoVM's class.
 *
 * <p>Host code creates it with {@link #KernelContext()} to pass it to a task; an executor that runs the kernel's Java
 * creates one per work-item with {@link #KernelContext(WorkItem)}.
 */
public class KernelContext implements ExecutionContext {
    public final Integer globalIdx;
    public final Integer globalIdy;
    public final Integer globalIdz;
    public final Integer groupIdx;
    public final Integer groupIdy;
    public final Integer groupIdz;
    public final Integer localIdx;
    public final Integer localIdy;
    public final Integer localIdz;
    public final Integer globalGroupSizeX;
    public final Integer globalGroupSizeY;
    public final Integer globalGroupSizeZ;
    public final Integer localGroupSizeX;
    public final Integer localGroupSizeY;
    public final Integer localGroupSizeZ;

    private final WorkItem workItem;

    /** A context to declare tasks with; it has no work-item behind it. */
    public KernelContext() {
        this(WorkItem.NONE);
    }

    /** The context of one work-item. */
    public KernelContext(WorkItem workItem) {
        this.workItem = workItem;
        globalIdx = workItem.globalId(0);
        globalIdy = workItem.globalId(1);
        globalIdz = workItem.globalId(2);
        groupIdx = workItem.groupId(0);
        groupIdy = workItem.groupId(1);
        groupIdz = workItem.groupId(2);
        localIdx = workItem.localId(0);
        localIdy = workItem.localId(1);
        localIdz = workItem.localId(2);
        globalGroupSizeX = workItem.globalSize(0);
        globalGroupSizeY = workItem.globalSize(1);
        globalGroupSizeZ = workItem.globalSize(2);
        localGroupSizeX = workItem.localSize(0);
        localGroupSizeY = workItem.localSize(1);
        localGroupSizeZ = workItem.localSize(2);
    }

    /** Waits until every work-item of the group is here; local memory written before is then visible. */
    public void localBarrier() {
        workItem.barrier();
    }

    /** As {@link #localBarrier}, for global memory within the group. */
    public void globalBarrier() {
        workItem.barrier();
    }

    /** Local memory of the group, shared by its work-items. */
    public int[] allocateIntLocalArray(int size) {
        return workItem.localInts(size);
    }

    /** Local memory of the group, shared by its work-items. */
    public float[] allocateFloatLocalArray(int size) {
        return workItem.localFloats(size);
    }

    /** Adds {@code val} to {@code array[index]} atomically. */
    public void atomicAdd(IntArray array, int index, int val) {
        workItem.atomicAdd(array, index, val);
    }
}
