package io.attn4j.portable.opencl;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_device_id;
import org.jocl.cl_kernel;
import org.jocl.cl_platform_id;

/** Typed reads of what OpenCL tells of platforms, devices and kernels. */
final class OpenClInfo {

    private OpenClInfo() {}

    static OpenClDeviceInfo device(int index, cl_platform_id platform, cl_device_id device) {
        int dimensions = (int) number(device, CL.CL_DEVICE_MAX_WORK_ITEM_DIMENSIONS, Sizeof.cl_uint);
        return new OpenClDeviceInfo(
                index,
                string(device, CL.CL_DEVICE_NAME),
                string(device, CL.CL_DEVICE_VENDOR),
                platformString(platform, CL.CL_PLATFORM_NAME),
                platformString(platform, CL.CL_PLATFORM_VERSION),
                type(number(device, CL.CL_DEVICE_TYPE, Sizeof.cl_ulong)),
                string(device, CL.CL_DRIVER_VERSION),
                string(device, CL.CL_DEVICE_VERSION),
                string(device, CL.CL_DEVICE_OPENCL_C_VERSION),
                number(device, CL.CL_DEVICE_GLOBAL_MEM_SIZE, Sizeof.cl_ulong),
                number(device, CL.CL_DEVICE_MAX_MEM_ALLOC_SIZE, Sizeof.cl_ulong),
                number(device, CL.CL_DEVICE_LOCAL_MEM_SIZE, Sizeof.cl_ulong),
                number(device, CL.CL_DEVICE_MAX_WORK_GROUP_SIZE, Sizeof.size_t),
                numbers(device, CL.CL_DEVICE_MAX_WORK_ITEM_SIZES, dimensions),
                (int) number(device, CL.CL_DEVICE_MAX_COMPUTE_UNITS, Sizeof.cl_uint),
                (int) number(device, CL.CL_DEVICE_MAX_CLOCK_FREQUENCY, Sizeof.cl_uint),
                List.of(string(device, CL.CL_DEVICE_EXTENSIONS).split("\\s+")));
    }

    static String platformString(cl_platform_id platform, int field) {
        long[] size = new long[1];
        OpenClStatus.check(CL.clGetPlatformInfo(platform, field, 0, null, size), "clGetPlatformInfo");
        byte[] text = new byte[Math.toIntExact(size[0])];
        OpenClStatus.check(
                CL.clGetPlatformInfo(platform, field, text.length, Pointer.to(text), null), "clGetPlatformInfo");
        return text(text);
    }

    /** {@code CL_KERNEL_WORK_GROUP_SIZE} or {@code CL_KERNEL_LOCAL_MEM_SIZE}. */
    static long kernelNumber(cl_kernel kernel, cl_device_id device, int field) {
        long[] value = new long[1];
        OpenClStatus.check(
                CL.clGetKernelWorkGroupInfo(kernel, device, field, Sizeof.cl_ulong, Pointer.to(value), null),
                "clGetKernelWorkGroupInfo");
        return value[0];
    }

    /** The local size that the kernel's source requires; zeros if it requires none. */
    static long[] requiredLocalSize(cl_kernel kernel, cl_device_id device) {
        long[] value = new long[3];
        OpenClStatus.check(
                CL.clGetKernelWorkGroupInfo(
                        kernel,
                        device,
                        CL.CL_KERNEL_COMPILE_WORK_GROUP_SIZE,
                        (long) Sizeof.size_t * value.length,
                        Pointer.to(value),
                        null),
                "clGetKernelWorkGroupInfo");
        return value;
    }

    static int argumentCount(cl_kernel kernel) {
        int[] value = new int[1];
        OpenClStatus.check(
                CL.clGetKernelInfo(kernel, CL.CL_KERNEL_NUM_ARGS, Sizeof.cl_uint, Pointer.to(value), null),
                "clGetKernelInfo");
        return value[0];
    }

    private static String string(cl_device_id device, int field) {
        long[] size = new long[1];
        OpenClStatus.check(CL.clGetDeviceInfo(device, field, 0, null, size), "clGetDeviceInfo");
        byte[] text = new byte[Math.toIntExact(size[0])];
        OpenClStatus.check(CL.clGetDeviceInfo(device, field, text.length, Pointer.to(text), null), "clGetDeviceInfo");
        return text(text);
    }

    private static long number(cl_device_id device, int field, int bytes) {
        long[] value = new long[1];
        // the driver writes the low bytes only: every machine JOCL has natives for is little-endian
        OpenClStatus.check(CL.clGetDeviceInfo(device, field, bytes, Pointer.to(value), null), "clGetDeviceInfo");
        return value[0];
    }

    private static List<Long> numbers(cl_device_id device, int field, int count) {
        long[] values = new long[count];
        OpenClStatus.check(
                CL.clGetDeviceInfo(device, field, (long) Sizeof.size_t * count, Pointer.to(values), null),
                "clGetDeviceInfo");
        List<Long> list = new ArrayList<>();
        for (long value : values) {
            list.add(value);
        }
        return list;
    }

    private static OpenClDeviceType type(long bits) {
        if ((bits & CL.CL_DEVICE_TYPE_GPU) != 0) {
            return OpenClDeviceType.GPU;
        }
        if ((bits & CL.CL_DEVICE_TYPE_ACCELERATOR) != 0) {
            return OpenClDeviceType.FPGA;
        }
        return (bits & CL.CL_DEVICE_TYPE_CPU) != 0 ? OpenClDeviceType.CPU : OpenClDeviceType.OTHER;
    }

    private static String text(byte[] zeroTerminated) {
        int length = 0;
        while (length < zeroTerminated.length && zeroTerminated[length] != 0) {
            length++;
        }
        return new String(zeroTerminated, 0, length, StandardCharsets.UTF_8).strip();
    }
}
