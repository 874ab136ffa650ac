package io.attn4j.model;

import io.attn4j.engine.CpuEngine;
import io.attn4j.engine.Engine;
import io.attn4j.engine.EngineOptions;
import io.attn4j.engine.EnginePlans;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.Plan;
import io.attn4j.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs plans that share their states by name, such as a training step and the loss of the same model.
 *
 * <p>One thread at a time.
 */
public final class PlanSession implements AutoCloseable {
    /** Null where another owns the engine. */
    private final Engine owned;

    private final EnginePlans plans;

    /**
     * A session on the {@code cpu} engine, which runs any plan.
     *
     * @param threads threads to use, from 1
     * @param states what states hold before their first execution, by name, read-only where no plan changes them; the
     *     session closes them
     */
    public PlanSession(int threads, Map<String, Tensor> states) {
        owned = new CpuEngine(threads);
        plans = owned.open(List.of(), EngineOptions.DEFAULT);
        states.forEach(plans::start);
    }

    /**
     * A session on an engine.
     *
     * @param engine stays the caller's; closed after this
     * @param all the plans that may be run; of several with a state, the first one runs first
     * @param states what states hold before their first execution, by name, read-only where no plan changes them; the
     *     session closes them
     * @throws io.attn4j.error.UnsupportedRequestException when the engine or its device cannot
     */
    public PlanSession(Engine engine, EngineOptions options, List<Plan> all, Map<String, Tensor> states) {
        owned = null;
        plans = engine.open(all, options);
        states.forEach(plans::start);
    }

    /**
     * Executes a plan.
     *
     * @param tensors inputs, weights and outputs, by name
     */
    public void run(Plan plan, Map<String, MemorySegment> tensors) {
        Map<String, MemorySegment> inputs = new HashMap<>();
        Map<String, MemorySegment> outputs = new HashMap<>();
        plan.buffers().forEach((name, buffer) -> {
            MemorySegment tensor = tensors.get(name);
            if (tensor != null) {
                (buffer.kind() == Buffer.Kind.OUTPUT ? outputs : inputs).put(name, tensor);
            }
        });
        plans.run(plan, inputs, outputs);
    }

    /** What a state holds now; valid until the next execution. */
    public MemorySegment read(String name) {
        return plans.read(name);
    }

    /** Bytes of states and of arrays between steps. */
    public long heldBytes() {
        return plans.heldBytes();
    }

    @Override
    public void close() {
        plans.close();
        if (owned != null) {
            owned.close();
        }
    }
}
