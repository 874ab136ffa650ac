package io.attn4j.mechanism.centroid;

import io.attn4j.mechanism.Request;
import io.attn4j.mechanism.centroid.CentroidOptions.Norm;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.Plan;
import io.attn4j.plan.View;
import io.attn4j.plan.centroid.CentroidDelta;
import io.attn4j.plan.centroid.ClusterMeans;
import io.attn4j.plan.centroid.FarthestPoints;
import io.attn4j.plan.centroid.NearestCentroids;
import io.attn4j.plan.centroid.NearestMask;
import io.attn4j.plan.core.CoreAttention;
import io.attn4j.plan.core.SoftmaxMerge;
import io.attn4j.plan.matrix.Activation;
import io.attn4j.plan.matrix.MatrixProduct;
import io.attn4j.plan.pool.SegmentPool;
import io.attn4j.plan.row.Addition;
import io.attn4j.plan.row.Rearrange;
import io.attn4j.plan.row.SelectRows;
import io.attn4j.plan.row.SquaredNorms;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * The task graph of centroid attention.
 *
 * <p>A group is what m centroids summarise: a sequence, or when causal each chunk of one. Groups are the batches of all
 * steps up to the final centroids. With {@code norm=inputs} an update is one core with A = U Wq, B = X Wk, W = X Wv. The
 * softmax over centroids takes two: the core with A = X Wk, B = U Wq gives the log-sum-exp {@code l_i} of each input, and
 * the core of the update, with the key bias {@code -l_i}, gives {@code o_j = sum_i w_ij v_i / S_j} and {@code log S_j} as its
 * log-sum-exp; no m x N weights are kept.
 *
 * <p>The distance is {@code alpha q_j k_i - alpha/2 |q_j|^2 - alpha/2 |k_i|^2}, a core with scale alpha and the squared norms
 * of its keys as key bias: norms of its rows cancel in its own softmax. Between the two cores they do not: {@code -alpha/2
 * |q_j|^2} is a key bias of the first and is added to the log-sum-exp of the second.
 */
final class CentroidPlan {
    /**
     * Log-sum-exp of an input that no centroid keeps, so that its key bias is finite and the mask alone decides; far below
     * any that a kept input has.
     */
    private static final float NO_CENTROID = -1e30f;

    private final Plan.Builder plan = Plan.builder("centroid");
    private final Request request;
    private final CentroidOptions options;
    private final int batch;
    private final int tokens;
    private final int model;
    private final int heads;
    private final int width;
    private final int m;
    private final int[] lengths;

    /** Chunks of a sequence, 1 when not causal. */
    private final int chunks;

    private final int groups;

    /** Rows of a group, N or c. */
    private final int rows;

    private final int[] groupLengths;
    private final float[] minusOnes;

    private CentroidPlan(Request request, CentroidOptions options, int[] lengths) {
        this.request = request;
        this.options = options;
        this.lengths = lengths;
        batch = request.batch();
        tokens = request.keys();
        heads = request.heads();
        width = request.keyDim();
        model = heads * width;
        m = request.rank();
        boolean causal = options.chunk() > 0;
        chunks = causal ? Math.ceilDiv(tokens, options.chunk()) : 1;
        rows = causal ? options.chunk() : tokens;
        groups = batch * chunks;
        groupLengths = causal ? chunkLengths() : lengths;
        minusOnes = new float[heads];
        Arrays.fill(minusOnes, -1);
    }

    /**
     * Lowers a request.
     *
     * @param lengths valid inputs of each batch, from 1, or null for all
     */
    static Plan of(Request request, CentroidOptions options, int[] lengths) {
        return new CentroidPlan(request, options, lengths).build();
    }

    /** Chunks wholly beyond the length keep one row, for starts to be defined; nothing attends to their centroids. */
    private int[] chunkLengths() {
        int[] valid = new int[groups];
        for (int g = 0; g < groups; g++) {
            int length = lengths == null ? tokens : lengths[g / chunks];
            valid[g] = Math.clamp(length - (long) (g % chunks) * rows, 1, rows);
        }
        return valid;
    }

