package io.attn4j.tune;

/** A candidate does not end, so that nothing else can be measured. */
public final class StuckKernelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StuckKernelException(String message) {
        super(message);
    }
}
