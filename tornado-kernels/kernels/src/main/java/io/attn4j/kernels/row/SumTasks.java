package io.attn4j.kernels.row;

import io.attn4j.graph.DeviceType;
import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelTask;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.View;
import io.attn4j.plan.row.Sum;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** {@link Sum} as one task, or as two where few elements have many terms: the sums of blocks of terms, then their sums. */
public final class SumTasks extends StepTasks<Sum> {
    /** Elements of a work-item on a CPU. */
    private static final int LANES = 16;

    /** Work-items that a compute unit of a GPU runs at once. */
    private static final int UNIT_ITEMS = 256;

    /** Items, or as many of them as a unit of a GPU runs, that keep a compute unit busy. */
    private static final int ITEMS_PER_UNIT = 8;

    private final IntArray sizes = integers(SumLayout.SIZE);
    private final boolean lanes;
    private final TaskGrid launch;
    private final TaskGrid joined;

    /** Tasks for steps up to {@code capacity}. */
    public SumTasks(Sum capacity, DeviceArrays arrays, GraphDevice device) {
        super(arrays, device);
        long blocks = scratch(capacity, device);
        FloatArray x = array(capacity.x());
        FloatArray y = array(capacity.y());
        FloatArray sums = blocks == 0 ? y : scratch("partials", blocks);
        lanes = device.type() == DeviceType.CPU;
        TaskGrid rows = RowLaunch.of(capacity.task() + (blocks == 0 ? "" : "Blocks"), device);
        launch = add(
                lanes
                        ? KernelTask.of(rows, SumKernel::forwardLanes, x, sizes, sums)
                        : KernelTask.of(rows, SumKernel::forwardElements, x, sizes, sums));
        joined = blocks == 0
                ? null
                : add(KernelTask.of(RowLaunch.of(capacity.task(), device), SumKernel::forwardPartials, sums, sizes, y));
    }

    @Override
    public void bind(Sum step) {
        SumLayout.write(sizes, step.x(), step.y(), joined != null);
        long outputs = sizes.get(SumLayout.OUTPUTS);
        long perSplit = outputs;
        if (lanes) {
            int width = sizes.get(SumLayout.KEPT + 3);
            perSplit = outputs / width * Math.ceilDiv(width, LANES);
        }
        launch.items(perSplit * sizes.get(SumLayout.SPLITS));
        if (joined != null) {
            joined.items(outputs);
        }
    }

    /** Elements of the array that holds the sums of blocks for steps up to {@code sum}, 0 where there is none. */
    static long scratch(Sum sum, GraphDevice device) {
        View x = sum.x();
        View y = sum.y();
        long outputs = (long) y.batch() * y.heads() * y.rows() * y.columns();
        long terms = (long) x.batch() * x.heads() * x.rows() * x.columns() / outputs;
        long items = device.type() == DeviceType.CPU ? outputs / LANES : outputs / UNIT_ITEMS;
        if (SumLayout.blocks(terms) == 1 || items >= (long) ITEMS_PER_UNIT * device.computeUnits()) {
            return 0;
        }
        // a smaller step may have as many blocks as the next smaller block is long
        return outputs * Math.max(SumLayout.blocks(terms), Math.min(terms, SumLayout.block(terms) / 2));
    }
}
