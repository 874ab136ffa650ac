package io.attn4j.file;

import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.lang.foreign.Arena;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tensors of one or several files, by name, in the order in which their data is stored.
 *
 * <p>The data is mapped, not read: it costs memory when used. {@link #close} unmaps it, after which its tensors throw
 * {@link IllegalStateException}. A file must not be written to by others while it is open: what is read may then be of either
 * content, and reading past a new end throws {@link InternalError}. {@link #requireUnchanged} tells. Pipes are read to their
 * end when they are opened.
 */
public final class TensorFile implements AutoCloseable {
    private final Arena arena;
    private final Map<String, Tensor> tensors;
    private final Map<String, OtherTensor> others;
    private final List<MappedFile> files;

    TensorFile(Arena arena, FoundTensors found) {
        this.arena = arena;
        tensors = Collections.unmodifiableMap(found.tensors());
        others = Collections.unmodifiableMap(found.others());
        files = found.files();
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

    /** Tensors that are there in addition to those that were asked for, by name; empty where all were. */
    public Map<String, OtherTensor> others() {
        return others;
    }

    /**
     * Refuses files that were written to while they were open: what was computed of them may be made of two contents.
     *
     * @throws io.attn4j.error.InvalidInputException when the size or the time of a file has changed
     */
    public void requireUnchanged() {
        files.forEach(MappedFile::requireUnchanged);
    }

    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
