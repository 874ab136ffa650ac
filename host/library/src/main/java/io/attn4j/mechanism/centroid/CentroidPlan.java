package io.attn4j.mechanism.centroid;

import io.attn4j.mechanism.Request;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.DocumentStarts;
import io.attn4j.plan.Plan;
import io.attn4j.plan.View;
import io.attn4j.plan.matrix.MatrixProduct;
import io.attn4j.plan.row.Fill;
import io.attn4j.plan.row.Rearrange;

/**
 * The task graph of centroid attention.
 *
 * <p>A group is what m centroids summarise: a sequence, or when causal each chunk of one. Groups are the batches of all
 * steps up to the final centroids.
 */
final class CentroidPlan {
    private final CentroidGroups g;

    private CentroidPlan(CentroidGroups groups) {
        g = groups;
    }

    /**
     * Lowers a request.
     *
     * @param lengths valid inputs of each batch, from 1, or null for all
     * @param documents that causal sequences hold one after another, or null
     */
    static Plan of(Request request, CentroidOptions options, int[] lengths, DocumentStarts documents) {
        return new CentroidPlan(new CentroidGroups(request, options, lengths, documents)).build();
    }

    private Plan build() {
        Buffer x = g.plan.input("x", (long) g.batch * g.tokens * g.model);
        Buffer grouped = x;
        Buffer keys;
        Buffer values;
        if (g.options.chunk() > 0) {
            // Room for whole chunks: the groups of all batches then lie at one stride.
            grouped = g.plan.intermediate("chunks", (long) g.groups * g.rows * g.model);
            clear("clear", grouped);
            g.plan.add(new Rearrange(
                    "chunk", View.contiguous(x, g.batch, 1, g.tokens, g.model), null, g.tokenRows(grouped)));
            keys = projectedTokens("keys", x, grouped, "wk", true);
            values = projectedTokens("values", x, grouped, "wv", false);
        } else {
            keys = g.projected("keys", x, g.batch * g.tokens, "wk");
            values = g.projected("values", x, g.batch * g.tokens, "wv");
        }
        long size = (long) g.groups * g.m * g.model;
        Buffer u = g.options.tokens() ? g.plan.intermediate("centroids", size) : g.plan.output("o", size);
        new CentroidStarts(g).add(View.contiguous(grouped, g.groups, 1, g.rows, g.model), u);
        new CentroidUpdates(g).add(grouped, u, g.splitGroups(keys), g.splitGroups(values));
        if (g.options.tokens()) {
            new TokenAttention(g).add(x, keys, values, u);
        }
        return g.plan.build();
    }

    /** The tokens times a weight, or themselves where it is not given; {@code whole} where padding is read as well. */
    private Buffer projectedTokens(String name, Buffer x, Buffer grouped, String weight, boolean whole) {
        if (!g.request.has(weight)) {
            return grouped;
        }
        Buffer y = g.plan.intermediate(name, grouped.elements());
        if (whole) {
            clear(name + "Cleared", y);
        }
        g.plan.add(MatrixProduct.of(
                name,
                View.contiguous(x, g.batch, 1, g.tokens, g.model),
                g.weight(weight).broadcastBatch(g.batch),
                g.tokenRows(y)));
        return y;
    }

    /** Clears all rows: those beyond the last token are read with the others, though nothing that depends on them is kept. */
    private void clear(String task, Buffer grouped) {
        g.plan.add(new Fill(task, 0, View.contiguous(grouped, 1, 1, g.groups * g.rows, g.model)));
    }
}
