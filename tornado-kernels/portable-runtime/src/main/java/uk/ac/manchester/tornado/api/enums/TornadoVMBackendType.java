package uk.ac.manchester.tornado.api.enums;

/** Code generators. Portable form of TornadoVM's enum. */
public enum TornadoVMBackendType {
    OPENCL,
    METAL,
    PTX,
    CUDA,
    SPIRV,
    JAVA,
    VIRTUAL
}
