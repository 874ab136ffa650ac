package io.attn4j.system;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Gives the JVM the signals back that native code has taken from it.
 *
 * <p>LLVM, which many OpenCL drivers compile kernels with, installs handlers of its own for SIGSEGV and others when it first writes a file, and
 * leaves them there, for one signal: the first resets the signal to what the system does by itself, which is to end the process, until
 * LLVM has put back what it had found. But compiled Java finds by SIGSEGV that a reference is null, and stops by it for the
 * garbage collector. Where two threads do so at once, the second ends the process, without an exception and without the JVM's error file.
 *
 * <p>A signal that was ignored is ignored again: under nohup a process would else end with its terminal. Handlers that Java code installs later are the
 * JVM's own to the system, and stay; so does a signal that is ignored or left to the system since. Where the operating system is
 * not POSIX, nothing happens.
 */
public final class JvmSignals {
    private static final int MOST_SIGNALS = 31;
    private static final int SIGSEGV = 11;

    /** Room for a {@code struct sigaction}, which begins with the handler's address. */
    private static final int BYTES = 256;

    /** Stands for what the system does by itself. */
    private static final long DEFAULT = 0;

    /** Stands for nothing, as nohup has it for SIGHUP and a shell for SIGINT of what it starts in the background. */
    private static final long IGNORED = 1;

    private static JvmSignals ours;

    private final MethodHandle sigaction;
    private final MemorySegment found = Arena.global().allocate(BYTES);
    private final MemorySegment[] handlers = new MemorySegment[MOST_SIGNALS + 1];

    private JvmSignals(MethodHandle sigaction) {
        this.sigaction = sigaction;
        for (int signal = 1; signal <= MOST_SIGNALS; signal++) {
            if (read(signal) != DEFAULT) {
                handlers[signal] = Arena.global().allocate(BYTES).copyFrom(found);
            }
        }
    }

    /** Remembers the handlers that are installed; only the first call has an effect. To be called before
     * native code is loaded. */
    public static synchronized void keep() {
        if (ours == null) {
            Optional<MemorySegment> function =
                    Linker.nativeLinker().defaultLookup().find("sigaction");
            ours = function.map(address -> new JvmSignals(Linker.nativeLinker()
                            .downcallHandle(
                                    address,
                                    FunctionDescriptor.of(
                                            ValueLayout.JAVA_INT,
                                            ValueLayout.JAVA_INT,
                                            ValueLayout.ADDRESS,
                                            ValueLayout.ADDRESS))))
                    .orElse(null);
        }
    }

    /**
     * What a call of native code returns that may compile, such as the execution of a plan. After it, failed or not, the handlers that were
     * kept are installed again where others have taken their place: one system call where none has.
     */
    public static <T> T kept(Supplier<T> call) {
        try {
            return call.get();
        } finally {
            giveBack();
        }
    }

    private static synchronized void giveBack() {
        if (ours != null && ours.taken(SIGSEGV)) {
            for (int signal = 1; signal <= MOST_SIGNALS; signal++) {
                if (ours.taken(signal)) {
                    ours.call(signal, ours.handlers[signal], MemorySegment.NULL);
                }
            }
        }
    }

    private boolean taken(int signal) {
        if (handlers[signal] == null) {
            return false;
        }
        long now = read(signal);
        if (now == DEFAULT || now == IGNORED) {
            return false;
        }
        // one that Java code has begun to handle since has the handler that the JVM uses for others
        for (MemorySegment handler : handlers) {
            if (handler != null && now == handler.get(ValueLayout.JAVA_LONG, 0)) {
                return false;
            }
        }
        return true;
    }

    private long read(int signal) {
        call(signal, MemorySegment.NULL, found);
        return found.get(ValueLayout.JAVA_LONG, 0);
    }

    private void call(int signal, MemorySegment action, MemorySegment before) {
        try {
            int failed = (int) sigaction.invokeExact(signal, action, before);
            if (failed != 0) {
                throw new IllegalStateException("sigaction: signal " + signal + " was refused");
            }
        } catch (Throwable failure) {
            throw Posix.unchecked(failure);
        }
    }
}
