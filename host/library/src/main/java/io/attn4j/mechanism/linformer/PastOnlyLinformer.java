package io.attn4j.mechanism.linformer;

import io.attn4j.error.InvalidInputException;
import io.attn4j.mechanism.CoreInputs;
import io.attn4j.mechanism.DecodeSetup;
import io.attn4j.mechanism.Decoder;
import io.attn4j.mechanism.InputChecks;
import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.mechanism.Options;
import io.attn4j.mechanism.Request;
import io.attn4j.mechanism.Shapes;
import io.attn4j.mechanism.TensorSpec;
import io.attn4j.plan.Plan;
import io.attn4j.plan.View;
import io.attn4j.plan.past.PastAttention;
import io.attn4j.plan.past.PastRecurrence;
import io.attn4j.plan.past.PastStates;
import io.attn4j.plan.row.Rearrange;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.util.Map;

/**
 * The causal form {@code past-only} (docs/equations.md, section 2.7).
 *
 * <p>Each position attends to k slots that mix positions up to it only, {@code K_t = sum_{i<=t} e_i k_i^T}, {@code o_t =
 * softmax(scale K_t q_t)^T V_t}. In chunks (the states at chunk starts, then each chunk by itself), in one chunk of N rows
 * (parallel), or row by row (recurrent); all give the same. The state, [k,D+Dv] a head, does not grow with the sequence:
 * {@code state_k}, {@code state_v} in, {@code next_state_k}, {@code next_state_v} out.
 */
final class PastOnlyLinformer implements LinformerForm {
    static final String RECURRENT = "recurrent";
    static final String PARALLEL = "parallel";
    static final String CHUNKED = "chunked";
    static final int DEFAULT_CHUNK = 64;

    @Override
    public Request request(
            LinformerMechanism mechanism, MechanismConfig config, Options options, Map<String, TensorType> inputs) {
        CausalInputs causal = CausalInputs.check(options, inputs);
        CoreInputs core = causal.core();
        int slots = causal.slots();
        return causal.request(mechanism, config, inputs, this)
                .variant(CausalInputs.PAST_ONLY)
                .sizes(pastSizes(options, inputs, core, slots, causal.columns()))
                .output("next_state_k", TensorType.f32(core.batch(), core.kvHeads(), slots, core.keyDim()))
                .output("next_state_v", TensorType.f32(core.batch(), core.kvHeads(), slots, core.valueDim()))
                .build();
    }

    private static Map<String, Integer> pastSizes(
            Options options, Map<String, TensorType> inputs, CoreInputs core, int slots, int columns) {
        String algorithm = options.word("algorithm", CHUNKED);
        CausalInputs.refuse(options, "block", CausalInputs.PAST_ONLY);
        if (!algorithm.equals(CHUNKED)) {
            CausalInputs.refuse(options, "chunk", algorithm);
        }
        int position = options.integer("position", 0);
        if ((long) position + core.queries() > columns) {
            throw new InvalidInputException(
                    "e",
                    columns + " columns",
                    "at least position + N = " + ((long) position + core.queries()),
                    "a shorter sequence or a wider e");
        }
        Shapes shapes = new Shapes()
                .set("B", core.batch(), "B of q")
                .set("Hkv", core.kvHeads(), "Hkv of k")
                .set("k", slots, "k, the rows of e")
                .set("D", core.keyDim(), "head dim")
                .set("Dv", core.valueDim(), "head dim");
        shapes.add(TensorSpec.input("state_k", "[B,Hkv,k,D]"), inputs);
        shapes.add(TensorSpec.input("state_v", "[B,Hkv,k,Dv]"), inputs);
        if (inputs.containsKey("state_k") != inputs.containsKey("state_v")) {
            throw InputChecks.missing(
                    inputs.containsKey("state_k") ? "state_v" : "state_k", "[B,Hkv,k,D] with the other state");
        }
        int chunk = algorithm.equals(PARALLEL) ? core.queries() : options.integer("chunk", DEFAULT_CHUNK);
        return Map.of("chunk", chunk, "position", position, "recurrent", algorithm.equals(RECURRENT) ? 1 : 0);
    }

