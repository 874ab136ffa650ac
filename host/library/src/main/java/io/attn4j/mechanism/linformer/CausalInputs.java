package io.attn4j.mechanism.linformer;

import io.attn4j.error.InvalidInputException;
import io.attn4j.mechanism.CoreInputs;
import io.attn4j.mechanism.InputChecks;
import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.mechanism.Options;
import io.attn4j.mechanism.Request;
import io.attn4j.plan.Plan;
import io.attn4j.plan.View;
import io.attn4j.tensor.TensorType;
import java.util.List;
import java.util.Map;

/**
 * What the two causal forms of Linformer share (docs/equations.md, sections 2.7 and 2.8): q, k and v of one sequence, E and F
 * alone.
 *
 * @param core sizes of q, k and v
 * @param slots rows of e
 * @param columns of e
 */
record CausalInputs(CoreInputs core, int slots, int columns) {
    static final String PAST_ONLY = "past-only";
    static final String BLOCK = "block";

    /** Checks the tensors of a causal request but for those of its form. */
    static CausalInputs check(Options options, Map<String, TensorType> inputs) {
        String projection = options.word("projection", "linear");
        if (!projection.equals("linear")) {
            throw new InvalidInputException(
                    "projection", projection + " with a causal form", "linear", "leaving it out");
        }
        for (String refused : List.of("bias", "key_bias")) {
            if (inputs.containsKey(refused)) {
                throw new InvalidInputException(refused, refused + " with a causal form", "no bias", "leaving it out");
            }
        }
        CoreInputs core = CoreInputs.check(inputs);
        if (core.queries() != core.keys()) {
            throw new InvalidInputException(
                    "q",
                    "N = " + core.queries() + " and L = " + core.keys(),
                    "N = L, as causal forms attend to their own sequence",
                    "--mechanism standard for cross attention");
        }
        core.checkLengths(inputs);
        TensorType e = matrix(inputs, "e", core);
        if (inputs.containsKey("f")) {
            TensorType f = matrix(inputs, "f", core);
            if (!f.equals(e)) {
                throw new InvalidInputException("f", f, "the shape of e, " + e, "reshaping it or leaving it out");
            }
        }
        int slots = (int) e.dimension(e.rank() - 2);
        int columns = (int) e.dimension(e.rank() - 1);
        return new CausalInputs(core, slots, columns);
    }

    /** Starts the request of a form. */
    Request.Builder request(
            LinformerMechanism mechanism, MechanismConfig config, Map<String, TensorType> inputs, LinformerForm form) {
        return core.request(mechanism, config, inputs)
                .rank(slots)
                .splitsHeads(true)
                .form(form);
    }

    private static TensorType matrix(Map<String, TensorType> inputs, String name, CoreInputs core) {
        if (!inputs.containsKey(name)) {
            throw InputChecks.missing(name, "[k,Nmax] or [Hkv,k,Nmax]");
        }
        TensorType type = InputChecks.floats(inputs, name, "[k,Nmax] or [Hkv,k,Nmax]", 2, 3);
        if (type.rank() == 3) {
            InputChecks.dimension(name, type, 0, core.kvHeads(), "heads of k and v");
        }
        return type;
    }

    static void refuse(Options options, String option, String with) {
        if (options.has(option)) {
            throw new InvalidInputException(
                    option, "--" + option + " with " + with, "no " + option + " there", "leaving it out");
        }
    }

    /** E or F as [1,Hkv,rows,columns]. */
    static View weight(Plan.Builder plan, Request p, String name) {
        View own = ownWeight(plan, p, name);
        return own.heads() == p.kvHeads() ? own : own.broadcastHeads(p.kvHeads());
    }

    /** E or F as [1,Hkv,rows,columns], or [1,1,rows,columns] where heads share it. */
    static View ownWeight(Plan.Builder plan, Request p, String name) {
        TensorType type = p.inputs().get(name);
        int heads = type.rank() == 3 ? p.kvHeads() : 1;
        return View.contiguous(
                plan.weight(name, type.elements()), 1, heads, p.rank(), (int) type.dimension(type.rank() - 1));
    }
}
