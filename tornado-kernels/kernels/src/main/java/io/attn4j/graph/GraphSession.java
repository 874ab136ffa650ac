package io.attn4j.graph;

import io.attn4j.plan.Plan;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A compiled task graph of one mechanism on one device, with its buffers; used again and again.
 *
 * <p>One thread at a time. {@link #close} gives all device memory back; using a closed session throws {@link
 * IllegalStateException}.
 */
public interface GraphSession extends AutoCloseable {

    /**
     * The host memory behind the tensor {@code name}, without its header: written directly, it saves a copy in {@link
     * #run}.
     */
    MemorySegment buffer(String name);

    /** Tensors that stay on the device after the first execution; changed only by {@link #invalidate}; states stay there too. */
    Set<String> resident();

    /** Makes the next execution copy resident tensors to the device again; states keep what they hold. */
    void invalidate();

    /**
     * The state {@code name} as the device holds it now, fp32, in the host memory behind {@link #buffer}; valid until the
     * next call.
     *
     * @throws IllegalArgumentException when there is no such state
     * @throws IllegalStateException when none has been given yet, or they were lost in an execution that failed
     */
    MemorySegment read(String name);

    /**
     * Executes the graph once.
     *
     * <p>States are read from {@code inputs} in the first execution, which needs all of them; from then on they stand on the
     * device as the steps left them, and are left out or given in vain.
     *
     * @param plan the same steps as the plan that the session was opened with; no array may be larger
     * @param inputs tensors by name, as the plan stores them, contiguous; a segment that is {@link #buffer} itself is not copied
     * @param outputs where {@code o} and the others that are wanted go; likewise
     */
    GraphTimings run(Plan plan, Map<String, MemorySegment> inputs, Map<String, MemorySegment> outputs);

    /** How the tasks are launched, in order. */
    List<TaskLaunch> launches();

    /** The tasks with kernel, template constants, grid and generated source, as {@code explain} prints them. */
    String explain();

    @Override
    void close();
}
