package io.attn4j.mechanism.linformer;

import io.attn4j.error.InvalidInputException;
import io.attn4j.mechanism.CoreInputs;
import io.attn4j.mechanism.InputChecks;
import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.mechanism.Options;
import io.attn4j.mechanism.Request;
import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.Plan;
import io.attn4j.plan.View;
import io.attn4j.plan.core.CoreAttention;
import io.attn4j.plan.core.SoftmaxMerge;
import io.attn4j.plan.matrix.Activation;
import io.attn4j.plan.matrix.MatrixProduct;
import io.attn4j.plan.past.PastAttention;
import io.attn4j.plan.past.PastRecurrence;
import io.attn4j.plan.past.PastStates;
import io.attn4j.plan.row.Rearrange;
import io.attn4j.tensor.TensorType;
import java.util.List;
import java.util.Map;

/**
 * The two causal forms of Linformer (docs/equations.md, sections 2.7 and 2.8).
 *
 * <p><b>past-only</b>: each position attends to k slots that mix positions up to it only, {@code K_t = sum_{i<=t} e_i k_i^T},
 * {@code o_t = softmax(scale K_t q_t)^T V_t}. In chunks (the states at chunk starts, then each chunk by itself), in one
 * chunk of N rows (parallel), or row by row (recurrent); all give the same. The state, [k,D+Dv] a head, does not grow with
 * the sequence: {@code state_k}, {@code state_v} in, {@code next_state_k}, {@code next_state_v} out.
 *
 * <p><b>block</b>: every finished block of c tokens is compressed to r slots by {@code e, f [r,c]}; a query sees its own
 * block causally and the slots of all earlier blocks, in one softmax.
 */
final class CausalLinformer {
    static final String PAST_ONLY = "past-only";
    static final String BLOCK = "block";
    static final String RECURRENT = "recurrent";
    static final String PARALLEL = "parallel";
    static final String CHUNKED = "chunked";
    static final int DEFAULT_CHUNK = 64;

    private CausalLinformer() {}

