package io.attn4j.model;

import io.attn4j.error.InvalidInputException;
import io.attn4j.mechanism.Mechanism;
import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.mechanism.Mechanisms;
import io.attn4j.mechanism.Request;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.DocumentStarts;
import io.attn4j.plan.Plan;
import io.attn4j.plan.View;
import io.attn4j.plan.loss.GatherRows;
import io.attn4j.plan.row.Addition;
import io.attn4j.plan.row.Dropout;
import io.attn4j.plan.row.RowSeeds;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What models of tokens share: {@code hidden = LN(blocks(embedding[ids] + positions))} [B,N,M], with pre-LN Transformer blocks
 * around any mechanism ({@link io.attn4j.mechanism.block}), and a head on it.
 *
 * <p>Parameters: {@code embedding.weight [V,M]}, {@code positions.weight [N,M]}, those of blocks as {@link
 * io.attn4j.mechanism.block} names them, {@code norm.weight|bias [M]}, those of the head, and for each n of a classifier's {@link
 * DocumentReading#ngrams} {@code ngrams.<n>.weight}, a table whose rows are added to the embedding. Matrices start as {@code N(0,
 * gain^2 / fan-in)}, embeddings and positions with fan-in M.
 */
public abstract sealed class BlockModel permits LanguageModel, Classifier {
    /** Input of plans: tokens [B,N]. */
    public static final String IDS = "ids";

    /** Input of plans of the loss: what the model is to say, -1 where nothing. */
    public static final String TARGETS = "targets";

    /**
     * Input of plans of the loss in training, where the configuration has dropout [B,7]: {@link RowSeeds#keys} of the seed, the
     * step, and the numbers of the windows in it.
     */
    public static final String DROPOUT = "dropout";

    /** Input of plans of packed documents [B,N]: the position of each token in its document, from 0. */
    public static final String PLACES = Mechanism.PLACES;

    /** Output of plans of the loss: cross-entropy of each target in nats. */
    public static final String LOSS = "loss";

    /** Output of plans of logits. */
    public static final String LOGITS = "logits";

    /** The embedding [V,M]. */
    public static final String EMBEDDING = "embedding.weight";

    /** What is added at each position, [N,M]. */
    public static final String POSITIONS = "positions.weight";

    /** Output [B] of the loss in training, where the mechanism has one: what is added to it, before its weight. */
    public static final String AUX_LOSS = Mechanism.AUX_LOSS;

    /** The matrix of the head. */
    public static final String HEAD = "head.weight";

    /** How names of the steps of a block start. */
    private static final Pattern LAYER = Pattern.compile("blocksLayer[0-9]+");

    /** Those of blocks are numbered from 0. */
    private static final int EMBEDDING_SITE = -1;

    private final ModelConfig config;
    private final boolean causal;
    private final List<String> head;
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    /** Options with which steps read all parameters, where plans would be made of some. */
    private Map<String, String> learned = Map.of();

    /**
     * A model.
     *
     * @param causal whether tokens see no later ones
     * @param head the parameters of the head
     * @throws InvalidInputException when the mechanism does not take its options or weights
     */
    BlockModel(ModelConfig config, boolean causal, List<Parameter> head) {
        this.config = config;
        this.causal = causal;
        this.head = head.stream().map(Parameter::name).toList();
        long m = config.width();
        put(Parameter.matrix(EMBEDDING, config.gain(), m, config.vocabulary(), m));
        put(Parameter.matrix(POSITIONS, config.gain(), m, config.window(), m));
        for (int n : config.reading().ngrams()) {
            put(Parameter.zeros(table(n), config.reading().buckets(), m));
        }
        Map<String, long[]> attention = AttentionWeights.of(config);
        for (String name : config.attention().shared()) {
            if (!attention.containsKey(name)) {
                throw new InvalidInputException(
                        "attention shared", name, "one of " + attention.keySet(), "leaving it out");
            }
            put(AttentionWeights.parameter(config, "attention." + name, name, attention.get(name)));
        }
        for (int layer = 0; layer < config.layers(); layer++) {
            block("layers." + layer + ".", attention);
        }
        put(Parameter.constant("norm.weight", 1, m));
        put(Parameter.constant("norm.bias", 0, m));
        head.forEach(this::put);
        Request request = blocks(1, config.drops());
        if (request.readsData()) {
            learned = request.mechanism().learnedOptions(request);
            request = blocks(1, config.drops());
        }
        if (request.readsData()) {
            throw new InvalidInputException(
                    "attention",
                    config.attention().mechanism() + " with weights that its plan is made of",
                    "weights that steps read",
                    "other options");
        }
        request.plan(Map.of());
    }