    private Plan build() {
        Buffer x = plan.input("x", (long) batch * tokens * model);
        Buffer grouped = x;
        Buffer keys;
        Buffer values;
        if (options.chunk() > 0) {
            // Room for whole chunks: the groups of all batches then lie at one stride.
            grouped = plan.intermediate("chunks", (long) groups * rows * model);
            // The rows beyond the last token are read with the others, though nothing that depends on them is kept.
            View whole = View.contiguous(grouped, 1, 1, groups * rows, model);
            View zeros = new View(plan.constant("zero", new float[1]), 0, 1, 1, groups * rows, model, 0, 0, 0, 0);
            plan.add(new Rearrange("clear", zeros, null, whole));
            plan.add(new Rearrange("chunk", View.contiguous(x, batch, 1, tokens, model), null, tokenRows(grouped)));
            keys = projectedTokens("keys", x, grouped, "wk");
            values = projectedTokens("values", x, grouped, "wv");
        } else {
            keys = projected("keys", x, batch * tokens, "wk");
            values = projected("values", x, batch * tokens, "wv");
        }
        long size = (long) groups * m * model;
        Buffer u = options.tokens() ? plan.intermediate("centroids", size) : plan.output("o", size);
        start(View.contiguous(grouped, groups, 1, rows, model), u);
        update(grouped, u, splitGroups(keys), splitGroups(values));
        if (options.tokens()) {
            attendFromTokens(x, keys, values, u);
        }
        return plan.build();
    }

    private View splitGroups(Buffer buffer) {
        return View.splitHeads(buffer, groups, heads, rows, width);
    }

    /** The tokens of whole chunks, [B,1,N,M]. */
    private View tokenRows(Buffer grouped) {
        long sequence = (long) chunks * rows * model;
        return new View(grouped, 0, batch, 1, tokens, model, sequence, sequence, model, 1);
    }

    /** The same by heads, [B,H,N,D]. */
    private View tokenHeads(Buffer grouped) {
        return new View(grouped, 0, batch, heads, tokens, width, (long) chunks * rows * model, width, model, 1);
    }

    private View weight(String name) {
        return View.contiguous(plan.weight(name, (long) model * model), 1, 1, model, model);
    }

    /** {@code x w} for {@code count} rows of M numbers, or x itself where the weight is not given. */
    private Buffer projected(String name, Buffer x, int count, String weight) {
        if (!request.has(weight)) {
            return x;
        }
        Buffer y = plan.intermediate(name, (long) count * model);
        plan.add(MatrixProduct.of(
                name, View.contiguous(x, 1, 1, count, model), weight(weight), View.contiguous(y, 1, 1, count, model)));
        return y;
    }

    private Buffer projectedTokens(String name, Buffer x, Buffer grouped, String weight) {
        if (!request.has(weight)) {
            return grouped;
        }
        Buffer y = plan.intermediate(name, grouped.elements());
        plan.add(MatrixProduct.of(
                name,
                View.contiguous(x, batch, 1, tokens, model),
                weight(weight).broadcastBatch(batch),
                tokenRows(y)));
        return y;
    }

    private void start(View x, Buffer into) {
        View u = View.contiguous(into, groups, 1, m, model);
        switch (options.init()) {
            case GIVEN -> {
                boolean shared = request.inputs().get("u").rank() == 2;
                long one = (long) m * model;
                Buffer given = plan.input("u", shared ? one : batch * one);
                plan.add(new Rearrange(
                        "start",
                        new View(given, 0, batch, chunks, m, model, shared ? 0 : one, 0, model, 1),
                        null,
                        View.contiguous(into, batch, chunks, m, model)));
            }
            case SAMPLE -> plan.add(new SelectRows("start", x, sample(), u));
            case MEAN_POOL -> plan.add(meanPool(x, u));
            case KMEANS -> kmeans(x, u);
            case FARTHEST -> {
                View distances =
                        View.contiguous(plan.intermediate("distances", (long) groups * rows), groups, 1, 1, rows);
                plan.add(new FarthestPoints("start", x, groupLengths, distances, u));
            }
        }
    }

    private int[] sample() {
        int[] indices = new int[groups * m];
        for (int g = 0; g < groups; g++) {
            int valid = groupLengths == null ? rows : groupLengths[g];
            System.arraycopy(RowSample.draw(options.seed(), g % chunks, valid, m), 0, indices, g * m, m);
        }
        return indices;
    }

    private SegmentPool meanPool(View x, View y) {
        return new SegmentPool("start", SegmentPool.Kind.VALID_MEAN, 0, x, null, groupLengths, y);
    }

    /** Lloyd's algorithm between two arrays, begun so that it ends in {@code u}. */
    private void kmeans(View x, View u) {
        View other = View.contiguous(plan.intermediate("means", (long) groups * m * model), groups, 1, m, model);
        View nearest = View.contiguous(plan.intermediate("nearest", (long) groups * rows), groups, 1, 1, rows);
        View current = options.iterations() % 2 == 0 ? u : other;
        plan.add(meanPool(x, current));
        for (int i = 0; i < options.iterations(); i++) {
            View next = current == u ? other : u;
            plan.add(new NearestCentroids("assign" + i, x, current, groupLengths, nearest));
            plan.add(new ClusterMeans("means" + i, x, nearest, current, next));
            current = next;
        }
    }

