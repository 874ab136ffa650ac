package io.attn4j.portable;

/**
 * Times in nanoseconds and bytes of one execution; device times are 0 unless profiled.
 *
 * @param totalNs wall time on the host
 * @param compileNs time to build kernels in this execution
 * @param toDeviceNs copies to the device, summed
 * @param kernelNs kernels, summed
 * @param toHostNs copies to the host, summed
 * @param bytesToDevice bytes copied to the device
 * @param bytesToHost bytes copied to the host
 */
public record ExecutionProfile(
        long totalNs,
        long compileNs,
        long toDeviceNs,
        long kernelNs,
        long toHostNs,
        long bytesToDevice,
        long bytesToHost) {

    /** Both together. */
    public ExecutionProfile plus(ExecutionProfile other) {
        return new ExecutionProfile(
                totalNs + other.totalNs,
                compileNs + other.compileNs,
                toDeviceNs + other.toDeviceNs,
                kernelNs + other.kernelNs,
                toHostNs + other.toHostNs,
                bytesToDevice + other.bytesToDevice,
                bytesToHost + other.bytesToHost);
    }
}
