package io.attn4j.portable.opencl;

/** No exported kernel stands for a task's method and template constants. */
public final class MissingExportException extends OpenClException {

    private static final long serialVersionUID = 1L;

    MissingExportException(String message) {
        super(message);
    }
}
