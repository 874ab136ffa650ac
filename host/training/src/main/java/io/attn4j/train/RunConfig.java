package io.attn4j.train;

import io.attn4j.error.InvalidInputException;
import io.attn4j.file.FileBytes;
import io.attn4j.file.JsonTree;
import io.attn4j.model.JsonFields;
import io.attn4j.model.ModelConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A model file: what the model is, and how it is trained.
 *
 * @param model the fields at the top of the file
 * @param training its object {@code training}
 */
public record RunConfig(ModelConfig model, TrainingConfig training) {
    /** Bytes that a model file may have. */
    static final int MOST_BYTES = 1 << 20;

    /**
     * Reads a model file.
     *
     * @throws InvalidInputException when there is none, it is no JSON, or a key is unknown or its value none
     */
    public static RunConfig read(Path path) {
        if (!Files.exists(path) || Files.isDirectory(path)) {
            throw new InvalidInputException("model", path, "a model file, JSON", "another path");
        }
        try {
            if (Files.size(path) > MOST_BYTES) {
                throw new InvalidInputException("model", path, "a JSON file below 1 MiB", "another path");
            }
            return of(
                    path.toString(),
                    JsonTree.parse(
                            path.toString(), FileBytes.read(path, MOST_BYTES, "a model file, JSON", "another path")));
        } catch (IOException failure) {
            throw new UncheckedIOException(path + ": not read; " + failure, failure);
        }
    }

    static RunConfig of(String where, Object json) {
        JsonFields fields = JsonFields.of(where, json);
        ModelConfig model = ModelConfig.read(fields);
        TrainingConfig training = TrainingConfig.read(fields.object("training"));
        fields.end();
        return new RunConfig(model, training);
    }

    /** As {@link #read} reads it, every field there. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>(model.json());
        json.put("training", training.json());
        return json;
    }

    /** With another number of steps. */
    public RunConfig withSteps(long steps) {
        return new RunConfig(model, training.withSteps(steps));
    }
}
