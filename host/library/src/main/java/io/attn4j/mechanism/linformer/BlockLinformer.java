package io.attn4j.mechanism.linformer;

import io.attn4j.error.InvalidInputException;
import io.attn4j.mechanism.CoreInputs;
import io.attn4j.mechanism.DecodeSetup;
import io.attn4j.mechanism.Decoder;
import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.mechanism.Options;
import io.attn4j.mechanism.Request;
import io.attn4j.plan.DocumentStarts;
import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.Plan;
import io.attn4j.plan.View;
import io.attn4j.plan.core.CoreAttention;
import io.attn4j.plan.core.SoftmaxMerge;
import io.attn4j.plan.matrix.Activation;
import io.attn4j.plan.matrix.MatrixProduct;
import io.attn4j.plan.row.Rearrange;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.util.List;
import java.util.Map;

/**
 * The causal form {@code block} (docs/equations.md, section 2.8).
 *
 * <p>Every finished block of c tokens is compressed to r slots by {@code e, f [r,c]}; a query sees its own block causally and
 * the slots of all earlier blocks, in one softmax.
 */
final class BlockLinformer implements LinformerForm {

    @Override
    public Request request(
            LinformerMechanism mechanism, MechanismConfig config, Options options, Map<String, TensorType> inputs) {
        CausalInputs causal = CausalInputs.check(options, inputs);
        return causal.request(mechanism, config, inputs, this)
                .variant(CausalInputs.BLOCK)
                .sizes(blockSizes(options, inputs, causal.columns()))
                .build();
    }

    private static Map<String, Integer> blockSizes(Options options, Map<String, TensorType> inputs, int columns) {
        for (String option : List.of("algorithm", "chunk", "position", PastOnlyLinformer.HORIZON)) {
            CausalInputs.refuse(options, option, CausalInputs.BLOCK);
        }
        for (String tensor : List.of("state_k", "state_v")) {
            if (inputs.containsKey(tensor)) {
                throw new InvalidInputException(
                        tensor,
                        tensor + " with causal-form " + CausalInputs.BLOCK,
                        "causal-form " + CausalInputs.PAST_ONLY,
                        "leaving it out");
            }
        }
        if (options.integer("block", columns) != columns) {
            throw new InvalidInputException(
                    "block", options.text("block"), columns + ", the columns of e", "leaving it out");
        }
        return Map.of("block", columns);
    }

    @Override
    public Plan plan(Request p, int[] lengths) {
        return plan(p, lengths, null);
    }

    /** A document starts with a block: the last block of the one before it is filled up, and no row sees its slots. */
    @Override
    public Plan packed(Request p, DocumentStarts documents) {
        return plan(p, null, documents);
    }

    @Override
    public int documentMultiple(Request p) {
        return p.sizes().get("block");
    }

    private static Plan plan(Request p, int[] lengths, DocumentStarts documents) {
        Plan.Builder plan = Plan.builder("linformer");
        View q = CoreInputs.queries(plan, p);
        View k = CoreInputs.keys(plan, p);
        View v = CoreInputs.values(plan, p);
        int size = p.sizes().get("block");
        // a sequence without a finished block compresses what it has, and no row sees it
        int rows = Math.min(size, p.queries());
        int blocks = Math.max(1, p.queries() / size);
        View e = CausalInputs.weight(plan, p, "e").columns(0, rows);
        View f = p.has("f") ? CausalInputs.weight(plan, p, "f").columns(0, rows) : e;
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
        if (documents != null) {
            own = own.within(documents, 1, 1);
            earlier = earlier.within(documents, size, p.rank());
        }
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

    @Override
    public void reference(
            Request request, Map<String, Tensor> inputs, int[] lengths, int[] rows, Map<String, double[]> outputs) {
        CausalLinformerReference.forward(request, inputs, lengths, rows, outputs);
    }

    @Override
    public Decoder decoder(Request request, DecodeSetup setup) {
        return new BlockLinformerDecoder(request, setup);
    }
}
