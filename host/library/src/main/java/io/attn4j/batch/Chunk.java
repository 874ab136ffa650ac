package io.attn4j.batch;

import io.attn4j.mechanism.Request;
import io.attn4j.mechanism.TensorAxes;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.util.HashMap;
import java.util.Map;

/**
 * A part of a request: a range of batches with all heads, or one batch with a range of key/value heads and the query
 * heads that belong to them. In {@code [B,H,...]} tensors either is contiguous, so a part is a view without a copy.
 *
 * @param batchFrom first batch
 * @param batchTo batch after the last
 * @param kvHeadFrom first key/value head
 * @param kvHeadTo key/value head after the last
 */
record Chunk(int batchFrom, int batchTo, int kvHeadFrom, int kvHeadTo) {

    /** Whether both take the same heads, and with them the same weights. */
    boolean sameHeads(Chunk other) {
        return kvHeadFrom == other.kvHeadFrom && kvHeadTo == other.kvHeadTo;
    }

    /** The checked request for this part. */
    Request request(Request whole) {
        Map<String, TensorType> types = new HashMap<>();
        whole.inputs().forEach((name, type) -> types.put(name, type(whole, name, type)));
        return whole.with(types);
    }

    private TensorType type(Request whole, String name, TensorType type) {
        TensorAxes axes = whole.mechanism().axes(name, type.rank());
        TensorType part = type;
        if (runsOver(type, axes.batch(), whole.batch())) {
            part = part.withDimension(axes.batch(), batchTo - batchFrom);
        }
        if (runsOver(type, axes.head(), heads(whole, axes))) {
            int group = heads(whole, axes) / whole.kvHeads();
            part = part.withDimension(axes.head(), (long) (kvHeadTo - kvHeadFrom) * group);
        }
        return part;
    }

    /** Views of the tensors of this part. */
    Map<String, Tensor> slice(Request whole, Map<String, Tensor> tensors) {
        Map<String, Tensor> parts = new HashMap<>();
        tensors.forEach((name, tensor) -> parts.put(name, slice(whole, name, tensor)));
        return parts;
    }

    private Tensor slice(Request whole, String name, Tensor tensor) {
        TensorAxes axes = whole.mechanism().axes(name, tensor.type().rank());
        Tensor part = tensor;
        if (runsOver(tensor.type(), axes.batch(), whole.batch())) {
            part = part.slice(axes.batch(), batchFrom, batchTo);
        }
        boolean allHeads = kvHeadFrom == 0 && kvHeadTo == whole.kvHeads();
        if (!allHeads && runsOver(tensor.type(), axes.head(), heads(whole, axes))) {
            int group = heads(whole, axes) / whole.kvHeads();
            part = part.slice(axes.head(), (long) kvHeadFrom * group, (long) kvHeadTo * group);
        }
        return part;
    }

    /** Whether this part's result of that name is one of several that make the whole one as a sum. */
    boolean shares(Request whole, String name, TensorType type) {
        TensorAxes axes = whole.mechanism().axes(name, type.rank());
        boolean allBatches = batchFrom == 0 && batchTo == whole.batch();
        return !allBatches && !runsOver(type, axes.batch(), whole.batch());
    }

    private static int heads(Request whole, TensorAxes axes) {
        return axes.kvHead() ? whole.kvHeads() : whole.heads();
    }

    /** Whether that dimension counts batches or heads; one of size 1 is broadcast. */
    private static boolean runsOver(TensorType type, int axis, int size) {
        return axis >= 0 && size > 1 && type.dimension(axis) == size;
    }
}
