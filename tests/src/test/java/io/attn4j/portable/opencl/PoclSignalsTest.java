package io.attn4j.portable.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jocl.CL;
import org.jocl.cl_context;
import org.jocl.cl_device_id;
import org.jocl.cl_platform_id;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Java still throws on integer division by zero once an OpenCL driver is loaded, whoever started the JVM. */
class PoclSignalsTest {
    /** Divides by its number of arguments, zero, with the driver's context open. */
    static final class Division {
        private Division() {}

        public static void main(String[] arguments) {
            if (OpenClPlatforms.machine().devices().isEmpty()) {
                System.out.println("no device");
                return;
            }
            cl_platform_id[] platforms = new cl_platform_id[1];
            CL.clGetPlatformIDs(1, platforms, null);
            cl_device_id[] devices = new cl_device_id[1];
            CL.clGetDeviceIDs(platforms[0], CL.CL_DEVICE_TYPE_ALL, 1, devices, null);
            cl_context context = CL.clCreateContext(null, 1, devices, null, null, null);
            try {
                System.out.println("no exception: " + 7 / arguments.length);
            } catch (ArithmeticException expected) {
                System.out.println("threw");
            }
            CL.clReleaseContext(context);
        }
    }

    @Test
    void divisionByZeroStillThrows(@TempDir Path folder) throws Exception {
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("surefire.real.class.path", System.getProperty("java.class.path")),
                Division.class.getName());
        builder.environment().remove("POCL_SIGFPE_HANDLER");
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        String printed = Files.readString(output).strip();
        Assumptions.assumeFalse(printed.equals("no device"), "opencl: no device; apt-get install pocl-opencl-icd");
        assertThat(printed).isEqualTo("threw");
    }
}
