package uk.ac.manchester.tornado.api;

/** The runtime and its code generators. Portable form of TornadoVM's interface. */
public interface TornadoRuntime {

    /** Code generator {@code index}. */
    TornadoBackend getBackend(int index);

    /** Number of code generators. */
    int getNumBackends();
}
