package io.attn4j.kernels.row;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.Step;
import io.attn4j.plan.View;
import io.attn4j.plan.row.Sum;
import java.util.List;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** {@link Sum} as one task, or as two where few elements have many terms: the sums of blocks of terms, then their sums. */
public final class SumTasks implements StepTasks {
    /** Elements of a work-item on a CPU. */
    private static final int LANES = 16;

    /** Work-items that a compute unit of a GPU runs at once. */
    private static final int UNIT_ITEMS = 256;

    /** Items, or as many of them as a unit of a GPU runs, that keep a compute unit busy. */
    private static final int ITEMS_PER_UNIT = 8;

    private final KernelContext context = new KernelContext();
    private final boolean lanes;
    private final TaskGrid launch;
    private final TaskGrid joined;
    private final FloatArray x;
    private final FloatArray y;
    private final FloatArray partials;
    private final IntArray sizes = new IntArray(SumLayout.SIZE);

    /** Tasks for steps up to {@code capacity}. */
    public SumTasks(Sum capacity, DeviceArrays arrays, GraphDevice device) {
        lanes = device.type().equals("cpu");
        long scratch = scratch(capacity, device);
        x = arrays.of(capacity.x());
        y = arrays.of(capacity.y());
        partials = scratch == 0 ? null : new FloatArray(DeviceArrays.elements("partials", scratch));
        launch = RowLaunch.of(
                capacity.task() + (partials == null ? "" : "Blocks"),
                lanes ? "SumKernel.forwardLanes" : "SumKernel.forwardElements",
                device);
        joined = partials == null ? null : RowLaunch.of(capacity.task(), "SumKernel.forwardPartials", device);
    }

    @Override
    public void addTo(TaskGraph graph) {
        FloatArray result = partials == null ? y : partials;
        if (lanes) {
            graph.task(launch.task(), SumKernel::forwardLanes, context, x, sizes, result);
        } else {
            graph.task(launch.task(), SumKernel::forwardElements, context, x, sizes, result);
        }
        if (partials != null) {
            graph.task(joined.task(), SumKernel::forwardPartials, context, partials, sizes, y);
        }
    }

    @Override
    public List<TaskGrid> launches() {
        return partials == null ? List.of(launch) : List.of(launch, joined);
    }

    @Override
    public List<TornadoNativeArray> sizes() {
        return List.of(sizes);
    }

    @Override
    public List<FloatArray> intermediates() {
        return partials == null ? List.of() : List.of(partials);
    }

    @Override
    public void bind(Step step) {
        Sum sum = (Sum) step;
        SumLayout.write(sizes, sum.x(), sum.y(), partials != null);
        long outputs = sizes.get(SumLayout.OUTPUTS);
        long perSplit = outputs;
        if (lanes) {
            int width = sizes.get(SumLayout.KEPT + 3);
            perSplit = outputs / width * ((width + LANES - 1) / LANES);
        }
        launch.items(perSplit * sizes.get(SumLayout.SPLITS));
        if (partials != null) {
            joined.items(outputs);
        }
    }

    /** Elements of the array that holds the sums of blocks for steps up to {@code sum}, 0 where there is none. */
    public static long scratch(Sum sum, GraphDevice device) {
        View x = sum.x();
        View y = sum.y();
        long outputs = (long) y.batch() * y.heads() * y.rows() * y.columns();
        long terms = (long) x.batch() * x.heads() * x.rows() * x.columns() / outputs;
        long items = device.type().equals("cpu") ? outputs / LANES : outputs / UNIT_ITEMS;
        if (SumLayout.blocks(terms) == 1 || items >= (long) ITEMS_PER_UNIT * device.computeUnits()) {
            return 0;
        }
        // a smaller step may have as many blocks as the next smaller block is long
        return outputs * Math.max(SumLayout.blocks(terms), Math.min(terms, SumLayout.block(terms) / 2));
    }
}
