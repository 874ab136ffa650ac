package io.attn4j.kernels.loss;

import io.attn4j.graph.DeviceType;
import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelTask;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.SizeTable;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.loss.ScatterAdd;
import java.util.List;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/** {@link ScatterAdd} as four tasks: three sort the positions, one sums. */
public final class ScatterAddTasks extends StepTasks<ScatterAdd> {
    private static final int MOST_LANES = 256;

    private final SizeTable sizes = table(ScatterAddKernel.SIZE);
    private final boolean cpu;
    private final List<TaskGrid> sorts;
    private final TaskGrid sums;

    /** Tasks for steps up to {@code capacity}. */
    public ScatterAddTasks(ScatterAdd capacity, DeviceArrays arrays, GraphDevice device) {
        super(arrays, device);
        cpu = device.type() == DeviceType.CPU;
        String task = capacity.task();
        FloatArray keys = scratch(task + ".keys", capacity.positions());
        FloatArray ranks = scratch(task + ".ranks", capacity.positions());
        FloatArray chunkKeys = scratch(task + ".chunkKeys", capacity.positions());
        FloatArray sortedKeys = scratch(task + ".sortedKeys", capacity.positions());
        FloatArray order = scratch(task + ".order", capacity.positions());
        sorts = List.of(
                add(KernelTask.of(
                        RowLaunch.of(task + "Keys", device),
                        ScatterAddKernel::forwardKeys,
                        array(capacity.ids()),
                        sizes.array(),
                        keys)),
                add(KernelTask.of(
                        RowLaunch.of(task + "Ranks", device),
                        ScatterAddKernel::forwardRanks,
                        keys,
                        sizes.array(),
                        ranks,
                        chunkKeys)),
                add(KernelTask.of(
                        RowLaunch.of(task + "Places", device),
                        ScatterAddKernel::forwardPlaces,
                        keys,
                        ranks,
                        chunkKeys,
                        sizes.array(),
                        sortedKeys,
                        order)));
        TaskGrid launch = RowLaunch.of(task, device);
        FloatArray x = array(capacity.x());
        FloatArray y = array(capacity.y());
        sums = add(
                cpu
                        ? KernelTask.of(launch, ScatterAddKernel::forwardLanes, x, sortedKeys, order, sizes.array(), y)
                        : KernelTask.of(
                                launch, ScatterAddKernel::forwardElements, x, sortedKeys, order, sizes.array(), y));
    }

    @Override
    public void bind(ScatterAdd step) {
        int columns = step.y().columns();
        int lanes = Math.min(MOST_LANES, columns);
        sizes.set(ScatterAddKernel.ROWS, step.x().rows())
                .set(ScatterAddKernel.COLUMNS, columns)
                .set(ScatterAddKernel.TABLE_ROWS, step.y().rows())
                .set(ScatterAddKernel.POSITIONS, step.positions())
                .set(ScatterAddKernel.TOP, Integer.highestOneBit(step.positions()))
                .set(ScatterAddKernel.LANES, lanes)
                .view(ScatterAddKernel.X, step.x())
                .view(ScatterAddKernel.IDS, step.ids())
                .view(ScatterAddKernel.Y, step.y());
        sorts.forEach(launch -> launch.items(step.positions()));
        sums.rows(step.y(), cpu ? Math.ceilDiv(columns, ScatterAddKernel.WIDTH) : lanes);
    }
}
