package io.attn4j.kernels.step;

import io.attn4j.graph.GraphDevice;
import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.Step;
import io.attn4j.plan.View;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/**
 * One step of a plan as tasks of a TornadoVM task graph.
 *
 * <p>Made for the largest step that will be executed; {@link #bind} then sets sizes, strides, masks and grids of the one to
 * execute. A constructor asks for the arrays of operands and for small arrays, and adds its tasks in order.
 *
 * @param <S> the record of the step
 */
public abstract class StepTasks<S extends Step> {
    private final DeviceArrays arrays;
    private final GraphDevice device;
    private final List<KernelTask> tasks = new ArrayList<>();
    private final List<TornadoNativeArray> sizes = new ArrayList<>();
    private final List<FloatArray> intermediates = new ArrayList<>();
    private final FloatArray absent = new FloatArray(1);
    private final List<FloatArray> unwantedResults = new ArrayList<>();
    private boolean someAbsent;

    /** Tasks over {@code arrays} for {@code device}. */
    protected StepTasks(DeviceArrays arrays, GraphDevice device) {
        this.arrays = arrays;
        this.device = device;
    }

    /** Writes sizes, masks and grids for {@code step}, which has the options that this was made for. */
    public abstract void bind(S step);

    /** The device that the tasks are for. */
    protected final GraphDevice device() {
        return device;
    }

    /** The array behind {@code view}, or one that stands in for it where the view is null. */
    protected final FloatArray array(View view) {
        return view == null ? absent() : arrays.of(view);
    }

    /** The array behind {@code view}, whose elements are stored in 16 bits: pairs of them, the first in the lower half. */
    protected final IntArray packed(View view) {
        return arrays.packed(view);
    }

    /**
     * The array behind {@code view}, or where the result is not wanted one of its own that stands in for it: one array as two
     * outputs of a task, or as an input as well, is more than TornadoVM takes.
     */
    protected final FloatArray result(View view) {
        if (view != null) {
            return arrays.of(view);
        }
        FloatArray unwanted = new FloatArray(1);
        unwantedResults.add(unwanted);
        return unwanted;
    }

    /** An array of one element in place of an operand that is not given; kernels take it and do not read it. */
    protected final FloatArray absent() {
        someAbsent = true;
        return absent;
    }

    /** Run-time sizes of kernels, copied to the device at every execution. */
    protected final SizeTable table(int entries) {
        SizeTable table = new SizeTable(entries);
        sizes.add(table.array());
        return table;
    }

    /** Integers that are copied to the device at every execution. */
    protected final IntArray integers(int count) {
        IntArray integers = new IntArray(count);
        sizes.add(integers);
        return integers;
    }

    /** Scalars that are copied to the device at every execution. */
    protected final FloatArray scalars(int count) {
        FloatArray scalars = new FloatArray(count);
        sizes.add(scalars);
        return scalars;
    }

    /** Device memory of these tasks alone, as many elements as the product of {@code factors}. */
    protected final FloatArray scratch(String name, long... factors) {
        FloatArray scratch = DeviceArrays.array(DeviceArrays.elements(name, factors));
        intermediates.add(scratch);
        return scratch;
    }

    /** Appends a task; returns its launch, which {@link #bind} sets the grid of. */
    protected final TaskGrid add(KernelTask task) {
        tasks.add(task);
        return task.launch();
    }

    /** Writes the valid rows of each batch of {@code x}: {@code valid}, or all of them where that is null. */
    protected static void writeLengths(IntArray lengths, int[] valid, View x) {
        for (int b = 0; b < x.batch(); b++) {
            lengths.set(b, valid == null ? x.rows() : valid[b]);
        }
    }

    /** Writes the visible keys of each row: {@code start, end} for each batch and row. */
    protected static void writeRanges(IntArray ranges, KeyRanges visible) {
        int[] table = visible.table();
        MemorySegment.copy(table, 0, ranges.getSegment(), ValueLayout.JAVA_INT, 0, table.length);
    }

    /** The tasks, in order. */
    public final List<KernelTask> tasks() {
        return List.copyOf(tasks);
    }

    /** Appends the tasks, in order. */
    public final void addTo(TaskGraph graph) {
        tasks.forEach(task -> task.addTo(graph));
    }

    /** The launches of the tasks, in order. */
    public final List<TaskGrid> launches() {
        return tasks.stream().map(KernelTask::launch).toList();
    }

    /** Small arrays of sizes, scalars and masks, copied to the device at every execution. */
    public final List<TornadoNativeArray> sizes() {
        return List.copyOf(sizes);
    }

    /** Arrays that only these tasks use; they hold device memory, and are copied neither way. */
    public final List<FloatArray> intermediates() {
        return List.copyOf(intermediates);
    }

    /** Arrays of one element in place of operands that are not given and results that are not wanted. */
    public final List<FloatArray> placeholders() {
        List<FloatArray> all = new ArrayList<>(unwantedResults);
        if (someAbsent) {
            all.add(absent);
        }
        return all;
    }
}
