package io.attn4j.model;

import io.attn4j.mechanism.Request;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.DocumentStarts;
import io.attn4j.plan.Plan;
import io.attn4j.plan.View;
import io.attn4j.plan.loss.CrossEntropy;
import io.attn4j.plan.matrix.MatrixProduct;
import java.util.List;

/**
 * A causal language model: {@code logits = LN(blocks(embedding[ids] + positions)) head}, with pre-LN Transformer blocks
 * around any mechanism ({@link io.attn4j.mechanism.block}).
 *
 * <p>Parameters: those of every {@link BlockModel}, and {@code head.weight [M,V]} unless it is tied to the embedding.
 *
 * <p>Plans take ids and targets as floats, {@code [B,N]}, N the window: a shorter text is padded at its end, where targets
 * are -1. Losses are {@code [B,N]}, logits {@code [B,N,V]}.
 */
public final class LanguageModel extends BlockModel {
    /** What plans of the loss keep apart, or null. */
    private final DocumentStarts documents;

    /**
     * A model whose windows hold one text each.
     *
     * @throws io.attn4j.error.InvalidInputException when the mechanism does not take its options or weights, or cannot be
     *     causal
     */
    public LanguageModel(ModelConfig config) {
        this(config, null);
    }

    /**
     * A model whose windows hold several documents in plans of the loss: each is computed as if it were alone, with positions
     * from 0 on, which those plans take as {@link #PLACES}. Plans of logits hold one text a window.
     *
     * @param documents of the windows, to be set before each execution; or null
     * @throws io.attn4j.error.InvalidInputException as {@link #LanguageModel(ModelConfig)}, and when the mechanism cannot keep
     *     documents apart
     */
    public LanguageModel(ModelConfig config, DocumentStarts documents) {
        super(config, true, head(config));
        this.documents = documents;
        if (documents != null) {
            Request request = blocks(documents.batch());
            request.mechanism().packed(request, documents);
        }
    }

    /** Tokens that documents start at multiples of, where windows hold several. */
    public static int documentMultiple(ModelConfig config) {
        Request request = new LanguageModel(config).blocks(1);
        return request.mechanism().documentMultiple(request);
    }

    private static List<Parameter> head(ModelConfig config) {
        long m = config.width();
        return config.tied() ? List.of() : List.of(Parameter.matrix(HEAD, config.gain(), m, m, config.vocabulary()));
    }

    @Override
    Plan loss(int batch, Buffer.Kind parameters, float smoothing, boolean training) {
        Plan.Builder plan = Plan.builder("languageModel");
        long positions = (long) batch * config().window();
        Buffer into = plan.intermediate(LOGITS, Math.multiplyExact(positions, config().vocabulary()));
        View logits = logits(plan, batch, parameters, training, documents, into);
        View targets = View.contiguous(plan.input(TARGETS, positions), batch, 1, config().window(), 1);
        View loss = View.contiguous(plan.output(LOSS, positions), batch, 1, config().window(), 1);
        View lse = View.contiguous(plan.intermediate("lse", positions), batch, 1, config().window(), 1);
        return plan.add(new CrossEntropy("crossEntropy", logits, targets, smoothing, loss, lse))
                .build();
    }

    /**
     * The plan of logits: ids in, logits [B,N,V] out.
     *
     * @param batch B
     * @param parameters kind of the arrays of parameters
     */
    public Plan logits(int batch, Buffer.Kind parameters) {
        Plan.Builder plan = Plan.builder("languageModel");
        long elements = Math.multiplyExact((long) batch * config().window(), config().vocabulary());
        logits(plan, batch, parameters, false, null, plan.output(LOGITS, elements));
        return plan.build();
    }

    private View logits(
            Plan.Builder plan, int batch, Buffer.Kind kind, boolean training, DocumentStarts packed, Buffer into) {
        int window = config().window();
        int m = config().width();
        int vocabulary = config().vocabulary();
        View hidden = hidden(plan, batch, kind, training, packed);
        View head = config().tied()
                ? matrix(plan, kind, EMBEDDING, vocabulary, m).transposed()
                : matrix(plan, kind, HEAD, m, vocabulary);
        View logits = View.contiguous(into, batch, 1, window, vocabulary);
        plan.add(MatrixProduct.of("head", hidden, head.broadcastBatch(batch), logits));
        return logits;
    }

    /**
     * The request of the stack of blocks, final norm included: tokens x [B,N,M] and this model's parameters by their names.
     *
     * @param batch B
     */
    public Request blocks(int batch) {
        return blocks(batch, false);
    }
}
