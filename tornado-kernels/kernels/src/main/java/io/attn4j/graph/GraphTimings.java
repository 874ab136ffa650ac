package io.attn4j.graph;

/**
 * Where one execution of a task graph spent its time and what it moved. Times are nanoseconds, -1 when the engine
 * cannot separate them (device times need a session opened with profiling).
 *
 * @param wallNs host wall time of the execution, transfers included
 * @param jitNs kernel compilation in this execution, 0 once warm
 * @param toDeviceNs copies to the device
 * @param kernelNs kernels on the device
 * @param toHostNs copies from the device
 * @param dispatchNs wall time not spent in copies, kernels or compilation
 * @param bytesToDevice bytes copied to the device
 * @param bytesToHost bytes copied from the device
 * @param deviceBytes memory that the session holds: the device's, or for engines of the host its own and the tensors'; -1 when
 *     unknown
 */
public record GraphTimings(
        long wallNs,
        long jitNs,
        long toDeviceNs,
        long kernelNs,
        long toHostNs,
        long dispatchNs,
        long bytesToDevice,
        long bytesToHost,
        long deviceBytes) {}
