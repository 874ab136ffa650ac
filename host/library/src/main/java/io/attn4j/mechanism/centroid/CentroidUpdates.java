package io.attn4j.mechanism.centroid;

import io.attn4j.mechanism.centroid.CentroidOptions.Norm;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.View;
import io.attn4j.plan.centroid.CentroidDelta;
import io.attn4j.plan.centroid.NearestMask;
import io.attn4j.plan.core.CoreAttention;
import io.attn4j.plan.core.SoftmaxMerge;
import io.attn4j.plan.matrix.Activation;
import io.attn4j.plan.matrix.MatrixProduct;
import io.attn4j.plan.row.Addition;
import io.attn4j.plan.row.HeadScale;
import io.attn4j.plan.row.Rearrange;
import io.attn4j.plan.row.SquaredNorms;
import java.util.Arrays;

/**
 * The updates of centroids, {@code u += epsilon sum_h softmax(...) V_h Wo}, T times.
 *
 * <p>With {@code norm=inputs} an update is one core with A = U Wq, B = X Wk, W = X Wv. The softmax over centroids takes two:
 * the core with A = X Wk, B = U Wq gives the log-sum-exp {@code l_i} of each input, and the core of the update, with the key
 * bias {@code -l_i}, gives {@code o_j = sum_i w_ij v_i / S_j} and {@code log S_j} as its log-sum-exp; no m x N weights are
 * kept.
 *
 * <p>The distance is {@code alpha q_j k_i - alpha/2 |q_j|^2 - alpha/2 |k_i|^2}, a core with scale alpha and the squared norms
 * of its keys as key bias: norms of its rows cancel in its own softmax. Between the two cores they do not: {@code -alpha/2
 * |q_j|^2} is a key bias of the first and is added to the log-sum-exp of the second.
 */
final class CentroidUpdates {
    /**
     * Log-sum-exp of an input that no centroid keeps, so that its key bias is finite and the mask alone decides; far below
     * any that a kept input has.
     */
    private static final float NO_CENTROID = -1e30f;

    private final CentroidGroups g;
    private final float[] minusOnes;

    CentroidUpdates(CentroidGroups groups) {
        g = groups;
        minusOnes = new float[groups.heads];
        Arrays.fill(minusOnes, -1);
    }

    /**
     * Appends the steps.
     *
     * @param x rows of groups, [G,n,M]
     * @param u centroids of groups, [G,m,M], in and out
     * @param keys of the rows by heads
     * @param values of the rows by heads
     */
    void add(Buffer x, Buffer u, View keys, View values) {
        boolean overInputs = g.options.norm() == Norm.INPUTS;
        View mask = null;
        View transposedMask = null;
        if (g.options.neighbours() > 0) {
            mask = View.contiguous(
                    g.plan.intermediate("mask", (long) g.groups * g.m * g.rows), g.groups, 1, g.m, g.rows);
            g.plan.add(new NearestMask(
                    "neighbours",
                    View.contiguous(x, g.groups, 1, g.rows, g.model),
                    View.contiguous(u, g.groups, 1, g.m, g.model),
                    g.options.neighbours(),
                    g.groupLengths,
                    mask));
            if (!overInputs) {
                transposedMask = View.contiguous(
                        g.plan.intermediate("keepers", (long) g.groups * g.m * g.rows), g.groups, 1, g.rows, g.m);
                g.plan.add(new Rearrange("keepers", mask.transposed(), null, transposedMask));
                transposedMask = transposedMask.broadcastHeads(g.heads);
            }
            mask = mask.broadcastHeads(g.heads);
        }
        View inputBias = null;
        if (overInputs && g.options.distance()) {
            inputBias = squaredNorms("input_norms", "inputNorms", keys).transposed();
        }
        View centroids = View.splitHeads(u, g.groups, g.heads, g.m, g.width);
        View sums = View.splitHeads(
                g.plan.intermediate("sums", (long) g.groups * g.m * g.model), g.groups, g.heads, g.m, g.width);
        View mass = g.rowOf("mass", g.m);
        for (int t = 0; t < g.options.steps(); t++) {
            View queries = queries(u, t);
            View centroidNorms = null;
            if (!overInputs) {
                centroidNorms =
                        g.options.distance() ? squaredNorms("centroid_norms", "centroidNorms" + t, queries) : null;
                inputBias = shares(t, queries, keys, centroids, centroidNorms, transposedMask);
            }
            g.plan.add(CoreAttention.of(
                            "attend" + t,
                            g.options.distance() ? g.options.alpha() : g.request.scale(),
                            queries,
                            keys,
                            values,
                            KeyRanges.rectangular(g.groups, g.m, g.rows, false, g.groupLengths),
                            sums,
                            mass)
                    .withBiases(inputBias, mask));
            if (centroidNorms != null) {
                g.plan.add(new Addition("mass" + t, mass, centroidNorms, mass));
            }
            apply(t, u, centroids, sums, mass);
        }
    }