    private void block(String layer, Map<String, long[]> attention) {
        long m = config.width();
        long f = config.mlp();
        put(Parameter.constant(layer + "norm1.weight", 1, m));
        put(Parameter.constant(layer + "norm1.bias", 0, m));
        attention.forEach((name, shape) -> {
            if (!config.attention().shared().contains(name)) {
                put(AttentionWeights.parameter(config, layer + "attention." + name, name, shape));
            }
        });
        put(Parameter.constant(layer + "norm2.weight", 1, m));
        put(Parameter.constant(layer + "norm2.bias", 0, m));
        put(Parameter.matrix(layer + "mlp.w1", config.gain(), m, m, f));
        put(Parameter.constant(layer + "mlp.b1", 0, f));
        put(Parameter.matrix(layer + "mlp.w2", config.gain(), f, f, m));
        put(Parameter.constant(layer + "mlp.b2", 0, m));
    }

    private void put(Parameter parameter) {
        parameters.put(parameter.name(), parameter);
    }

    /** What it was made from. */
    public ModelConfig config() {
        return config;
    }

    /** Its parameters, in order. */
    public List<Parameter> parameters() {
        return List.copyOf(parameters.values());
    }

    /** Number of trained elements. */
    public long parameterCount() {
        return parameters.values().stream()
                .mapToLong(each -> each.type().elements())
                .sum();
    }

