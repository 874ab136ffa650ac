package uk.ac.manchester.tornado.api;

import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * What a kernel knows of its place in the grid, with local memory and barriers. Portable form of TornadoVM's class.
 *
 * <p>Host code makes one to declare tasks with. Called as plain Java, a kernel sees a grid of one work-item; on a device
 * each work-item has its own values.
 */
public class KernelContext implements ExecutionContext {
    /** Index of the work-item along x. */
    public final Integer globalIdx = 0;

    /** Index of the work-item along y. */
    public final Integer globalIdy = 0;

    /** Index of the work-item along z. */
    public final Integer globalIdz = 0;

    /** Index of the group along x. */
    public final Integer groupIdx = 0;

    /** Index of the group along y. */
    public final Integer groupIdy = 0;

    /** Index of the group along z. */
    public final Integer groupIdz = 0;

    /** Index of the work-item within its group along x. */
    public final Integer localIdx = 0;

    /** Index of the work-item within its group along y. */
    public final Integer localIdy = 0;

    /** Index of the work-item within its group along z. */
    public final Integer localIdz = 0;

    /** Work-items along x. */
    public final Integer globalGroupSizeX = 1;

    /** Work-items along y. */
    public final Integer globalGroupSizeY = 1;

    /** Work-items along z. */
    public final Integer globalGroupSizeZ = 1;

    /** Work-items of a group along x. */
    public final Integer localGroupSizeX = 1;

    /** Work-items of a group along y. */
    public final Integer localGroupSizeY = 1;

    /** Work-items of a group along z. */
    public final Integer localGroupSizeZ = 1;

    /** A context to declare tasks with. */
    public KernelContext() {}

    /** Waits until every work-item of the group is here; local memory written before is then visible. */
    public void localBarrier() {}

    /** As {@link #localBarrier}, for global memory; it does not span groups. */
    public void globalBarrier() {}

    /** Local memory, shared by the group and undefined at first. */
    public int[] allocateIntLocalArray(int size) {
        return new int[size];
    }

    /** Local memory, shared by the group and undefined at first. */
    public float[] allocateFloatLocalArray(int size) {
        return new float[size];
    }

    /** Adds {@code val} to {@code array[index]} atomically. */
    public void atomicAdd(IntArray array, int index, int val) {
        array.set(index, array.get(index) + val);
    }
}