    /** Checks a causal request. */
    static Request request(
            LinformerMechanism mechanism, MechanismConfig config, Options options, Map<String, TensorType> inputs) {
        String form = options.word("causal-form", null);
        if (form == null) {
            throw new InvalidInputException(
                    "causal",
                    "causal with linformer",
                    "a causal form, as every slot of E K mixes all positions and would leak the future",
                    "--causal-form " + PAST_ONLY + " or --causal-form " + BLOCK);
        }
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
        if (inputs.containsKey("lengths")) {
            TensorType type = InputChecks.integers(inputs, "lengths", "[B]");
            InputChecks.dimension("lengths", type, 0, core.batch(), "B of q");
        }
        boolean pastOnly = form.equals(PAST_ONLY);
        TensorType e = matrix(inputs, "e", core);
        if (inputs.containsKey("f")) {
            TensorType f = matrix(inputs, "f", core);
            if (!f.equals(e)) {
                throw new InvalidInputException("f", f, "the shape of e, " + e, "reshaping it or leaving it out");
            }
        }
        int slots = (int) e.dimension(e.rank() - 2);
        int columns = (int) e.dimension(e.rank() - 1);
        Map<String, Integer> sizes =
                pastOnly ? pastSizes(options, inputs, core, slots, columns) : blockSizes(options, inputs, columns);
        Request.Builder request = core.request(mechanism, config, inputs)
                .variant(form)
                .rank(slots)
                .splitsHeads(true)
                .sizes(sizes);
        if (pastOnly) {
            request.output("next_state_k", TensorType.f32(core.batch(), core.kvHeads(), slots, core.keyDim()));
            request.output("next_state_v", TensorType.f32(core.batch(), core.kvHeads(), slots, core.valueDim()));
        }
        return request.build();
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

    private static Map<String, Integer> pastSizes(
            Options options, Map<String, TensorType> inputs, CoreInputs core, int slots, int columns) {
        String algorithm = options.word("algorithm", CHUNKED);
        refuse(options, "block", PAST_ONLY);
        if (!algorithm.equals(CHUNKED)) {
            refuse(options, "chunk", algorithm);
        }
        int position = options.integer("position", 0);
        if ((long) position + core.queries() > columns) {
            throw new InvalidInputException(
                    "e",
                    columns + " columns",
                    "at least position + N = " + ((long) position + core.queries()),
                    "a shorter sequence or a wider e");
        }
        state(inputs, "state_k", core, slots, core.keyDim());
        state(inputs, "state_v", core, slots, core.valueDim());
        if (inputs.containsKey("state_k") != inputs.containsKey("state_v")) {
            throw InputChecks.missing(
                    inputs.containsKey("state_k") ? "state_v" : "state_k", "[B,Hkv,k,D] with the other state");
        }
        int chunk = algorithm.equals(PARALLEL) ? core.queries() : options.integer("chunk", DEFAULT_CHUNK);
        return Map.of("chunk", chunk, "position", position, "recurrent", algorithm.equals(RECURRENT) ? 1 : 0);
    }

    private static void state(Map<String, TensorType> inputs, String name, CoreInputs core, int slots, int dim) {
        if (inputs.containsKey(name)) {
            TensorType type = InputChecks.floats(inputs, name, "[B,Hkv,k,D]", 4, 4);
            InputChecks.dimension(name, type, 0, core.batch(), "B of q");
            InputChecks.dimension(name, type, 1, core.kvHeads(), "Hkv of k");
            InputChecks.dimension(name, type, 2, slots, "k, the rows of e");
            InputChecks.dimension(name, type, 3, dim, "head dim");
        }
    }

    private static Map<String, Integer> blockSizes(Options options, Map<String, TensorType> inputs, int columns) {
        for (String option : List.of("algorithm", "chunk", "position")) {
            refuse(options, option, BLOCK);
        }
        for (String tensor : List.of("state_k", "state_v")) {
            if (inputs.containsKey(tensor)) {
                throw new InvalidInputException(
                        tensor, tensor + " with causal-form " + BLOCK, "causal-form " + PAST_ONLY, "leaving it out");
            }
        }
        if (options.integer("block", columns) != columns) {
            throw new InvalidInputException(
                    "block", options.text("block"), columns + ", the columns of e", "leaving it out");
        }
        return Map.of("block", columns);
    }

    private static void refuse(Options options, String option, String with) {
        if (options.has(option)) {
            throw new InvalidInputException(
                    option, "--" + option + " with " + with, "no " + option + " there", "leaving it out");
        }
    }

    /**
     * Lowers a causal request.
     *
     * @param lengths valid keys of each batch, or null for all
     */
    static Plan plan(Request p, int[] lengths) {
        return p.variant().equals(PAST_ONLY) ? pastOnly(p, lengths) : block(p, lengths);
    }

    /** E or F as [1,Hkv,rows,columns]. */
    private static View weight(Plan.Builder plan, Request p, String name) {
        TensorType type = p.inputs().get(name);
        int heads = type.rank() == 3 ? p.kvHeads() : 1;
        View all = View.contiguous(
                plan.weight(name, type.elements()), 1, heads, p.rank(), (int) type.dimension(type.rank() - 1));
        return heads == p.kvHeads() ? all : all.broadcastHeads(p.kvHeads());
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

    private static Plan pastOnly(Request p, int[] lengths) {
        Plan.Builder plan = Plan.builder("linformer");
        View q = CoreInputs.queries(plan, p);
        View k = CoreInputs.keys(plan, p);
        View v = CoreInputs.values(plan, p);
        int position = p.sizes().get("position");
        View e = weight(plan, p, "e").columns(position, position + p.queries());
        View f = p.has("f") ? weight(plan, p, "f").columns(position, position + p.queries()) : e;
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

    private static Plan block(Request p, int[] lengths) {
        Plan.Builder plan = Plan.builder("linformer");
        View q = CoreInputs.queries(plan, p);
        View k = CoreInputs.keys(plan, p);
        View v = CoreInputs.values(plan, p);
        int size = p.sizes().get("block");
        // a sequence without a finished block compresses what it has, and no row sees it
        int rows = Math.min(size, p.queries());
        int blocks = Math.max(1, p.queries() / size);
        View e = weight(plan, p, "e").columns(0, rows);
        View f = p.has("f") ? weight(plan, p, "f").columns(0, rows) : e;
        View keySlots = compressed(plan, p, "Keys", k, e, blocks, rows);
        View valueSlots = compressed(plan, p, "Values", v, f, blocks, rows);
        View o = CoreInputs.output(plan, p);
        View lse = CoreInputs.logSumExp(plan, p);
        KeyRanges own = KeyRanges.of(
                p.batch(), p.queries(), (b, i) -> i / size * size, (b, i) -> Math.min(i + 1, length(p, lengths, b)));
        KeyRanges earlier = KeyRanges.of(
                p.batch(),
                p.queries(),
                (b, i) -> 0,
                (b, i) -> Math.min(i / size, length(p, lengths, b) / size) * p.rank());
        plan.add(CoreAttention.of("ownBlock", p.scale(), q, k, v, own, o, lse));
        View slotOutputs = View.contiguous(
                plan.intermediate("slotOutputs", (long) p.batch() * p.heads() * p.queries() * p.valueDim()),
                p.batch(),
                p.heads(),
                p.queries(),
                p.valueDim());
        View slotSums = View.contiguous(
                plan.intermediate("slotSums", (long) p.batch() * p.heads() * p.queries()),
                p.batch(),
                p.heads(),
                p.queries(),
                1);
        plan.add(CoreAttention.of("earlierBlocks", p.scale(), q, keySlots, valueSlots, earlier, slotOutputs, slotSums));
        plan.add(new SoftmaxMerge("merge", o, lse, slotOutputs, slotSums, o, lse));
        return plan.build();
    }

    private static int length(Request p, int[] lengths, int batch) {
        return lengths == null ? p.keys() : lengths[batch];
    }

    /**
     * The slots of all finished blocks as [B,Hkv,blocks*r,D]. Blocks are copied head by head, so that those of all batches lie
     * at one stride and are the batches of one product.
     */
    private static View compressed(
            Plan.Builder plan, Request p, String of, View x, View projection, int blocks, int rows) {
        int dim = x.columns();
        int batches = p.batch() * blocks;
        long head = (long) batches * rows * dim;
        long sequence = (long) blocks * rows * dim;
        View copied = View.contiguous(plan.intermediate("blocks" + of, p.kvHeads() * head), 1, 1, 1, 1);
        plan.add(new Rearrange(
                "copy" + of,
                x.firstRows(blocks * rows),
                null,
                new View(copied.buffer(), 0, p.batch(), p.kvHeads(), blocks * rows, dim, sequence, head, dim, 1)));
        long slotHead = (long) batches * p.rank() * dim;
        View slots = View.contiguous(plan.intermediate("slots" + of, p.kvHeads() * slotHead), 1, 1, 1, 1);
        plan.add(new MatrixProduct(
                "compress" + of,
                projection.broadcastBatch(batches),
                new View(copied.buffer(), 0, batches, p.kvHeads(), rows, dim, (long) rows * dim, head, dim, 1),
                null,
                null,
                Activation.NONE,
                null,
                null,
                new View(
                        slots.buffer(),
                        0,
                        batches,
                        p.kvHeads(),
                        p.rank(),
                        dim,
                        (long) p.rank() * dim,
                        slotHead,
                        dim,
                        1)));
        return new View(
                slots.buffer(),
                0,
                p.batch(),
                p.kvHeads(),
                blocks * p.rank(),
                dim,
                (long) blocks * p.rank() * dim,
                slotHead,
                dim,
                1);
    }
}
