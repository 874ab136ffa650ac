package io.attn4j.portable.opencl;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/**
 * Keeps PoCL from taking the JVM's signal for integer division by zero.
 *
 * <p>PoCL installs a handler for SIGFPE that steps over the division. The JVM's own handler, which throws {@link
 * ArithmeticException}, is then never asked: in any thread {@code 7 / 0} gives 7. The environment variable {@code
 * POCL_SIGFPE_HANDLER=0} prevents it, if it is set before the driver is loaded.
 */
public final class PoclSignals {
    private static final String VARIABLE = "POCL_SIGFPE_HANDLER";

    private PoclSignals() {}

    /** Sets the variable in this process unless the environment already has it; call before the first OpenCL call. */
    public static void leaveToTheJvm() {
        if (System.getenv(VARIABLE) != null) {
            return;
        }
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> setenv = linker.defaultLookup().find("setenv");
        if (setenv.isEmpty()) {
            // no POSIX, no such handler
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            int failed = (int) linker.downcallHandle(
                            setenv.get(),
                            FunctionDescriptor.of(
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.ADDRESS,
                                    ValueLayout.ADDRESS,
                                    ValueLayout.JAVA_INT))
                    .invokeExact(arena.allocateFrom(VARIABLE), arena.allocateFrom("0"), 1);
            if (failed != 0) {
                throw new IllegalStateException(VARIABLE + ": could not be set; try export " + VARIABLE + "=0");
            }
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }
}
