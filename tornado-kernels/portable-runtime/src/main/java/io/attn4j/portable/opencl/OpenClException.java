package io.attn4j.portable.opencl;

/**
 * A failure of the OpenCL driver, or a request that it cannot serve; the message is one line that names the field, what
 * was got, what is needed and what to try.
 */
public class OpenClException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    /** A failure found before the driver was asked; {@link #status} is 0. */
    public OpenClException(String message) {
        this(message, 0);
    }

    /**
     * A failure reported by the driver.
     *
     * @param status the OpenCL status, e.g. -5 for {@code CL_OUT_OF_RESOURCES}
     */
    public OpenClException(String message, int status) {
        super(message);
        this.status = status;
    }

    /** The OpenCL status the driver gave, or 0 when the driver was not asked. */
    public int status() {
        return status;
    }
}
