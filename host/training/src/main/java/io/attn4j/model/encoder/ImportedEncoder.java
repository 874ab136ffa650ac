package io.attn4j.model.encoder;

import io.attn4j.error.InvalidInputException;
import io.attn4j.model.AttentionConfig;
import io.attn4j.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * An encoder read from another library's file. {@link #close} unmaps the file, after which the tensors cannot be used.
 *
 * <p>Tensors have the names of {@link Encoder}; matrices are [in, out], fp32.
 */
public final class ImportedEncoder implements AutoCloseable {
    private static final String ONNX = ".onnx";
    private static final String SAFETENSORS = ".safetensors";

    private final EncoderConfig config;
    private final Map<String, Tensor> tensors;
    private final List<String> dropped;
    private final AutoCloseable file;

    ImportedEncoder(EncoderConfig config, Map<String, Tensor> tensors, List<String> dropped, AutoCloseable file) {
        this.config = config;
        this.tensors = tensors;
        this.dropped = List.copyOf(dropped);
        this.file = file;
    }

    /**
     * Reads an encoder of BERT's architecture.
     *
     * @param path an ONNX model with its weights as initializers, or the {@code .safetensors} file of a Hugging Face BERT
     *     with its {@code config.json} next to it
     * @param heads number of heads where the file does not tell it, or null
     * @throws InvalidInputException with one line that names the node or tensor, when the file is damaged or holds another
     *     architecture, integer weights, or none
     */
    public static ImportedEncoder read(Path path, Integer heads) {
        if (heads != null && heads < 1) {
            throw new InvalidInputException("heads", heads, "a number from 1", "leaving it out");
        }
        if (path.toString().endsWith(ONNX)) {
            return OnnxBert.read(path, heads);
        }
        if (path.toString().endsWith(SAFETENSORS)) {
            return HuggingFaceBert.read(path, heads);
        }
        throw new InvalidInputException(
                path.toString(), "another kind of file", ONNX + " or " + SAFETENSORS, "exporting the model to ONNX");
    }

    /** The configuration that the tensors make. */
    static EncoderConfig config(Map<String, Tensor> tensors, int layers, int heads, String activation, double epsilon) {
        Tensor words = tensors.get(Encoder.EMBEDDING);
        int width = (int) words.type().dimension(1);
        if (width % heads != 0) {
            throw new InvalidInputException(
                    "heads", heads, "a divisor of the width " + width, "the model's number of heads");
        }
        Tensor types = tensors.get(Encoder.TYPES);
        return new EncoderConfig(
                (int) words.type().dimension(0),
                (int) tensors.get(Encoder.POSITIONS).type().dimension(0),
                types == null ? 0 : (int) types.type().dimension(0),
                layers,
                width,
                heads,
                (int) tensors.get("layers.0.mlp.w1").type().dimension(1),
                activation,
                epsilon,
                AttentionConfig.of("standard", 0, Map.of()),
                EncoderConfig.MEAN,
                true);
    }

    /** What the encoder is. */
    public EncoderConfig config() {
        return config;
    }

    /** Its weights by the names of {@link Encoder}. */
    public Map<String, Tensor> tensors() {
        return tensors;
    }

    /** Weights of the file that an encoder has no use for, such as those of a pooler or a head. */
    public List<String> dropped() {
        return dropped;
    }

    @Override
    public void close() {
        tensors.values().forEach(Tensor::close);
        try {
            file.close();
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }
}
