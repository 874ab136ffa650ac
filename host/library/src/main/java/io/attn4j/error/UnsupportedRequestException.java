package io.attn4j.error;

/** A request that no usable engine or device can serve, with every reason; exit code 3. */
public final class UnsupportedRequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The message names what was asked for, why each candidate was refused, and what would help. */
    public UnsupportedRequestException(String message) {
        super(message);
    }
}
