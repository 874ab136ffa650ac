package io.attn4j.portable.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jocl.CL;
import org.jocl.cl_device_id;
import org.jocl.cl_platform_id;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Programs that several threads want are built once, and a failure is told to each of them. */
class DeviceContextTest {
    private static final int THREADS = 6;
    private static final ProgramCache NONE = new ProgramCache(null);

    private DeviceContext context;
    private OpenClDeviceInfo info;

    @BeforeEach
    void takeTheFirstDevice() {
        List<OpenClDevice> devices = OpenClPlatforms.machine().devices();
        Assumptions.assumeFalse(devices.isEmpty(), "no OpenCL device; apt-get install pocl-opencl-icd");
        info = devices.getFirst().info();
        cl_platform_id[] platforms = new cl_platform_id[1];
        CL.clGetPlatformIDs(1, platforms, null);
        cl_device_id[] ids = new cl_device_id[1];
        CL.clGetDeviceIDs(platforms[0], CL.CL_DEVICE_TYPE_ALL, 1, ids, null);
        context = new DeviceContext(platforms[0], ids[0]);
    }

    private int prepared(String source) throws Exception {
        Callable<Boolean> build = () -> {
            try {
                context.prepare(source, "", info, NONE, "task t");
                return true;
            } catch (OpenClException refused) {
                assertThat(refused).hasMessageContaining("task t");
                return false;
            }
        };
        int built = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (Future<Boolean> each : threads.invokeAll(Collections.nCopies(THREADS, build))) {
                built += each.get() ? 1 : 0;
            }
        }
        return built;
    }

    @Test
    void aProgramIsBuiltOnce() throws Exception {
        long closed = LiveObjects.count();
        context.acquire();
        long before = LiveObjects.count();
        try {
            assertThat(prepared("__kernel void once(__global float *a) { a[0] = 1.0f; }"))
                    .isEqualTo(THREADS);
            assertThat(LiveObjects.count()).isEqualTo(before + 1);
        } finally {
            context.release();
        }
        assertThat(LiveObjects.count()).isEqualTo(closed);
    }

    @Test
    void aFailureIsToldToEach() throws Exception {
        context.acquire();
        long before = LiveObjects.count();
        try {
            assertThat(prepared("__kernel void broken(__global float *a) { a[0] = nothing; }"))
                    .isZero();
            assertThat(LiveObjects.count()).isEqualTo(before);
        } finally {
            context.release();
        }
    }
}
