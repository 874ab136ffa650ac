package uk.ac.manchester.tornado.api;

/** The device as its driver describes it. Portable form of TornadoVM's interface. */
public interface TornadoTargetDevice {

    /** Name of the device. */
    String getDeviceName();

    /** Compute units. */
    int getDeviceMaxComputeUnits();

    /** Most work-items of a group along each dimension. */
    long[] getDeviceMaxWorkItemSizes();

    /** Most work-items of a group. */
    long[] getDeviceMaxWorkGroupSize();

    /** Bytes of global memory. */
    long getDeviceGlobalMemorySize();

    /** Bytes of local memory of a group. */
    long getDeviceLocalMemorySize();

    /** Largest buffer in bytes. */
    long getDeviceMaxAllocationSize();
}
