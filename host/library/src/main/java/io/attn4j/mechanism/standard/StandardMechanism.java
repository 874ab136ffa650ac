package io.attn4j.mechanism.standard;

import io.attn4j.error.InvalidInputException;
import io.attn4j.mechanism.CaseSizes;
import io.attn4j.mechanism.CoreInputs;
import io.attn4j.mechanism.Cost;
import io.attn4j.mechanism.DecodeSetup;
import io.attn4j.mechanism.Decoder;
import io.attn4j.mechanism.InputChecks;
import io.attn4j.mechanism.Mechanism;
import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.mechanism.OptionSpec;
import io.attn4j.mechanism.Options;
import io.attn4j.mechanism.Request;
import io.attn4j.mechanism.TensorAxes;
import io.attn4j.mechanism.TensorSpec;
import io.attn4j.plan.DocumentStarts;
import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.Plan;
import io.attn4j.reference.CoreProblem;
import io.attn4j.reference.CoreShape;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.util.List;
import java.util.Map;

/**
 * Scaled dot-product attention, {@code O = softmax(scale * Q K^T + key_bias + bias + mask) V} (Vaswani et al. 2017,
 * equation 1; docs/equations.md, section 1.1).
 *
 * <p>Causal masks are aligned bottom-right: row i sees keys {@code j <= i + L - N}. Rows that see no key give 0 and a
 * log-sum-exp of negative infinity. Keys and values that are masked are not read, whatever they hold.
 *
 * <p>FLOPs: {@code 2 * pairs * (D + Dv)} per head, {@code pairs} being the visible (query, key) pairs. Bytes: every
 * input read once and every output written once.
 */
public final class StandardMechanism implements Mechanism {
    private static final int SAMPLED_SEQUENCES = 3;

    private static final List<TensorSpec> TENSORS = CoreInputs.specs(
            TensorSpec.input("bias", "[1|B,1|H,1|N,L]").optional().meaning("added to the logits"),
            TensorSpec.input("key_bias", "[B,H,L]").optional().meaning("added to all logits of a key"),
            TensorSpec.integers("lengths", "[B]").optional().meaning("keys at or beyond it are masked"),
            TensorSpec.integers("cu_seqlens", "[S+1]").optional().meaning("starts of packed sequences, and N; B = 1"),
            TensorSpec.integers("cu_seqlens_k", "[S+1]")
                    .optional()
                    .meaning("the same for keys, and L; default cu_seqlens"));

    @Override
    public String id() {
        return "standard";
    }

    @Override
    public String summary() {
        return "softmax(scale Q K^T + bias + mask) V";
    }

    @Override
    public List<TensorSpec> tensors() {
        return TENSORS;
    }

    @Override
    public List<OptionSpec> options() {
        return List.of();
    }

    @Override
    public Request request(MechanismConfig config, Map<String, TensorType> inputs) {
        InputChecks.names(id(), TENSORS, inputs);
        Options.of(config, options());
        CoreInputs core = CoreInputs.check(inputs);
        core.checkBiases(inputs, core.keys(), "L of k");
        boolean lengths = inputs.containsKey("lengths");
        boolean packed = inputs.containsKey("cu_seqlens");
        core.checkLengths(inputs);
        if (packed) {
            checkPacked(inputs, core, lengths);
        } else if (inputs.containsKey("cu_seqlens_k")) {
            throw InputChecks.missing("cu_seqlens", "[S+1] with cu_seqlens_k");
        }
        return core.request(this, config, inputs).splitsHeads(true).build();
    }

