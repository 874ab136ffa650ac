package io.attn4j.train;

import io.attn4j.data.LabelledDocuments;
import io.attn4j.model.Classifier;
import io.attn4j.model.DocumentBatch;
import io.attn4j.model.DocumentVotes;
import io.attn4j.model.PlanSession;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.Plan;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Loss, accuracy and macro-F1 of a classifier on documents. */
public final class DocumentEvaluation {
    /** Documents whose views are evaluated together. */
    private static final int AT_ONCE = 256;

    private final Classifier model;
    private final int batch;
    private final Plan plan;

    /** Of {@code batch} documents at a time; parameters are states of the session. */
    public DocumentEvaluation(Classifier model, int batch) {
        this.model = model;
        this.batch = batch;
        plan = model.loss(batch, Buffer.Kind.STATE, 0);
    }

    /** The plan of loss and logits of a batch. */
    public Plan plan() {
        return plan;
    }

    /**
     * Evaluates documents.
     *
     * @param most how many, evenly spaced; 0 for all
     */
    public Evaluation.Result of(PlanSession session, LabelledDocuments documents, int most) {
        int count = most == 0 ? documents.size() : Math.min(most, documents.size());
        return model.config().reading().views() == 1
                ? ofBeginnings(session, documents, count)
                : ofViews(session, documents, count);
    }

    private static int chosen(LabelledDocuments documents, int number, int count) {
        return (int) ((long) documents.size() * number / count);
    }

    /** By the mean of the probabilities of each document's views. */
    private Evaluation.Result ofViews(PlanSession session, LabelledDocuments documents, int count) {
        int labels = model.labels();
        long[][] counts = new long[labels][labels];
        DocumentVotes votes = new DocumentVotes(model, plan, batch);
        double sum = 0;
        for (int from = 0; from < count; from += AT_ONCE) {
            List<int[]> some = new ArrayList<>();
            for (int i = from; i < Math.min(count, from + AT_ONCE); i++) {
                some.add(documents.tokens(chosen(documents, i, count)));
            }
            double[][] probabilities = votes.of(session, some);
            for (int i = 0; i < probabilities.length; i++) {
                int label = documents.label(chosen(documents, from + i, count));
                sum -= Math.log(Math.max(Double.MIN_NORMAL, probabilities[i][label]));
                counts[label][DocumentVotes.largest(probabilities[i])]++;
            }
        }
        return new Evaluation.Result(sum / count, count, new Confusion(documents.labels(), counts));
    }

    private Evaluation.Result ofBeginnings(PlanSession session, LabelledDocuments documents, int count) {
        int labels = model.labels();
        long[][] counts = new long[labels][labels];
        double sum = 0;
        for (int from = 0; from < count; from += batch) {
            DocumentBatch texts = new DocumentBatch(batch, model.config());
            float[] targets = new float[batch];
            Arrays.fill(targets, -1);
            for (int row = 0; row < batch && from + row < count; row++) {
                int document = chosen(documents, from + row, count);
                texts.set(row, documents.tokens(document));
                targets[row] = documents.label(document);
            }
            float[] losses = new float[batch];
            float[] logits = new float[batch * labels];
            Map<String, MemorySegment> tensors = texts.inputs();
            tensors.put(Classifier.TARGETS, MemorySegment.ofArray(targets));
            tensors.put(Classifier.LOSS, MemorySegment.ofArray(losses));
            tensors.put(Classifier.LOGITS, MemorySegment.ofArray(logits));
            session.run(plan, tensors);
            sum += Evaluation.total(losses);
            for (int row = 0; row < batch; row++) {
                if (targets[row] >= 0) {
                    counts[(int) targets[row]][DocumentVotes.largest(logits, row * labels, labels)]++;
                }
            }
        }
        return new Evaluation.Result(sum / count, count, new Confusion(documents.labels(), counts));
    }
}
