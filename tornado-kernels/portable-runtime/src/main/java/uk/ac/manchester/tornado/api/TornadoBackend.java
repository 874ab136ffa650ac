package uk.ac.manchester.tornado.api;

import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.enums.TornadoVMBackendType;

/** A code generator with its devices. Portable form of TornadoVM's interface. */
public interface TornadoBackend {

    /** Number of devices. */
    int getNumDevices();

    /** Device {@code index}. */
    TornadoDevice getDevice(int index);

    /** Which code generator it is. */
    TornadoVMBackendType getBackendType();
}
