package io.attn4j.graph;

/**
 * A device that task graphs can run on, with the limits that a grid is checked against.
 *
 * @param engine engine id: {@code tornado}, {@code opencl} or {@code simulator}
 * @param index number of the device within its engine, as {@code --device} takes it
 * @param backend code generator: {@code opencl}, {@code ptx}, {@code cuda} or {@code java}
 * @param name device name as its driver reports it
 * @param vendor vendor as the driver reports it
 * @param platform platform name as the driver reports it
 * @param type what kind of device it is
 * @param driverVersion driver version as reported, empty when unknown
 * @param globalMemoryBytes memory that buffers may take
 * @param maxAllocationBytes largest single buffer
 * @param localMemoryBytes local memory of a work-group
 * @param maxWorkGroupSize most work-items of a group
 * @param maxWorkItems most work-items of a group along x, y and z
 * @param computeUnits compute units, 0 when unknown
 * @param fp16 whether kernels may compute in half precision
 * @param fp64 whether kernels may compute in double precision
 */
public record GraphDevice(
        String engine,
        int index,
        String backend,
        String name,
        String vendor,
        String platform,
        DeviceType type,
        String driverVersion,
        long globalMemoryBytes,
        long maxAllocationBytes,
        long localMemoryBytes,
        long maxWorkGroupSize,
        long[] maxWorkItems,
        int computeUnits,
        boolean fp16,
        boolean fp64) {

    /**
     * The one pseudo-device of an engine without kernels: this machine's processor, and what the JVM may take of its memory.
     *
     * @param threads threads that compute
     */
    public static GraphDevice processor(
            String engine, String backend, String name, String vendor, String platform, String version, int threads) {
        long memory = Runtime.getRuntime().maxMemory();
        long[] one = {1, 1, 1};
        return new GraphDevice(
                engine,
                0,
                backend,
                name,
                vendor,
                platform,
                DeviceType.CPU,
                version,
                memory,
                memory,
                0,
                1,
                one,
                threads,
                false,
                true);
    }

    /** This device with less local memory and smaller groups, where these are less than its own. */
    public GraphDevice limited(long localBytes, long groupSize) {
        return new GraphDevice(
                engine,
                index,
                backend,
                name,
                vendor,
                platform,
                type,
                driverVersion,
                globalMemoryBytes,
                maxAllocationBytes,
                Math.min(localMemoryBytes, localBytes),
                Math.min(maxWorkGroupSize, groupSize),
                maxWorkItems,
                computeUnits,
                fp16,
                fp64);
    }
}
