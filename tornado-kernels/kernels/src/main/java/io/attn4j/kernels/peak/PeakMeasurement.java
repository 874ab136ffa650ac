package io.attn4j.kernels.peak;

import io.attn4j.graph.DevicePeak;
import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.KernelTask;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.system.JvmSignals;
import java.util.List;
import uk.ac.manchester.tornado.api.GridScheduler;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;
import uk.ac.manchester.tornado.api.TornadoProfilerResult;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.enums.ProfilerMode;
import uk.ac.manchester.tornado.api.exceptions.TornadoExecutionPlanException;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** Measures a device's peaks by its own clock: the best of several runs, since other work only ever slows a run down. */
public final class PeakMeasurement {
    private static final String GRAPH = "peak";
    private static final String TASK = "kernel";

    private static final int GROUP = 128;
    /** Work-items: enough to fill a device of 256 compute units 16 times over. */
    private static final int ITEMS = 256 * 16 * GROUP;

    private static final int RUNS = 8;
    /** A multiply-add run that is shorter is repeated with more rounds, so that the launch does not count. */
    private static final long LEAST_NS = 4_000_000;

    private static final int MOST_ROUNDS = 1 << 16;

    /** Elements of the copied arrays where memory allows: 256 MiB, beyond any cache. */
    private static final int ELEMENTS = 64 << 20;

    private static final float FACTOR = 0.999f;
    private static final float ADDEND = 0.001f;

    private final TornadoDevice device;
    private final GraphDevice limits;

    /**
     * Prepares to measure.
     *
     * @param limits what {@code device} allows
     */
    public PeakMeasurement(TornadoDevice device, GraphDevice limits) {
        this.device = device;
        this.limits = limits;
    }

    /**
     * Measures; takes about a second on a GPU.
     *
     * @throws IllegalStateException when the device's results are wrong, which makes its times worth nothing
     */
    public DevicePeak measure() {
        double gflops = multiplyAdds();
        int elements =
                (int) Math.min(ELEMENTS, Math.min(limits.maxAllocationBytes(), limits.globalMemoryBytes() / 4) / 8);
        elements -= elements % (GROUP * PeakKernels.COPIED);
        IntArray sizes = new IntArray(1);
        sizes.set(0, elements / PeakKernels.COPIED);
        FloatArray from = new FloatArray(elements);
        FloatArray to = new FloatArray(elements);
        for (int i = 0; i < elements; i++) {
            from.set(i, i % 8191);
        }
        TaskGraph graph = new TaskGraph(GRAPH).transferToDevice(DataTransferMode.EVERY_EXECUTION, from, sizes);
        KernelTask copy = copy(limits, from, sizes, to);
        copy.addTo(graph);
        graph.transferToHost(DataTransferMode.EVERY_EXECUTION, to);
        double bytes = 4.0 * elements;
        copy.launch().items(elements / PeakKernels.COPIED);
        Times best = run(graph, copy.launch(), RUNS);
        for (int i = 0; i < elements; i++) {
            if (to.get(i) != i % 8191) {
                throw new IllegalStateException("copy on " + limits.name() + ": got " + to.get(i) + " at " + i
                        + "; needs " + i % 8191 + "; try another driver");
            }
        }
        return new DevicePeak(gflops, 2 * bytes / best.kernel, bytes / best.up, bytes / best.down);
    }

    private double multiplyAdds() {
        FloatArray factors = FloatArray.fromElements(FACTOR, ADDEND);
        IntArray sizes = new IntArray(1);
        FloatArray sums = new FloatArray(ITEMS);
        TaskGraph graph = new TaskGraph(GRAPH).transferToDevice(DataTransferMode.EVERY_EXECUTION, factors, sizes);
        KernelTask multiplyAdds = multiplyAdds(limits, factors, sizes, sums);
        multiplyAdds.addTo(graph);
        graph.transferToHost(DataTransferMode.EVERY_EXECUTION, sums);
        TaskGrid launch = multiplyAdds.launch();
        launch.items(ITEMS);
        sizes.set(0, 4);
        Times times = run(graph, launch, 2);
        checkSum(sums, PeakKernels.STEPS * sizes.get(0));
        while (times.kernel < LEAST_NS && sizes.get(0) < MOST_ROUNDS) {
            sizes.set(0, 2 * sizes.get(0));
            times = run(graph, launch, 2);
        }
        times = run(graph, launch, RUNS);
        return 2.0 * PeakKernels.CHAINS * PeakKernels.STEPS * sizes.get(0) * ITEMS / times.kernel;
    }

    /** The last work-item's sum against fp64, to the rounding of as many fp32 steps. */
    private void checkSum(FloatArray sums, int steps) {
        int item = ITEMS - 1;
        double expected = 0;
        for (int chain = 0; chain < PeakKernels.CHAINS; chain++) {
            double x = (float) (item + chain);
            for (int step = 0; step < steps; step++) {
                x = x * FACTOR + ADDEND;
            }
            expected += x;
        }
        if (!(Math.abs(sums.get(item) - expected) <= 1e-4 * Math.abs(expected))) {
            throw new IllegalStateException("multiply-adds on " + limits.name() + ": got " + sums.get(item) + "; needs "
                    + expected + "; try another driver");
        }
    }

    private record Times(long kernel, long up, long down) {
        Times best(Times other) {
            return new Times(Math.min(kernel, other.kernel), Math.min(up, other.up), Math.min(down, other.down));
        }
    }

    private static KernelTask copy(GraphDevice device, FloatArray from, IntArray sizes, FloatArray to) {
        return KernelTask.of(new TaskGrid(TASK, device, GROUP, 0), PeakKernels::copy, from, sizes, to);
    }

    private static KernelTask multiplyAdds(GraphDevice device, FloatArray factors, IntArray sizes, FloatArray sums) {
        return KernelTask.of(new TaskGrid(TASK, device, GROUP, 0), PeakKernels::multiplyAdds, factors, sizes, sums);
    }

    /** The tasks with small arrays, to export their kernels with. */
    public static List<KernelTask> samples(GraphDevice device) {
        FloatArray in = new FloatArray(2);
        FloatArray out = new FloatArray(2);
        IntArray sizes = new IntArray(1);
        return List.of(multiplyAdds(device, in, sizes, out), copy(device, in, sizes, out));
    }

    private Times run(TaskGraph graph, TaskGrid launch, int runs) {
        GridScheduler grids = new GridScheduler();
        grids.addWorkerGrid(GRAPH + "." + TASK, launch.grid());
        Times best = new Times(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
        try (TornadoExecutionPlan plan = new TornadoExecutionPlan(graph.snapshot())) {
            plan.withDevice(device);
            plan.withGridScheduler(grids);
            plan.withProfiler(ProfilerMode.SILENT);
            for (int run = 0; run <= runs; run++) {
                TornadoProfilerResult times = JvmSignals.kept(plan::execute).getProfilerResult();
                // the first compiles, and finds memory that nothing has touched
                if (run > 0) {
                    best = best.best(new Times(
                            Math.max(1, times.getDeviceKernelTime()),
                            Math.max(1, times.getDeviceWriteTime()),
                            Math.max(1, times.getDeviceReadTime())));
                }
            }
            return best;
        } catch (TornadoExecutionPlanException failure) {
            throw new IllegalStateException("closing the execution plan failed: " + failure.getMessage(), failure);
        }
    }
}
