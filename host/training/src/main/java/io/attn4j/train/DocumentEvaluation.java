package io.attn4j.train;

import io.attn4j.data.LabelledDocuments;
import io.attn4j.model.Classifier;
import io.attn4j.model.DocumentBatch;
import io.attn4j.model.PlanSession;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.Plan;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;

/** Loss, accuracy and macro-F1 of a classifier on documents. */
public final class DocumentEvaluation {
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
        int labels = model.labels();
        long[][] counts = new long[labels][labels];
        double sum = 0;
        for (int from = 0; from < count; from += batch) {
            DocumentBatch texts = new DocumentBatch(batch, model.config().window());
            float[] targets = new float[batch];
            Arrays.fill(targets, -1);
            for (int row = 0; row < batch && from + row < count; row++) {
                int document = (int) ((long) documents.size() * (from + row) / count);
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
                    counts[(int) targets[row]][largest(logits, row * labels, labels)]++;
                }
            }
        }
        return new Evaluation.Result(sum / count, count, new Confusion(documents.labels(), counts));
    }

    /** The first of the largest of {@code count} values. */
    static int largest(float[] values, int from, int count) {
        int largest = 0;
        for (int i = 1; i < count; i++) {
            if (values[from + i] > values[from + largest]) {
                largest = i;
            }
        }
        return largest;
    }
}
