package io.attn4j.portable.opencl;

import java.util.concurrent.atomic.AtomicLong;

/** Counts the OpenCL objects of this process that were created and not yet released, so that leaks show. */
final class LiveObjects {

    private static final AtomicLong COUNT = new AtomicLong();

    private LiveObjects() {}

    static void created() {
        COUNT.incrementAndGet();
    }

    static void released() {
        COUNT.decrementAndGet();
    }

    /** Contexts, queues, programs, kernels, buffers and events alive. */
    static long count() {
        return COUNT.get();
    }
}
