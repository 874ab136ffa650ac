package uk.ac.manchester.tornado.api;

/** Sizes of a grid of work-items, in x, y and z. Portable form of TornadoVM's interface. */
public interface WorkerGrid {

    /** Dimensions used, 1 to 3. */
    int dimension();

    /** Work-items in all. */
    long[] getGlobalWork();

    /** Work-items of a group; null leaves it to the driver. */
    long[] getLocalWork();

    /** Index of the first work-item. */
    long[] getGlobalOffset();

    /** Sets the index of the first work-item. */
    void setGlobalOffset(long x, long y, long z);

    /** Sets the work-items in all. */
    void setGlobalWork(long x, long y, long z);

    /** Sets the work-items of a group. */
    void setLocalWork(long x, long y, long z);

    /** Leaves the size of a group to the driver. */
    void setLocalWorkToNull();
}