    @Override
    public Plan plan(Request p, int[] lengths) {
        Plan.Builder plan = Plan.builder("linformer");
        View q = CoreInputs.queries(plan, p);
        View k = CoreInputs.keys(plan, p);
        View v = CoreInputs.values(plan, p);
        int position = p.sizes().get("position");
        View e = CausalInputs.weight(plan, p, "e").columns(position, position + p.queries());
        View f = p.has("f") ? CausalInputs.weight(plan, p, "f").columns(position, position + p.queries()) : e;
        View keyState = state(plan, p, "state_k", p.keyDim());
        View valueState = state(plan, p, "state_v", p.valueDim());
        View nextKeys = next(plan, p, "next_state_k", p.keyDim());
        View nextValues = next(plan, p, "next_state_v", p.valueDim());
        View o = CoreInputs.output(plan, p);
        View lse = CoreInputs.logSumExp(plan, p);
        if (p.sizes().get("recurrent") == 1) {
            start(plan, "startKeys", keyState, nextKeys);
            start(plan, "startValues", valueState, nextValues);
            plan.add(new PastRecurrence("recurrence", p.scale(), q, k, v, e, f, lengths, nextKeys, nextValues, o, lse));
            return plan.build();
        }
        int chunk = p.sizes().get("chunk");
        View keyStates = states(plan, p, "keyStates", chunk, p.keyDim());
        View valueStates = states(plan, p, "valueStates", chunk, p.valueDim());
        plan.add(new PastStates("keyStates", chunk, k, e, keyState, lengths, keyStates, nextKeys));
        plan.add(new PastStates("valueStates", chunk, v, f, valueState, lengths, valueStates, nextValues));
        plan.add(new PastAttention(
                "attention", p.scale(), chunk, q, k, v, e, f, keyStates, valueStates, lengths, o, lse));
        return plan.build();
    }

    private static View state(Plan.Builder plan, Request p, String name, int dim) {
        return p.has(name)
                ? View.contiguous(
                        plan.input(name, (long) p.batch() * p.kvHeads() * p.rank() * dim),
                        p.batch(),
                        p.kvHeads(),
                        p.rank(),
                        dim)
                : null;
    }

    private static View next(Plan.Builder plan, Request p, String name, int dim) {
        return View.contiguous(
                plan.output(name, (long) p.batch() * p.kvHeads() * p.rank() * dim),
                p.batch(),
                p.kvHeads(),
                p.rank(),
                dim);
    }

    /** The state before the first row, given or zeros, where the recurrence continues from it. */
    private static void start(Plan.Builder plan, String task, View given, View next) {
        View from = given != null
                ? given
                : new View(
                        plan.constant("zero", new float[1]),
                        0,
                        next.batch(),
                        next.heads(),
                        next.rows(),
                        next.columns(),
                        0,
                        0,
                        0,
                        0);
        plan.add(new Rearrange(task, from, null, next));
    }

    private static View states(Plan.Builder plan, Request p, String name, int chunk, int dim) {
        int chunks = Math.ceilDiv(p.queries(), chunk);
        return View.contiguous(
                plan.intermediate(name, (long) p.batch() * p.kvHeads() * chunks * p.rank() * dim),
                p.batch(),
                p.kvHeads() * chunks,
                p.rank(),
                dim);
    }

    @Override
    public void reference(
            Request request, Map<String, Tensor> inputs, int[] lengths, int[] rows, Map<String, double[]> outputs) {
        CausalLinformerReference.forward(request, inputs, lengths, rows, outputs);
    }

    @Override
    public Decoder decoder(Request request, DecodeSetup setup) {
        return new PastOnlyDecoder(request, setup);
    }
}
