package io.attn4j.mechanism.centroid;

import io.attn4j.plan.Buffer;
import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.View;
import io.attn4j.plan.core.CoreAttention;
import io.attn4j.plan.core.SoftmaxMerge;
import io.attn4j.plan.matrix.MatrixProduct;

/** Attention of tokens to the final centroids: of all with {@code expand}, else of earlier chunks and to their own chunk. */
final class TokenAttention {
    private final CentroidGroups g;

    TokenAttention(CentroidGroups groups) {
        g = groups;
    }

    /**
     * Appends the steps.
     *
     * @param x tokens, [B,N,M]
     * @param keys of the tokens
     * @param values of the tokens
     * @param u final centroids, [G,m,M]
     */
    void add(Buffer x, Buffer keys, Buffer values, Buffer u) {
        Buffer queries = g.projected("token_queries", x, g.batch * g.tokens, "wq");
        Buffer centroidKeys = g.projected("centroid_keys", u, g.groups * g.m, "wk");
        Buffer centroidValues = g.projected("centroid_values", u, g.groups * g.m, "wv");
        long size = (long) g.batch * g.tokens * g.model;
        boolean output = g.request.has("wo");
        Buffer o = output ? g.plan.intermediate("attended", size) : g.plan.output("o", size);
        View attended = View.splitHeads(o, g.batch, g.heads, g.tokens, g.width);
        View lse = View.contiguous(
                g.plan.output("lse", (long) g.batch * g.heads * g.tokens), g.batch, g.heads, g.tokens, 1);
        View a = View.splitHeads(queries, g.batch, g.heads, g.tokens, g.width);
        View b = View.splitHeads(centroidKeys, g.batch, g.heads, g.chunks * g.m, g.width);
        View w = View.splitHeads(centroidValues, g.batch, g.heads, g.chunks * g.m, g.width);
        if (g.options.expand()) {
            KeyRanges ranges = CentroidGroups.validRows(g.batch, g.tokens, g.lengths, g.m);
            g.plan.add(CoreAttention.of("expand", g.request.scale(), a, b, w, ranges, attended, lse));
        } else {
            g.plan.add(CoreAttention.of(
                    "own", g.request.scale(), a, g.tokenHeads(keys), g.tokenHeads(values), ownChunk(), attended, lse));
            View past = View.splitHeads(g.plan.intermediate("earlier", size), g.batch, g.heads, g.tokens, g.width);
            View pastLse = View.contiguous(
                    g.plan.intermediate("earlier_lse", (long) g.batch * g.heads * g.tokens),
                    g.batch,
                    g.heads,
                    g.tokens,
                    1);
            g.plan.add(CoreAttention.of("earlier", g.request.scale(), a, b, w, earlierChunks(), past, pastLse));
            g.plan.add(new SoftmaxMerge("merge", attended, lse, past, pastLse, attended, lse));
        }
        if (output) {
            View y = View.contiguous(g.plan.output("o", size), 1, 1, g.batch * g.tokens, g.model);
            g.plan.add(MatrixProduct.of(
                    "output", View.contiguous(o, 1, 1, g.batch * g.tokens, g.model), g.weight("wo"), y));
        }
    }

    /** Token i sees {@code floor(i / c) c} to i. */
    private KeyRanges ownChunk() {
        KeyRanges own =
                CentroidGroups.ranges(g.batch, g.tokens, g.lengths, row -> row / g.rows * g.rows, row -> row + 1);
        return g.documents == null ? own : own.within(g.documents, 1, 1);
    }

    /** Token i sees the centroids of {@code floor(i / c)} chunks. */
    private KeyRanges earlierChunks() {
        KeyRanges earlier = CentroidGroups.ranges(g.batch, g.tokens, g.lengths, row -> 0, row -> row / g.rows * g.m);
        return g.documents == null ? earlier : earlier.within(g.documents, g.rows, g.m);
    }
}
