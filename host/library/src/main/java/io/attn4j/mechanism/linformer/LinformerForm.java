package io.attn4j.mechanism.linformer;

import io.attn4j.error.InvalidInputException;
import io.attn4j.mechanism.DecodeSetup;
import io.attn4j.mechanism.Decoder;
import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.mechanism.Options;
import io.attn4j.mechanism.Request;
import io.attn4j.plan.DocumentStarts;
import io.attn4j.plan.Plan;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.util.Map;

/** One of the forms of Linformer: what it takes, its task graph and its fp64 reference. Without state. */
interface LinformerForm {

    /**
     * Checks a request, whose names have been checked, and marks it with this form.
     *
     * @throws InvalidInputException with one line that names field, value, rule and remedy
     */
    Request request(
            LinformerMechanism mechanism, MechanismConfig config, Options options, Map<String, TensorType> inputs);

    /**
     * Lowers a request.
     *
     * @param lengths valid keys of each batch, or null for all
     */
    Plan plan(Request request, int[] lengths);

    /**
     * Lowers a request whose sequences hold documents one after another.
     *
     * @throws InvalidInputException where this form cannot keep them apart
     */
    default Plan packed(Request request, DocumentStarts documents) {
        throw new InvalidInputException(
                "documents", "packed with linformer, causal-form none", "a causal form", "--causal-form block");
    }

    /** Rows that packed documents start at multiples of. */
    default int documentMultiple(Request request) {
        return 1;
    }

    /**
     * fp64 reference.
     *
     * @param lengths valid keys of each batch, or null for all
     * @param rows query rows to compute, others are left as they are; null for all
     */
    void reference(
            Request request, Map<String, Tensor> inputs, int[] lengths, int[] rows, Map<String, double[]> outputs);

    /** The decoder of a causal request; this form has one. */
    default Decoder decoder(Request request, DecodeSetup setup) {
        throw new InvalidInputException(
                "causal-form", "none", "a causal form to decode, block or past-only", "--causal-form block");
    }
}
