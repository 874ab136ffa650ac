package io.attn4j.engine;

import io.attn4j.graph.GraphTimings;
import io.attn4j.graph.TaskLaunch;
import io.attn4j.mechanism.Call;
import io.attn4j.mechanism.Request;
import io.attn4j.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;

/**
 * A prepared mechanism on one device, reused over calls.
 *
 * <p>One thread at a time. {@link #close} gives back all device memory.
 */
public interface EngineSession extends AutoCloseable {

    /**
     * Executes once.
     *
     * @param request within the capacity that the session was opened with
     * @param inputs tensors by name; those that the mechanism marks resident may be read in the first execution only,
     *     and again after {@link #invalidateWeights}
     * @param outputs {@code o} [B,H,N,Dv] of the type of the inputs and optionally {@code lse} [B,H,N], fp32, filled
     * @throws io.attn4j.error.InvalidInputException when a tensor's memory belongs to one thread, as that of {@link
     *     java.lang.foreign.Arena#ofConfined()}: engines compute on threads of their own
     */
    default GraphTimings run(Request request, Map<String, Tensor> inputs, Map<String, Tensor> outputs) {
        return run(Call.of(request, inputs, outputs));
    }

    /** Executes a call, whose request is within the capacity that the session was opened with. */
    GraphTimings run(Call call);

    /**
     * Whether it can run {@code request}, which is within the capacity that the session was opened with: not where it is split
     * and a part needs more than the parts of the capacity do.
     */
    default boolean takes(Request request) {
        return true;
    }

    /** Makes the next execution read resident tensors (weights) again; needed when their content has changed. */
    void invalidateWeights();

    /**
     * The state {@code name} of the plan as the last execution left it, fp32; valid until the next call. States are given as
     * inputs in the first execution only.
     *
     * @throws IllegalArgumentException when the session keeps no such state
     * @throws IllegalStateException when none has been given yet, or they were lost in an execution that failed
     */
    default MemorySegment read(String name) {
        throw new IllegalArgumentException(
                "state: got " + name + "; needs a session that keeps states; try engine cpu, opencl or tornado");
    }

    /** How the tasks of its graph are launched, in order; none on engines without task graphs. */
    default List<TaskLaunch> launches() {
        return List.of();
    }

    /** What {@code attn4j explain} prints: kernels, constants, grid, configuration file and why, generated source. */
    String explain();

    @Override
    void close();
}
