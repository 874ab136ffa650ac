package io.attn4j.model.encoder;

import io.attn4j.error.InvalidInputException;
import io.attn4j.file.JsonTree;
import io.attn4j.file.TensorFile;
import io.attn4j.file.TensorFiles;
import io.attn4j.model.JsonFields;
import io.attn4j.tensor.DType;
import io.attn4j.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A BERT as Hugging Face's transformers saves it: {@code model.safetensors}, and {@code config.json} next to it. */
final class HuggingFaceBert {
    private static final long MOST_BYTES = 1 << 20;

    private final Path path;
    private final TensorFile file;
    private final String prefix;
    private final Map<String, Tensor> made = new LinkedHashMap<>();
    private final Set<String> used = new LinkedHashSet<>();

    private HuggingFaceBert(Path path, TensorFile file) {
        this.path = path;
        this.file = file;
        prefix = BertNames.prefix(path.toString(), file.tensors().keySet());
    }

    static ImportedEncoder read(Path path, Integer heads) {
        TensorFile file = TensorFiles.read(path);
        try {
            return new HuggingFaceBert(path, file).read(heads);
        } catch (RuntimeException | Error failure) {
            file.close();
            throw failure;
        }
    }

    private ImportedEncoder read(Integer heads) {
        JsonFields json = config();
        known(json, "model_type", "bert");
        known(json, "position_embedding_type", "absolute");
        int own = json.has("num_attention_heads") ? json.integer("num_attention_heads", 1, null) : 0;
        int count = heads != null ? heads : own;
        if (count == 0) {
            throw new InvalidInputException(
                    "heads", "nothing", "the number of heads", "--heads 12, or config.json next to the weights");
        }
        double epsilon = json.number("layer_norm_eps", 0, 1, 1e-12);
        String activation = switch (json.text("hidden_act", "gelu")) {
            case "gelu" -> "gelu";
            case "gelu_new", "gelu_pytorch_tanh" -> "gelu-tanh";
            case "relu" -> "relu";
            default -> throw json.invalid("hidden_act", json.text("hidden_act", ""), "gelu, gelu_new or relu");
        };
        made.put(Encoder.EMBEDDING, take(BertNames.WORDS, 2));
        made.put(Encoder.POSITIONS, take(BertNames.POSITIONS, 2));
        if (file.tensors().containsKey(prefix + BertNames.TYPES)) {
            made.put(Encoder.TYPES, take(BertNames.TYPES, 2));
        }
        norm(BertNames.NORM, Encoder.NORM);
        int layers = BertNames.layers(
                path.toString(),
                file.tensors().keySet().stream()
                        .filter(name -> name.startsWith(prefix))
                        .map(name -> name.substring(prefix.length()))
                        .toList());
        for (int layer = 0; layer < layers; layer++) {
            String theirs = BertNames.layer(layer);
            String ours = "layers." + layer + ".";
            BertNames.LINEAR.forEach((name, parts) -> {
                made.put(ours + parts[0], BertNames.matrix(take(theirs + name + ".weight", 2), true));
                made.put(ours + parts[1], take(theirs + name + ".bias", 1));
            });
            BertNames.NORMS.forEach((name, part) -> norm(theirs + name, ours + part));
        }
        EncoderConfig config = ImportedEncoder.config(made, layers, count, activation, epsilon);
        return new ImportedEncoder(config, made, dropped(), file);
    }

    private JsonFields config() {
        Path config = path.resolveSibling("config.json");
        if (!Files.isRegularFile(config)) {
            return JsonFields.of("config.json", Map.of());
        }
        try {
            if (Files.size(config) > MOST_BYTES) {
                throw new InvalidInputException(config.toString(), "a large file", "less than 1 MiB", "another one");
            }
            return JsonFields.of(config.toString(), JsonTree.parse(config.toString(), Files.readAllBytes(config)));
        } catch (IOException failure) {
            throw new UncheckedIOException(config + ": not read; " + failure, failure);
        }
    }

    private static void known(JsonFields json, String field, String expected) {
        String given = json.text(field, expected);
        if (!given.equals(expected)) {
            throw json.invalid(field, given, expected + ": an encoder of BERT's architecture");
        }
    }

    private void norm(String theirs, String ours) {
        boolean old = file.tensors().containsKey(prefix + theirs + ".gamma");
        made.put(ours + ".weight", take(theirs + (old ? ".gamma" : ".weight"), 1));
        made.put(ours + ".bias", take(theirs + (old ? ".beta" : ".bias"), 1));
    }

    private Tensor take(String name, int rank) {
        Tensor tensor = file.tensors().get(prefix + name);
        String where = path + " " + prefix + name;
        if (tensor == null) {
            throw new InvalidInputException(
                    where, "no tensor", "an encoder of BERT's architecture", "a BERT, with all of its weights");
        }
        if (!DType.FLOATS.contains(tensor.type().dtype()) || tensor.type().rank() != rank) {
            throw new InvalidInputException(
                    where, tensor.type(), "F32, F16 or BF16 of rank " + rank, "the weights before quantisation");
        }
        used.add(prefix + name);
        return BertNames.single(tensor);
    }

    /** What is left; a weight within the encoder is one of another architecture. */
    private List<String> dropped() {
        List<String> left = new ArrayList<>();
        for (String name : file.tensors().keySet()) {
            String own = name.startsWith(prefix) ? name.substring(prefix.length()) : "";
            if (used.contains(name) || BertNames.IGNORED.contains(own)) {
                continue;
            }
            if (own.startsWith("encoder.") || own.startsWith("embeddings.")) {
                throw new InvalidInputException(
                        path + " " + name,
                        "a tensor that BERT does not have",
                        "an encoder of BERT's architecture",
                        "a BERT");
            }
            left.add(name);
        }
        return left;
    }
}
