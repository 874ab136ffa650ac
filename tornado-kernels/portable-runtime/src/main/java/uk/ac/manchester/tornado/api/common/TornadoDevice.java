package uk.ac.manchester.tornado.api.common;

import uk.ac.manchester.tornado.api.TornadoTargetDevice;
import uk.ac.manchester.tornado.api.enums.TornadoDeviceType;
import uk.ac.manchester.tornado.api.enums.TornadoVMBackendType;

/** A device that plans run on. Portable form of TornadoVM's interface. */
public interface TornadoDevice {

    /** Name as the driver reports it. */
    String getDeviceName();

    /** Platform as the driver reports it. */
    String getPlatformName();

    /** Kind of device. */
    TornadoDeviceType getDeviceType();

    /** The device as its driver describes it. */
    TornadoTargetDevice getPhysicalDevice();

    /** The code generator. */
    TornadoVMBackendType getTornadoVMBackend();
}
