package uk.ac.manchester.tornado.api.enums;

/** Kinds of device. Portable form of TornadoVM's enum. */
public enum TornadoDeviceType {
    CPU,
    DEFAULT,
    GPU,
    FPGA,
    ACCELERATOR,
    CUSTOM,
    ALL
}