    /** Fresh parameters, a function of the seed; the caller closes them. */
    public Map<String, Tensor> start(long seed) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        parameters.values().forEach(parameter -> tensors.put(parameter.name(), parameter.start(seed)));
        return tensors;
    }

    /**
     * Checks that {@code tensors} are this model's parameters.
     *
     * @param where what they are, for messages
     * @throws InvalidInputException when one is absent, of another shape, or unknown
     */
    public void check(String where, Map<String, TensorType> tensors) {
        parameters.forEach((name, parameter) -> {
            if (!parameter.type().equals(tensors.get(name))) {
                throw new InvalidInputException(
                        where + " " + name,
                        tensors.containsKey(name) ? tensors.get(name) : "no tensor",
                        parameter.type().toString(),
                        "the file of a model with this configuration");
            }
        });
        for (String name : tensors.keySet()) {
            if (!parameters.containsKey(name)) {
                throw new InvalidInputException(
                        where, "the tensor " + name, "parameters of this model", "the file of this configuration");
            }
        }
    }

    /**
     * Appends the steps up to the final norm: ids in.
     *
     * @param training with dropout and {@link #AUX_LOSS}, where there is either
     * @param documents that windows hold one after another, each by itself, or null
     * @return hidden states [B,1,N,M]
     */
    View hidden(Plan.Builder plan, int batch, Buffer.Kind kind, boolean training, DocumentStarts documents) {
        int window = config.window();
        int m = config.width();
        long stream = Math.multiplyExact((long) batch * window, m);
        View ids = View.contiguous(plan.input(IDS, (long) batch * window), batch, 1, window, 1);
        View table = matrix(plan, kind, EMBEDDING, config.vocabulary(), m);
        View tokens = View.contiguous(plan.intermediate("tokens", stream), batch, 1, window, m);
        View embedded = tokens.over(plan.intermediate("embedded", stream));
        plan.add(new GatherRows("embedding", table, ids, tokens));
        for (int n : config.reading().ngrams()) {
            View rows = ids.over(plan.input(ngrams(n), (long) batch * window));
            View found = tokens.over(plan.intermediate("ngrams" + n, stream));
            View sum = tokens.over(plan.intermediate("tokensAndNgrams" + n, stream));
            plan.add(new GatherRows(
                    "ngrams" + n, matrix(plan, kind, table(n), config.reading().buckets(), m), rows, found));
            plan.add(new Addition("tokensAndNgrams" + n, tokens, found, sum));
            tokens = sum;
        }
        View positions = matrix(plan, kind, POSITIONS, window, m);
        if (documents != null) {
            View places = ids.over(plan.input(PLACES, (long) batch * window));
            View placed = tokens.over(plan.intermediate("placed", stream));
            plan.add(new GatherRows("places", positions, places, placed));
            plan.add(new Addition("positions", tokens, placed, embedded));
        } else {
            plan.add(new Addition("positions", tokens, positions.broadcastBatch(batch), embedded));
        }
        if (training && config.dropout() > 0) {
            dropEmbedded(plan, batch, embedded);
        }
        View hidden = tokens.over(plan.intermediate("hidden", stream));
        // with tensors, none of which it reads: without any, a plan has no masks
        Request request = blocks(batch, training && config.drops());
        Plan blocks =
                documents == null ? request.plan(Map.of()) : request.mechanism().packed(request, documents);
        splice(
                plan,
                batch,
                blocks,
                view -> view.over(
                        training && view.buffer().name().equals(AUX_LOSS)
                                ? plan.output(AUX_LOSS, batch)
                                : placed(plan, blocks, kind, view.buffer(), embedded, hidden)));
        return hidden;
    }

    /** Appends the steps of the blocks, whose names start with {@code blocks}, over the views of this plan. */
    void splice(Plan.Builder plan, int batch, Plan blocks, UnaryOperator<View> views) {
        plan.splice(blocks, "blocks", views);
    }

    /**
     * The plan of the loss without dropout: inputs and {@link #TARGETS} in, {@link #LOSS} out.
     *
     * @param batch B
     * @param kind of the arrays of parameters: states in training, else weights
     * @param smoothing label smoothing, from 0, below 1
     */
    public Plan loss(int batch, Buffer.Kind kind, float smoothing) {
        return loss(batch, kind, smoothing, false);
    }

    /**
     * The plan of the loss in training: as {@link #loss}, {@link #DROPOUT} in where the configuration has dropout, and {@link
     * #AUX_LOSS} out where the mechanism has one.
     */
    public Plan trainingLoss(int batch, Buffer.Kind kind, float smoothing) {
        return loss(batch, kind, smoothing, true);
    }

    /** The plan of the loss, as in training or not. */
    abstract Plan loss(int batch, Buffer.Kind kind, float smoothing, boolean training);

    private void dropEmbedded(Plan.Builder plan, int batch, View embedded) {
        View seeds = View.contiguous(
                plan.intermediate("embeddedSeeds", 2L * batch * config.window()), batch, 1, config.window(), 2);
        Buffer keys = plan.input(DROPOUT, (long) batch * RowSeeds.WORDS);
        View key = View.contiguous(keys, batch, 1, 1, RowSeeds.WORDS);
        plan.add(new RowSeeds("embeddedSeeds", key, EMBEDDING_SITE, seeds));
        plan.add(new Dropout("embeddedDropout", embedded, seeds, (float) config.dropout(), embedded));
    }

    private Buffer placed(Plan.Builder plan, Plan blocks, Buffer.Kind kind, Buffer buffer, View embedded, View hidden) {
        float[] constant = blocks.constants().get(buffer.name());
        if (constant != null) {
            return plan.constant(buffer.name(), constant);
        }
        if (parameters.containsKey(buffer.name())) {
            return parameter(plan, kind, buffer.name());
        }
        return switch (buffer.name()) {
            case "x" -> embedded.buffer();
            case "o" -> hidden.buffer();
            case DROPOUT, PLACES -> plan.input(buffer.name(), buffer.elements());
            default -> plan.intermediate("blocks." + buffer.name(), buffer.elements());
        };
    }

    /** A parameter as [1,1,rows,columns]. */
    View matrix(Plan.Builder plan, Buffer.Kind kind, String name, int rows, int columns) {
        return View.contiguous(parameter(plan, kind, name), 1, 1, rows, columns);
    }

    private Buffer parameter(Plan.Builder plan, Buffer.Kind kind, String name) {
        long elements = parameters.get(name).type().elements();
        return switch (kind) {
            case STATE -> plan.state(name, elements);
            case WEIGHT -> plan.weight(name, elements);
            default -> throw new IllegalArgumentException("parameters: got " + kind + "; needs STATE or WEIGHT");
        };
    }

    /** The request of the stack of blocks, final norm included. */
    Request blocks(int batch, boolean drops) {
        AttentionConfig attention = config.attention();
        Map<String, String> options = new LinkedHashMap<>(attention.options());
        if (!causal) {
            Mechanisms.byId(attention.mechanism()).tokenOptions().forEach(options::putIfAbsent);
        }
        learned.forEach(options::putIfAbsent);
        options.put("inner", attention.mechanism());
        options.put("heads", Integer.toString(config.heads()));
        options.put("activation", config.activation());
        Map<String, TensorType> types = new LinkedHashMap<>();
        types.put("x", TensorType.f32(batch, config.window(), config.width()));
        if (drops) {
            options.put("dropout", Double.toString(config.dropout()));
            options.put("attention-dropout", Double.toString(config.attentionDropout()));
            types.put(DROPOUT, TensorType.f32(batch, RowSeeds.WORDS));
        }
        List<String> outside = new ArrayList<>(List.of(EMBEDDING, POSITIONS));
        config.reading().ngrams().forEach(n -> outside.add(table(n)));
        outside.addAll(head);
        parameters.forEach((name, parameter) -> {
            if (!outside.contains(name)) {
                types.put(name, parameter.type());
            }
        });
        return Mechanisms.byId("block")
                .request(new MechanismConfig("block", causal, attention.scale(), options), types);
    }

    /** Input of plans: the row of each token's n-gram in the table of n, -1 where there is none [B,N]. */
    static String ngrams(int n) {
        return "ngram_rows." + n;
    }

    private static String table(int n) {
        return "ngrams." + n + ".weight";
    }

    /** The block that a step of its plans belongs to, in a word, or null where it is in none. */
    public static String block(String task) {
        Matcher layer = LAYER.matcher(task);
        return layer.lookingAt() ? layer.group() : null;
    }

    /** Names of its parameters, in order. */
    public List<String> names() {
        return new ArrayList<>(parameters.keySet());
    }
}
