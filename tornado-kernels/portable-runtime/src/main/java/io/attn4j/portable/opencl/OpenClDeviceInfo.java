package io.attn4j.portable.opencl;

import java.util.List;
import uk.ac.manchester.tornado.api.TornadoTargetDevice;

/**
 * What an OpenCL device says of itself.
 *
 * @param index flat index over all platforms, in the loader's order
 * @param name device name
 * @param vendor device vendor
 * @param platform platform name
 * @param platformVersion platform version, e.g. {@code OpenCL 3.0 PoCL 3.1}
 * @param type what kind of device it is
 * @param driverVersion driver version
 * @param openClVersion device version, e.g. {@code OpenCL 3.0 pocl}
 * @param openClCVersion OpenCL C version, e.g. {@code OpenCL C 1.2}
 * @param globalMemoryBytes global memory
 * @param maxAllocationBytes the largest single buffer
 * @param localMemoryBytes local memory per work-group
 * @param maxWorkGroupSize most work-items in a work-group
 * @param maxWorkItemSizes most work-items of a work-group in each dimension
 * @param computeUnits compute units
 * @param clockMegahertz clock as the driver reports it, 0 when unknown
 * @param extensions extension names
 */
public record OpenClDeviceInfo(
        int index,
        String name,
        String vendor,
        String platform,
        String platformVersion,
        OpenClDeviceType type,
        String driverVersion,
        String openClVersion,
        String openClCVersion,
        long globalMemoryBytes,
        long maxAllocationBytes,
        long localMemoryBytes,
        long maxWorkGroupSize,
        List<Long> maxWorkItemSizes,
        int computeUnits,
        int clockMegahertz,
        List<String> extensions)
        implements TornadoTargetDevice {

    /** Copies the lists. */
    public OpenClDeviceInfo {
        maxWorkItemSizes = List.copyOf(maxWorkItemSizes);
        extensions = List.copyOf(extensions);
    }

    @Override
    public String getDeviceName() {
        return name;
    }

    @Override
    public int getDeviceMaxComputeUnits() {
        return computeUnits;
    }

    @Override
    public long[] getDeviceMaxWorkItemSizes() {
        return maxWorkItemSizes.stream().mapToLong(Long::longValue).toArray();
    }

    @Override
    public long[] getDeviceMaxWorkGroupSize() {
        return new long[] {maxWorkGroupSize};
    }

    @Override
    public long getDeviceGlobalMemorySize() {
        return globalMemoryBytes;
    }

    @Override
    public long getDeviceLocalMemorySize() {
        return localMemoryBytes;
    }

    @Override
    public long getDeviceMaxAllocationSize() {
        return maxAllocationBytes;
    }

    /** Whether kernels may use half precision arithmetic. */
    public boolean fp16() {
        return extensions.contains("cl_khr_fp16");
    }

    /** Whether kernels may use double precision. */
    public boolean fp64() {
        return extensions.contains("cl_khr_fp64");
    }

    /** One line for a person: index, name, type, platform, versions and limits. */
    public String line() {
        return "[%d] %s, %s, platform %s, %s, driver %s, %d compute units, memory %s (largest buffer %s, local %s), "
                        .formatted(
                                index,
                                name,
                                type,
                                platform,
                                openClVersion,
                                driverVersion,
                                computeUnits,
                                bytes(globalMemoryBytes),
                                bytes(maxAllocationBytes),
                                bytes(localMemoryBytes))
                + "work-group up to %d, fp16 %s, fp64 %s"
                        .formatted(maxWorkGroupSize, fp16() ? "yes" : "no", fp64() ? "yes" : "no");
    }

    private static String bytes(long count) {
        if (count >= 1L << 30) {
            return "%.1f GiB".formatted(count / (double) (1L << 30));
        }
        return count >= 1L << 20 ? (count >> 20) + " MiB" : (count >> 10) + " KiB";
    }
}
