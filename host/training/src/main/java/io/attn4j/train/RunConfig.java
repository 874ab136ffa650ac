package io.attn4j.train;

import io.attn4j.data.Vocabulary;
import io.attn4j.data.VocabularyFile;
import io.attn4j.error.InvalidInputException;
import io.attn4j.file.FileBytes;
import io.attn4j.file.JsonTree;
import io.attn4j.model.DocumentReading;
import io.attn4j.model.JsonFields;
import io.attn4j.model.ModelConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model file: what the model is, and how it is trained.
 *
 * @param model the fields at the top of the file
 * @param training its object {@code training}
 * @param tokenizer its file {@code tokenizer}, a {@code tokenizer.json}, or null where each byte is a token
 * @param labels of a classifier, {@code "task": "classification"}, its labels, empty where those of the data are to be taken;
 *     null of a language model
 */
public record RunConfig(ModelConfig model, TrainingConfig training, Path tokenizer, List<String> labels) {
    /** The value of {@code task} for a classifier. */
    public static final String CLASSIFICATION = "classification";

    private static final String LANGUAGE_MODEL = "language-model";

    /** Bytes that a model file may have. */
    static final int MOST_BYTES = 1 << 20;

    /** A model of bytes. */
    public RunConfig(ModelConfig model, TrainingConfig training) {
        this(model, training, null, null);
    }

    /** A language model. */
    public RunConfig(ModelConfig model, TrainingConfig training, Path tokenizer) {
        this(model, training, tokenizer, null);
    }

    /**
     * Reads a model file.
     *
     * @throws InvalidInputException when there is none, it is no JSON, or a key is unknown or its value none
     */
    public static RunConfig read(Path path) {
        return read(path, List.of());
    }

    /**
     * Reads a model file with other values for some of its keys.
     *
     * @param overrides {@code key=value}, dots between the keys of nested objects; a value that is no JSON is a text
     * @throws InvalidInputException as {@link #read(Path)}
     */
    public static RunConfig read(Path path, List<String> overrides) {
        return of(
                path.toString(),
                override(tree(path), overrides),
                path.toAbsolutePath().getParent());
    }

    /** A model file as JSON, not looked at. */
    static Object tree(Path path) {
        if (!Files.exists(path) || Files.isDirectory(path)) {
            throw new InvalidInputException("model", path, "a model file, JSON", "another path");
        }
        try {
            if (Files.size(path) > MOST_BYTES) {
                throw new InvalidInputException("model", path, "a JSON file below 1 MiB", "another path");
            }
            return JsonTree.parse(
                    path.toString(), FileBytes.read(path, MOST_BYTES, "a model file, JSON", "another path"));
        } catch (IOException failure) {
            throw new UncheckedIOException(path + ": not read; " + failure, failure);
        }
    }

    /** {@code json} with other values for some keys; it is changed. */
    static Object override(Object json, List<String> overrides) {
        for (String override : overrides) {
            int sign = override.indexOf('=');
            if (sign < 1 || !(json instanceof Map<?, ?>)) {
                throw new InvalidInputException("--set", override, "key=value", "--set training.learning_rate=1e-3");
            }
            set(json, override.substring(0, sign), value(override.substring(sign + 1)));
        }
        return json;
    }

    /** Gives a key, dots between those of nested objects, another value. */
    @SuppressWarnings("unchecked")
    static void set(Object json, String key, Object value) {
        Map<String, Object> object = (Map<String, Object>) json;
        String[] names = key.split("\\.", -1);
        for (int i = 0; i < names.length - 1; i++) {
            Object inner = object.computeIfAbsent(names[i], absent -> new LinkedHashMap<String, Object>());
            if (!(inner instanceof Map<?, ?>)) {
                throw new InvalidInputException("--set " + key, names[i], "the key of an object", "another key");
            }
            object = (Map<String, Object>) inner;
        }
        object.put(names[names.length - 1], value);
    }

    private static Object value(String text) {
        try {
            return JsonTree.parse("--set", text.getBytes(StandardCharsets.UTF_8));
        } catch (InvalidInputException noJson) {
            return text;
        }
    }

