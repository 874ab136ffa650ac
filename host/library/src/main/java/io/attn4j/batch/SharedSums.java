package io.attn4j.batch;

import io.attn4j.mechanism.Request;
import io.attn4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Results that every part of a split request adds to: gradients of what batches share. Parts are added in their order, whichever
 * is done first, so that two runs give the same bits.
 *
 * <p>Safe for the threads of one request.
 */
final class SharedSums {
    private final Request request;
    private final List<Chunk> chunks;
    private final Map<String, Tensor> outputs;
    private final Map<String, float[]> sums = new HashMap<>();
    /** What parts gave that are done before those in front of them, by number. */
    private final Map<Integer, Map<String, float[]>> waiting = new HashMap<>();

    private int next;

    SharedSums(Request request, List<Chunk> chunks, Map<String, Tensor> outputs) {
        this.request = request;
        this.chunks = chunks;
        this.outputs = outputs;
    }

    /** What part {@code number} writes: its places in the outputs, and tensors of its own for what is shared. */
    Map<String, Tensor> outputsOf(int number) {
        Chunk chunk = chunks.get(number);
        Map<String, Tensor> parts = chunk.slice(request, outputs);
        for (String name : shared(chunk)) {
            parts.put(name, Tensor.allocate(outputs.get(name).type()));
        }
        return parts;
    }

    private List<String> shared(Chunk chunk) {
        List<String> names = new ArrayList<>();
        outputs.forEach((name, tensor) -> {
            if (chunk.shares(request, name, tensor.type())) {
                names.add(name);
            }
        });
        return names;
    }

    /** Takes what part {@code number} has written to {@code parts}, which {@link #outputsOf} gave it, if it is {@code complete}. */
    synchronized void take(int number, Map<String, Tensor> parts, boolean complete) {
        Map<String, float[]> given = new HashMap<>();
        for (String name : shared(chunks.get(number))) {
            if (complete) {
                given.put(name, parts.get(name).toFloats());
            }
            parts.get(name).close();
        }
        if (!complete) {
            return;
        }
        waiting.put(number, given);
        while (waiting.containsKey(next)) {
            waiting.remove(next).forEach(this::add);
            next++;
        }
        if (next == chunks.size()) {
            sums.forEach(this::store);
            sums.clear();
        }
    }

    private void add(String name, float[] given) {
        float[] sum = sums.putIfAbsent(name, given);
        for (int i = 0; sum != null && i < given.length; i++) {
            sum[i] += given[i];
        }
    }

    private void store(String name, float[] sum) {
        Tensor to = outputs.get(name);
        for (int i = 0; i < sum.length; i++) {
            to.setFloat(i, sum[i]);
        }
    }
}
