package io.attn4j.portable.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.Attention;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The signals that the JVM handles are still its own once a driver's compiler, which takes them, has compiled kernels. */
class JvmSignalsTest {
    /** Computes on the first OpenCL device, and compares the handlers of before and after. */
    static final class Handlers {
        private Handlers() {}

        public static void main(String[] arguments) throws Throwable {
            long[] before = addresses();
            if (OpenClPlatforms.machine().devices().isEmpty()) {
                System.out.println("no device");
                return;
            }
            try (Attention attention =
                    Attention.builder("standard").engine("opencl").build()) {
                float[] one = new float[64 * 16];
                attention.forward(one, one, one, 1, 1, 64, 16);
            }
            long[] after = addresses();
            System.out.println(
                    Arrays.equals(before, after)
                            ? "the same"
                            : Arrays.toString(before) + " became " + Arrays.toString(after));
        }

        /** Of SIGHUP, SIGINT, SIGQUIT, SIGILL, SIGBUS, SIGFPE, SIGSEGV, SIGUSR2 and SIGTERM, as Linux counts them. */
        private static long[] addresses() throws Throwable {
            MethodHandle sigaction = Linker.nativeLinker()
                    .downcallHandle(
                            Linker.nativeLinker()
                                    .defaultLookup()
                                    .find("sigaction")
                                    .orElseThrow(),
                            FunctionDescriptor.of(
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.ADDRESS,
                                    ValueLayout.ADDRESS));
            int[] signals = {1, 2, 3, 4, 7, 8, 11, 12, 15};
            long[] addresses = new long[signals.length];
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment action = arena.allocate(256);
                for (int i = 0; i < signals.length; i++) {
                    int failed = (int) sigaction.invokeExact(signals[i], MemorySegment.NULL, action);
                    addresses[i] = failed == 0 ? action.get(ValueLayout.JAVA_LONG, 0) : -1;
                }
            }
            return addresses;
        }
    }

    /** What a shell starts the JVM with: nothing ignored that it would handle, or two signals as nohup and a background job have them. */
    @ParameterizedTest
    @ValueSource(strings = {"trap - HUP INT", "trap '' HUP INT"})
    void handlersAreThoseOfTheJvmAfterADriverHasCompiled(String shell, @TempDir Path folder) throws Exception {
        Assumptions.assumeTrue(System.getProperty("os.name").equals("Linux"), "signals: numbers are those of Linux");
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(
                "sh",
                "-c",
                shell + "; exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Dattn4j.root=" + System.getProperty("attn4j.root"),
                "-cp",
                System.getProperty("surefire.real.class.path", System.getProperty("java.class.path")),
                Handlers.class.getName());
        // nothing compiled before, so that the driver's compiler runs
        builder.environment().put("ATTN4J_CACHE_DIR", folder.resolve("cache").toString());
        builder.environment().put("POCL_CACHE_DIR", folder.resolve("pocl").toString());
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        String printed = Files.readString(output).strip();
        Assumptions.assumeFalse(printed.endsWith("no device"), "opencl: no device; apt-get install pocl-opencl-icd");
        assertThat(printed.lines().toList()).last().isEqualTo("the same");
    }
}
