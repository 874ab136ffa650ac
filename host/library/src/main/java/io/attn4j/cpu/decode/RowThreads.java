package io.attn4j.cpu.decode;

import io.attn4j.cpu.CpuKernelsProvider;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.cpu.tile.ScalarTileLoops;
import io.attn4j.cpu.tile.TileLoops;
import io.attn4j.cpu.tile.VectorTileLoops;
import io.attn4j.plan.matrix.Activation;

/**
 * The threads of a decoder, and the loops that they run: scalar ones at first, vectors once enough work has come to pay for
 * warming them up. Both give the same bits.
 *
 * <p>One thread calls at a time. {@link #close} ends the threads.
 */
public final class RowThreads implements AutoCloseable {
    /** Floating-point operations below which handing work to other threads costs more than it saves. */
    private static final double LEAST_FLOPS = 400_000;

    private static final double WARM_UP_FLOPS = 2e9;

    /** Least number of calls of a trial: the JIT compiler has come to all loops by then, or does within the patience. */
    private static final int TRIALS = 3000;

    private static final long PATIENCE_NS = 2_000_000_000L;

    private static final int TRIAL_DEPTH = 64;

    /** Work on one task; {@code worker} is below {@link #threads()} and owned by one thread during a call. */
    @FunctionalInterface
    public interface Body {
        void run(TileLoops loops, int worker, int task);
    }

    private final WorkerPool pool;
    private final WorkerPool.Body call = this::task;
    private TileLoops loops = new ScalarTileLoops();
    private boolean settled = CpuKernelsProvider.vectorRefusal() != null;
    private double flops;
    private Body body;

    private RowThreads(int threads) {
        pool = new WorkerPool(threads);
    }

    /** {@code threads} threads, the calling one included; from 1. */
    public static RowThreads open(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException(
                    "threads: got " + threads + "; needs at least 1; try the number of processors");
        }
        return new RowThreads(threads);
    }

    /** Threads that work on a call, the calling one included. */
    public int threads() {
        return pool.threads();
    }

    /** Runs tasks 0 to {@code tasks - 1}, in no fixed order; all on the calling thread where {@code work} flops are few. */
    public void run(double work, int tasks, Body tasksBody) {
        TileLoops chosen = loops(work);
        if (tasks == 1 || work < LEAST_FLOPS || pool.threads() == 1) {
            for (int task = 0; task < tasks; task++) {
                tasksBody.run(chosen, 0, task);
            }
            return;
        }
        body = tasksBody;
        pool.run(tasks, call);
        body = null;
    }

    private void task(int worker, int task) {
        body.run(loops, worker, task);
    }

    /** The loops for work of so many floating-point operations that the calling thread does by itself. */
    public TileLoops loops(double work) {
        flops += work;
        if (!settled && flops > WARM_UP_FLOPS) {
            warmUp();
        }
        return loops;
    }

    /** Vectors from now on, warmed up. */
    public void warmUp() {
        if (settled) {
            return;
        }
        settled = true;
        TileLoops vectors = new VectorTileLoops();
        long scalarNs = Long.MAX_VALUE;
        long vectorNs = Long.MAX_VALUE;
        long start = System.nanoTime();
        for (int trial = 0;
                trial < TRIALS || (vectorNs >= scalarNs && System.nanoTime() - start < PATIENCE_NS);
                trial++) {
            scalarNs = Math.min(scalarNs, trial(loops));
            vectorNs = Math.min(vectorNs, trial(vectors));
        }
        if (vectorNs < scalarNs) {
            loops = vectors;
        }
    }

    private static long trial(TileLoops loops) {
        float[] x = new float[5 * TRIAL_DEPTH];
        float[] w = new float[TRIAL_DEPTH * 2 * TileLoops.LANES];
        float[] y = new float[5 * 2 * TileLoops.LANES];
        long start = System.nanoTime();
        int columns = TileLoops.LANES + TileLoops.SQUARE;
        loops.addRowProducts(
                x, 0, TRIAL_DEPTH, 5, w, 0, 2 * TileLoops.LANES, TRIAL_DEPTH, y, 0, 2 * TileLoops.LANES, columns);
        loops.activate(Activation.GELU, y, 0, TileLoops.LANES);
        return System.nanoTime() - start;
    }

    /** {@code scalar} or {@code vector (512 bit)}. */
    public String description() {
        return loops.name();
    }

    @Override
    public void close() {
        pool.close();
    }
}