    private void update(Buffer x, Buffer u, View keys, View values) {
        boolean overInputs = options.norm() == Norm.INPUTS;
        View mask = null;
        View transposedMask = null;
        if (options.neighbours() > 0) {
            mask = View.contiguous(plan.intermediate("mask", (long) groups * m * rows), groups, 1, m, rows);
            plan.add(new NearestMask(
                    "neighbours",
                    View.contiguous(x, groups, 1, rows, model),
                    View.contiguous(u, groups, 1, m, model),
                    options.neighbours(),
                    groupLengths,
                    mask));
            if (!overInputs) {
                transposedMask =
                        View.contiguous(plan.intermediate("keepers", (long) groups * m * rows), groups, 1, rows, m);
                plan.add(new Rearrange("keepers", mask.transposed(), null, transposedMask));
                transposedMask = transposedMask.broadcastHeads(heads);
            }
            mask = mask.broadcastHeads(heads);
        }
        View inputBias = null;
        if (overInputs && options.distance()) {
            inputBias = squaredNorms("input_norms", "inputNorms", keys).transposed();
        }
        View centroids = View.splitHeads(u, groups, heads, m, width);
        View sums = View.splitHeads(plan.intermediate("sums", (long) groups * m * model), groups, heads, m, width);
        View mass = rowOf("mass", m);
        for (int t = 0; t < options.steps(); t++) {
            View queries = queries(u, t);
            View centroidNorms = null;
            if (!overInputs) {
                centroidNorms =
                        options.distance() ? squaredNorms("centroid_norms", "centroidNorms" + t, queries) : null;
                inputBias = shares(t, queries, keys, centroids, centroidNorms, transposedMask);
            }
            plan.add(CoreAttention.of(
                            "attend" + t,
                            options.distance() ? options.alpha() : request.scale(),
                            queries,
                            keys,
                            values,
                            KeyRanges.rectangular(groups, m, rows, false, groupLengths),
                            sums,
                            mass)
                    .withBiases(inputBias, mask));
            if (centroidNorms != null) {
                plan.add(new Addition("mass" + t, mass, centroidNorms, mass));
            }
            apply(t, u, centroids, sums, mass);
        }
    }

    private View queries(Buffer u, int t) {
        if (!request.has("wq")) {
            return View.splitHeads(u, groups, heads, m, width);
        }
        Buffer y = plan.intermediate("queries", (long) groups * m * model);
        plan.add(MatrixProduct.of("queries" + t, flat(u), weight("wq"), flat(y)));
        return View.splitHeads(y, groups, heads, m, width);
    }

    /** All centroids of all groups, [1,1,G m,M]. */
    private View flat(Buffer centroids) {
        return View.contiguous(centroids, 1, 1, groups * m, model);
    }

    /** One number for each of {@code count} rows of each group and head, [G,H,count,1]. */
    private View rowOf(String name, int count) {
        return View.contiguous(plan.intermediate(name, (long) groups * heads * count), groups, heads, count, 1);
    }

    private View squaredNorms(String array, String task, View x) {
        View y = rowOf(array, x.rows());
        plan.add(new SquaredNorms(task, x, -options.alpha() / 2, y));
        return y;
    }

    /** Minus the log-sum-exp over centroids of each input, as key bias [G,H,1,n]. */
    private View shares(int t, View queries, View keys, View centroids, View centroidNorms, View transposedMask) {
        View o = rowOf("shared", rows);
        View lse = rowOf("shares", rows);
        plan.add(CoreAttention.of(
                        "share" + t,
                        options.distance() ? options.alpha() : request.scale(),
                        keys,
                        queries,
                        // Only the log-sum-exp is wanted: one column is the least that there can be.
                        centroids.columns(0, 1),
                        validRows(groups, rows, groupLengths, m),
                        o,
                        lse)
                .withBiases(centroidNorms == null ? null : centroidNorms.transposed(), transposedMask));
        if (transposedMask != null) {
            View none = new View(
                    plan.constant("no_centroid", new float[] {NO_CENTROID}), 0, groups, heads, rows, 1, 0, 0, 0, 1);
            plan.add(new SoftmaxMerge("keep" + t, o, lse, o, none, o, lse));
        }
        View bias = rowOf("input_bias", rows);
        plan.add(new Rearrange("inputBias" + t, lse, minusOnes, bias));
        return bias.transposed();
    }

