package io.attn4j.portable.opencl;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.jocl.CL;
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
 * released with the last of them. That of PoCL on a processor stays until the process ends: its compiler with its library of
 * functions, half a second to load, belongs to the context. Thread-safe.
 */
final class DeviceContext {

    private final cl_platform_id platform;
    private final cl_device_id device;
    /** By key; one that is being built is not done yet. */
    private final Map<ProgramKey, CompletableFuture<cl_program>> programs = new ConcurrentHashMap<>();

    /** Held by whoever builds, with drivers that build one program at a time. */
    private final Object building = new Object();

    private cl_context context;
    private ProgramMaker maker;
    private boolean stays;
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
        if (context == null) {
            cl_context_properties properties = new cl_context_properties();
            properties.addProperty(CL.CL_CONTEXT_PLATFORM, platform);
            int[] status = new int[1];
            context = CL.clCreateContext(properties, 1, new cl_device_id[] {device}, null, null, status);
            OpenClStatus.check(status[0], "clCreateContext");
            maker = new ProgramMaker(context, device);
            stays = ProgramMaker.keepsObjects(OpenClInfo.device(0, platform, device));
            if (!stays) {
                LiveObjects.created();
            }
        }
        users++;
    }

    /** Gives everything back with the last user. */
    synchronized void release() {
        users--;
        if (users == 0) {
            for (CompletableFuture<cl_program> program : programs.values()) {
                ProgramMaker.release(program.join());
            }
            programs.clear();
            if (!stays) {
                CL.clReleaseContext(context);
                LiveObjects.released();
                context = null;
            }
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
                ours.complete(maker.make(key, info, cache, subject));
            } else {
                synchronized (building) {
                    ours.complete(maker.make(key, info, cache, subject));
                }
            }
        } catch (RuntimeException | Error failure) {
            programs.remove(key);
            ours.completeExceptionally(failure);
            throw failure;
        }
        return ours.join();
    }

    /** Whether the driver's compiler was seen to work in many threads; Oclgrind's crashes there. Others build one at a time. */
    static boolean compilesSideBySide(OpenClDeviceInfo info) {
        return info.vendor().contains("NVIDIA");
    }
}
