package io.attn4j.model.encoder;

import io.attn4j.error.InvalidInputException;
import io.attn4j.file.JsonLine;
import io.attn4j.file.JsonTree;
import io.attn4j.file.TensorFiles;
import io.attn4j.file.WholeFile;
import io.attn4j.model.JsonFields;
import io.attn4j.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An encoder on disk: a JSON file with its configuration, next to it the weights, and the tokenizer if it has one.
 *
 * @param config what the encoder is
 * @param weights the {@code .safetensors} file
 * @param tokenizer the {@code tokenizer.json}, or null
 */
public record EncoderFile(EncoderConfig config, Path weights, Path tokenizer) {
    /** The file that a directory is read from. */
    public static final String NAME = "model.json";

    private static final long MOST_BYTES = 1 << 20;
    private static final String SAFETENSORS = ".safetensors";

    /**
     * Reads the configuration.
     *
     * @param path a JSON file, or a directory with {@value #NAME}
     * @throws InvalidInputException when there is none, it is no JSON, a key is unknown, or a file that it names is absent
     */
    public static EncoderFile read(Path path) {
        Path file = Files.isDirectory(path) ? path.resolve(NAME) : path;
        if (!Files.isRegularFile(file)) {
            throw new InvalidInputException(
                    "model",
                    path,
                    "the JSON file of an encoder, or a directory with " + NAME,
                    "attn4j import, which writes one");
        }
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new InvalidInputException("model", file, "a JSON file below 1 MiB", "another path");
            }
            JsonFields json = JsonFields.of(file.toString(), JsonTree.parse(file.toString(), Files.readAllBytes(file)));
            EncoderConfig config = EncoderConfig.read(json);
            Path weights = named(file, json, "weights", json.text("weights", null));
            String tokenizer = json.text("tokenizer", "");
            json.end();
            return new EncoderFile(
                    config, weights, tokenizer.isEmpty() ? null : named(file, json, "tokenizer", tokenizer));
        } catch (IOException failure) {
            throw new UncheckedIOException(file + ": not read; " + failure, failure);
        }
    }

    private static Path named(Path file, JsonFields json, String field, String name) {
        Path named = file.resolveSibling(name);
        if (!Files.isRegularFile(named)) {
            throw json.invalid(field, name, "the name of a file in the same directory");
        }
        return named;
    }

    /** Where the configuration of weights in {@code weights} is written: the same name with {@code .json}. */
    public static Path jsonOf(Path weights) {
        String name = weights.getFileName().toString();
        if (!name.endsWith(SAFETENSORS)) {
            throw new InvalidInputException(weights.toString(), "another ending", SAFETENSORS, "adding " + SAFETENSORS);
        }
        return weights.resolveSibling(name.substring(0, name.length() - SAFETENSORS.length()) + ".json");
    }

    /**
     * Writes an encoder: the weights, their configuration next to them, and a copy of the tokenizer.
     *
     * @param weights the {@code .safetensors} file to write
     * @param tokenizer the {@code tokenizer.json} to copy next to it, or null
     * @throws InvalidInputException when no file can be written there
     */
    public static EncoderFile write(Path weights, EncoderConfig config, Map<String, Tensor> tensors, Path tokenizer) {
        Path json = jsonOf(weights);
        Path copied = tokenizer == null ? null : copy(tokenizer, weights);
        TensorFiles.write(weights, tensors);
        Map<String, Object> fields = new LinkedHashMap<>(config.json());
        fields.put("weights", weights.getFileName().toString());
        if (copied != null) {
            fields.put("tokenizer", copied.getFileName().toString());
        }
        bytes(json, (JsonLine.of(fields) + "\n").getBytes(StandardCharsets.UTF_8));
        return new EncoderFile(config, weights, copied);
    }

    private static Path copy(Path tokenizer, Path weights) {
        Path target = weights.toAbsolutePath().resolveSibling("tokenizer.json");
        try {
            if (!Files.exists(target) || !Files.isSameFile(tokenizer, target)) {
                bytes(target, Files.readAllBytes(tokenizer));
            }
            return target;
        } catch (IOException failure) {
            throw new UncheckedIOException(tokenizer + ": not read; " + failure, failure);
        }
    }

    private static void bytes(Path path, byte[] content) {
        WholeFile.write(path, List.of(MemorySegment.ofArray(content)));
    }
}
