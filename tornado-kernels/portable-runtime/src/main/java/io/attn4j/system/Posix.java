package io.attn4j.system;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/** Calls of the C library that Java has no words for; where the operating system is not POSIX they do nothing. */
public final class Posix {
    private static final int STANDARD_ERROR = 2;

    private Posix() {}

    /**
     * Sets an environment variable for native code that reads it later; {@link System#getenv} keeps what it was.
     *
     * @throws IllegalStateException if the operating system refuses
     */
    public static void setVariable(String name, String value) {
        Optional<MemorySegment> setenv = find("setenv");
        if (setenv.isEmpty()) {
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            int failed = (int) Linker.nativeLinker()
                    .downcallHandle(
                            setenv.get(),
                            FunctionDescriptor.of(
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.ADDRESS,
                                    ValueLayout.ADDRESS,
                                    ValueLayout.JAVA_INT))
                    .invokeExact(arena.allocateFrom(name), arena.allocateFrom(value), 1);
            if (failed != 0) {
                throw new IllegalStateException(
                        name + ": could not be set; try export " + name + "=" + value + " before starting");
            }
        } catch (Throwable failure) {
            throw unchecked(failure);
        }
    }

    /**
     * Lets native code write its messages to the standard error that the launcher passed on as descriptor {@code
     * attn4j.stderr}. A bundle's launcher starts the JVM with descriptor 2 closed off, because the JVM prints a line about
     * its incubator module there, and a driver's messages would be lost with it.
     */
    public static void restoreStandardError() {
        Integer passed = Integer.getInteger("attn4j.stderr");
        Optional<MemorySegment> dup2 = find("dup2");
        if (passed == null || dup2.isEmpty() || System.getProperty("attn4j.bundle") == null) {
            return;
        }
        try {
            int done = (int) Linker.nativeLinker()
                    .downcallHandle(
                            dup2.get(),
                            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT))
                    .invokeExact(passed.intValue(), STANDARD_ERROR);
            if (done != STANDARD_ERROR) {
                throw new IllegalStateException("descriptor " + passed + ": cannot take the place of standard error");
            }
        } catch (Throwable failure) {
            throw unchecked(failure);
        }
    }

    private static Optional<MemorySegment> find(String function) {
        return Linker.nativeLinker().defaultLookup().find(function);
    }

    static RuntimeException unchecked(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException runtime ? runtime : new IllegalStateException(failure);
    }
}
