package io.attn4j.portable.opencl;

import org.jocl.CL;

/** Turns OpenCL status codes into exceptions that carry the code's name. */
final class OpenClStatus {

    private OpenClStatus() {}

    /** The name of a status, e.g. {@code CL_INVALID_WORK_GROUP_SIZE}. */
    static String name(int status) {
        return status == CL.CL_SUCCESS ? "CL_SUCCESS" : CL.stringFor_errorCode(status);
    }

    /**
     * Throws unless the call succeeded.
     *
     * @param call the OpenCL function, for the message
     * @throws OpenClException if the status is not {@code CL_SUCCESS}
     */
    static void check(int status, String call) {
        if (status != CL.CL_SUCCESS) {
            throw failure(status, call, "");
        }
    }

    /**
     * As {@link #check(int, String)}; the subject, e.g. a task's name, is part of the message.
     *
     * @throws OpenClException if the status is not {@code CL_SUCCESS}
     */
    static void check(int status, String call, String subject) {
        if (status != CL.CL_SUCCESS) {
            throw failure(status, call, subject);
        }
    }

    private static OpenClException failure(int status, String call, String subject) {
        return new OpenClException(
                call + (subject.isEmpty() ? "" : " (" + subject + ")") + ": got " + name(status)
                        + "; needs CL_SUCCESS; try " + remedy(status),
                status);
    }

    private static String remedy(int status) {
        return switch (status) {
            case CL.CL_MEM_OBJECT_ALLOCATION_FAILURE, CL.CL_OUT_OF_RESOURCES, CL.CL_OUT_OF_HOST_MEMORY ->
                "a smaller batch, or close other sessions on the device";
            case CL.CL_DEVICE_NOT_AVAILABLE, CL.CL_DEVICE_NOT_FOUND -> "attn4j doctor, or another device";
            default -> "attn4j doctor to check the driver";
        };
    }
}
