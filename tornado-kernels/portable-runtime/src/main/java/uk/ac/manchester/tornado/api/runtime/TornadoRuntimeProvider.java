package uk.ac.manchester.tornado.api.runtime;

import uk.ac.manchester.tornado.api.TornadoBackend;
import uk.ac.manchester.tornado.api.TornadoRuntime;

/**
 * Gives the runtime. Portable form of TornadoVM's class: it has no code generator, since the portable runtime's devices
 * are objects that a caller makes and hands to a plan.
 */
public class TornadoRuntimeProvider {
    private static final TornadoRuntime PORTABLE = new TornadoRuntime() {
        @Override
        public TornadoBackend getBackend(int index) {
            throw new IndexOutOfBoundsException("backend: got " + index + "; the portable runtime has none");
        }

        @Override
        public int getNumBackends() {
            return 0;
        }
    };

    private TornadoRuntimeProvider() {}

    /** The runtime. */
    public static TornadoRuntime getTornadoRuntime() {
        return PORTABLE;
    }
}
