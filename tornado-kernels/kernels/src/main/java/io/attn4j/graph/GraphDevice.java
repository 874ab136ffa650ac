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
        boolean fp64) {}
