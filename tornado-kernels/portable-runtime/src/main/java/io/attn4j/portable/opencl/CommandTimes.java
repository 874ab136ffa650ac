package io.attn4j.portable.opencl;

import java.util.ArrayList;
import java.util.List;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_event;

/** Device times of one execution's commands, from their events; gathers nothing unless it is profiling. */
final class CommandTimes implements AutoCloseable {

    private final boolean profiling;
    private final List<cl_event> toDevice = new ArrayList<>();
    private final List<cl_event> kernels = new ArrayList<>();
    private final List<cl_event> toHost = new ArrayList<>();

    CommandTimes(boolean profiling) {
        this.profiling = profiling;
    }

    /** An event for the next copy to the device; null when not profiling. */
    cl_event toDevice() {
        return next(toDevice);
    }

    /** An event for the next kernel; null when not profiling. */
    cl_event kernel() {
        return next(kernels);
    }

    /** An event for the next copy to the host; null when not profiling. */
    cl_event toHost() {
        return next(toHost);
    }

    long toDeviceNs() {
        return sum(toDevice);
    }

    long kernelNs() {
        return sum(kernels);
    }

    long toHostNs() {
        return sum(toHost);
    }

    private cl_event next(List<cl_event> events) {
        if (!profiling) {
            return null;
        }
        cl_event event = new cl_event();
        events.add(event);
        return event;
    }

    private static long sum(List<cl_event> events) {
        long total = 0;
        long[] start = new long[1];
        long[] end = new long[1];
        for (cl_event event : events) {
            read(event, CL.CL_PROFILING_COMMAND_START, start);
            read(event, CL.CL_PROFILING_COMMAND_END, end);
            total += end[0] - start[0];
        }
        return total;
    }

    private static void read(cl_event event, int field, long[] value) {
        OpenClStatus.check(
                CL.clGetEventProfilingInfo(event, field, Sizeof.cl_ulong, Pointer.to(value), null),
                "clGetEventProfilingInfo");
    }

    @Override
    public void close() {
        for (List<cl_event> events : List.of(toDevice, kernels, toHost)) {
            for (cl_event event : events) {
                // a command that failed to enqueue left its event empty
                if (event.getNativePointer() != 0) {
                    CL.clReleaseEvent(event);
                }
            }
            events.clear();
        }
    }
}
