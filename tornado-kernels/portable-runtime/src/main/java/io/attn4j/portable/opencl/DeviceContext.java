package io.attn4j.portable.opencl;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_command_queue;
import org.jocl.cl_context;
import org.jocl.cl_context_properties;
import org.jocl.cl_device_id;
import org.jocl.cl_kernel;
import org.jocl.cl_mem;
import org.jocl.cl_platform_id;
import org.jocl.cl_program;

/**
 * The OpenCL context of a device with the programs built in it, shared by the executors that are open on the device and
 * released with the last of them. Thread-safe.
 */
final class DeviceContext {

    private static final int BUILD_LOG_LINES = 12;

    private final cl_platform_id platform;
    private final cl_device_id device;
    /** By key; one that is being built is not done yet. */
    private final Map<ProgramKey, CompletableFuture<cl_program>> programs = new ConcurrentHashMap<>();

    /** Held by whoever builds, with drivers that build one program at a time. */
    private final Object building = new Object();

    private cl_context context;
    private int users;

    DeviceContext(cl_platform_id platform, cl_device_id device) {
        this.platform = platform;
        this.device = device;
    }

    cl_device_id device() {
        return device;
    }

    /** Makes the context for the first user. */
    synchronized void acquire() {
        if (users == 0) {
            cl_context_properties properties = new cl_context_properties();
            properties.addProperty(CL.CL_CONTEXT_PLATFORM, platform);
            int[] status = new int[1];
            context = CL.clCreateContext(properties, 1, new cl_device_id[] {device}, null, null, status);
            OpenClStatus.check(status[0], "clCreateContext");
            LiveObjects.created();
        }
        users++;
    }

    /** Gives everything back with the last user. */
    synchronized void release() {
        users--;
        if (users == 0) {
            for (CompletableFuture<cl_program> program : programs.values()) {
                releaseProgram(program.join());
            }
            programs.clear();
            CL.clReleaseContext(context);
            LiveObjects.released();
            context = null;
        }
    }

    cl_command_queue createQueue(boolean profiling) {
        int[] status = new int[1];
        // clCreateCommandQueue is deprecated in OpenCL 2.0, but the only one that OpenCL 1.2 drivers have
        @SuppressWarnings("deprecation")
        cl_command_queue queue =
                CL.clCreateCommandQueue(context, device, profiling ? CL.CL_QUEUE_PROFILING_ENABLE : 0, status);
        OpenClStatus.check(status[0], "clCreateCommandQueue");
        LiveObjects.created();
        return queue;
    }

    cl_mem createBuffer(long bytes, String subject) {
        return createBuffer(CL.CL_MEM_READ_WRITE, bytes, subject);
    }

    /** Memory of the host that the device can reach by itself, page-locked. */
    cl_mem createHostMemory(long bytes, String subject) {
        return createBuffer(CL.CL_MEM_READ_WRITE | CL.CL_MEM_ALLOC_HOST_PTR, bytes, subject);
    }

    private cl_mem createBuffer(long flags, long bytes, String subject) {
        int[] status = new int[1];
        cl_mem buffer = CL.clCreateBuffer(context, flags, bytes, null, status);
        OpenClStatus.check(status[0], "clCreateBuffer", subject + ", " + bytes + " bytes");
        LiveObjects.created();
        return buffer;
    }

    /**
     * A kernel with arguments of its own; its program is built, or loaded from the cache, on first use.
     *
     * @throws OpenClException if the source does not compile, with the first lines of the build log
     */
    cl_kernel createKernel(
            String source, String entry, String options, OpenClDeviceInfo info, ProgramCache cache, String subject) {
        cl_program program = program(source, options, info, cache, subject);
        int[] status = new int[1];
        cl_kernel kernel = CL.clCreateKernel(program, entry, status);
        OpenClStatus.check(status[0], "clCreateKernel", subject + ", entry " + entry);
        LiveObjects.created();
        return kernel;
    }

    /**
     * Builds a program, or loads it from the cache, so that its kernels are made at once later. Other threads build others
     * meanwhile, where the driver {@linkplain #compilesSideBySide allows} it.
     */
    void prepare(String source, String options, OpenClDeviceInfo info, ProgramCache cache, String subject) {
        program(source, options, info, cache, subject);
    }

