package io.attn4j.kernels.export;

import io.attn4j.graph.TaskLaunch;
import io.attn4j.kernels.step.TaskGrid;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The exported OpenCL C in the jar. */
public final class ExportedSources {
    /** Folder of the exports on the class path. */
    public static final String ROOT = "/io/attn4j/exports/opencl/";

    private ExportedSources() {}

    /** Whether there is an export of a launch's kernel with its constants. */
    public static boolean has(TaskGrid launch) {
        String name = fileName(launch.kernel(), launch.constants().values());
        return ExportedSources.class.getResource(ROOT + name) != null;
    }

    /** The source that TornadoVM generated ahead of time for a launch, or one line that says there is none. */
    public static String of(TaskGrid launch) {
        String name = fileName(launch.kernel(), launch.constants().values());
        try (InputStream in = ExportedSources.class.getResourceAsStream(ROOT + name)) {
            return in == null
                    ? "(no export " + name + "; attn4j export-kernels would write it)\n"
                    : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            return "(cannot read the export " + name + ": " + failure.getMessage() + ")\n";
        }
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
                KernelCode.sha256(launch.kernel()),
                has(launch));
    }

    /** File name of a kernel's export: {@code Class.method_c1_c2.cl}. */
    static String fileName(String kernel, Iterable<Integer> constants) {
        StringBuilder name = new StringBuilder(kernel);
        for (int constant : constants) {
            name.append('_').append(constant);
        }
        return name.append(".cl").toString();
    }
}
