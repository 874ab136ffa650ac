package uk.ac.manchester.tornado.api;

/** A grid of 3 dimensions. Portable form of TornadoVM's class. */
public class WorkerGrid3D extends AbstractWorkerGrid {
    /** Dimensions. */
    public static final int DIM = 3;

    /** A grid of the given size whose group size is left to the driver. */
    public WorkerGrid3D(int x, int y, int z) {
        super(x, y, z);
    }

    @Override
    public int dimension() {
        return DIM;
    }
}
