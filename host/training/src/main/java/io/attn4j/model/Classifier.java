package io.attn4j.model;

import io.attn4j.error.InvalidInputException;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.Plan;
import io.attn4j.plan.Step;
import io.attn4j.plan.StepRewriter;
import io.attn4j.plan.View;
import io.attn4j.plan.core.CoreAttention;
import io.attn4j.plan.core.Probabilities;
import io.attn4j.plan.loss.CrossEntropy;
import io.attn4j.plan.matrix.MatrixProduct;
import io.attn4j.plan.row.LayerNorm;
import io.attn4j.plan.row.Product;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A classifier of texts: {@code logits = mean_n(LN(blocks(embedding[ids] + positions))[n]) head + bias}, the mean over the
 * text's own tokens, with pre-LN Transformer blocks around any mechanism ({@link io.attn4j.mechanism.block}) in which every
 * token sees all of the text.
 *
 * <p>In place of the mean there may be {@link DocumentReading#ATTENTION}.
 *
 * <p>Parameters: those of every {@link BlockModel}, {@code head.weight [M,C]} and {@code head.bias [C]} for C labels, and of
 * attention pooling {@code pooling.query [M]}.
 *
 * <p>Plans take {@code ids} [B,N], N the window, and targets [B], numbers of labels or -1 for a row that does not count. A
 * text that is shorter than the window is padded at its end; padding comes by inputs, so that one plan serves all lengths:
 * {@link #POOLING}, and {@link #KEY_BIAS} or {@link #VALID} as {@link #masks} says. What ids stand in padding changes nothing,
 * bit for bit. Losses are [B], logits [B,C].
 */
public final class Classifier extends BlockModel {
    /** Input of plans: 1 over the number of a text's tokens at each of them, 0 in padding [B,N]. */
    public static final String POOLING = "pooling";

    /** Input of plans that mask: added to the logits of each key, 0 for a token and {@link #MASKED} in padding [B,N]. */
    public static final String KEY_BIAS = "key_bias";

    /** Input of plans that do not mask: 1 for a token, 0 in padding [B,N]; multiplies what goes into a mechanism. */
    public static final String VALID = "valid";

    /** What makes the weight of a key exactly 0 in fp32, as long as there is another key. */
    public static final float MASKED = -1e30f;

    private static final String BIAS = "head.bias";

    /** The query of attention pooling [M]. */
    private static final String QUERY = "pooling.query";

    /** Whose softmax runs over tokens. */
    private static final Set<String> OVER_TOKENS = Set.of("standard", "collaborative", "synthesizer");

    private final int labels;
    private final boolean masks;

    /**
     * A model.
     *
     * @param labels C, from 2
     * @throws InvalidInputException when the mechanism does not take its options or weights, or takes weights that plans are
     *     made of, or the head is tied to the embedding
     */
    public Classifier(ModelConfig config, int labels) {
        super(config, false, head(config, labels));
        this.labels = labels;
        // of two sequences: of a single one, weights that all sequences share are computed with its values
        List<Step> steps = blocks(2, config.drops()).plan(Map.of()).steps();
        List<CoreAttention> cores = steps.stream()
                .filter(CoreAttention.class::isInstance)
                .map(CoreAttention.class::cast)
                .toList();
        masks = OVER_TOKENS.contains(config.attention().mechanism())
                && !cores.isEmpty()
                && cores.stream().allMatch(core -> core.keyBias() == null)
                && steps.stream().noneMatch(this::weighsTokens);
    }

    /** Whether a step makes weights of tokens that lie in memory; those of mixtures and gates weigh other things. */
    private boolean weighsTokens(Step step) {
        int window = config().window();
        return step instanceof Probabilities p && p.s().hasSize(p.s().batch(), config().heads(), window, window);
    }

    private static List<Parameter> head(ModelConfig config, int labels) {
        if (labels < 2) {
            throw new InvalidInputException("labels", labels, "two or more", "documents of another label");
        }
        if (config.tied()) {
            throw new InvalidInputException("tied_head", true, "false for a classifier", "leaving it out");
        }
        long m = config.width();
        Parameter matrix = Parameter.matrix(HEAD, config.gain(), m, m, labels);
        Parameter bias = Parameter.constant(BIAS, 0, labels);
        return config.reading().pooling().equals(DocumentReading.ATTENTION)
                ? List.of(Parameter.constant(QUERY, 0, m), matrix, bias)
                : List.of(matrix, bias);
    }

    /** Number of labels, C. */
    public int labels() {
        return labels;
    }

    /**
     * Whether padding is masked, as if the text ended there: attention over all tokens, one softmax for each head. Otherwise
     * (Linformer, Centroid, talking heads, random Synthesizers, whose weights all sequences share) padded tokens are zeros
     * before the mechanism: they bring nothing into a projection or a value, but a mean, a clustering or a softmax over them
     * counts them as zeros.
     */
    public boolean masks() {
        return masks;
    }

    @Override
    Plan loss(int batch, Buffer.Kind kind, float smoothing, boolean training) {
        Plan.Builder plan = Plan.builder("classifier");
        View logits = logits(plan, batch, kind, training);
        View targets = View.contiguous(plan.input(TARGETS, batch), batch, 1, 1, 1);
        View loss = View.contiguous(plan.output(LOSS, batch), batch, 1, 1, 1);
        View lse = View.contiguous(plan.intermediate("lse", batch), batch, 1, 1, 1);
        return plan.add(new CrossEntropy("crossEntropy", logits, targets, smoothing, loss, lse))
                .build();
    }

    /**
     * The plan of logits: inputs of a batch in, logits [B,C] out.
     *
     * @param batch B
     * @param kind of the arrays of parameters: states or weights
     */
    public Plan logits(int batch, Buffer.Kind kind) {
        Plan.Builder plan = Plan.builder("classifier");
        logits(plan, batch, kind, false);
        return plan.build();
    }

    private View logits(Plan.Builder plan, int batch, Buffer.Kind kind, boolean training) {
        int window = config().window();
        int m = config().width();
        View hidden = hidden(plan, batch, kind, training, null);
        View pooled = View.contiguous(plan.intermediate("pooled", (long) batch * m), batch, 1, 1, m);
        if (config().reading().pooling().equals(DocumentReading.ATTENTION)) {
            plan.add(attentionPooling(plan, batch, kind, hidden, pooled));
        } else {
            View shares = View.contiguous(plan.input(POOLING, (long) batch * window), batch, 1, 1, window);
            plan.add(MatrixProduct.of("pooling", shares, hidden, pooled));
        }
        View head = matrix(plan, kind, HEAD, m, labels).broadcastBatch(batch);
        View bias = matrix(plan, kind, BIAS, 1, labels).broadcastBatch(batch);
        View logits = View.contiguous(plan.output(LOGITS, (long) batch * labels), batch, 1, 1, labels);
        plan.add(MatrixProduct.of("head", pooled, head, bias, logits));
        return logits;
    }

    private CoreAttention attentionPooling(Plan.Builder plan, int batch, Buffer.Kind kind, View hidden, View pooled) {
        int window = config().window();
        int heads = config().heads();
        int columns = config().width() / heads;
        View query = View.splitHeads(
                        matrix(plan, kind, QUERY, 1, config().width()).buffer(), 1, heads, 1, columns)
                .broadcastBatch(batch);
        View tokens = View.splitHeads(hidden.buffer(), batch, heads, window, columns);
        View biases =
                new View(plan.input(KEY_BIAS, (long) batch * window), 0, batch, heads, 1, window, window, 0, 0, 1);
        return CoreAttention.of(
                        "pooling",
                        (float) (1 / Math.sqrt(columns)),
                        query,
                        tokens,
                        tokens,
                        KeyRanges.rectangular(batch, 1, window, false, null),
                        View.splitHeads(pooled.buffer(), batch, heads, 1, columns),
                        View.contiguous(plan.intermediate("poolingLse", (long) batch * heads), batch, heads, 1, 1))
                .withBiases(biases, null);
    }

    @Override
    void splice(Plan.Builder plan, int batch, Plan blocks, UnaryOperator<View> views) {
        int window = config().window();
        StepRewriter rewriter = new StepRewriter(
                task -> "blocks" + Character.toUpperCase(task.charAt(0)) + task.substring(1), views, views);
        for (Step step : blocks.steps()) {
            Step ours = rewriter.rewrite(step);
            if (masks && ours instanceof CoreAttention core) {
                Buffer biases = plan.input(KEY_BIAS, (long) batch * window);
                View bias = new View(biases, 0, batch, core.a().heads(), 1, window, window, 0, 0, 1);
                plan.add(core.withBiases(bias, core.bias()));
            } else if (!masks && ours instanceof LayerNorm norm && norm.task().endsWith("Norm1")) {
                int m = config().width();
                View all = norm.y().over(plan.intermediate("normedWithPadding", (long) batch * window * m));
                plan.add(new LayerNorm(norm.task(), norm.x(), norm.gamma(), norm.beta(), norm.epsilon(), all));
                Buffer valid = plan.input(VALID, (long) batch * window);
                View rows = new View(valid, 0, batch, 1, window, m, window, 0, 1, 0);
                plan.add(new Product(norm.task() + "Valid", rows, all, 1, norm.y()));
            } else {
                plan.add(ours);
            }
        }
    }
}
