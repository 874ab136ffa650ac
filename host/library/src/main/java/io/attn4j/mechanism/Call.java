package io.attn4j.mechanism;

import io.attn4j.error.InvalidInputException;
import io.attn4j.plan.Plan;
import io.attn4j.tensor.Tensor;
import java.util.Map;

/**
 * One execution of a request: the request and its tensors, checked once and lowered once, when it is first asked for.
 *
 * <p>One thread at a time. The tensors stay the caller's.
 */
public final class Call {
    private final Request request;
    private final Map<String, Tensor> inputs;
    private final Map<String, Tensor> outputs;
    private boolean checked;
    private Plan plan;

    private Call(Request request, Map<String, Tensor> inputs, Map<String, Tensor> outputs) {
        this.request = request;
        this.inputs = inputs;
        this.outputs = outputs;
    }

    /**
     * A call on tensors.
     *
     * @param inputs tensors by name, as the request has them
     * @param outputs {@code o} and what else of {@link Request#outputs} is wanted, filled by the execution
     */
    public static Call of(Request request, Map<String, Tensor> inputs, Map<String, Tensor> outputs) {
        return new Call(request, inputs, outputs);
    }

    /** The request. */
    public Request request() {
        return request;
    }

    /** Tensors by name. */
    public Map<String, Tensor> inputs() {
        return inputs;
    }

    /** Tensors to fill by name. */
    public Map<String, Tensor> outputs() {
        return outputs;
    }

    /**
     * Refuses tensors other than those of the request, and outputs of another name, type or shape.
     *
     * @throws InvalidInputException with one line that names field, value, rule and remedy
     */
    public Call check() {
        if (!checked) {
            InputChecks.tensors(request, inputs, outputs);
            checked = true;
        }
        return this;
    }

    /**
     * Checks types and, where it decides the plan, content.
     *
     * @throws InvalidInputException with one line that names field, value, rule and remedy
     */
    public Call checkContent() {
        check();
        if (request.readsData()) {
            plan();
        }
        return this;
    }

    /**
     * The plan of the inputs as they are at the first time that it is asked for.
     *
     * @throws InvalidInputException when the data is wrong
     */
    public Plan plan() {
        if (plan == null) {
            plan = request.plan(inputs);
        }
        return plan;
    }

    /** The same call on tensors of the same types and content elsewhere. */
    public Call on(Map<String, Tensor> movedInputs, Map<String, Tensor> movedOutputs) {
        Call moved = new Call(request, movedInputs, movedOutputs);
        moved.checked = checked;
        moved.plan = plan;
        return moved;
    }

    /** The same call with other outputs, not checked yet. */
    public Call into(Map<String, Tensor> others) {
        Call other = on(inputs, others);
        other.checked = false;
        return other;
    }
}
