package uk.ac.manchester.tornado.api;

/** What an execution returns. Portable form of TornadoVM's class. */
public class TornadoExecutionResult {
    private final TornadoProfilerResult profilerResult;

    TornadoExecutionResult(TornadoProfilerResult profilerResult) {
        this.profilerResult = profilerResult;
    }

    /** Times and bytes. */
    public TornadoProfilerResult getProfilerResult() {
        return profilerResult;
    }

    /** Whether the execution has ended; always true here. */
    public boolean isReady() {
        return true;
    }
}
