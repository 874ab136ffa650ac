package io.attn4j.portable.opencl;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntConsumer;

/**
 * Work in numbered pieces that one thread allows in order and waits for, and that it and helpers do: whoever is free takes the
 * next piece that is allowed. Nothing is handed from thread to thread, as waking one takes longer than a piece.
 */
final class Pieces {
    private final int count;
    private final IntConsumer work;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicIntegerArray done;
    private volatile int allowed;
    private volatile Throwable failure;

    /**
     * Pieces 0 to {@code count - 1}.
     *
     * @param work does the piece of a number, on any thread
     */
    Pieces(int count, IntConsumer work) {
        this.count = count;
        this.work = work;
        done = new AtomicIntegerArray(count);
    }

    /** Lets pieces below {@code end} be done. */
    void allow(int end) {
        allowed = Math.min(count, end);
    }

    /** Lets other threads do pieces too, until there are none left or all is stopped. */
    void help(int threads) {
        for (int i = 0; i < threads; i++) {
            ForkJoinPool.commonPool().execute(() -> {
                while (next.get() < count && failure == null) {
                    if (!doNext()) {
                        Thread.onSpinWait();
                    }
                }
            });
        }
    }

    /** Does the next piece if it is allowed. */
    private boolean doNext() {
        int number = next.get();
        if (number >= allowed || !next.compareAndSet(number, number + 1)) {
            return false;
        }
        try {
            work.accept(number);
        } catch (RuntimeException | Error e) {
            failure = e;
        }
        done.set(number, 1);
        return true;
    }

    /**
     * Waits for a piece that is allowed, and does pieces meanwhile.
     *
     * @throws RuntimeException the one that a piece failed with
     */
    void await(int number) {
        while (done.get(number) == 0 && failure == null) {
            if (!doNext()) {
                Thread.onSpinWait();
            }
        }
        switch (failure) {
            case RuntimeException refused -> throw refused;
            case Error broken -> throw broken;
            case null, default -> {}
        }
    }

    /** Lets no piece begin any more, and waits for those that have. */
    void stop() {
        int begun = next.getAndSet(count);
        for (int number = 0; number < Math.min(begun, count); number++) {
            while (done.get(number) == 0) {
                Thread.onSpinWait();
            }
        }
    }
}
