package io.attn4j.cpu.step;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * Daemon threads that work off numbered tasks together with the calling thread.
 *
 * <p>An executor with a latch costs tens of microseconds a call, as much as a whole small attention; so idle workers
 * spin for {@value #SPIN_NS} ns before they park, and a worker that has not woken up when the tasks have run out is not
 * waited for. One call at a time; a second one from another thread is refused.
 */
public final class WorkerPool implements AutoCloseable {
    /** Work on one task; {@code worker} is below {@link #threads()} and owned by one thread during a call. */
    @FunctionalInterface
    public interface Body {
        void run(int worker, int task);
    }

    private static final long SPIN_NS = 100_000;
    private static final int IDLE = 0;
    private static final int READY = 1;
    private static final int RUNNING = 2;
    private static final int CLOSED = 3;

    private final Worker[] workers;
    private final Scratch[] scratches;
    private final AtomicInteger nextTask = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final AtomicBoolean busy = new AtomicBoolean();
    private boolean closed;
    private Body body;
    private int tasks;

    /** Starts {@code threads - 1} threads; the calling one is the other. */
    public WorkerPool(int threads) {
        workers = new Worker[threads - 1];
        scratches = new Scratch[threads];
        for (int i = 0; i < threads; i++) {
            scratches[i] = new Scratch();
        }
        for (int i = 0; i < workers.length; i++) {
            workers[i] = new Worker(i + 1);
            workers[i].thread.start();
        }
    }

    /** Threads that work on a call, the calling one included. */
    public int threads() {
        return workers.length + 1;
    }

    /** The arrays of worker {@code worker}. */
    public Scratch scratch(int worker) {
        return scratches[worker];
    }

    /** Runs tasks 0 to {@code taskCount - 1}, in no fixed order, and returns when all are done. */
    public void run(int taskCount, Body work) {
        run(taskCount, threads(), work);
    }

    /** As {@link #run(int, Body)} on at most {@code limit} threads; with 1 none but the calling one is disturbed. */
    public void run(int taskCount, int limit, Body work) {
        if (!busy.compareAndSet(false, true)) {
            throw new IllegalStateException(
                    "cpu kernels: got a call during a call; needs one call at a time; try one instance per thread");
        }
        try {
            if (closed) {
                throw new IllegalStateException(
                        "cpu kernels: got a call after close; needs an open instance; try opening a new one");
            }
            int wanted = Math.min(Math.min(workers.length, limit - 1), taskCount - 1);
            if (wanted <= 0) {
                for (int task = 0; task < taskCount; task++) {
                    work.run(0, task);
                }
                return;
            }
            body = work;
            tasks = taskCount;
            failure.setPlain(null);
            nextTask.set(0);
            for (int i = 0; i < wanted; i++) {
                workers[i].wake();
            }
            drain(0);
            for (int i = 0; i < wanted; i++) {
                workers[i].awaitIdle();
            }
            body = null;
            rethrow(failure.get());
        } finally {
            busy.set(false);
        }
    }

    /** Runs {@code work} once on every thread at the same time, giving its number. */
    public void runOnAll(IntConsumer work) {
        AtomicInteger arrived = new AtomicInteger();
        run(threads(), (worker, task) -> {
            arrived.getAndIncrement();
            while (arrived.get() < threads()) {
                Thread.onSpinWait();
            }
            work.accept(worker);
        });
    }

    private void drain(int worker) {
        try {
            for (int task = nextTask.getAndIncrement(); task < tasks; task = nextTask.getAndIncrement()) {
                body.run(worker, task);
            }
        } catch (Throwable t) {
            failure.compareAndSet(null, t);
            nextTask.set(Integer.MAX_VALUE / 2);
        }
    }

    private static void rethrow(Throwable t) {
        switch (t) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(t);
        }
    }

    /** Ends the threads; does nothing the second time. */
    @Override
    public void close() {
        if (!busy.compareAndSet(false, true)) {
            throw new IllegalStateException(
                    "cpu kernels: got close during a call; needs an idle instance; try closing after the call");
        }
        try {
            if (!closed) {
                closed = true;
                for (Worker worker : workers) {
                    worker.end();
                }
            }
        } finally {
            busy.set(false);
        }
    }

    private final class Worker implements Runnable {
        private final int index;
        private final Thread thread;
        private final AtomicInteger state = new AtomicInteger(IDLE);
        private volatile boolean parked;

        Worker(int index) {
            this.index = index;
            thread = Thread.ofPlatform().daemon().name("attn4j-cpu-" + index).unstarted(this);
        }

        void wake() {
            state.set(READY);
            if (parked) {
                LockSupport.unpark(thread);
            }
        }

        void awaitIdle() {
            if (state.compareAndSet(READY, IDLE)) {
                return;
            }
            long spinUntil = System.nanoTime() + SPIN_NS;
            while (state.get() == RUNNING) {
                if (System.nanoTime() < spinUntil) {
                    Thread.onSpinWait();
                } else {
                    LockSupport.parkNanos(20_000);
                }
            }
        }

        void end() {
            state.set(CLOSED);
            LockSupport.unpark(thread);
            boolean interrupted = false;
            while (true) {
                try {
                    thread.join();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void run() {
            while (awaitWork()) {
                drain(index);
                state.set(IDLE);
            }
        }

        /** True when this worker has taken up work, false when the pool is closed. */
        private boolean awaitWork() {
            long spinUntil = System.nanoTime() + SPIN_NS;
            while (true) {
                int now = state.get();
                if (now == CLOSED) {
                    return false;
                }
                if (now == READY && state.compareAndSet(READY, RUNNING)) {
                    return true;
                }
                if (System.nanoTime() < spinUntil) {
                    Thread.onSpinWait();
                } else {
                    parked = true;
                    if (state.get() == IDLE) {
                        LockSupport.park(this);
                    }
                    parked = false;
                    // The call that woke it may be over by now; the next one then finds it awake.
                    spinUntil = System.nanoTime() + SPIN_NS;
                }
            }
        }
    }
}
