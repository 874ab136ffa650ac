package io.attn4j.cli;

import io.attn4j.system.Unfinished;
import java.util.concurrent.CountDownLatch;

/**
 * Lets a verb end by itself when the process is asked to: on Ctrl-C (exit code 130) or SIGTERM (143) {@link #asked} turns
 * true, and the process waits until this is closed.
 */
final class Interruption implements AutoCloseable {
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::awaitEnd, "interruption");
    private volatile boolean asked;

    private Interruption() {}

    /** Listens from now on. */
    static Interruption listen() {
        Interruption interruption = new Interruption();
        Unfinished.letFinish(interruption.closed);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    private void awaitEnd() {
        asked = true;
        try {
            closed.await();
        } catch (InterruptedException never) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the process is asked to end. */
    boolean asked() {
        return asked;
    }

    @Override
    public void close() {
        closed.countDown();
        if (!asked) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException ending) {
                // asked just now
            }
        }
    }
}
