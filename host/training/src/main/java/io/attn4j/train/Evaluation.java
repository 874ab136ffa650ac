package io.attn4j.train;

import io.attn4j.data.Batch;
import io.attn4j.data.Corpus;
import io.attn4j.model.LanguageModel;
import io.attn4j.model.PlanSession;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.Plan;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;

/** The loss of a model on a text. */
public final class Evaluation {
    private final LanguageModel model;
    private final int batch;
    private final Plan plan;

    /** Of {@code batch} windows at a time; parameters are states of the session. */
    public Evaluation(LanguageModel model, int batch) {
        this.model = model;
        this.batch = batch;
        plan = model.loss(batch, Buffer.Kind.STATE, 0);
    }

    /**
     * What an evaluation found.
     *
     * @param nats mean loss of a predicted token
     * @param count tokens predicted
     * @param bytesPerToken bytes of text for each token, on average
     * @param confusion what a classifier made of the documents, which are then what is counted; null of a language model
     * @param accuracy the part of the documents, or of the answers of texts, that were predicted right; null of a language
     *     model of whole texts
     */
    public record Result(double nats, long count, double bytesPerToken, Confusion confusion, Double accuracy) {
        /** Of a language model. */
        public Result(double nats, long count, double bytesPerToken) {
            this(nats, count, bytesPerToken, null, null);
        }

        /** Of a classifier. */
        public Result(double nats, long count, Confusion confusion) {
            this(nats, count, 1, confusion, confusion.accuracy());
        }

        /** Of a language model on answers, which are what is counted. */
        static Result ofAnswers(double nats, long count, double accuracy) {
            return new Result(nats, count, 1, null, accuracy);
        }

        /** The same in bits for each byte of text. */
        public double bitsPerByte() {
            return nats / Math.log(2) / bytesPerToken;
        }
    }

    /** The plan of the loss of a batch. */
    public Plan plan() {
        return plan;
    }

    /**
     * Evaluates windows of a text.
     *
     * @param windows how many, evenly spaced; 0 for all of them one after another, so that every byte but the first is
     *     predicted once
     */
    public Result of(PlanSession session, Corpus text, int windows) {
        int window = model.config().window();
        int all = Math.ceilDiv(text.length() - 1, window);
        int count = windows == 0 ? all : Math.min(windows, all);
        int room = Math.max(0, text.length() - 1 - window);
        double sum = 0;
        long predicted = 0;
        for (int from = 0; from < count; from += batch) {
            int[] starts = new int[batch];
            for (int row = 0; row < batch; row++) {
                int number = from + row;
                starts[row] = number >= count
                        ? -1
                        : windows == 0 ? number * window : (int) ((long) room * number / Math.max(1, count - 1));
            }
            Batch tokens = Batch.at(text, window, starts);
            sum += sum(session, tokens);
            predicted += tokens.count();
        }
        return new Result(sum / predicted, predicted, text.bytesPerToken());
    }

    private double sum(PlanSession session, Batch tokens) {
        float[] loss = new float[tokens.ids().length];
        Map<String, MemorySegment> tensors = new HashMap<>();
        tensors.put(LanguageModel.IDS, MemorySegment.ofArray(tokens.ids()));
        tensors.put(LanguageModel.TARGETS, MemorySegment.ofArray(tokens.targets()));
        tensors.put(LanguageModel.LOSS, MemorySegment.ofArray(loss));
        session.run(plan, tensors);
        return total(loss);
    }

    /** The sum, in order, in fp64. */
    static double total(float[] loss) {
        double sum = 0;
        for (float each : loss) {
            sum += each;
        }
        return sum;
    }
}
