package io.attn4j.engine;

import io.attn4j.graph.GraphSession;
import io.attn4j.mechanism.Request;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.Plan;
import io.attn4j.plan.Storage;
import io.attn4j.storage.StoredPlan;
import io.attn4j.tensor.DType;
import io.attn4j.tensor.Narrowing;
import io.attn4j.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;

/**
 * Tensors of a session on a device: inputs and outputs are copied as they are, 16 bits as 16 bits, and the plan widens and
 * rounds them there ({@link StoredPlan}); weights of 16 bits are widened here, once.
 *
 * <p>One thread at a time.
 */
final class StoredTensors {
    private Plan lowered;
    private Plan plan;
    private boolean resident;

    /** {@code lowered} over the tensors of {@code request}, as they are stored. */
    static Plan plan(Request request, Plan lowered) {
        if (request.dtype() == DType.F32) {
            return lowered;
        }
        Map<String, Storage> storage = new HashMap<>();
        request.inputs().forEach((name, type) -> storage.put(name, storage(type.dtype())));
        request.outputs().forEach((name, type) -> storage.put(name, storage(type.dtype())));
        return StoredPlan.of(lowered, storage);
    }

    private static Storage storage(DType dtype) {
        return switch (dtype) {
            case F16 -> Storage.F16;
            case BF16 -> Storage.BF16;
            // integers decide the plan, and are no arrays of it
            case F64, F32, I64, I32 -> Storage.F32;
        };
    }

    /** As {@link #plan}; the latest is kept. */
    Plan of(Request request, Plan from) {
        if (from != lowered) {
            plan = plan(request, from);
            lowered = from;
        }
        return plan;
    }

    /** The tensors that are arrays of {@code plan}; one that only decides it, such as lengths, is not. */
    Map<String, MemorySegment> given(Plan bound, Map<String, Tensor> inputs, GraphSession session) {
        Map<String, MemorySegment> given = new HashMap<>();
        inputs.forEach((name, tensor) -> {
            Buffer buffer = bound.buffers().get(name);
            if (buffer == null) {
                return;
            }
            boolean widens = tensor.type().dtype().bytes() < buffer.storage().bytes();
            if (!widens) {
                given.put(name, tensor.segment());
            } else if (!resident) {
                MemorySegment wide = session.buffer(name);
                Narrowing.widen(tensor, wide);
                given.put(name, wide);
            }
        });
        return given;
    }

    /** Notes that an execution has copied the weights. */
    void weightsAreResident() {
        resident = true;
    }

    /** The next execution copies weights again. */
    void invalidateWeights() {
        resident = false;
    }
}
