package io.attn4j.model.encoder;

import io.attn4j.Attention;
import io.attn4j.engine.Engine;
import io.attn4j.engine.EngineChoice;
import io.attn4j.engine.Engines;
import io.attn4j.error.InvalidInputException;
import io.attn4j.file.TensorFile;
import io.attn4j.file.TensorFiles;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A text encoder of BERT's kind (Devlin et al. 2018, arXiv 1810.04805; pooling: Reimers and Gurevych 2019, arXiv
 * 1908.10084): {@code x = LN(embedding[id] + types[0] + positions[n])}, post-LN blocks around any mechanism ({@link
 * io.attn4j.mechanism.block}, {@code norm-order post}), the mean over the tokens of a text, and its Euclidean norm.
 *
 * <pre>{@code
 * try (Encoder encoder = Encoder.open(EncoderFile.read(Path.of("minilm")), "cpu")) {
 *     float[][] embeddings = encoder.embed(List.of(new int[] {101, 7592, 102}));
 * }
 * }</pre>
 *
 * <p>Weights, fp32, matrices [in, out]: {@code embedding.weight [V,M]}, {@code positions.weight [P,M]}, {@code types.weight
 * [T,M]} where it has types, {@code embedding.norm.weight|bias [M]}, and those of blocks. Embeddings and pooling are
 * computed here, in fp32 with means in fp64; the blocks run on an engine, their weights stay resident.
 *
 * <p>Texts of different lengths share a batch: shorter ones are padded at their end, no token attends to padding, and
 * padding reaches no result.
 *
 * <p>FLOPs of a batch of B texts padded to N tokens: {@code 2 B N L (4 M^2 + 2 M F) + 4 B N^2 L M} with standard attention.
 *
 * <p><b>Threads:</b> one call at a time; {@link #close} gives all memory back, after which calls throw {@link
 * IllegalStateException}.
 */
public final class Encoder implements AutoCloseable {
    static final String EMBEDDING = "embedding.weight";
    static final String POSITIONS = "positions.weight";
    static final String TYPES = "types.weight";
    static final String NORM = "embedding.norm";

    /** Tokens, with padding, of a batch that {@link #embed} makes. */
    private static final int TOKENS_PER_BATCH = 4096;

    private static final int TEXTS_PER_BATCH = 64;

    private final EncoderConfig config;
    private final TensorFile file;
    private final EngineChoice choice;
    private final boolean ownsEngine;
    private final Map<String, Tensor> weights;
    private final Attention blocks;
    private final List<Attention> single = new ArrayList<>();
    private final float[] scale;
    private final float[] shift;

    /** Position n with token type 0, [P,M]. */
    private final float[] places;

    private final MemorySegment words;

    private Encoder(
            EncoderConfig config, Map<String, Tensor> weights, TensorFile file, EngineChoice choice, boolean own) {
        this.config = config;
        this.file = file;
        this.choice = choice;
        ownsEngine = own;
        this.weights = weights;
        Map<String, TensorType> types = new LinkedHashMap<>();
        weights.forEach((name, tensor) -> types.put(name, tensor.type()));
        config.check("weights", types);
        words = weights.get(EMBEDDING).segment();
        scale = weights.get(NORM + ".weight").toFloats();
        shift = weights.get(NORM + ".bias").toFloats();
        places = weights.get(POSITIONS).toFloats();
        if (config.types() > 0) {
            float[] first = weights.get(TYPES).toFloats();
            for (int i = 0; i < places.length; i++) {
                places[i] += first[i % config.width()];
            }
        }
        Attention.Builder builder = builder(config, choice.engine());
        blockWeights(weights).forEach(builder::weight);
        blocks = builder.build();
        try {
            blocks.request(Map.of(
                    "x",
                    Tensor.wrap(
                            TensorType.f32(1, 1, config.width()), MemorySegment.ofArray(new float[config.width()]))));
        } catch (RuntimeException | Error refused) {
            blocks.close();
            throw refused;
        }
    }

    /**
     * Maps an encoder's weights and opens it on an engine.
     *
     * @param engine engine id, or {@code auto}
     * @throws InvalidInputException when the weights are not those of the configuration
     */
    public static Encoder open(EncoderFile model, String engine) {
        EngineChoice choice = Engines.choose(engine);
        try {
            return open(model, choice, true);
        } catch (RuntimeException | Error failure) {
            choice.engine().close();
            throw failure;
        }
    }

    /** The same on an engine that the caller keeps and closes. */
    public static Encoder open(EncoderFile model, Engine engine) {
        return open(model, given(engine), false);
    }

