package io.attn4j.portable.opencl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jocl.CL;
import org.jocl.cl_device_id;
import org.jocl.cl_platform_id;

/**
 * The OpenCL devices of this machine by flat index: platforms in the loader's order, and each platform's devices in its
 * own.
 *
 * <p>Nothing is loaded before the first call, and a platform's devices are asked for only when an index lies beyond the
 * platforms before it. A machine without a loader, platform or device yields an empty list and a {@link #problem}.
 * Thread-safe.
 */
public final class OpenClPlatforms {

    private static final OpenClPlatforms MACHINE = new OpenClPlatforms();

    private final List<OpenClDevice> found = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private cl_platform_id[] platforms;
    private int platformsAsked;

    private OpenClPlatforms() {}

    /** The machine's platforms, one object per process. */
    public static OpenClPlatforms machine() {
        return MACHINE;
    }

    /** All devices; empty if there is none, and then {@link #problem} says why. */
    public synchronized List<OpenClDevice> devices() {
        search(Integer.MAX_VALUE);
        return List.copyOf(found);
    }

    /**
     * The device of a flat index; platforms after the one that has it are not asked.
     *
     * @throws OpenClException if there is no such device
     */
    public synchronized OpenClDevice device(int index) {
        search(index);
        if (index < 0 || index >= found.size()) {
            throw new OpenClException("device: got " + index + "; needs "
                    + (found.isEmpty()
                            ? "an OpenCL device, and there is none (" + String.join("; ", problems) + ")"
                            : "0 to " + (found.size() - 1))
                    + "; try attn4j devices");
        }
        return found.get(index);
    }

    /** Why there is no device; empty as soon as one is known. */
    public synchronized Optional<String> problem() {
        search(0);
        return found.isEmpty() ? Optional.of(String.join("; ", problems)) : Optional.empty();
    }

    /**
     * Lines for a person: every device, every driver that the loader was told of and cannot have, and the Debian
     * command that fixes it.
     */
    public synchronized List<String> describe() {
        search(Integer.MAX_VALUE);
        List<String> lines = new ArrayList<>();
        for (OpenClDevice device : found) {
            lines.add(device.info().line());
        }
        lines.addAll(problems);
        lines.addAll(InstalledDrivers.ofThisMachine().problems());
        return lines;
    }

    private void search(int index) {
        if (platforms == null) {
            PoclSignals.leaveToTheJvm();
            PoclCache.prepare();
            platforms = platforms();
        }
        while (platformsAsked < platforms.length && found.size() <= index) {
            addDevices(platforms[platformsAsked++]);
            if (platformsAsked == platforms.length && found.isEmpty() && problems.isEmpty()) {
                problems.add("OpenCL devices: got none from " + platforms.length + " platforms; needs one; "
                        + "try apt-get install pocl-opencl-icd");
            }
        }
    }

    private cl_platform_id[] platforms() {
        Optional<String> failure = JoclLibrary.load();
        if (failure.isPresent()) {
            problems.add(failure.get());
            return new cl_platform_id[0];
        }
        int[] count = new int[1];
        int status = CL.clGetPlatformIDs(0, null, count);
        if (count[0] == 0) {
            problems.add("OpenCL platforms: got none"
                    + (status == CL.CL_SUCCESS ? "" : " (" + OpenClStatus.name(status) + ")")
                    + "; needs a driver, and the loader knows "
                    + OpenClInstallation.prepare().drivers()
                    + "; try apt-get install pocl-opencl-icd, or the GPU vendor's driver");
            return new cl_platform_id[0];
        }
        cl_platform_id[] ids = new cl_platform_id[count[0]];
        OpenClStatus.check(CL.clGetPlatformIDs(ids.length, ids, null), "clGetPlatformIDs");
        return ids;
    }

    private void addDevices(cl_platform_id platform) {
        int[] count = new int[1];
        int status = CL.clGetDeviceIDs(platform, CL.CL_DEVICE_TYPE_ALL, 0, null, count);
        if (status == CL.CL_SUCCESS && count[0] > 0) {
            cl_device_id[] ids = new cl_device_id[count[0]];
            status = CL.clGetDeviceIDs(platform, CL.CL_DEVICE_TYPE_ALL, ids.length, ids, null);
            if (status == CL.CL_SUCCESS) {
                for (cl_device_id id : ids) {
                    found.add(new OpenClDevice(found.size(), platform, id));
                }
                return;
            }
        }
        String name = OpenClInfo.platformString(platform, CL.CL_PLATFORM_NAME);
        Optional<String> cache = name.equals(PoclCache.PLATFORM) ? PoclCache.problem() : Optional.empty();
        problems.add("OpenCL platform " + name + ": got no device (" + OpenClStatus.name(status) + ")"
                + cache.map(problem -> " with " + problem)
                        .orElse("; needs one; try the vendor's own tool to see whether the driver runs"));
    }
}
