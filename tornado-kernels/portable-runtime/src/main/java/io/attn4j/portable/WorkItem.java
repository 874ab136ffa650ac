package io.attn4j.portable;

import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** What stands behind a {@code KernelContext} while a kernel's Java runs: one work-item of a grid. */
public interface WorkItem {
    /** The context that tasks are declared with: all indices 0, nothing to share. */
    WorkItem NONE = new WorkItem() {
        private static final String MESSAGE =
                "KernelContext: got a call outside a kernel; needs a grid; try running the kernel as a task";

        @Override
        public int globalId(int dimension) {
            return 0;
        }

        @Override
        public int groupId(int dimension) {
            return 0;
        }

        @Override
        public int localId(int dimension) {
            return 0;
        }

        @Override
        public int globalSize(int dimension) {
            return 0;
        }

        @Override
        public int localSize(int dimension) {
            return 0;
        }

        @Override
        public void barrier() {
            throw new IllegalStateException(MESSAGE);
        }

        @Override
        public int[] localInts(int size) {
            throw new IllegalStateException(MESSAGE);
        }

        @Override
        public float[] localFloats(int size) {
            throw new IllegalStateException(MESSAGE);
        }

        @Override
        public void atomicAdd(IntArray array, int index, int value) {
            throw new IllegalStateException(MESSAGE);
        }
    };

    /** Index in the grid along x (0), y (1) or z (2). */
    int globalId(int dimension);

    /** Index of the group. */
    int groupId(int dimension);

    /** Index within the group. */
    int localId(int dimension);

    /** Work-items of the grid. */
    int globalSize(int dimension);

    /** Work-items of a group. */
    int localSize(int dimension);

    /** Waits for the other work-items of the group. */
    void barrier();

    /** The group's next local array of ints. */
    int[] localInts(int size);

    /** The group's next local array of floats. */
    float[] localFloats(int size);

    /** {@code array[index] += value}, atomically. */
    void atomicAdd(IntArray array, int index, int value);
}
