package uk.ac.manchester.tornado.api.enums;

/** What the profiler does with its figures. Portable form of TornadoVM's enum. */
public enum ProfilerMode {
    /** Prints them. */
    CONSOLE,
    /** Keeps them for the result. */
    SILENT
}
