package uk.ac.manchester.tornado.api;

/** Holds the sizes of a grid. Portable form of TornadoVM's class. */
public abstract class AbstractWorkerGrid implements WorkerGrid {
    /** Work-items in all. */
    protected long[] globalWork;

    /** Work-items of a group, or null. */
    protected long[] localWork;

    /** Index of the first work-item. */
    protected long[] globalOffset = {0, 0, 0};

    /** A grid whose group size is left to the driver. */
    protected AbstractWorkerGrid(long x, long y, long z) {
        globalWork = new long[] {x, y, z};
    }

    @Override
    public long[] getGlobalWork() {
        return globalWork;
    }

    @Override
    public long[] getLocalWork() {
        return localWork;
    }

    @Override
    public long[] getGlobalOffset() {
        return globalOffset;
    }

    @Override
    public void setGlobalOffset(long x, long y, long z) {
        globalOffset = new long[] {x, y, z};
    }

    @Override
    public void setGlobalWork(long x, long y, long z) {
        globalWork = new long[] {x, y, z};
    }

    @Override
    public void setLocalWork(long x, long y, long z) {
        localWork = new long[] {x, y, z};
    }

    @Override
    public void setLocalWorkToNull() {
        localWork = null;
    }
}
