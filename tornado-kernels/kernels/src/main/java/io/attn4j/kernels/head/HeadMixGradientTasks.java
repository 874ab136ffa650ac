package io.attn4j.kernels.head;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.row.SumKernel;
import io.attn4j.kernels.row.SumLayout;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.kernels.step.ViewLayout;
import io.attn4j.plan.Step;
import io.attn4j.plan.View;
import io.attn4j.plan.head.HeadMixGradient;
import java.util.List;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** {@link HeadMixGradient} as two tasks: sums of runs of terms for each pair of heads, then their sums. */
public final class HeadMixGradientTasks implements StepTasks {
    private final KernelContext context = new KernelContext();
    private static final int GPU_LANES = 32;
    private static final int LEAST_RUN = 32;

    private final GraphDevice device;
    private final TaskGrid launch;
    private final TaskGrid joined;
    private final FloatArray x;
    private final FloatArray dy;
    private final FloatArray dm;
    private final FloatArray partials;
    private final IntArray sizes = new IntArray(HeadMixGradientKernel.SIZE);
    private final IntArray sumSizes = new IntArray(SumLayout.SIZE);

    /** Tasks for steps up to {@code capacity}. */
    public HeadMixGradientTasks(HeadMixGradient capacity, DeviceArrays arrays, GraphDevice device) {
        this.device = device;
        launch = RowLaunch.of(capacity.task() + "Runs", "HeadMixGradientKernel.backwardTiles", device);
        joined = RowLaunch.of(capacity.task(), "SumKernel.forwardPartials", device);
        x = arrays.of(capacity.x());
        dy = arrays.of(capacity.dy());
        dm = arrays.of(capacity.dm());
        partials = new FloatArray(DeviceArrays.elements("partials", scratch(capacity, device)));
    }

    @Override
    public void addTo(TaskGraph graph) {
        graph.task(launch.task(), HeadMixGradientKernel::backwardTiles, context, x, dy, sizes, partials);
        graph.task(joined.task(), SumKernel::forwardPartials, context, partials, sumSizes, dm);
    }

    @Override
    public List<TaskGrid> launches() {
        return List.of(launch, joined);
    }

    @Override
    public List<TornadoNativeArray> sizes() {
        return List.of(sizes, sumSizes);
    }

    @Override
    public List<FloatArray> intermediates() {
        return List.of(partials);
    }

    @Override
    public void bind(Step step) {
        HeadMixGradient gradient = (HeadMixGradient) step;
        View from = gradient.x();
        int heads = gradient.dy().heads();
        int lanes = lanes(device);
        int run = run(terms(gradient));
        int runs = Math.toIntExact(runs(terms(gradient), lanes));
        sizes.set(HeadMixGradientKernel.BATCH, from.batch());
        sizes.set(HeadMixGradientKernel.FROM_HEADS, from.heads());
        sizes.set(HeadMixGradientKernel.TO_HEADS, heads);
        sizes.set(HeadMixGradientKernel.ROWS, from.rows());
        sizes.set(HeadMixGradientKernel.COLUMNS, from.columns());
        sizes.set(HeadMixGradientKernel.LANES, lanes);
        sizes.set(HeadMixGradientKernel.RUN, run);
        sizes.set(HeadMixGradientKernel.RUNS, runs);
        ViewLayout.write(sizes, HeadMixGradientKernel.X, from);
        ViewLayout.write(sizes, HeadMixGradientKernel.DY, gradient.dy());
        SumLayout.writePartials(sumSizes, gradient.dm(), runs);
        long tile = HeadMixGradientKernel.TILE;
        long tiles = (from.heads() + tile - 1) / tile * ((heads + tile - 1) / tile);
        launch.items(tiles * runs);
        joined.items((long) from.heads() * heads);
    }

    private static long terms(HeadMixGradient step) {
        return (long) step.x().batch() * step.x().rows() * step.x().columns();
    }

    private static int lanes(GraphDevice device) {
        return device.type().equals("cpu") ? 1 : GPU_LANES;
    }

    /** Terms of a run: a power of two near a quarter of the root of the number of terms, and 32 at least. */
    private static int run(long terms) {
        int run = LEAST_RUN;
        while (16L * run * run < terms) {
            run *= 2;
        }
        return run;
    }

    private static long runs(long terms, int lanes) {
        long together = (long) lanes * run(terms);
        return (terms + together - 1) / together * lanes;
    }

    /** Elements of the array that holds the sums of runs for steps up to {@code gradient}. */
    public static long scratch(HeadMixGradient gradient, GraphDevice device) {
        long terms = terms(gradient);
        int run = run(terms);
        // of all smaller numbers of terms, the last before the run doubles makes the most runs
        long before = Math.min(terms, 4L * run * run);
        int lanes = lanes(device);
        long runs = Math.max(runs(terms, lanes), runs(before, lanes));
        return runs * gradient.x().heads() * gradient.dy().heads();
    }
}
