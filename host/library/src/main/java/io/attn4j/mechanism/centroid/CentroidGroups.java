package io.attn4j.mechanism.centroid;

import io.attn4j.mechanism.Request;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.DocumentStarts;
import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.Plan;
import io.attn4j.plan.View;
import io.attn4j.plan.matrix.MatrixProduct;
import java.util.function.IntUnaryOperator;

/**
 * What the parts of {@link CentroidPlan} share: the plan that they write, its sizes, and its arrays as rows of groups, of
 * tokens or of centroids.
 */
final class CentroidGroups {
    final Plan.Builder plan = Plan.builder("centroid");
    final Request request;
    final CentroidOptions options;
    final int batch;
    final int tokens;
    final int model;
    final int heads;
    final int width;
    final int m;

    /** Valid inputs of each batch, or null for all. */
    final int[] lengths;

    /** The documents that causal sequences hold one after another, or null. */
    final DocumentStarts documents;

    /** Chunks of a sequence, 1 when not causal. */
    final int chunks;

    final int groups;

    /** Rows of a group, N or c. */
    final int rows;

    /** Valid rows of each group, or null for all. */
    final int[] groupLengths;

    /**
     * The groups of a request; {@code lengths} are the valid inputs of each batch, from 1, or null for all, {@code documents}
     * those that causal sequences hold one after another, or null.
     */
    CentroidGroups(Request request, CentroidOptions options, int[] lengths, DocumentStarts documents) {
        this.request = request;
        this.options = options;
        this.lengths = lengths;
        this.documents = documents;
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

    /** Rows of groups by heads, [G,H,n,D]. */
    View splitGroups(Buffer buffer) {
        return View.splitHeads(buffer, groups, heads, rows, width);
    }

    /** The tokens of whole chunks, [B,1,N,M]. */
    View tokenRows(Buffer grouped) {
        long sequence = (long) chunks * rows * model;
        return new View(grouped, 0, batch, 1, tokens, model, sequence, sequence, model, 1);
    }

    /** The same by heads, [B,H,N,D]. */
    View tokenHeads(Buffer grouped) {
        return new View(grouped, 0, batch, heads, tokens, width, (long) chunks * rows * model, width, model, 1);
    }

    /** All centroids of all groups, [1,1,G m,M]. */
    View flat(Buffer centroids) {
        return View.contiguous(centroids, 1, 1, groups * m, model);
    }

    /** One number for each of {@code count} rows of each group and head, [G,H,count,1]. */
    View rowOf(String name, int count) {
        return View.contiguous(plan.intermediate(name, (long) groups * heads * count), groups, heads, count, 1);
    }

    /** A weight, [1,1,M,M]. */
    View weight(String name) {
        return View.contiguous(plan.weight(name, (long) model * model), 1, 1, model, model);
    }

    /** {@code x w} for {@code count} rows of M numbers, or x itself where the weight is not given. */
    Buffer projected(String name, Buffer x, int count, String weight) {
        if (!request.has(weight)) {
            return x;
        }
        Buffer y = plan.intermediate(name, (long) count * model);
        plan.add(MatrixProduct.of(
                name, View.contiguous(x, 1, 1, count, model), weight(weight), View.contiguous(y, 1, 1, count, model)));
        return y;
    }

    /** Valid rows see keys 0 to {@code end}, rows of padding none. */
    static KeyRanges validRows(int batch, int rows, int[] lengths, int end) {
        return ranges(batch, rows, lengths, row -> 0, row -> end);
    }

    /** Row i of a batch sees the keys from {@code start(i)} to before {@code end(i)}, rows of padding none. */
    static KeyRanges ranges(int batch, int rows, int[] lengths, IntUnaryOperator start, IntUnaryOperator end) {
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
