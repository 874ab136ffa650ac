package io.attn4j.kernels.export;

import io.attn4j.graph.DeviceType;
import io.attn4j.graph.GraphBackend;
import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.StepFamilies;
import io.attn4j.kernels.peak.PeakMeasurement;
import io.attn4j.kernels.step.KernelTask;
import io.attn4j.kernels.step.SampleStep;
import io.attn4j.kernels.step.StepFamily;
import io.attn4j.plan.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every kernel with every choice of template constants that is exported: those of the tasks that the families' sample steps
 * become on a CPU and on a GPU, and those that measure peaks.
 */
public final class ExportCatalog {
    private static final int COMPUTE_UNITS = 128;

    /**
     * One kernel to export.
     *
     * @param key {@code fully.qualified.Class#method(c1,c2)}, as a recorded task computes it
     * @param task the kernel with small arrays to compile it with
     */
    public record Entry(String key, KernelTask task) {
        /** Class that holds the kernel. */
        public Class<?> kernelClass() {
            return task.launch().kernelClass();
        }

        /** Name of the kernel method. */
        public String method() {
            return task.launch().kernelMethod();
        }

        /** Template constants in parameter order. */
        public List<Integer> constants() {
            return List.copyOf(task.launch().constants().values());
        }

        /** {@code Class.method_c1_c2}. */
        public String name() {
            return ExportedSources.name(task.launch());
        }
    }

    private ExportCatalog() {}

    /** All entries, in the order of the manifest. */
    public static List<Entry> entries() {
        List<KernelTask> tasks = new ArrayList<>();
        for (StepFamily<?> family : StepFamilies.all()) {
            tasks.addAll(tasks(family));
        }
        tasks.addAll(PeakMeasurement.samples(device(DeviceType.GPU)));
        Map<String, Entry> entries = new LinkedHashMap<>();
        tasks.forEach(task -> entries.putIfAbsent(key(task), new Entry(key(task), task)));
        return List.copyOf(entries.values());
    }

    private static <F extends Step> List<KernelTask> tasks(StepFamily<F> family) {
        List<KernelTask> tasks = new ArrayList<>();
        for (SampleStep<F> sample : family.samples()) {
            tasks.addAll(sample.tasks(family, device(DeviceType.CPU)));
            tasks.addAll(sample.tasks(family, device(DeviceType.GPU)));
        }
        return tasks;
    }

    private static String key(KernelTask task) {
        List<String> constants =
                task.launch().constants().values().stream().map(String::valueOf).toList();
        return task.launch().kernelClass().getName() + "#" + task.launch().kernelMethod() + "("
                + String.join(",", constants) + ")";
    }

    /** A device that allows every kernel; the text that is generated does not depend on it. */
    private static GraphDevice device(DeviceType type) {
        long group = 1024;
        long memory = 1L << 30;
        return new GraphDevice(
                GraphBackend.TORNADO,
                0,
                "opencl",
                type.toString(),
                "",
                "",
                type,
                "",
                memory,
                memory,
                48 * 1024,
                group,
                new long[] {group, group, group},
                COMPUTE_UNITS,
                false,
                false);
    }
}
