package io.attn4j.portable.opencl;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_context;
import org.jocl.cl_device_id;
import org.jocl.cl_program;

/** Makes the programs of a context: from what the cache has, or from source, which fills the cache. */
final class ProgramMaker {
    private static final int BUILD_LOG_LINES = 12;

    private final cl_context context;
    private final cl_device_id device;
    private final cl_device_id[] devices;

    ProgramMaker(cl_context context, cl_device_id device) {
        this.context = context;
        this.device = device;
        devices = new cl_device_id[] {device};
    }

    /**
     * Whether programs are kept compiled, but not linked. Asked for the binary of a whole program, PoCL compiles each kernel
     * again, for groups of any size, which takes longer than the kernel that runs. So of PoCL only clang's work is kept here;
     * PoCL itself keeps kernels, which it compiles for the group that they are launched with.
     */
    static boolean keepsObjects(OpenClDeviceInfo info) {
        return info.platform().equals(PoclCache.PLATFORM) && info.type() == OpenClDeviceType.CPU;
    }

    /**
     * A program that is ready for its kernels.
     *
     * @throws OpenClException if the source does not compile, with the first lines of the build log
     */
    cl_program make(ProgramKey key, OpenClDeviceInfo info, ProgramCache cache, String subject) {
        if (keepsObjects(info)) {
            return cache.read(key)
                    .flatMap(this::fromBinary)
                    .flatMap(this::linked)
                    .or(() -> compiled(key, cache))
                    .orElseGet(() -> fromSource(key, subject));
        }
        return cache.read(key)
                .flatMap(this::fromBinary)
                .flatMap(program -> built(program, key.options()))
                .orElseGet(() -> {
                    cl_program program = fromSource(key, subject);
                    binaryOf(program).ifPresent(binary -> cache.write(key, binary));
                    return program;
                });
    }

    static void release(cl_program program) {
        CL.clReleaseProgram(program);
        LiveObjects.released();
    }

    /** Compiles and links; empty where that fails, as building the source then says why. */
    private Optional<cl_program> compiled(ProgramKey key, ProgramCache cache) {
        cl_program object = ofSource(key.source(), "");
        if (status(() -> CL.clCompileProgram(object, 1, devices, key.options(), 0, null, null, null, null))
                != CL.CL_SUCCESS) {
            release(object);
            return Optional.empty();
        }
        Optional<byte[]> binary = binaryOf(object);
        Optional<cl_program> program = linked(object);
        if (program.isPresent()) {
            binary.ifPresent(content -> cache.write(key, content));
        }
        return program;
    }

    /** The program of an object, which is released. */
    private Optional<cl_program> linked(cl_program object) {
        int[] status = new int[1];
        cl_program[] program = new cl_program[1];
        int returned = status(() -> {
            program[0] = CL.clLinkProgram(context, 1, devices, "", 1, new cl_program[] {object}, null, null, status);
            return status[0];
        });
        release(object);
        if (program[0] != null) {
            LiveObjects.created();
            if (returned != CL.CL_SUCCESS) {
                release(program[0]);
            }
        }
        return returned == CL.CL_SUCCESS ? Optional.ofNullable(program[0]) : Optional.empty();
    }

    /** Empty if the driver refuses the binary, as it may after an update that kept its version. */
    private Optional<cl_program> fromBinary(byte[] binary) {
        int[] accepted = new int[1];
        int[] status = new int[1];
        cl_program[] program = new cl_program[1];
        int returned = status(() -> {
            program[0] = CL.clCreateProgramWithBinary(
                    context, 1, devices, new long[] {binary.length}, new byte[][] {binary}, accepted, status);
            return status[0];
        });
        if (returned != CL.CL_SUCCESS || program[0] == null) {
            return Optional.empty();
        }
        LiveObjects.created();
        if (accepted[0] != CL.CL_SUCCESS) {
            release(program[0]);
            return Optional.empty();
        }
        return Optional.of(program[0]);
    }

    private Optional<cl_program> built(cl_program program, String options) {
        if (build(program, options) != CL.CL_SUCCESS) {
            release(program);
            return Optional.empty();
        }
        return Optional.of(program);
    }

    private cl_program fromSource(ProgramKey key, String subject) {
        cl_program program = ofSource(key.source(), subject);
        int status = build(program, key.options());
        if (status != CL.CL_SUCCESS) {
            String log = buildLog(program);
            release(program);
            throw new OpenClException(
                    "kernel of " + subject + ": got " + OpenClStatus.name(status) + " from the driver's compiler ("
                            + key.options()
                            + "); needs source that it accepts; try another device or driver; its log begins:"
                            + System.lineSeparator() + log,
                    status);
        }
        return program;
    }

    private cl_program ofSource(String source, String subject) {
        int[] status = new int[1];
        cl_program program = CL.clCreateProgramWithSource(context, 1, new String[] {source}, null, status);
        OpenClStatus.check(status[0], "clCreateProgramWithSource", subject);
        LiveObjects.created();
        return program;
    }

    private int build(cl_program program, String options) {
        return status(() -> CL.clBuildProgram(program, 1, devices, options, null, null));
    }

    /** The status of a call, also where the application has turned JOCL's exceptions on. */
    private static int status(IntSupplier call) {
        try {
            return call.getAsInt();
        } catch (CLException e) {
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
}
