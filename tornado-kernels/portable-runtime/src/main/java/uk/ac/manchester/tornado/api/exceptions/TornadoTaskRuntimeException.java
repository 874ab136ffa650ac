package uk.ac.manchester.tornado.api.exceptions;

/** Portable form of TornadoVM's exception. */
public class TornadoTaskRuntimeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what was wrong in one line. */
    public TornadoTaskRuntimeException(String message) {
        super(message);
    }
}
