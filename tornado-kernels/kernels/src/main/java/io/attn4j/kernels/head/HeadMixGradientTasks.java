package io.attn4j.kernels.head;

import io.attn4j.graph.DeviceType;
import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.row.SumKernel;
import io.attn4j.kernels.row.SumLayout;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelTask;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.SizeTable;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.View;
import io.attn4j.plan.head.HeadMixGradient;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** {@link HeadMixGradient} as two tasks: sums of runs of terms for each pair of heads, then their sums. */
public final class HeadMixGradientTasks extends StepTasks<HeadMixGradient> {
    private static final int GPU_LANES = 32;
    private static final int LEAST_RUN = 32;

    private final SizeTable sizes = table(HeadMixGradientKernel.SIZE);
    private final IntArray sumSizes = integers(SumLayout.SIZE);
    private final TaskGrid launch;
    private final TaskGrid joined;

    /** Tasks for steps up to {@code capacity}. */
    public HeadMixGradientTasks(HeadMixGradient capacity, DeviceArrays arrays, GraphDevice device) {
        super(arrays, device);
        FloatArray partials = scratch("partials", scratch(capacity, device));
        launch = add(KernelTask.of(
                RowLaunch.of(capacity.task() + "Runs", device),
                HeadMixGradientKernel::backwardTiles,
                array(capacity.x()),
                array(capacity.dy()),
                sizes.array(),
                partials));
        joined = add(KernelTask.of(
                RowLaunch.of(capacity.task(), device),
                SumKernel::forwardPartials,
                partials,
                sumSizes,
                array(capacity.dm())));
    }

    @Override
    public void bind(HeadMixGradient step) {
        View from = step.x();
        int heads = step.dy().heads();
        int lanes = lanes(device());
        int runs = Math.toIntExact(runs(terms(step), lanes));
        sizes.set(HeadMixGradientKernel.BATCH, from.batch())
                .set(HeadMixGradientKernel.FROM_HEADS, from.heads())
                .set(HeadMixGradientKernel.TO_HEADS, heads)
                .set(HeadMixGradientKernel.ROWS, from.rows())
                .set(HeadMixGradientKernel.COLUMNS, from.columns())
                .set(HeadMixGradientKernel.LANES, lanes)
                .set(HeadMixGradientKernel.RUN, run(terms(step)))
                .set(HeadMixGradientKernel.RUNS, runs)
                .view(HeadMixGradientKernel.X, from)
                .view(HeadMixGradientKernel.DY, step.dy());
        SumLayout.writePartials(sumSizes, step.dm(), runs);
        int tile = HeadMixGradientKernel.TILE;
        long tiles = (long) Math.ceilDiv(from.heads(), tile) * Math.ceilDiv(heads, tile);
        launch.items(tiles * runs);
        joined.items((long) from.heads() * heads);
    }

    private static long terms(HeadMixGradient step) {
        return (long) step.x().batch() * step.x().rows() * step.x().columns();
    }

    private static int lanes(GraphDevice device) {
        return device.type() == DeviceType.CPU ? 1 : GPU_LANES;
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
        return Math.ceilDiv(terms, together) * lanes;
    }

    /** Elements of the array that holds the sums of runs for steps up to {@code gradient}. */
    static long scratch(HeadMixGradient gradient, GraphDevice device) {
        long terms = terms(gradient);
        int run = run(terms);
        // of all smaller numbers of terms, the last before the run doubles makes the most runs
        long before = Math.min(terms, 4L * run * run);
        int lanes = lanes(device);
        long runs = Math.max(runs(terms, lanes), runs(before, lanes));
        return runs * gradient.x().heads() * gradient.dy().heads();
    }
}