    private static Encoder open(EncoderFile model, EngineChoice choice, boolean own) {
        TensorFile file = TensorFiles.read(model.weights());
        try {
            return new Encoder(model.config(), file.tensors(), file, choice, own);
        } catch (RuntimeException | Error failure) {
            file.close();
            throw failure;
        }
    }

    /**
     * An encoder of weights in memory, which the caller keeps unchanged and closes after it.
     *
     * @throws InvalidInputException when the weights are not those of the configuration
     */
    public static Encoder of(EncoderConfig config, Map<String, Tensor> weights, Engine engine) {
        return new Encoder(config, new LinkedHashMap<>(weights), null, given(engine), false);
    }

    private static EngineChoice given(Engine engine) {
        return new EngineChoice(engine, -1, List.of(engine.id() + ": given by the caller"));
    }

    private static Attention.Builder builder(EncoderConfig config, Engine engine) {
        Attention.Builder builder = Attention.builder("block").engine(engine);
        config.blockOptions().forEach(builder::option);
        if (config.attention().scale() != null) {
            builder.scale(config.attention().scale());
        }
        return builder;
    }

    private static Map<String, Tensor> blockWeights(Map<String, Tensor> weights) {
        Map<String, Tensor> own = new LinkedHashMap<>();
        weights.forEach((name, tensor) -> {
            if (name.startsWith("layers.") || name.startsWith("attention.")) {
                own.put(name, tensor);
            }
        });
        return own;
    }

    /** Its weights by name, those of embeddings too; not to be changed, valid until it is closed. */
    public Map<String, Tensor> weights() {
        return Collections.unmodifiableMap(weights);
    }

    /** What the encoder is. */
    public EncoderConfig config() {
        return config;
    }

    /** The engine that it runs on, and why. */
    public EngineChoice engineChoice() {
        return choice;
    }

    /**
     * Embeddings of texts, in their order. Texts of similar length are computed together.
     *
     * @param texts tokens of each text, special ones included
     * @return [texts][M]
     * @throws InvalidInputException when a text has no token, more than P, or one that is not of the vocabulary
     */
    public float[][] embed(List<int[]> texts) {
        check(texts);
        float[][] embeddings = new float[texts.size()][];
        List<Integer> order = IntStream.range(0, texts.size())
                .boxed()
                .sorted(Comparator.comparingInt((Integer text) -> -texts.get(text).length))
                .toList();
        for (int from = 0; from < order.size(); ) {
            int longest = texts.get(order.get(from)).length;
            int count = Math.clamp(TOKENS_PER_BATCH / longest, 1, TEXTS_PER_BATCH);
            List<Integer> batch = order.subList(from, Math.min(order.size(), from + count));
            List<int[]> tokens = batch.stream().map(texts::get).toList();
            try (Tensor hidden = hidden(tokens)) {
                for (int i = 0; i < batch.size(); i++) {
                    embeddings[batch.get(i)] = pooled(hidden, i, tokens.get(i).length);
                }
            }
            from += batch.size();
        }
        return embeddings;
    }

    /**
     * Hidden states of the last layer.
     *
     * @param texts tokens of each text
     * @return [B,N,M], N the length of the longest; rows of padding hold nothing of use; the caller closes it
     * @throws InvalidInputException as {@link #embed}
     */
    public Tensor hidden(List<int[]> texts) {
        try (Tensor x = embedded(texts);
                Tensor lengths = lengths(texts)) {
            return blocks.forward(inputs(x, lengths));
        }
    }

    /**
     * What each layer gets, and what the last one gives.
     *
     * @param texts tokens of each text
     * @return the inputs of layers 0 to L-1 and the output of the last, [B,N,M] each; the caller closes them
     * @throws InvalidInputException as {@link #embed}
     */
    public List<Tensor> layers(List<int[]> texts) {
        check(texts);
        if (single.isEmpty()) {
            for (int layer = 0; layer < config.layers(); layer++) {
                single.add(oneLayer(layer));
            }
        }
        List<Tensor> stream = new ArrayList<>(List.of(embedded(texts)));
        try (Tensor lengths = lengths(texts)) {
            for (Attention layer : single) {
                stream.add(layer.forward(inputs(stream.getLast(), lengths)));
            }
            return stream;
        } catch (RuntimeException | Error failure) {
            stream.forEach(Tensor::close);
            throw failure;
        }
    }