    private View queries(Buffer u, int t) {
        if (!g.request.has("wq")) {
            return View.splitHeads(u, g.groups, g.heads, g.m, g.width);
        }
        Buffer y = g.plan.intermediate("queries", (long) g.groups * g.m * g.model);
        g.plan.add(MatrixProduct.of("queries" + t, g.flat(u), g.weight("wq"), g.flat(y)));
        return View.splitHeads(y, g.groups, g.heads, g.m, g.width);
    }

    private View squaredNorms(String array, String task, View x) {
        View y = g.rowOf(array, x.rows());
        g.plan.add(new SquaredNorms(task, x, -g.options.alpha() / 2, y));
        return y;
    }

    /** Minus the log-sum-exp over centroids of each input, as key bias [G,H,1,n]. */
    private View shares(int t, View queries, View keys, View centroids, View centroidNorms, View transposedMask) {
        View o = g.rowOf("shared", g.rows);
        View lse = g.rowOf("shares", g.rows);
        g.plan.add(CoreAttention.of(
                        "share" + t,
                        g.options.distance() ? g.options.alpha() : g.request.scale(),
                        keys,
                        queries,
                        // Only the log-sum-exp is wanted: one column is the least that there can be.
                        centroids.columns(0, 1),
                        CentroidGroups.validRows(g.groups, g.rows, g.groupLengths, g.m),
                        o,
                        lse)
                .withBiases(centroidNorms == null ? null : centroidNorms.transposed(), transposedMask));
        if (transposedMask != null) {
            View none = new View(
                    g.plan.constant("no_centroid", new float[] {NO_CENTROID}),
                    0,
                    g.groups,
                    g.heads,
                    g.rows,
                    1,
                    0,
                    0,
                    0,
                    1);
            g.plan.add(new SoftmaxMerge("keep" + t, o, lse, o, none, o, lse));
        }
        View bias = g.rowOf("input_bias", g.rows);
        g.plan.add(new Rearrange("inputBias" + t, lse, minusOnes, bias));
        return bias.transposed();
    }

    /** {@code u += epsilon * sums wo}, sums taken from means and masses. */
    private void apply(int t, Buffer u, View centroids, View sums, View mass) {
        CentroidDelta.Mode mode = switch (g.options.norm()) {
            case INPUTS -> CentroidDelta.Mode.ROWS;
            case CENTROIDS -> CentroidDelta.Mode.COLUMNS;
            case CENTROIDS_NORMALIZED -> CentroidDelta.Mode.COLUMNS_NORMALISED;
        };
        View from = g.options.displacement() ? centroids : null;
        boolean learned = g.request.has(CentroidMechanism.EPS);
        if (!g.request.has("wo") && !learned) {
            g.plan.add(new CentroidDelta(
                    "move" + t, mode, g.options.epsilon(), g.options.delta(), sums, mass, from, centroids, centroids));
            return;
        }
        Buffer change = sums.buffer();
        if (g.options.norm() != Norm.INPUTS || g.options.displacement()) {
            change = g.plan.intermediate("change", (long) g.groups * g.m * g.model);
            g.plan.add(new CentroidDelta(
                    "change" + t,
                    mode,
                    1,
                    g.options.delta(),
                    sums,
                    mass,
                    from,
                    null,
                    View.splitHeads(change, g.groups, g.heads, g.m, g.width)));
        }
        if (learned) {
            applyLearned(t, change, u);
            return;
        }
        g.plan.add(new MatrixProduct(
                "move" + t,
                g.flat(change),
                g.weight("wo"),
                null,
                new float[] {g.options.epsilon()},
                Activation.NONE,
                g.flat(u),
                null,
                g.flat(u)));
    }

    /** {@code u += eps * change wo}, with a step size that is an array. */
    private void applyLearned(int t, Buffer change, Buffer u) {
        Buffer moved = change;
        if (g.request.has("wo")) {
            moved = g.plan.intermediate("moved", change.elements());
            g.plan.add(MatrixProduct.of("moved" + t, g.flat(change), g.weight("wo"), g.flat(moved)));
        }
        View eps = View.contiguous(g.plan.weight(CentroidMechanism.EPS, 1), 1, 1, 1, 1);
        View scaled = g.flat(g.plan.intermediate("scaled", change.elements()));
        g.plan.add(new HeadScale("scale" + t, g.flat(moved), eps, 1, scaled));
        g.plan.add(new Addition("move" + t, g.flat(u), scaled, g.flat(u)));
    }
}
