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
import io.attn4j.plan.DocumentStarts;
import io.attn4j.plan.Plan;
import io.attn4j.plan.View;
import io.attn4j.plan.past.PastAttention;
import io.attn4j.plan.past.PastRecurrence;
import io.attn4j.plan.past.PastStates;
import io.attn4j.plan.past.SlotDecay;
import io.attn4j.plan.row.Product;
import io.attn4j.plan.row.Rearrange;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.util.HashMap;
import java.util.Map;

/**
 * The causal form {@code past-only} (docs/equations.md, section 2.7).
 *
 * <p>Each position attends to k slots that mix positions up to it only, {@code K_t = sum_{i<=t} e_i k_i^T}, {@code o_t =
 * softmax(scale K_t q_t)^T V_t}. In chunks (the states at chunk starts, then each chunk by itself), in one chunk of N rows
 * (parallel), or row by row (recurrent); all give the same. The state, [k,D+Dv] a head, does not grow with the sequence:
 * {@code state_k}, {@code state_v} in, {@code next_state_k}, {@code next_state_v} out.
 *
 * <p>With {@code horizon} slots forget ({@link SlotDecay}): {@code K_t[r] = gamma_r K_(t-1)[r] + e_rt k_t^T}. A chunk then
 * takes its columns of e and f times {@code gamma^-t}.
 */
