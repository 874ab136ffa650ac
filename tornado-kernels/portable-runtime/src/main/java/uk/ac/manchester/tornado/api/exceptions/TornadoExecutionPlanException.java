package uk.ac.manchester.tornado.api.exceptions;

/** Portable form of TornadoVM's exception. */
public class TornadoExecutionPlanException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Says what was wrong in one line. */
    public TornadoExecutionPlanException(String message) {
        super(message);
    }
}