    /**
     * The configuration that {@code json} is.
     *
     * @param folder what the path of a tokenizer starts from
     */
    static RunConfig of(String where, Object json, Path folder) {
        JsonFields fields = JsonFields.of(where, json);
        Path tokenizer = null;
        if (fields.has("tokenizer")) {
            tokenizer = folder.resolve(fields.text("tokenizer", null));
            if (!fields.has("vocabulary")) {
                Map<String, Object> sized = new LinkedHashMap<>();
                fields.all().forEach((name, value) -> sized.put((String) name, value));
                try (Vocabulary read = VocabularyFile.read(tokenizer)) {
                    sized.put("vocabulary", (long) read.size());
                }
                return of(where, sized, folder);
            }
        }
        boolean classifies = fields.word("task", List.of(LANGUAGE_MODEL, CLASSIFICATION), LANGUAGE_MODEL)
                .equals(CLASSIFICATION);
        List<String> labels = classifies ? labels(fields) : null;
        ModelConfig model = ModelConfig.read(fields);
        TrainingConfig training = TrainingConfig.read(fields.object("training"));
        fields.end();
        RunConfig config = new RunConfig(model, training, tokenizer, labels);
        config.checkTask();
        return config;
    }

    private static List<String> labels(JsonFields fields) {
        List<String> labels = new ArrayList<>();
        for (Object label : fields.array("labels")) {
            if (!(label instanceof String text) || text.isEmpty() || labels.contains(text)) {
                throw fields.invalid("labels", label, "different texts");
            }
            labels.add(text);
        }
        if (labels.size() == 1) {
            throw fields.invalid("labels", labels, "two or more, or none for those of the data");
        }
        return List.copyOf(labels);
    }

    /** Refuses what a classifier or answers do not take. */
    private void checkTask() {
        if (answers() && tokenizer != null) {
            throw new InvalidInputException(
                    "tokenizer", tokenizer, "a model of bytes, as answers are bytes", "leaving it out");
        }
        if (!classifies()) {
            if (!model.reading().equals(DocumentReading.DEFAULT)) {
                throw new InvalidInputException(
                        "views, pooling, token_dropout, ngrams, buckets",
                        "one of them in the file of a language model",
                        "a classifier, which reads whole documents",
                        "\"task\": \"classification\", or leaving it out");
            }
            return;
        }
        if (training.sampleEvery() > 0) {
            throw new InvalidInputException(
                    "sample_every", training.sampleEvery(), "a language model, which writes text", "leaving it out");
        }
        if (!training.documents().equals(TrainingConfig.JOINED)) {
            throw new InvalidInputException(
                    "documents",
                    training.documents(),
                    "a language model, as a classifier joins none",
                    "leaving it out");
        }
    }

    /** Whether it is a classifier's. */
    public boolean classifies() {
        return labels != null;
    }

    /** Whether it is a language model's of texts with answers. */
    public boolean answers() {
        return training.documents().equals(TrainingConfig.ANSWERS);
    }

    /** Whether it is a language model's of documents, several in a window. */
    public boolean packs() {
        return training.documents().equals(TrainingConfig.PACKED);
    }

    /** With the labels of the data. */
    public RunConfig withLabels(List<String> found) {
        return new RunConfig(model, training, tokenizer, List.copyOf(found));
    }

    /** As {@link #read} reads it from a checkpoint, every field there. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        if (classifies()) {
            json.put("task", CLASSIFICATION);
            json.put("labels", labels);
        }
        json.putAll(model.json());
        if (tokenizer != null) {
            json.put("tokenizer", Checkpoint.TOKENIZER);
        }
        json.put("training", training.json());
        return json;
    }

    /** The tokenizer, for the caller to close. */
    public Vocabulary openVocabulary() {
        return tokenizer == null ? Vocabulary.BYTES : VocabularyFile.read(tokenizer);
    }

    /**
     * Refuses a vocabulary that is smaller than the tokenizer's.
     *
     * @param opened its tokenizer
     */
    void requireRoomFor(Vocabulary opened) {
        if (model.vocabulary() < opened.size()) {
            throw new InvalidInputException(
                    "vocabulary",
                    model.vocabulary(),
                    tokenizer == null
                            ? "256 or more, the values of a byte"
                            : opened.size() + " or more, the tokens of " + tokenizer,
                    "" + opened.size());
        }
    }

    /** With another number of steps. */
    public RunConfig withSteps(long steps) {
        return new RunConfig(model, training.withSteps(steps), tokenizer, labels);
    }
}
