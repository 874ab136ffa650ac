package uk.ac.manchester.tornado.api;

/** A grid of 1 dimension. Portable form of TornadoVM's class. */
public class WorkerGrid1D extends AbstractWorkerGrid {
    /** Dimensions. */
    public static final int DIM = 1;

    /** A grid of the given size whose group size is left to the driver. */
    public WorkerGrid1D(int x) {
        super(x, 1, 1);
    }

    @Override
    public int dimension() {
        return DIM;
    }
}