    private Attention oneLayer(int index) {
        Attention.Builder builder = builder(config, choice.engine());
        String own = "layers." + index + ".";
        blockWeights(weights).forEach((name, tensor) -> {
            if (name.startsWith(own)) {
                builder.weight("layers.0." + name.substring(own.length()), tensor);
            } else if (!name.startsWith("layers.")) {
                builder.weight(name, tensor);
            }
        });
        return builder.build();
    }

    private static Map<String, Tensor> inputs(Tensor x, Tensor lengths) {
        Map<String, Tensor> inputs = new HashMap<>(Map.of("x", x));
        if (lengths != null) {
            inputs.put("lengths", lengths);
        }
        return inputs;
    }

    private void check(List<int[]> texts) {
        if (texts.isEmpty()) {
            throw new InvalidInputException("texts", "none", "at least one text", "adding one");
        }
        for (int i = 0; i < texts.size(); i++) {
            int[] tokens = texts.get(i);
            if (tokens.length < 1 || tokens.length > config.positions()) {
                throw new InvalidInputException(
                        "text " + i, tokens.length + " tokens", "1 to " + config.positions() + " tokens", "cutting it");
            }
            for (int token : tokens) {
                if (token < 0 || token >= config.vocabulary()) {
                    throw new InvalidInputException(
                            "text " + i,
                            "the token " + token,
                            "0 to " + (config.vocabulary() - 1),
                            "the tokenizer of this model");
                }
            }
        }
    }

    private static int longest(List<int[]> texts) {
        return texts.stream().mapToInt(text -> text.length).max().orElseThrow();
    }

    /** Lengths [B], or null where all are the same. */
    private static Tensor lengths(List<int[]> texts) {
        int longest = longest(texts);
        return texts.stream().allMatch(text -> text.length == longest)
                ? null
                : Tensor.ofInts(texts.stream().mapToInt(text -> text.length).toArray(), texts.size());
    }

    /**
     * What the first block gets, {@code LN(embedding[id] + types[0] + positions[n])}.
     *
     * @param texts tokens of each text
     * @return [B,N,M], N the length of the longest; zeros where a text is padded; the caller closes it
     * @throws InvalidInputException as {@link #embed}
     */
    public Tensor embedded(List<int[]> texts) {
        check(texts);
        int width = config.width();
        int longest = longest(texts);
        Tensor x = Tensor.allocate(TensorType.f32(texts.size(), longest, width));
        float[] row = new float[width];
        for (int b = 0; b < texts.size(); b++) {
            int[] tokens = texts.get(b);
            for (int n = 0; n < tokens.length; n++) {
                MemorySegment.copy(words, ValueLayout.JAVA_FLOAT_UNALIGNED, 4L * tokens[n] * width, row, 0, width);
                for (int c = 0; c < width; c++) {
                    row[c] += places[n * width + c];
                }
                normalise(row);
                MemorySegment.copy(row, 0, x.segment(), ValueLayout.JAVA_FLOAT, 4L * (b * longest + n) * width, width);
            }
        }
        return x;
    }

    private void normalise(float[] row) {
        double mean = 0;
        for (float value : row) {
            mean += value;
        }
        mean /= row.length;
        double variance = 0;
        for (float value : row) {
            variance += (value - mean) * (value - mean);
        }
        double factor = 1 / Math.sqrt(variance / row.length + config.normEpsilon());
        for (int c = 0; c < row.length; c++) {
            row[c] = (float) ((row[c] - mean) * factor * scale[c] + shift[c]);
        }
    }

    /** The vector of text b of a batch. */
    private float[] pooled(Tensor hidden, int b, int length) {
        int width = config.width();
        long first = (long) b * hidden.type().dimension(1) * width;
        int rows = config.pooling().equals(EncoderConfig.FIRST) ? 1 : length;
        double[] sum = new double[width];
        for (int n = 0; n < rows; n++) {
            for (int c = 0; c < width; c++) {
                sum[c] += hidden.segment().getAtIndex(ValueLayout.JAVA_FLOAT, first + (long) n * width + c);
            }
        }
        double squares = 0;
        for (int c = 0; c < width; c++) {
            sum[c] /= rows;
            squares += sum[c] * sum[c];
        }
        double divisor = config.normalise() && squares > 0 ? Math.sqrt(squares) : 1;
        float[] vector = new float[width];
        for (int c = 0; c < width; c++) {
            vector[c] = (float) (sum[c] / divisor);
        }
        return vector;
    }

    @Override
    public void close() {
        try {
            blocks.close();
            single.forEach(Attention::close);
        } finally {
            if (ownsEngine) {
                choice.engine().close();
            }
            if (file != null) {
                file.close();
            }
        }
    }
}
