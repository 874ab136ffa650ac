package uk.ac.manchester.tornado.api;

/** A grid of 2 dimensions. Portable form of TornadoVM's class. */
public class WorkerGrid2D extends AbstractWorkerGrid {
    /** Dimensions. */
    public static final int DIM = 2;

    /** A grid of the given size whose group size is left to the driver. */
    public WorkerGrid2D(int x, int y) {
        super(x, y, 1);
    }

    @Override
    public int dimension() {
        return DIM;
    }
}
