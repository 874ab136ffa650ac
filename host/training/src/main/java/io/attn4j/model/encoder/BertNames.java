package io.attn4j.model.encoder;

import io.attn4j.error.InvalidInputException;
import io.attn4j.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of BERT's tensors as Hugging Face's transformers has them, and ours for them. */
final class BertNames {
    static final String WORDS = "embeddings.word_embeddings.weight";
    static final String POSITIONS = "embeddings.position_embeddings.weight";
    static final String TYPES = "embeddings.token_type_embeddings.weight";
    static final String NORM = "embeddings.LayerNorm";
    static final String QUERY = "attention.self.query";
    static final String KEY = "attention.self.key";
    static final String VALUE = "attention.self.value";
    static final String OUTPUT = "attention.output.dense";
    static final String NORM1 = "attention.output.LayerNorm";
    static final String MLP_IN = "intermediate.dense";
    static final String MLP_OUT = "output.dense";
    static final String NORM2 = "output.LayerNorm";

    /** Linear layers of a block: theirs, and our weight and bias. */
    static final Map<String, String[]> LINEAR = linear();

    /** Norms of a block. */
    static final Map<String, String> NORMS = Map.of(NORM1, "norm1", NORM2, "norm2");

    /** Buffers that are no weights. */
    static final Set<String> IGNORED = Set.of("embeddings.position_ids", "embeddings.token_type_ids");

    private static final Pattern LAYER = Pattern.compile("encoder\\.layer\\.(\\d{1,5})\\..*");

    private BertNames() {}

    private static Map<String, String[]> linear() {
        Map<String, String[]> names = new LinkedHashMap<>();
        names.put(QUERY, new String[] {"attention.wq", "attention.bq"});
        names.put(KEY, new String[] {"attention.wk", "attention.bk"});
        names.put(VALUE, new String[] {"attention.wv", "attention.bv"});
        names.put(OUTPUT, new String[] {"attention.wo", "attention.bo"});
        names.put(MLP_IN, new String[] {"mlp.w1", "mlp.b1"});
        names.put(MLP_OUT, new String[] {"mlp.w2", "mlp.b2"});
        return names;
    }

    /**
     * What stands before {@code embeddings.} in the names of a file, such as {@code bert.}.
     *
     * @param file name of the file, for messages
     * @throws InvalidInputException when there are no word embeddings
     */
    static String prefix(String file, Iterable<String> names) {
        String first = null;
        for (String name : names) {
            first = first == null ? name : first;
            if (name.endsWith(WORDS)) {
                return name.substring(0, name.length() - WORDS.length());
            }
        }
        throw new InvalidInputException(
                file,
                first == null ? "no tensors" : "the tensor " + first + " and no " + WORDS,
                "an encoder of BERT's architecture",
                "a BERT, or another model of its kind");
    }

    /** Number of layers that the names, without their prefix, count up to. */
    static int layers(String file, Iterable<String> names) {
        int layers = 0;
        for (String name : names) {
            Matcher matcher = LAYER.matcher(name);
            if (matcher.matches()) {
                layers = Math.max(layers, Integer.parseInt(matcher.group(1)) + 1);
            }
        }
        if (layers == 0) {
            throw new InvalidInputException(
                    file, "no tensor encoder.layer.0." + QUERY, "an encoder of BERT's architecture", "a BERT");
        }
        return layers;
    }

    static String layer(int index) {
        return "encoder.layer." + index + ".";
    }

    /** A copy or, where it is fp32 and lies right, the tensor itself: rows and columns changed over where asked. */
    static Tensor matrix(Tensor tensor, boolean transposed) {
        if (!transposed) {
            return single(tensor);
        }
        int rows = (int) tensor.type().dimension(0);
        int columns = (int) tensor.type().dimension(1);
        float[] values = tensor.toFloats();
        float[] turned = new float[values.length];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                turned[column * rows + row] = values[row * columns + column];
            }
        }
        return Tensor.of(turned, columns, rows);
    }

    /** The tensor in fp32. */
    static Tensor single(Tensor tensor) {
        return switch (tensor.type().dtype()) {
            case F32 -> tensor;
            default -> Tensor.of(tensor.toFloats(), tensor.type().shape());
        };
    }
}
