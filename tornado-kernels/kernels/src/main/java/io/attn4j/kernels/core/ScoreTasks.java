package io.attn4j.kernels.core;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.Step;
import io.attn4j.plan.core.CoreAttention;
import io.attn4j.plan.core.Probabilities;
import io.attn4j.plan.core.Scores;
import io.attn4j.plan.core.WeightedSum;
import java.util.List;
import java.util.function.Consumer;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/**
 * {@link Scores}, {@link Probabilities} and {@link WeightedSum} as tasks: the naive attention taken apart, for mechanisms
 * that do something between its tasks or share their results.
 */
public final class ScoreTasks implements StepTasks {
    private final TaskGrid launch;
    private final Consumer<TaskGraph> task;
    private final Consumer<Step> binding;
    private final List<TornadoNativeArray> sizes;
    private final List<FloatArray> placeholders;

    private ScoreTasks(
            TaskGrid launch,
            Consumer<TaskGraph> task,
            Consumer<Step> binding,
            List<TornadoNativeArray> sizes,
            List<FloatArray> placeholders) {
        this.launch = launch;
        this.task = task;
        this.binding = binding;
        this.sizes = sizes;
        this.placeholders = placeholders;
    }

    /** The logits of a core in memory. */
    public static StepTasks scores(Scores capacity, DeviceArrays arrays, GraphDevice device) {
        CoreAttention core = capacity.core();
        KernelContext context = new KernelContext();
        FloatArray absent = new FloatArray(1);
        IntArray ranges = new IntArray(
                DeviceArrays.elements("ranges", core.a().batch(), core.a().rows(), 2));
        IntArray shape = new IntArray(CoreLayout.SIZE);
        FloatArray scalars = new FloatArray(1 + core.a().heads());
        // where there is no product, a and b may be views of anything: the kernel does not read them
        boolean product = core.a().columns() > 0;
        FloatArray a = product ? arrays.of(core.a()) : absent;
        FloatArray b = product ? arrays.of(core.b()) : absent;
        FloatArray mu = arrays.of(core.columnScale(), absent);
        FloatArray keyBias = arrays.of(core.keyBias(), absent);
        FloatArray bias = arrays.of(core.bias(), absent);
        FloatArray factors = arrays.of(core.factors(), absent);
        FloatArray s = arrays.of(capacity.s());
        TaskGrid launch = RowLaunch.of(capacity.task(), "NaiveAttention.forwardScores", device);
        return new ScoreTasks(
                launch,
                graph -> graph.task(
                        capacity.task(),
                        NaiveAttention::forwardScores,
                        context,
                        a,
                        b,
                        mu,
                        keyBias,
                        bias,
                        factors,
                        ranges,
                        shape,
                        scalars,
                        s),
                step -> {
                    Scores bound = (Scores) step;
                    CoreLayout.write(shape, bound.core());
                    CoreAttentionTasks.writeScalars(scalars, bound.core());
                    CoreAttentionTasks.writeRanges(ranges, bound.core().ranges().table());
                    launch.items(bound.s().elements());
                },
                List.of(shape, scalars, ranges),
                List.of(absent));
    }

    /** The softmax of stored logits. */
    public static StepTasks probabilities(Probabilities capacity, DeviceArrays arrays, GraphDevice device) {
        KernelContext context = new KernelContext();
        IntArray ranges = new IntArray(DeviceArrays.elements(
                "ranges", capacity.s().batch(), capacity.s().rows(), 2));
        IntArray shape = new IntArray(RowLayout.SIZE);
        FloatArray s = arrays.of(capacity.s());
        FloatArray lse = arrays.of(capacity.lse());
        TaskGrid launch = RowLaunch.of(capacity.task(), "NaiveAttention.forwardSoftmax", device);
        return new ScoreTasks(
                launch,
                graph -> graph.task(capacity.task(), NaiveAttention::forwardSoftmax, context, ranges, shape, s, lse),
                step -> {
                    Probabilities bound = (Probabilities) step;
                    RowLayout.write(shape, bound.s(), null, null);
                    CoreAttentionTasks.writeRanges(ranges, bound.ranges().table());
                    launch.items(bound.lse().elements());
                },
                List.of(shape, ranges),
                List.of());
    }

    /** The sum of values by stored weights. */
    public static StepTasks weightedSum(WeightedSum capacity, DeviceArrays arrays, GraphDevice device) {
        KernelContext context = new KernelContext();
        IntArray ranges = new IntArray(DeviceArrays.elements(
                "ranges", capacity.p().batch(), capacity.p().rows(), 2));
        IntArray shape = new IntArray(RowLayout.SIZE);
        FloatArray p = arrays.of(capacity.p());
        FloatArray w = arrays.of(capacity.w());
        FloatArray o = arrays.of(capacity.o());
        TaskGrid launch = RowLaunch.of(capacity.task(), "NaiveAttention.forwardWeightedSum", device);
        return new ScoreTasks(
                launch,
                graph -> graph.task(
                        capacity.task(), NaiveAttention::forwardWeightedSum, context, p, w, ranges, shape, o),
                step -> {
                    WeightedSum bound = (WeightedSum) step;
                    RowLayout.write(shape, bound.p(), bound.w(), bound.o());
                    CoreAttentionTasks.writeRanges(ranges, bound.ranges().table());
                    launch.items(bound.o().elements());
                },
                List.of(shape, ranges),
                List.of());
    }

    @Override
    public void addTo(TaskGraph graph) {
        task.accept(graph);
    }

    @Override
    public List<TaskGrid> launches() {
        return List.of(launch);
    }

    @Override
    public List<TornadoNativeArray> sizes() {
        return sizes;
    }

    @Override
    public List<FloatArray> placeholders() {
        return placeholders;
    }

    @Override
    public void bind(Step step) {
        binding.accept(step);
    }
}
