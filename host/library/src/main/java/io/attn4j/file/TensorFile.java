package io.attn4j.file;

import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.lang.foreign.Arena;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The tensors of one or several files, by name, in the order in which their data is stored.
 *
 * <p>The data is mapped, not read: it costs memory when used. {@link #close} unmaps it, after which its tensors throw
 * {@link IllegalStateException}. A file must not be shortened by others while it is open.
 */
public final class TensorFile implements AutoCloseable {
    private final Arena arena;
    private final Map<String, Tensor> tensors;

    TensorFile(Arena arena, Map<String, Tensor> tensors) {
        this.arena = arena;
        this.tensors = Collections.unmodifiableMap(tensors);
    }

    /** Tensors by name, read-only. */
    public Map<String, Tensor> tensors() {
        return tensors;
    }

    /** Types by name. */
    public Map<String, TensorType> types() {
        Map<String, TensorType> types = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> types.put(name, tensor.type()));
        return types;
    }

    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
