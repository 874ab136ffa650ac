package io.attn4j.mechanism.linformer;

import io.attn4j.mechanism.CoreInputs;
import io.attn4j.mechanism.Request;
import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.Plan;
import io.attn4j.plan.Step;
import io.attn4j.plan.View;
import io.attn4j.plan.core.CoreAttention;
import io.attn4j.plan.matrix.Activation;
import io.attn4j.plan.matrix.MatrixProduct;
import io.attn4j.plan.pool.SegmentPool;
import io.attn4j.plan.row.Addition;
import io.attn4j.tensor.TensorType;

/** The task graph of Linformer: {@code projectKeys}, {@code projectValues}, then the core with L = k. */
final class LinformerPlan {
    private LinformerPlan() {}

    /**
     * Lowers a request.
     *
     * @param lengths valid rows of k and v in each batch, or null for all
     */
    static Plan of(Request p, int[] lengths) {
        Plan.Builder plan = Plan.builder("linformer");
        boolean tokens = p.has("x");
        View q = tokens ? TokenInputs.queries(plan, p) : CoreInputs.queries(plan, p);
        View k = tokens ? null : CoreInputs.keys(plan, p);
        View v = tokens ? null : CoreInputs.values(plan, p);
        View keys = compressed(plan, p, "ek", p.keyDim());
        View values = compressed(plan, p, "fv", p.valueDim());
        if (LinformerMechanism.pools(p.variant())) {
            SegmentPool.Kind kind =
                    p.variant().equals(LinformerMechanism.MAX_POOL) ? SegmentPool.Kind.MAX : SegmentPool.Kind.MEAN;
            plan.add(new SegmentPool("projectKeys", kind, 0, k, null, lengths, keys));
            plan.add(new SegmentPool("projectValues", kind, 0, v, null, lengths, values));
        } else if (p.variant().equals(LinformerMechanism.CONVOLUTION)) {
            convolve(plan, p, "Keys", k, "e", "eb", lengths, keys);
            convolve(plan, p, "Values", v, p.has("f") ? "f" : "e", "fb", lengths, values);
        } else {
            View e = p.variant().equals(LinformerMechanism.RANDOM) ? drawn(plan, p, 0) : weight(plan, p, "e");
            View f = e;
            if (p.variant().equals(LinformerMechanism.RANDOM) && !RandomProjection.oneForBoth(p)) {
                f = drawn(plan, p, 1);
            } else if (p.has("f")) {
                f = weight(plan, p, "f");
            }
            if (tokens) {
                TokenInputs.compress(plan, p, "k", e, lengths, keys);
                TokenInputs.compress(plan, p, "v", f, lengths, values);
            } else {
                plan.add(project("projectKeys", e, k, lengths, keys));
                plan.add(project("projectValues", f, v, lengths, values));
            }
        }
        plan.add(CoreAttention.of(
                        "attention",
                        p.scale(),
                        q,
                        keys,
                        values,
                        CoreInputs.unmasked(p, p.rank()),
                        CoreInputs.output(plan, p),
                        CoreInputs.logSumExp(plan, p))
                .withBiases(CoreInputs.keyBias(plan, p, p.rank()), CoreInputs.denseBias(plan, p, p.rank())));
        return plan.build();
    }

    private static View compressed(Plan.Builder plan, Request p, String name, int dim) {
        return View.contiguous(
                plan.intermediate(name, (long) p.batch() * p.kvHeads() * p.rank() * dim),
                p.batch(),
                p.kvHeads(),
                p.rank(),
                dim);
    }

    /** E or F as [B,Hkv,k,L]: the columns beyond L are left out, heads and batches may share it. */
    private static View weight(Plan.Builder plan, Request p, String name) {
        TensorType type = p.inputs().get(name);
        int heads = type.rank() == 3 ? p.kvHeads() : 1;
        int columns = (int) type.dimension(type.rank() - 1);
        View all = View.contiguous(plan.weight(name, type.elements()), 1, heads, p.rank(), columns)
                .columns(0, p.keys());
        View perHead = heads == 1 ? all.broadcastHeads(p.kvHeads()) : all;
        return perHead.broadcastBatch(p.batch());
    }

    /** A drawn matrix as [B,Hkv,k,L]. */
    private static View drawn(Plan.Builder plan, Request p, int matrix) {
        int heads = RandomProjection.perHead(p) ? p.kvHeads() : 1;
        View all = View.contiguous(
                plan.constant(matrix == 0 ? "e" : "f", RandomProjection.draw(p, matrix)), 1, heads, p.rank(), p.keys());
        View perHead = heads == p.kvHeads() ? all : all.broadcastHeads(p.kvHeads());
        return perHead.broadcastBatch(p.batch());
    }

    /** A kernel of s rows for each column, moved by s rows, and its bias. */
    private static void convolve(
            Plan.Builder plan, Request p, String of, View x, String weight, String bias, int[] lengths, View y) {
        TensorType type = p.inputs().get(weight);
        int stride = (int) type.dimension(1);
        View kernels = View.contiguous(plan.weight(weight, type.elements()), 1, 1, x.columns(), stride)
                .broadcastHeads(x.heads());
        plan.add(new SegmentPool("project" + of, SegmentPool.Kind.WEIGHTED, stride, x, kernels, lengths, y));
        if (p.has(bias)) {
            View each = new View(
                    plan.weight(bias, x.columns()), 0, y.batch(), y.heads(), y.rows(), y.columns(), 0, 0, 0, 1);
            plan.add(new Addition("bias" + of, y, each, y));
        }
    }

    /** {@code y = e x} over the valid rows of x. */
    private static Step project(String task, View e, View x, int[] lengths, View y) {
        KeyRanges valid = KeyRanges.rectangular(x.batch(), e.rows(), x.rows(), false, lengths);
        return new MatrixProduct(task, e, x, null, null, Activation.NONE, null, valid, y);
    }
}
