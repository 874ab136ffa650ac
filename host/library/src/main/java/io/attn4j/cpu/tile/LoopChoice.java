package io.attn4j.cpu.tile;

import io.attn4j.cpu.step.WorkerPool;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Which loops the next call runs: the early ones at first, the final ones once enough work has come to pay for warming
 * them up.
 *
 * <p>Before the JIT compiler has come to them, loops over vectors allocate an object for each vector and take a hundred
 * times as long as scalar ones: 2 s for the first attention of 8 x 512 x 64, against 0.1 s. A program that calls once
 * should not pay that. Both kinds give the same bits: only the time changes.
 */
public final class LoopChoice {
    /** Work, in floating-point operations or in time, from which on the final loops are worth warming up. */
    private static final double WARM_UP_FLOPS = 2e9;

    private static final long WARM_UP_NS = 150_000_000;

    /** How long a call waits for the final loops to become fast. */
    private static final long PATIENCE_NS = 4_000_000_000L;

    /** Time of calls from one attempt to the next, at least, over that of all attempts so far. */
    private static final int REST = 4;

    /** Work for which handing a part of it to another thread costs about as much as it saves: some 20 microseconds of vectors. */
    private static final double ALONE_FLOPS = 1e6;

    private final TileLoops early;
    private final TileLoops last;
    private final Supplier<Consumer<TileLoops>> trials;
    private TileLoops current;
    private final String reason;
    private final long patienceNs;
    private double flops;
    private long earlyNs;
    private long triedNs;
    private long nextTryNs = WARM_UP_NS;

    private LoopChoice(
            TileLoops early, TileLoops last, Supplier<Consumer<TileLoops>> trials, String reason, long patienceNs) {
        this.early = early;
        this.last = last;
        this.trials = trials;
        this.reason = reason;
        this.patienceNs = patienceNs;
        current = early;
    }

    /** The same loops for all calls; {@code reason} says why there are none faster, or is null. */
    public static LoopChoice only(TileLoops loops, String reason) {
        return new LoopChoice(loops, loops, null, reason, 0);
    }

    /**
     * {@code early} until {@code last} are worth warming up.
     *
     * @param trials makes a small call that is timed with either loops, over and over, to warm them up
     */
    public static LoopChoice both(TileLoops early, TileLoops last, Supplier<Consumer<TileLoops>> trials) {
        return both(early, last, trials, PATIENCE_NS);
    }

    static LoopChoice both(TileLoops early, TileLoops last, Supplier<Consumer<TileLoops>> trials, long patienceNs) {
        return new LoopChoice(early, last, trials, null, patienceNs);
    }

    /** One task of a call, with the loops that the call runs. */
    @FunctionalInterface
    public interface Task {
        void run(TileLoops loops, int worker, int task);
    }

    /** Runs {@code tasks} tasks of a call of {@code callFlops} floating-point operations, all with the same loops. */
    public void run(WorkerPool pool, double callFlops, int tasks, Task body) {
        TileLoops loops = next(callFlops);
        long start = System.nanoTime();
        int threads = callFlops < ALONE_FLOPS ? 1 : pool.threads();
        pool.run(tasks, threads, (worker, task) -> body.run(loops, worker, task));
        spent(System.nanoTime() - start);
    }

    /** The loops for a call of {@code callFlops} floating-point operations; warms the final ones up when it is time. */
    private synchronized TileLoops next(double callFlops) {
        flops += callFlops;
        if (current != last && (triedNs == 0 && flops > WARM_UP_FLOPS || earlyNs > nextTryNs)) {
            long start = System.nanoTime();
            if (warmUp()) {
                current = last;
            } else {
                // the compiler had no time on a busy machine, or has none at all: later calls try again
                triedNs += System.nanoTime() - start;
                nextTryNs = 2 * earlyNs + REST * triedNs;
            }
        }
        return current;
    }

    /** The loops that the last call ran, for what takes too little of a plan's time to count. */
    public synchronized TileLoops loops() {
        return current;
    }

    /** Counts the time of a call that has run. */
    private synchronized void spent(long ns) {
        earlyNs += ns;
    }

    /** What runs, and what will once it is warm, or why nothing faster. */
    public synchronized String description(int threads) {
        String what = current == last ? current.name() : last.name() + ", scalar until it is warm";
        return what + ", " + threads + (threads == 1 ? " thread" : " threads") + (reason == null ? "" : ": " + reason);
    }

    /** Runs a small request on both until the final loops take less than half of the time of the early ones, or for too long. */
    private boolean warmUp() {
        Consumer<TileLoops> trial = trials.get();
        long earlyBest = Long.MAX_VALUE;
        long lastBest = Long.MAX_VALUE;
        long start = System.nanoTime();
        while (System.nanoTime() - start < patienceNs) {
            earlyBest = Math.min(earlyBest, time(trial, early));
            lastBest = Math.min(lastBest, time(trial, last));
            if (2 * lastBest < earlyBest) {
                return true;
            }
        }
        return false;
    }

    private static long time(Consumer<TileLoops> trial, TileLoops loops) {
        long start = System.nanoTime();
        trial.accept(loops);
        return System.nanoTime() - start;
    }
}
