package uk.ac.manchester.tornado.api;

import java.util.function.Consumer;
import uk.ac.manchester.tornado.api.exceptions.TornadoRuntimeException;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** What an execution returns. Portable form of TornadoVM's class. */
public class TornadoExecutionResult {
    private final TornadoProfilerResult profilerResult;
    private final Consumer<TornadoNativeArray> transfer;

    TornadoExecutionResult(TornadoProfilerResult profilerResult, Consumer<TornadoNativeArray> transfer) {
        this.profilerResult = profilerResult;
        this.transfer = transfer;
    }

    /**
     * Copies arrays as the device holds them to the host: those that the graph transfers under demand.
     *
     * @throws TornadoRuntimeException when it transfers no such array, or its plan is closed
     */
    public TornadoExecutionResult transferToHost(Object... objects) {
        for (Object object : objects) {
            if (!(object instanceof TornadoNativeArray array)) {
                throw new TornadoRuntimeException("transferToHost: got " + object + "; needs a native array");
            }
            transfer.accept(array);
        }
        return this;
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
