package io.attn4j.portable.opencl;

import io.attn4j.system.JvmSignals;
import io.attn4j.system.Posix;

/**
 * Keeps PoCL from taking the JVM's signal for integer division by zero, and remembers the JVM's other handlers, which its compiler takes
 * later ({@link JvmSignals}).
 *
 * <p>PoCL installs a handler for SIGFPE that steps over the division. The JVM's own handler, which throws {@link
 * ArithmeticException}, is then never asked: in any thread {@code 7 / 0} gives 7. The environment variable {@code
 * POCL_SIGFPE_HANDLER=0} prevents it, if it is set before the driver is loaded.
 */
public final class PoclSignals {
    private static final String VARIABLE = "POCL_SIGFPE_HANDLER";

    private PoclSignals() {}

    /**
     * Sets the variable in this process unless the environment already has it, and keeps the handlers; call before the first
     * OpenCL call.
     */
    public static void leaveToTheJvm() {
        JvmSignals.keep();
        if (System.getenv(VARIABLE) == null) {
            Posix.setVariable(VARIABLE, "0");
        }
    }
}
