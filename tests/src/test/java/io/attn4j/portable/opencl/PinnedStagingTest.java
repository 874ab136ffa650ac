package io.attn4j.portable.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.function.Supplier;
import org.jocl.CL;
import org.jocl.cl_command_queue;
import org.jocl.cl_device_id;
import org.jocl.cl_mem;
import org.jocl.cl_platform_id;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes through page-locked memory arrives whole, and the memory is given back. */
class PinnedStagingTest {
    private static final int HEADER = 16;
    private static final int PIECE = 1 << 12;

    @ParameterizedTest
    @ValueSource(ints = {1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 7 * PIECE + 13, 40 * PIECE + 1})
    void bytesComeBackAsTheyWent(int bytes) {
        comeBack(bytes, Arena::ofShared);
        comeBack(bytes, Arena::ofConfined);
    }

    private static void comeBack(int bytes, Supplier<Arena> arenas) {
        List<OpenClDevice> devices = OpenClPlatforms.machine().devices();
        Assumptions.assumeFalse(devices.isEmpty(), "no OpenCL device; apt-get install pocl-opencl-icd");
        cl_platform_id[] platforms = new cl_platform_id[1];
        CL.clGetPlatformIDs(1, platforms, null);
        cl_device_id[] ids = new cl_device_id[1];
        CL.clGetDeviceIDs(platforms[0], CL.CL_DEVICE_TYPE_ALL, 1, ids, null);
        long before = LiveObjects.count();
        DeviceContext context = new DeviceContext(platforms[0], ids[0]);
        context.acquire();
        cl_command_queue queue = context.createQueue(false);
        cl_mem buffer = context.createBuffer(HEADER + bytes, "test");
        PinnedStaging staging = new PinnedStaging(context, PIECE);
        try (Arena arena = arenas.get();
                CommandTimes times = new CommandTimes(false)) {
            MemorySegment from = arena.allocate(bytes);
            MemorySegment to = arena.allocate(bytes);
            for (int i = 0; i < bytes; i++) {
                from.set(ValueLayout.JAVA_BYTE, i, (byte) (31 * i + i / 251));
            }
            // two transfers in a row share the ring
            long half = bytes / 2;
            staging.upload(queue, copies(from, half, buffer), times);
            staging.download(queue, copies(to, half, buffer), times);
            assertThat(to.mismatch(from)).isEqualTo(-1);
        } finally {
            staging.release();
            CL.clReleaseMemObject(buffer);
            CL.clReleaseCommandQueue(queue);
            LiveObjects.released();
            LiveObjects.released();
            context.release();
        }
        assertThat(LiveObjects.count()).isEqualTo(before);
    }

    private static List<PinnedStaging.Copy> copies(MemorySegment host, long half, cl_mem buffer) {
        return List.of(
                new PinnedStaging.Copy(host.asSlice(0, half), buffer, HEADER, "first"),
                new PinnedStaging.Copy(host.asSlice(half), buffer, HEADER + half, "second"));
    }
}
