package uk.ac.manchester.tornado.api;

/** Marks what a kernel may take as its execution context. Portable form of TornadoVM's interface. */
public interface ExecutionContext {}