final class PastOnlyLinformer implements LinformerForm {
    static final String RECURRENT = "recurrent";
    static final String PARALLEL = "parallel";
    static final String CHUNKED = "chunked";
    static final String HORIZON = "horizon";
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
        Map<String, Integer> sizes = new HashMap<>(
                Map.of("chunk", chunk, "position", position, "recurrent", algorithm.equals(RECURRENT) ? 1 : 0));
        if (options.has(HORIZON)) {
            sizes.put(HORIZON, options.integer(HORIZON, 0));
            checkDecayedChunk(algorithm, chunk);
        }
        return sizes;
    }

    private static void checkDecayedChunk(String algorithm, int chunk) {
        if (chunk > SlotDecay.MAX_CHUNK && algorithm.equals(PARALLEL)) {
            throw new InvalidInputException(
                    "algorithm",
                    PARALLEL + " with horizon and " + chunk + " rows",
                    "at most " + SlotDecay.MAX_CHUNK + " rows",
                    "--algorithm " + CHUNKED);
        }
        if (chunk > SlotDecay.MAX_CHUNK && algorithm.equals(CHUNKED)) {
            throw new InvalidInputException(
                    "chunk",
                    chunk + " with horizon",
                    "1 to " + SlotDecay.MAX_CHUNK,
                    "--chunk " + SlotDecay.MAX_CHUNK + " or leaving it out");
        }
    }

    /** How the slots of a request forget, or null where they keep everything. */
    static SlotDecay decay(Request p) {
        Integer horizon = p.sizes().get(HORIZON);
        return horizon == null ? null : SlotDecay.of(p.rank(), horizon);
    }

    @Override
    public Plan plan(Request p, int[] lengths) {
        Plan.Builder plan = Plan.builder("linformer");
        View q = CoreInputs.queries(plan, p);
        View k = CoreInputs.keys(plan, p);
        View v = CoreInputs.values(plan, p);
        SlotDecay decay = decay(p);
        int chunk = p.sizes().get("chunk");
        boolean rescaled = decay != null && p.sizes().get("recurrent") == 0;
        View e = weight(plan, p, "e");
        View f = p.has("f") ? weight(plan, p, "f") : e;
        if (rescaled) {
            View inverse = View.contiguous(
                    plan.constant("inverseDecay", decay.inversePowers()), 1, 1, p.rank(), SlotDecay.MAX_CHUNK);
            e = rescaled(plan, "Keys", chunk, e, inverse);
            f = p.has("f") ? rescaled(plan, "Values", chunk, f, inverse) : e;
        }
        e = ofHeads(p, e);
        f = ofHeads(p, f);
        View keyState = state(plan, p, "state_k", p.keyDim());
        View valueState = state(plan, p, "state_v", p.valueDim());
        View nextKeys = next(plan, p, "next_state_k", p.keyDim());
        View nextValues = next(plan, p, "next_state_v", p.valueDim());
        View o = CoreInputs.output(plan, p);
        View lse = CoreInputs.logSumExp(plan, p);
        if (p.sizes().get("recurrent") == 1) {
            start(plan, "startKeys", keyState, nextKeys);
            start(plan, "startValues", valueState, nextValues);
            plan.add(new PastRecurrence(
                    "recurrence", p.scale(), q, k, v, e, f, lengths, decay, nextKeys, nextValues, o, lse));
            return plan.build();
        }
        View keyStates = states(plan, p, "keyStates", chunk, p.keyDim());
        View valueStates = states(plan, p, "valueStates", chunk, p.valueDim());
        plan.add(new PastStates("keyStates", chunk, k, e, keyState, lengths, decay, keyStates, nextKeys));
        plan.add(new PastStates("valueStates", chunk, v, f, valueState, lengths, decay, valueStates, nextValues));
        plan.add(new PastAttention(
                "attention", p.scale(), chunk, q, k, v, e, f, keyStates, valueStates, lengths, decay, o, lse));
        return plan.build();
    }

    /**
     * Documents start with a chunk, whose state is made of the chunks of its document before it. Columns of E and F are those
     * of places in documents, so that sequences have columns of their own: they are heads of one sequence here.
     */
    @Override
    public Plan packed(Request p, DocumentStarts documents) {
        return new PackedPastOnly(p, documents, decay(p), packedChunk(p)).build();
    }

    @Override
    public int documentMultiple(Request p) {
        return packedChunk(p);
    }

    /**
     * Rows of a chunk of packed documents, a divisor of N: those asked for or fewer, else an eighth of the sequence or fewer, so
     * that several documents find room.
     */
    private static int packedChunk(Request p) {
        int asked = p.options().integer("chunk", Math.min(DEFAULT_CHUNK, Math.max(1, p.queries() / 8)));
        int chunk = Math.min(asked, p.queries());
        while (p.queries() % chunk != 0) {
            chunk--;
        }
        return chunk;
    }

    /** The columns of E or F that the request takes, of each head that has some of its own. */
    static View weight(Plan.Builder plan, Request p, String name) {
        int position = p.sizes().get("position");
        return CausalInputs.ownWeight(plan, p, name).columns(position, position + p.queries());
    }

    private static View ofHeads(Request p, View weight) {
        return weight.heads() == p.kvHeads() ? weight : weight.broadcastHeads(p.kvHeads());
    }

    /** {@code weight} with its columns times {@code gamma^-t} for row t of a chunk: whole chunks as batches, then the rest. */
    static View rescaled(Plan.Builder plan, String of, int chunk, View weight, View inverse) {
        View to = View.contiguous(
                plan.intermediate("rescaled" + of, (long) weight.heads() * weight.rows() * weight.columns()),
                1,
                weight.heads(),
                weight.rows(),
                weight.columns());
        int whole = weight.columns() / chunk;
        int rest = weight.columns() % chunk;
        if (whole > 0) {
            View powers = inverse.columns(0, chunk);
            View from = chunks(weight, chunk, whole);
            plan.add(new Product("rescale" + of, from, repeated(powers, from), 1, chunks(to, chunk, whole)));
        }
        if (rest > 0) {
            View from = weight.columns(whole * chunk, weight.columns());
            View powers = inverse.columns(0, rest);
            View into = to.columns(whole * chunk, to.columns());
            plan.add(new Product("rescale" + of + "Rest", from, repeated(powers, from), 1, into));
        }
        return to;
    }

    private static View repeated(View powers, View as) {
        return powers.broadcastBatch(as.batch()).broadcastHeads(as.heads());
    }

    /** The first {@code count} chunks of columns as batches. */
    private static View chunks(View weight, int chunk, int count) {
        return new View(
                weight.buffer(),
                weight.offset(),
                count,
                weight.heads(),
                weight.rows(),
                chunk,
                chunk * weight.columnStride(),
                weight.headStride(),
                weight.rowStride(),
                weight.columnStride());
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