    private static void checkPacked(Map<String, TensorType> inputs, CoreInputs core, boolean lengths) {
        TensorType starts = InputChecks.integers(inputs, "cu_seqlens", "[S+1]");
        if (starts.dimension(0) < 2) {
            throw new InvalidInputException(
                    "cu_seqlens", starts, "at least 2 elements", "giving [0, N] for one sequence");
        }
        if (core.batch() != 1) {
            throw new InvalidInputException(
                    "cu_seqlens", "B = " + core.batch(), "B = 1", "packing all sequences one after another");
        }
        if (lengths) {
            throw new InvalidInputException(
                    "lengths", "lengths and cu_seqlens", "only one of the two", "leaving lengths out");
        }
        if (inputs.containsKey("cu_seqlens_k")) {
            TensorType keyStarts = InputChecks.integers(inputs, "cu_seqlens_k", "[S+1]");
            InputChecks.dimension("cu_seqlens_k", keyStarts, 0, starts.dimension(0), "elements of cu_seqlens");
        } else if (core.queries() != core.keys()) {
            throw new InvalidInputException(
                    "cu_seqlens",
                    "N = " + core.queries() + " and L = " + core.keys(),
                    "N = L, or cu_seqlens_k for the keys",
                    "adding cu_seqlens_k");
        }
    }

    @Override
    public Plan plan(Request request, Map<String, Tensor> inputs) {
        return StandardPlan.of(
                request, inputs == null ? CoreInputs.unmasked(request, request.keys()) : ranges(request, inputs));
    }

    @Override
    public Plan packed(Request request, DocumentStarts documents) {
        return StandardPlan.of(
                request,
                KeyRanges.rectangular(request.batch(), request.queries(), request.keys(), request.causal(), null)
                        .within(documents, 1, 1));
    }

    private static KeyRanges ranges(Request request, Map<String, Tensor> inputs) {
        boolean causal = request.causal();
        if (request.has("cu_seqlens")) {
            int[] starts =
                    InputChecks.sequenceStarts("cu_seqlens", inputs.get("cu_seqlens"), request.queries(), "N of q");
            Tensor forKeys = inputs.get("cu_seqlens_k");
            int[] keyStarts = forKeys == null
                    ? starts
                    : InputChecks.sequenceStarts("cu_seqlens_k", forKeys, request.keys(), "L of k");
            return KeyRanges.packed(starts, keyStarts, causal);
        }
        int[] lengths = request.has("lengths")
                ? InputChecks.values("lengths", inputs.get("lengths"), 0, request.keys(), "L of k")
                : null;
        return KeyRanges.rectangular(request.batch(), request.queries(), request.keys(), causal, lengths);
    }

    @Override
    public TensorAxes axes(String tensor, int rank) {
        return TensorAxes.of(tensor);
    }

    @Override
    public TensorType sampleOptional(String tensor, CaseSizes sizes) {
        return switch (tensor) {
            case "bias", "key_bias" -> CoreInputs.sampleBias(tensor, sizes, sizes.keys());
            case "cu_seqlens" -> TensorType.i32(Math.min(SAMPLED_SEQUENCES, sizes.queries()) + 1);
            default -> Mechanism.super.sampleOptional(tensor, sizes);
        };
    }

    @Override
    public Cost cost(Request request, Plan plan) {
        return Cost.of(plan, "2*pairs*(D+Dv)", "4*(q+k+v+bias+o+lse), each once");
    }

    @Override
    public void reference(Request request, Map<String, Tensor> inputs, Map<String, double[]> outputs) {
        StandardReference.forward(core(request, inputs), null, outputs.get("o"), outputs.get("lse"));
    }

    @Override
    public boolean referenceRows(Request request, Map<String, Tensor> inputs, int[] rows, double[] o) {
        StandardReference.forward(core(request, inputs), rows, o, null);
        return true;
    }

    private static CoreProblem core(Request request, Map<String, Tensor> inputs) {
        CoreShape shape = new CoreShape(
                request.batch(),
                request.heads(),
                request.kvHeads(),
                request.queries(),
                request.keys(),
                request.keyDim(),
                request.valueDim());
        return new CoreProblem(
                shape,
                request.scale(),
                CoreInputs.queries(request, inputs),
                CoreInputs.keys(request, inputs),
                CoreInputs.values(request, inputs),
                CoreInputs.keyBias(request, inputs, request.keys()),
                CoreInputs.denseBias(request, inputs, request.keys()),
                ranges(request, inputs));
    }

    @Override
    public Decoder decoder(Request request, DecodeSetup setup) {
        Decoder.check(request);
        return new StandardDecoder(request, setup);
    }
}
