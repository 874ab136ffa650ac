package io.attn4j.portable.opencl;

/** There is no exported kernel for a task's method and template constants. */
public final class MissingExportException extends OpenClException {

    private static final long serialVersionUID = 1L;

    MissingExportException(String message) {
        super(message);
    }
}
