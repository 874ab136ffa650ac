package io.attn4j.kernels.export;

import io.attn4j.graph.TaskLaunch;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.portable.opencl.ExportedKernels;
import io.attn4j.portable.opencl.OpenClSettings;

/** The exported OpenCL C in the jar. */
public final class ExportedSources {
    private ExportedSources() {}

    private static ExportedKernels all() {
        return ExportedKernels.of(ExportedSources.class.getClassLoader(), OpenClSettings.EXPORTS_ROOT);
    }

    /** Whether there is an export of a launch's kernel with its constants. */
    public static boolean has(TaskGrid launch) {
        return all().has(name(launch));
    }

    /** The source that TornadoVM generated ahead of time for a launch, or one line that says there is none. */
    public static String of(TaskGrid launch) {
        String name = name(launch);
        return all().has(name)
                ? all().source(ExportedSources.class.getClassLoader(), name)
                : "(no export " + name + "; attn4j export-kernels would write it)\n";
    }

    /** What host code sees of a launch, with the state of its kernel's export. */
    public static TaskLaunch describe(TaskGrid launch) {
        return new TaskLaunch(
                launch.task(),
                launch.kernel(),
                launch.roles(),
                launch.constants(),
                launch.tileQ(),
                launch.tileK(),
                launch.localSize(),
                launch.localBytes(),
                KernelCode.sha256(launch.kernelClass()),
                has(launch));
    }

    /** Name of the export of a launch's kernel: {@code Class.method_c1_c2}. */
    static String name(TaskGrid launch) {
        return name(launch.kernel(), launch.constants().values());
    }

    /** {@code kernel} followed by its constants. */
    static String name(String kernel, Iterable<Integer> constants) {
        StringBuilder name = new StringBuilder(kernel);
        for (int constant : constants) {
            name.append('_').append(constant);
        }
        return name.toString();
    }
}