    private cl_program program(
            String source, String options, OpenClDeviceInfo info, ProgramCache cache, String subject) {
        ProgramKey key = ProgramKey.of(source, options, info);
        CompletableFuture<cl_program> ours = new CompletableFuture<>();
        CompletableFuture<cl_program> theirs = programs.putIfAbsent(key, ours);
        if (theirs != null) {
            try {
                return theirs.join();
            } catch (CompletionException failed) {
                // it failed for the thread that built it, which says so; here it is tried, and said, once more
                return program(source, options, info, cache, subject);
            }
        }
        try {
            if (compilesSideBySide(info)) {
                ours.complete(made(key, source, options, cache, subject));
            } else {
                synchronized (building) {
                    ours.complete(made(key, source, options, cache, subject));
                }
            }
        } catch (RuntimeException | Error failure) {
            programs.remove(key);
            ours.completeExceptionally(failure);
            throw failure;
        }
        return ours.join();
    }

    private cl_program made(ProgramKey key, String source, String options, ProgramCache cache, String subject) {
        return cache.read(key).flatMap(binary -> fromBinary(binary, options)).orElseGet(() -> {
            cl_program built = fromSource(source, options, subject);
            binaryOf(built).ifPresent(binary -> cache.write(key, binary));
            return built;
        });
    }

    /** Whether the driver's compiler was seen to work in many threads; Oclgrind's crashes there. Others build one at a time. */
    static boolean compilesSideBySide(OpenClDeviceInfo info) {
        return info.vendor().contains("NVIDIA");
    }

    /** Empty if the driver refuses the binary, as it may after an update that kept its version. */
    private Optional<cl_program> fromBinary(byte[] binary, String options) {
        int[] accepted = new int[1];
        int[] status = new int[1];
        cl_program program;
        try {
            program = CL.clCreateProgramWithBinary(
                    context,
                    1,
                    new cl_device_id[] {device},
                    new long[] {binary.length},
                    new byte[][] {binary},
                    accepted,
                    status);
        } catch (CLException e) {
            return Optional.empty();
        }
        if (status[0] != CL.CL_SUCCESS || program == null) {
            return Optional.empty();
        }
        LiveObjects.created();
        if (accepted[0] != CL.CL_SUCCESS || build(program, options) != CL.CL_SUCCESS) {
            releaseProgram(program);
            return Optional.empty();
        }
        return Optional.of(program);
    }

    private cl_program fromSource(String source, String options, String subject) {
        int[] status = new int[1];
        cl_program program = CL.clCreateProgramWithSource(context, 1, new String[] {source}, null, status);
        OpenClStatus.check(status[0], "clCreateProgramWithSource", subject);
        LiveObjects.created();
        int built = build(program, options);
        if (built != CL.CL_SUCCESS) {
            String log = buildLog(program);
            releaseProgram(program);
            throw new OpenClException(
                    "kernel of " + subject + ": got " + OpenClStatus.name(built) + " from the driver's compiler ("
                            + options + "); needs source that it accepts; try another device or driver; its log begins:"
                            + System.lineSeparator() + log,
                    built);
        }
        return program;
    }

    private int build(cl_program program, String options) {
        try {
            return CL.clBuildProgram(program, 1, new cl_device_id[] {device}, options, null, null);
        } catch (CLException e) {
            // thrown instead of returned where the application has turned JOCL's exceptions on
            return e.getStatus();
        }
    }

    private String buildLog(cl_program program) {
        long[] size = new long[1];
        CL.clGetProgramBuildInfo(program, device, CL.CL_PROGRAM_BUILD_LOG, 0, null, size);
        byte[] log = new byte[Math.toIntExact(size[0])];
        CL.clGetProgramBuildInfo(program, device, CL.CL_PROGRAM_BUILD_LOG, log.length, Pointer.to(log), null);
        return new String(log, StandardCharsets.UTF_8)
                .replace("\0", "")
                .lines()
                .filter(line -> !line.isBlank())
                .limit(BUILD_LOG_LINES)
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private static Optional<byte[]> binaryOf(cl_program program) {
        long[] size = new long[1];
        int status = CL.clGetProgramInfo(program, CL.CL_PROGRAM_BINARY_SIZES, Sizeof.size_t, Pointer.to(size), null);
        if (status != CL.CL_SUCCESS || size[0] == 0 || size[0] > Integer.MAX_VALUE) {
            return Optional.empty();
        }
        byte[] binary = new byte[(int) size[0]];
        status = CL.clGetProgramInfo(
                program, CL.CL_PROGRAM_BINARIES, Sizeof.POINTER, Pointer.to(Pointer.to(binary)), null);
        return status == CL.CL_SUCCESS ? Optional.of(binary) : Optional.empty();
    }

    private static void releaseProgram(cl_program program) {
        CL.clReleaseProgram(program);
        LiveObjects.released();
    }
}