    /** {@code u += epsilon * sums wo}, sums taken from means and masses. */
    private void apply(int t, Buffer u, View centroids, View sums, View mass) {
        CentroidDelta.Mode mode = switch (options.norm()) {
            case INPUTS -> CentroidDelta.Mode.ROWS;
            case CENTROIDS -> CentroidDelta.Mode.COLUMNS;
            case CENTROIDS_NORMALIZED -> CentroidDelta.Mode.COLUMNS_NORMALISED;
        };
        View from = options.displacement() ? centroids : null;
        if (!request.has("wo")) {
            plan.add(new CentroidDelta(
                    "move" + t, mode, options.epsilon(), options.delta(), sums, mass, from, centroids, centroids));
            return;
        }
        Buffer change = sums.buffer();
        if (options.norm() != Norm.INPUTS || options.displacement()) {
            change = plan.intermediate("change", (long) groups * m * model);
            plan.add(new CentroidDelta(
                    "change" + t,
                    mode,
                    1,
                    options.delta(),
                    sums,
                    mass,
                    from,
                    null,
                    View.splitHeads(change, groups, heads, m, width)));
        }
        plan.add(new MatrixProduct(
                "move" + t,
                flat(change),
                weight("wo"),
                null,
                new float[] {options.epsilon()},
                Activation.NONE,
                flat(u),
                null,
                flat(u)));
    }

    private void attendFromTokens(Buffer x, Buffer keys, Buffer values, Buffer u) {
        Buffer queries = projected("token_queries", x, batch * tokens, "wq");
        Buffer centroidKeys = projected("centroid_keys", u, groups * m, "wk");
        Buffer centroidValues = projected("centroid_values", u, groups * m, "wv");
        long size = (long) batch * tokens * model;
        boolean output = request.has("wo");
        Buffer o = output ? plan.intermediate("attended", size) : plan.output("o", size);
        View attended = View.splitHeads(o, batch, heads, tokens, width);
        View lse = View.contiguous(plan.output("lse", (long) batch * heads * tokens), batch, heads, tokens, 1);
        View a = View.splitHeads(queries, batch, heads, tokens, width);
        View b = View.splitHeads(centroidKeys, batch, heads, chunks * m, width);
        View w = View.splitHeads(centroidValues, batch, heads, chunks * m, width);
        if (options.expand()) {
            KeyRanges ranges = validRows(batch, tokens, lengths, m);
            plan.add(CoreAttention.of("expand", request.scale(), a, b, w, ranges, attended, lse));
        } else {
            plan.add(CoreAttention.of(
                    "own", request.scale(), a, tokenHeads(keys), tokenHeads(values), ownChunk(), attended, lse));
            View past = View.splitHeads(plan.intermediate("earlier", size), batch, heads, tokens, width);
            View pastLse = View.contiguous(
                    plan.intermediate("earlier_lse", (long) batch * heads * tokens), batch, heads, tokens, 1);
            plan.add(CoreAttention.of("earlier", request.scale(), a, b, w, earlierChunks(), past, pastLse));
            plan.add(new SoftmaxMerge("merge", attended, lse, past, pastLse, attended, lse));
        }
        if (output) {
            View y = View.contiguous(plan.output("o", size), 1, 1, batch * tokens, model);
            plan.add(MatrixProduct.of("output", View.contiguous(o, 1, 1, batch * tokens, model), weight("wo"), y));
        }
    }

    /** Valid rows see keys 0 to {@code end}, rows of padding none. */
    private static KeyRanges validRows(int batch, int rows, int[] lengths, int end) {
        return ranges(batch, rows, lengths, row -> 0, row -> end);
    }

    /** Token i sees {@code floor(i / c) c} to i. */
    private KeyRanges ownChunk() {
        return ranges(batch, tokens, lengths, row -> row / rows * rows, row -> row + 1);
    }

    /** Token i sees the centroids of {@code floor(i / c)} chunks. */
    private KeyRanges earlierChunks() {
        return ranges(batch, tokens, lengths, row -> 0, row -> row / rows * m);
    }

    private static KeyRanges ranges(int batch, int rows, int[] lengths, IntUnaryOperator start, IntUnaryOperator end) {
        int[] table = new int[Math.multiplyExact(2, Math.multiplyExact(batch, rows))];
        for (int b = 0; b < batch; b++) {
            int valid = lengths == null ? rows : lengths[b];
            for (int i = 0; i < valid; i++) {
                int at = 2 * (b * rows + i);
                table[at] = start.applyAsInt(i);
                table[at + 1] = end.applyAsInt(i);
            }
        }
        return KeyRanges.of(batch, rows, table);
    }
}
