package io.attn4j.tune;

/** A candidate's result is beyond the limits of the fp64 reference. */
final class WrongResultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongResultException(String message) {
        super(message);
    }
}
