package uk.ac.manchester.tornado.api;

import io.attn4j.portable.ExecutionProfile;

/** Times in nanoseconds and bytes of one execution; device times need the profiler. Portable form of TornadoVM's class. */
public class TornadoProfilerResult {
    private final ExecutionProfile profile;
    private final long deviceBytes;

    TornadoProfilerResult(ExecutionProfile profile, long deviceBytes) {
        this.profile = profile;
        this.deviceBytes = deviceBytes;
    }

    /** Wall time on the host. */
    public long getTotalTime() {
        return profile.totalNs();
    }

    /** Building kernels. */
    public long getCompileTime() {
        return profile.compileNs();
    }

    /** Copies in both directions. */
    public long getDataTransfersTime() {
        return profile.toDeviceNs() + profile.toHostNs();
    }

    /** Copies to the device. */
    public long getDeviceWriteTime() {
        return profile.toDeviceNs();
    }

    /** Copies from the device. */
    public long getDeviceReadTime() {
        return profile.toHostNs();
    }

    /** Kernels. */
    public long getDeviceKernelTime() {
        return profile.kernelNs();
    }

    /** Bytes copied to the device. */
    public long getTotalBytesCopyIn() {
        return profile.bytesToDevice();
    }

    /** Bytes copied from the device. */
    public long getTotalBytesCopyOut() {
        return profile.bytesToHost();
    }

    /** Bytes copied in both directions. */
    public long getTotalBytesTransferred() {
        return profile.bytesToDevice() + profile.bytesToHost();
    }

    /** Bytes of device memory held. */
    public long getTotalDeviceMemoryUsage() {
        return deviceBytes;
    }
}
