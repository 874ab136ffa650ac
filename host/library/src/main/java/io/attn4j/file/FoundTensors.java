package io.attn4j.file;

import io.attn4j.error.InvalidInputException;
import io.attn4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What the readers have found so far: tensors that were asked for, others, and the files that they lie in. */
final class FoundTensors {
    private final Predicate<String> wanted;
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private final Map<String, OtherTensor> others = new LinkedHashMap<>();
    private final List<MappedFile> files = new ArrayList<>();

    /** Finds tensors whose names are {@code wanted}; the rest become others. */
    FoundTensors(Predicate<String> wanted) {
        this.wanted = wanted;
    }

    boolean wanted(String name) {
        return wanted.test(name);
    }

    void add(MappedFile file) {
        files.add(file);
    }

    void add(String name, Tensor tensor) {
        requireNew(name);
        tensors.put(name, tensor);
    }

    void add(String name, OtherTensor other) {
        requireNew(name);
        others.put(name, other);
    }

    private void requireNew(String name) {
        if (tensors.containsKey(name) || others.containsKey(name)) {
            throw new InvalidInputException(
                    name, "two tensors of that name", "each name once", "leaving out one of them");
        }
    }

    Map<String, Tensor> tensors() {
        return tensors;
    }

    Map<String, OtherTensor> others() {
        return others;
    }

    List<MappedFile> files() {
        return files;
    }
}
